"""Logs numbered rows at a steady rate until it is told to stop by a file; the server may die meanwhile."""
import os
import sys
import time

import wandb

run_id, rows = sys.argv[1], int(sys.argv[2])
run = wandb.init(project="e2e-kill", id=run_id)
print("started", flush=True)
for number in range(rows):
    run.log({"number": number})
    time.sleep(0.002)
run.finish()
print("ok")
