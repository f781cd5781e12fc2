"""A whole machine that goes away: the script ends the client's service process and then itself, without a word to the server."""
import os
import signal
import subprocess
import sys
import time

import wandb

run = wandb.init(project="e2e-exits", id=sys.argv[1])
for step in range(5):
    run.log({"x": step})
    time.sleep(0.3)
print("logging", flush=True)
time.sleep(2)
mine = os.getpid()
listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listing.splitlines())}


def descends(pid):
    while pid in parents and pid != 1:
        pid = parents[pid]
        if pid == mine:
            return True
    return False


for pid in [pid for pid in parents if descends(pid)]:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
os.kill(mine, signal.SIGKILL)
