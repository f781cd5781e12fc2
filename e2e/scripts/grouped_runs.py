"""Nine runs of three architectures with three seeds each; prints what the groups must be, worked out here."""
import json
import math

import wandb

ARCHS = ["cnn", "mlp", "resnet"]
STEPS = 40


def loss(arch: int, seed: int, step: int) -> float:
    return math.exp(-step / (8 + 4 * arch)) + 0.05 * seed * seed + 0.01 * math.sin(step + seed)


for arch, name in enumerate(ARCHS):
    for seed in range(3):
        config = {"arch": name, "seed": seed, "optimizer": {"lr": 10.0 ** -(1 + seed)}}
        with wandb.init(project="grouped", id=f"{name}-{seed}", name=f"{name}-{seed}", config=config) as run:
            for step in range(STEPS):
                run.log({"train/loss": loss(arch, seed, step), "val/acc": 1 - loss(arch, seed, step) / 2, "epoch": step // 4})

expected = {}
for arch, name in enumerate(ARCHS):
    rows = []
    for step in range(STEPS):
        values = [loss(arch, seed, step) for seed in range(3)]
        mean = sum(values) / 3
        rows.append([step, mean, math.sqrt(sum((v - mean) ** 2 for v in values) / 3)])
    expected[name] = rows

with wandb.init(project="plots", id="plots", name="plots") as run:
    curve = wandb.Table(columns=["x", "y"], data=[[x, x * x] for x in range(20)])
    run.log({"squares": wandb.plot.line(curve, "x", "y", title="Squares")})
    bars = wandb.Table(columns=["name", "height"], data=[["<b>low", 1], ["high", 5]])
    run.log({"bars": wandb.plot.bar(bars, "name", "height", title="Bars")})
    run.log({"matrix": wandb.plot.confusion_matrix(y_true=[0, 1, 1, 0], preds=[0, 1, 0, 0], class_names=["cat", "dog"])})

print(json.dumps(expected))
