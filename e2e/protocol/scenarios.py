"""What a script may do to a run besides logging: resume, rewind, fork, use an id again, define metrics, draw charts, raise alerts."""
import sys

import wandb

scenario, run_id = sys.argv[1], sys.argv[2]
PROJECT = "e2e-protocol"


def start(**told):
    return wandb.init(project=PROJECT, id=told.pop("id", run_id), **told)


def log(run, first, last, value):
    for step in range(first, last):
        run.log({"v": value, "step_copy": step})


def refused(**told):
    try:
        start(**told)
    except Exception as error:  # noqa: BLE001: the client raises classes of its own, which differ by version
        print("refused:", str(error).replace("\n", " "))
    else:
        raise SystemExit("was not refused")


if scenario == "resume":
    with start(tags=["a"], notes="note", config={"lr": 0.1}) as run:
        log(run, 0, 5, 1)
        print("first line")
    with start(resume="must", config={"more": 2}) as run:
        assert run.resumed
        assert run.config["lr"] == 0.1
        log(run, 5, 8, 2)
        print("second line")
    with start(resume="allow") as run:
        log(run, 8, 10, 3)
elif scenario == "resume-new":
    with start(resume="allow") as run:
        log(run, 0, 2, 1)
    with start(id=run_id + "-never", resume="never") as run:
        log(run, 0, 2, 1)
elif scenario == "refused":
    refused(id=run_id + "-missing", resume="must")
    with start() as run:
        log(run, 0, 2, 1)
    refused(resume="never")
elif scenario == "auto":
    # The client remembers the run only while it has not ended: the first process dies without a word.
    import subprocess

    subprocess.run([sys.executable, __file__, "auto-dies", run_id], check=False)
    with start(id=None, resume="auto") as run:
        print("again:", run.id)
elif scenario == "auto-dies":
    import os
    import time

    run = start(id=None, resume="auto")
    log(run, 0, 3, 1)
    print("id:", run.id, flush=True)
    time.sleep(2.5)
    os._exit(1)
elif scenario == "failed":
    run = start()
    log(run, 0, 3, 1)
    run.finish(exit_code=3)
elif scenario == "go-on":
    with start(resume="must") as run:
        log(run, 0, 2, 2)
elif scenario == "rewind":
    with start() as run:
        log(run, 0, 9, 1)
        run.log({"v": 1, "late": 7, "step_copy": 9})
    with start(id=None, resume_from=f"{run_id}?_step=4") as run:
        for _ in range(3):
            run.log({"v": 2})
elif scenario == "fork":
    with start() as run:
        log(run, 0, 10, 1)
    with start(id=run_id + "-fork", fork_from=f"{run_id}?_step=4") as run:
        for _ in range(2):
            run.log({"v": 2})
elif scenario == "again":
    with start() as run:
        log(run, 0, 6, 1)
    with start() as run:
        log(run, 0, 3, 2)
elif scenario == "values":
    with start() as run:
        run.define_metric("epoch")
        run.define_metric("val/*", step_metric="epoch")
        run.define_metric("loss", summary="min,max", hidden=True)
        run.log({"loss": 3, "epoch": 1, "val/acc": 0.5, "nest": {"a": {"b": 1}}, "sp ace/ü.x": 2, "a\\b": 1, 'q"uote': 1})
        run.log({"loss": 1, "epoch": 2, "val/acc": 0.75, "nest": {"a": {"b": 2}}})
        table = wandb.Table(columns=["x", "y"], data=[[1, 2], [3, 4]])
        run.log({"chart": wandb.plot.line(table, "x", "y", title="A title")})
        for _ in range(3):
            run.alert(title="once", text="text", wait_duration=600)
        run.alert(title="other", text="text", level=wandb.AlertLevel.ERROR)
elif scenario == "preempting":
    run = start()
    log(run, 0, 2, 1)
    run.mark_preempting()
    print("preempting", flush=True)
    sys.stdin.readline()
elif scenario == "bars":
    with start() as run:
        run.log({"v": 1})
        for percent in range(0, 101, 5):
            sys.stdout.write(f"\rprogress {percent}%")
            sys.stdout.flush()
            if percent % 25 == 0:
                import time

                time.sleep(1.2)
        sys.stdout.write("\nafter the bar\n")
        sys.stderr.write("to the errors\n")
print("ok")
