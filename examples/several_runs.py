"""A small grid: one run for each learning rate, one after the other, from one script."""
import math

import wandb

for lr in (0.001, 0.01, 0.1):
    for seed in (1, 2):
        with wandb.init(project="grid", group=f"lr-{lr}", name=f"lr{lr}-seed{seed}", config={"lr": lr, "seed": seed}) as run:
            for step in range(300):
                run.log({"loss": math.exp(-step * lr) + 0.02 * math.sin(step * seed)})
