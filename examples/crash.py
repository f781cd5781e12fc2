"""A script that fails: the run page says `Failed` with its exit code, and the Logs tab ends with the traceback."""
import wandb

with wandb.init(project="failures") as run:
    for step in range(20):
        run.log({"loss": 1 / (step + 1)})
    raise RuntimeError("out of luck at step 20")
