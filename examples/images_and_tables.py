"""Pictures, histograms and a table of predictions."""
import numpy as np

import wandb

random = np.random.default_rng(1)

with wandb.init(project="pictures") as run:
    for step in range(5):
        picture = (255 * random.random((64, 64, 3))).astype(np.uint8)
        run.log({"sample": wandb.Image(picture, caption=f"noise at step {step}"), "weights": wandb.Histogram(random.normal(step, 1, 1000))})
    table = wandb.Table(columns=["image", "label", "score"])
    for label in range(5):
        table.add_data(wandb.Image((255 * random.random((16, 16))).astype(np.uint8)), f"class {label}", float(random.random()))
    run.log({"predictions": table})
