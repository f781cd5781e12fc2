"""Writes what TensorBoard's and MLflow's own clients write: two event-file runs and an MLflow database."""
import sys

import mlflow
import numpy as np
from tensorboardX import SummaryWriter

folder = sys.argv[1]
for name in ("first", "nested/second"):
    writer = SummaryWriter(f"{folder}/tb/{name}")
    for step in range(100):
        writer.add_scalar("loss", 1 / (step + 1), step)
        writer.add_scalar("val/accuracy", step / 128, step)
    writer.add_histogram("weights", np.arange(1000) / 100, 5)
    writer.add_image("sample", np.zeros((3, 8, 8)), 7)
    writer.add_text("note", "not a number", 1)
    writer.close()

mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
mlflow.set_experiment("vision/baseline")
with mlflow.start_run(run_name="good"):
    mlflow.log_params({"lr": "0.1", "arch": "resnet"})
    mlflow.set_tag("team", "vision")
    for step in range(50):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metric("loss", float("nan"), step=50)
    mlflow.log_metric("loss", float("inf"), step=51)
    mlflow.log_metric("twice", 1.0, step=3)
    mlflow.log_metric("twice", 2.0, step=3)
try:
    with mlflow.start_run(run_name="bad"):
        mlflow.log_metric("loss", 1.0, step=0)
        raise RuntimeError("on purpose")
except RuntimeError:
    print("ok")
