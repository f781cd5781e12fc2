"""Uses and downloads what log_artifacts.py logged, by every way of the client. Arguments: run id, run id of the logger, name."""

import json
import os
import sys

import wandb

run_id, logger_id, name = sys.argv[1:4]
PROJECT = "e2e-artifacts"


def contents(root):
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, root)] = file.read().hex()
    return found


report = {}
with wandb.init(project=PROJECT, id=run_id) as run:
    best = run.use_artifact(f"{name}:best")
    report["best"] = [best.version, contents(best.download(root="best"))["deep/q#?ü.txt"]]
    best.verify(root="best")
    latest = run.use_artifact(f"{name}:latest")
    report["latest"] = [latest.version, sorted(contents(latest.download(root="latest")))]
    report["one"] = open(best.get_entry("a.txt").download(root="single"), "rb").read().decode()
    table = run.use_artifact(f"run-{logger_id}-table:latest").get("table")
    report["table"] = [table.columns, table.data]

api = wandb.Api()
entity = run.entity
artifact = api.artifact(f"{entity}/{PROJECT}/{name}:v0")
report["aliases"] = sorted(artifact.aliases)
report["files"] = sorted([file.name, file.size] for file in artifact.files())
report["count"] = len(artifact.files())
report["api download"] = contents(artifact.download(root="again")) == contents("best")
report["used by"] = sorted(user.id for user in artifact.used_by())
report["logged by"] = artifact.logged_by().id
report["exists"] = [api.artifact_exists(f"{entity}/{PROJECT}/{name}:v0"), api.artifact_exists(f"{entity}/{PROJECT}/{name}:v9"), api.artifact_exists(f"{entity}/{PROJECT}/nothing:v0")]
report["run"] = {
    "used": sorted(found.name for found in api.run(f"{entity}/{PROJECT}/{run_id}").used_artifacts()),
    "logged": sorted(found.name for found in api.run(f"{entity}/{PROJECT}/{logger_id}").logged_artifacts()),
}
report["types"] = sorted(found.name for found in api.artifact_types(f"{entity}/{PROJECT}"))
report["collections"] = sorted(found.name for found in api.artifact_type("dataset", f"{entity}/{PROJECT}").collections())
report["versions"] = [found.version for found in api.artifacts("dataset", f"{entity}/{PROJECT}/{name}")]
print(json.dumps(report))
