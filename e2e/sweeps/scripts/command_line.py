"""`wandb sweep` and `wandb agent` as a person types them; every state that can be asked for is asked for once."""

import json
import os
import re
import subprocess
import sys
import time

import wandb

project = sys.argv[1]
told = {}
# The agent starts `python`, wherever the path finds it.
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]

with open("train.py", "w") as file:
    file.write(
        "import sys, time, wandb\n"
        "with wandb.init() as run:\n"
        "    print('ARGS', sys.argv[1:], flush=True)\n"
        "    for step in range(int(sys.argv[-1].split('=')[1]) * 1000):\n"
        "        run.log({'loss': step})\n"
        "        time.sleep(0.05)\n"
    )


def sweep_of(config):
    with open("sweep.yaml", "w") as file:
        file.write(config)
    done = subprocess.run([sys.executable, "-m", "wandb", "sweep", "-p", project, "sweep.yaml"], capture_output=True, text=True)
    return re.search(r"sweep with ID: (\S+)|sweeps/(\w+)", done.stderr + done.stdout).group(1)


def ask(what, sweep):
    return subprocess.run([sys.executable, "-m", "wandb", "sweep", f"--{what}", f"{project}/{sweep}"], capture_output=True, text=True)


api = wandb.Api()


def until(check):
    end = time.time() + 90
    while time.time() < end:
        if check():
            return True
        time.sleep(0.5)
    return False


def state(sweep):
    return wandb.Api().sweep(f"{project}/{sweep}").state


# A program that ends at once: two runs, and the agent leaves by itself.
grid = sweep_of(
    """
method: grid
program: train.py
parameters:
  n:
    values: [0]
  m:
    values: [x, y]
"""
)
agent = subprocess.run(
    [sys.executable, "-m", "wandb", "agent", f"{project}/{grid}"], capture_output=True, text=True
)
told["grid"] = [agent.returncode, state(grid), len(wandb.Api().sweep(f"{project}/{grid}").runs)]

# A program that never ends: pause, resume, and cancel, which kills it.
long = sweep_of(
    """
method: random
program: train.py
parameters:
  n:
    values: [9]
"""
)
process = subprocess.Popen([sys.executable, "-m", "wandb", "agent", f"{project}/{long}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
told["running"] = until(lambda: [run.state for run in wandb.Api().sweep(f"{project}/{long}").runs] == ["running"])
for what in ["pause", "resume", "cancel"]:
    ask(what, long)
    told[what] = state(long)
told["agent leaves"] = process.wait(timeout=120)
told["stop"] = [ask("stop", grid).returncode != 0, state(grid)]
told["unknown"] = subprocess.run([sys.executable, "-m", "wandb", "agent", f"{project}/nothere1"], capture_output=True, text=True).returncode
print(json.dumps(told))
