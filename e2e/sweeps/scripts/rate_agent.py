"""An agent with a function works on a sweep that was made elsewhere: its loss is its rate."""

import sys

import wandb

project, sweep = sys.argv[1:]


def train():
    with wandb.init() as run:
        for step in range(3):
            run.log({"loss": run.config["lr"] * (3 - step)})


wandb.agent(sweep, function=train, project=project)
