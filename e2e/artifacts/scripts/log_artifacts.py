"""Logs files, a folder, a table and code; the second time the same content, then another one. Arguments: run id, folder, name."""

import json
import os
import sys

import wandb

run_id, folder, name_of_all = sys.argv[1:4]
os.makedirs(os.path.join(folder, "deep", "er"), exist_ok=True)
FILES = {"a.txt": b"alpha", "empty.bin": b"", "deep/er/b.bin": bytes(range(256)) * 500, "deep/q#?ü.txt": b"strange name"}
for name, content in FILES.items():
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


def dataset(extra=None):
    artifact = wandb.Artifact(name_of_all, type="dataset", description="some numbers", metadata={"rows": 3})
    artifact.add_dir(folder)
    if extra is not None:
        with artifact.new_file("extra.json", encoding="utf-8") as file:
            json.dump(extra, file)
    return artifact


report = {}
with wandb.init(project="e2e-artifacts", id=run_id) as run:
    first = run.log_artifact(dataset(), aliases=["best"]).wait()
    again = run.log_artifact(dataset()).wait()
    second = run.log_artifact(dataset({"one": 1})).wait()
    table = wandb.Table(columns=["n", "text"], data=[[1, "one"], [2, "two"]])
    run.log({"table": table})
    run.log_code(os.path.dirname(os.path.abspath(__file__)))
    report["first"] = [first.id, first.version, first.digest]
    report["again"] = [again.id, again.version, again.digest]
    report["second"] = [second.id, second.version, sorted(second.aliases), second.size, second.metadata, second.description]
print(json.dumps(report))
