"""A grid and a random search by an agent with a function; tells what it saw as one line of JSON."""

import json
import sys

import wandb

project = sys.argv[1]
seen = []


def train():
    with wandb.init() as run:
        config = dict(run.config)
        seen.append([run.id, run.sweep_id, config])
        for step in range(3):
            run.log({"loss": config["a"] / (step + 1)})


grid = wandb.sweep(
    {
        "method": "grid",
        "name": "small grid",
        "metric": {"name": "loss", "goal": "minimize"},
        "parameters": {"a": {"values": [2, 1.0]}, "opt": {"parameters": {"lr": {"values": [0.5]}}}},
    },
    project=project,
)
wandb.agent(grid, function=train, project=project)

api = wandb.Api()
sweep = api.sweep(f"{project}/{grid}")
best = sweep.best_run()
refused = None
try:
    wandb.sweep({"method": "grid", "parameters": {"a": {"min": 0.0, "max": 1.0}}}, project=project)
except Exception as error:
    refused = str(error)
print(
    json.dumps(
        {
            "sweep": grid,
            "seen": seen,
            "state": sweep.state,
            "name": sweep.name,
            "expected": sweep.expected_run_count,
            "runs": sorted(run.id for run in sweep.runs),
            "best": [best.id, best.summary["loss"]],
            "of run": api.run(f"{project}/{seen[0][0]}").sweep.id,
            "refused": refused,
            "sweeps": len(api.project(project).sweeps()),
        }
    )
)
