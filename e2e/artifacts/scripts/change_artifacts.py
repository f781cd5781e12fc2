"""References, aliases, tags, links, drafts, increments, several writers, deletion. Arguments: run id, project."""

import json
import os
import sys

import wandb

run_id, project = sys.argv[1:3]
report = {}


def raises(work):
    try:
        work()
    except Exception as error:
        return str(error)
    return None


with open("big.bin", "wb") as file:
    file.write(os.urandom(1000))
with wandb.init(project=project, id=run_id) as run:
    entity = run.entity
    for n in range(3):
        artifact = wandb.Artifact("model", type="model", metadata={"n": n})
        with artifact.new_file("n.txt") as file:
            file.write(str(n))
        run.log_artifact(artifact, aliases=[f"alias-{n}"], tags=["first tag"]).wait()
    refs = wandb.Artifact("refs", type="dataset")
    refs.add_reference(f"file://{os.path.abspath('big.bin')}", name="local")
    refs.add_reference("https://example.invalid/data.csv", name="web", checksum=False)
    entry = run.use_artifact("model:alias-1").get_entry("n.txt")
    refs.add_reference(entry.ref_url(), name="inner")
    refs = run.log_artifact(refs).wait()
    report["refs"] = sorted([path, bool(e.ref)] for path, e in refs.manifest.entries.items())

    linked = run.link_artifact(run.use_artifact("model:v1"), f"{entity}/{project}/portfolio", aliases=["staging"])
    report["linked"] = [linked.name, linked.is_link, sorted(linked.aliases), linked.source_name] if linked is not None else None
    again = run.link_artifact(run.use_artifact("model:v2"), f"{entity}/{project}/portfolio")
    report["linked again"] = again.name if again is not None else None

    draft = run.use_artifact("model:v2").new_draft()
    with draft.new_file("more.txt") as file:
        file.write("more")
    draft = run.log_artifact(draft).wait()
    report["draft"] = [draft.version, sorted(draft.manifest.entries)]

    for part in range(2):
        shared = wandb.Artifact("shared", type="dataset")
        with shared.new_file(f"part-{part}.txt") as file:
            file.write(f"part {part}")
        run.upsert_artifact(shared, distributed_id="together")
    last = wandb.Artifact("shared", type="dataset")
    run.finish_artifact(last, distributed_id="together").wait()

    table = wandb.Table(columns=["a", "b"], log_mode="INCREMENTAL")
    for n in range(3):
        table.add_data(n, str(n))
        run.log({"grows": table})

api = wandb.Api()
name = f"{entity}/{project}/model"
found = api.artifact(f"{name}:v0")
found.description = "changed"
found.metadata["extra"] = [1, 2]
found.aliases.append("added")
found.aliases.remove("alias-0")
found.tags = ["second-tag"]
found.save()
found = wandb.Api().artifact(f"{name}:added")
report["changed"] = [found.version, found.description, found.metadata, sorted(found.aliases), sorted(found.tags)]

inner = api.artifact(f"{entity}/{project}/refs:latest")
with open(inner.get_entry("inner").download(root="inner")) as file:
    report["inner"] = file.read()
shared = api.artifact(f"{entity}/{project}/shared:latest")
report["shared"] = [shared.version, sorted(shared.manifest.entries), shared.digest == shared.manifest.digest()]
shared.download(root="shared")
report["shared parts"] = sorted(os.listdir("shared"))

grown = api.artifact(f"{entity}/{project}/run-{run_id}-incr-grows:latest")
report["grows"] = [grown.version, len(grown.manifest.entries)]

report["links"] = sorted(link.name for link in api.artifact(f"{name}:v1").linked_artifacts)
portfolio = api.artifact(f"{entity}/{project}/portfolio:staging")
report["portfolio"] = [portfolio.version, portfolio.source_version, portfolio.type]
report["collections"] = sorted(c.name for c in api.artifact_type("model", f"{entity}/{project}").collections())
collection = api.artifact_collection("model", name)
report["collection"] = [collection.is_sequence(), sorted(collection.aliases)]
collection.description = "about models"
collection.tags = ["one"]
collection.save()
collection = wandb.Api().artifact_collection("model", name)
report["collection changed"] = [collection.description, collection.tags]

report["delete with alias"] = raises(lambda: api.artifact(f"{name}:alias-1").delete())
api.artifact(f"{name}:alias-1").delete(delete_aliases=True)
report["after delete"] = [v.version for v in wandb.Api().artifacts("model", name)]
portfolio_link = wandb.Api().artifact(f"{entity}/{project}/portfolio:latest")
portfolio_link.unlink()
report["after unlink"] = wandb.Api().artifact_exists(f"{entity}/{project}/portfolio:latest")
newest = wandb.Api().artifact(f"{name}:latest")
report["newest"] = newest.version
newest.delete(delete_aliases=True)
report["latest moved"] = wandb.Api().artifact(f"{name}:latest").version


def other_type():
    with wandb.init(project=project) as other:
        other.log_artifact(wandb.Artifact("model", type="dataset")).wait()


report["other type"] = raises(other_type)
wandb.Api().artifact_collection("model", name).delete()
report["after all"] = wandb.Api().artifact_exists(f"{name}:v0")
print(json.dumps(report))
