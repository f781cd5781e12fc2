"""Twelve short runs for the workspace: two sections, one configuration key to tell them apart."""
import math

import wandb

for number in range(12):
    with wandb.init(project="browse", id=f"exp-{number}", name=f"exp-{number}", config={"number": number}) as run:
        for step in range(100):
            run.log({"train/loss": math.exp(-step / 30) + number / 10, "val/accuracy": 1 - math.exp(-step / 30) - number / 100})
print("ok")
