"""Two runs; then, as the other process edits the first one's history, what wandb.Api() shows of it, one line of JSON each time."""

import json
import sys

import wandb

PROJECT, ONE, TWO = sys.argv[1:4]


def log(run_id):
    run = wandb.init(project=PROJECT, id=run_id, settings=wandb.Settings(console="off", silent=True))
    for step in range(5):
        run.log({"loss": 5 - step, "acc": step / 10})
    run.finish()


def shown():
    run = wandb.Api().run(f"{PROJECT}/{ONE}")
    rows = [{k: v for k, v in row.items() if not k.startswith("_") or k == "_step"} for row in run.scan_history()]
    return {
        "scanned": rows,
        "sampled": run.history(pandas=False, keys=["cost"], samples=100) if "cost" in rows[0] else [],
        "summary": {k: v for k, v in dict(run.summary).items() if not k.startswith("_")},
        "keys": sorted(k for k in run.history_keys["keys"] if not k.startswith("_")),
    }


log(ONE)
log(TWO)
while True:
    print("shown:" + json.dumps(shown()), flush=True)
    if sys.stdin.readline().strip() == "end":
        break
