"""Ways for a run to end: `finish`, `with`, the end of the script, an exception, an exit code, a signal from outside, a stop from the page."""
import multiprocessing
import sys
import time

import wandb

how, run_id = sys.argv[1], sys.argv[2]


def child(project, name):
    run = wandb.init(project=project, id=name)
    run.log({"x": 1})
    run.finish()


if __name__ == "__main__":
    if how == "with":
        with wandb.init(project="e2e-exits", id=run_id) as run:
            run.log({"x": 1})
        assert wandb.run is None
    elif how == "end":
        wandb.init(project="e2e-exits", id=run_id).log({"x": 1})
    elif how == "raise":
        with wandb.init(project="e2e-exits", id=run_id) as run:
            run.log({"x": 1})
            raise RuntimeError("on purpose")
    elif how == "code":
        wandb.init(project="e2e-exits", id=run_id).log({"x": 1})
        sys.exit(3)
    elif how == "several":
        for number in range(3):
            run = wandb.init(project="e2e-exits", id=f"{run_id}-{number}")
            run.log({"x": number})
            run.finish()
    elif how == "children":
        with wandb.init(project="e2e-exits", id=run_id) as run:
            run.log({"x": 0})
            workers = [
                multiprocessing.get_context("spawn").Process(target=child, args=("e2e-exits", f"{run_id}-{number}")) for number in range(2)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
                assert worker.exitcode == 0
    elif how == "no-project":
        wandb.init(id=run_id).log({"x": 1})
        wandb.finish()
    elif how == "forever":
        run = wandb.init(project="e2e-exits", id=run_id)
        step = 0
        while True:
            run.log({"x": step})
            step += 1
            if step == 3:
                print("logging", flush=True)
            time.sleep(0.2)
    print("ok")
