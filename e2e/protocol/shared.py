"""Processes that log into one run at the same time (shared mode): the first is the primary writer, the others leave before it."""
import os
import subprocess
import sys

import wandb

PROJECT = "e2e-protocol"
ROWS = 40


def write(run_id, rank, primary):
    settings = wandb.Settings(
        mode="shared", x_primary=primary, x_label=f"rank{rank}", **({} if primary else {"x_update_finish_state": False})
    )
    run = wandb.init(project=PROJECT, id=run_id, config={f"rank{rank}": rank}, settings=settings)
    for row in range(ROWS):
        run.log({"value": rank * 1000 + row, f"of/{rank}": row})
        if row % 10 == 0:
            print(f"rank {rank} row {row}")
    return run


if __name__ == "__main__":
    run_id, processes, rank = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0
    if rank > 0:
        write(run_id, rank, False).finish()
        sys.exit(0)
    primary = write(run_id, 0, True)
    # As on machines of their own: each has a client service of its own, which one environment would share.
    environment = {name: value for name, value in os.environ.items() if name != "WANDB_SERVICE"}
    command = [sys.executable, __file__, run_id, str(processes)]
    writers = [subprocess.Popen([*command, str(number)], env=environment) for number in range(1, processes)]
    for writer in writers:
        assert writer.wait() == 0
    primary.finish()
    print("ok")
