"""Fits a line by gradient descent, without a framework, and keeps a checkpoint."""
import json
import random
import time

import wandb

random.seed(1)
data = [(x / 50, 3.0 * x / 50 - 0.5 + random.gauss(0, 0.1)) for x in range(-50, 50)]

with wandb.init(
    project="line-fit",
    job_type="train",
    tags=["example"],
    config={"lr": 0.1, "epochs": 60, "batch_size": 10, "model": {"kind": "linear", "bias": True}},
) as run:
    weight, bias = 0.0, 0.0
    for epoch in range(run.config.epochs):
        random.shuffle(data)
        for start in range(0, len(data), run.config.batch_size):
            batch = data[start : start + run.config.batch_size]
            errors = [weight * x + bias - y for x, y in batch]
            weight -= run.config.lr * sum(error * x for error, (x, _) in zip(errors, batch)) / len(batch)
            bias -= run.config.lr * sum(errors) / len(batch)
            run.log({"train/loss": sum(error * error for error in errors) / len(batch), "param/weight": weight, "param/bias": bias})
        loss = sum((weight * x + bias - y) ** 2 for x, y in data) / len(data)
        run.log({"val/loss": loss, "epoch": epoch})
        print(f"epoch {epoch:3d}  loss {loss:.5f}  weight {weight:.3f}  bias {bias:.3f}")
        time.sleep(0.2)
    with open("line.json", "w", encoding="utf-8") as file:
        json.dump({"weight": weight, "bias": bias}, file)
    run.save("line.json")
    run.summary["distance"] = abs(weight - 3.0) + abs(bias + 0.5)
