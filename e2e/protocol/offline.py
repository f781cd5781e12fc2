"""A run without a network, synced twice; and `wandb verify` as far as it goes without artifacts."""
import glob
import os
import subprocess
import sys

what, run_id = sys.argv[1], sys.argv[2]
if what == "offline":
    import wandb

    with wandb.init(project="e2e-protocol", id=run_id, mode="offline") as run:
        for step in range(6):
            run.log({"v": step})
        print("a line")
    (folder,) = glob.glob("wandb/offline-run-*")
    for _ in range(2):
        command = [sys.executable, "-m", "wandb", "sync", "--include-synced", folder]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            done = subprocess.run([sys.executable, "-m", "wandb", "sync", folder], capture_output=True, text=True)
        print(done.stdout, done.stderr)
        assert done.returncode == 0
elif what == "partial":
    # Online first; it dies when some of its rows are here, and only its own disk has the others.
    child = subprocess.run([sys.executable, __file__, "dies", run_id], capture_output=True, text=True)
    print(child.stdout, child.stderr)
    (folder,) = glob.glob("wandb/run-*")
    # New clients pass over runs that were online; the old one does not know the option.
    for option in (["--no-skip-online"], []):
        done = subprocess.run([sys.executable, "-m", "wandb", "sync", *option, folder], capture_output=True, text=True)
        print(done.stdout, done.stderr)
        if done.returncode == 0:
            break
    assert done.returncode == 0
elif what == "dies":
    import time

    import wandb

    run = wandb.init(project="e2e-protocol", id=run_id)
    for step in range(4):
        run.log({"v": step})
    time.sleep(3)
    for step in range(4, 100):
        run.log({"v": step, "text": "x" * 2000})
    time.sleep(0.3)
    os.kill(os.getpid(), 9)
else:
    done = subprocess.run([sys.executable, "-m", "wandb", "verify", "--host", os.environ["WANDB_BASE_URL"]], capture_output=True, text=True)
    print(done.stdout, done.stderr)
    print("exit", done.returncode)
print("ok")
