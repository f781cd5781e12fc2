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
else:
    done = subprocess.run([sys.executable, "-m", "wandb", "verify", "--host", os.environ["WANDB_BASE_URL"]], capture_output=True, text=True)
    print(done.stdout, done.stderr)
    print("exit", done.returncode)
print("ok")
