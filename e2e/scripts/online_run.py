"""10,000 steps of 20 keys, configuration, console on both streams, a saved file and an image; values are formulas of the step."""
import os
import sys
import time

import numpy as np
import wandb

steps, keys = int(sys.argv[1]), int(sys.argv[2])
run = wandb.init(
    project="e2e-online",
    id=sys.argv[3],
    name="the name",
    notes="some notes",
    tags=["one", "two"],
    group="a group",
    job_type="train",
    config={"lr": 0.001, "model": {"depth": 4, "act": "relu"}, "seed": 2**63 - 1, "layers": [1, 2, 3]},
)
assert wandb.run is run
os.makedirs("out", exist_ok=True)
with open("out/notes.txt", "w", encoding="utf-8") as file:
    file.write("saved by hand: \u00e4\u4e16\U0001f600\n")
wandb.save("out/notes.txt")
for step in range(steps):
    run.log({f"group{key % 4}/key{key}": step * 0.5 + key / 7 for key in range(keys)})
    if step % 1000 == 0:
        print(f"step {step}")
print("an error line", file=sys.stderr)
# CPU use is a difference: it takes two samples of the machine.
time.sleep(2.5)
run.log({"image": wandb.Image(np.zeros((8, 10, 3), dtype=np.uint8), caption="black")})
run.summary["best"] = 0.25
run.config.update({"late": "added"})
run.finish()
assert wandb.run is None
print("ok")
