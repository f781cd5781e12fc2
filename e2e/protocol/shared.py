"""Processes that log into one run at the same time (shared mode): the first is the primary writer, the others leave before it."""
import multiprocessing
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


def secondary(run_id, rank):
    write(run_id, rank, False).finish()


if __name__ == "__main__":
    run_id, processes = sys.argv[1], int(sys.argv[2])
    primary = write(run_id, 0, True)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=secondary, args=(run_id, rank)) for rank in range(1, processes)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0, writer.exitcode
    primary.finish()
    print("ok")
