"""A run that logs, prints and waits: a line on standard input makes it go on, so that a test sees each moment."""
import sys

import wandb

run = wandb.init(project="live", id=sys.argv[1], name=sys.argv[1], settings=wandb.Settings(console="wrap"))
for step in range(50):
    run.log({"loss": 1 / (step + 1)})
print("first half \x1b[31min red\x1b[0m <script>alert(1)</script>")
sys.stdin.readline()
for step in range(50, 100):
    run.log({"loss": 1 / (step + 1)})
print("second half")
sys.stdin.readline()
run.finish()
