"""The shortest run there is."""
import math

import wandb

with wandb.init(project="quick-start", config={"lr": 0.01}) as run:
    for step in range(200):
        run.log({"loss": math.exp(-step / 40) + 0.05 * math.sin(step), "accuracy": 1 - math.exp(-step / 60)})
