"""A small lineage with files of several kinds: raw data -> training -> model -> report. Arguments: project."""

import os
import struct
import sys
import zlib

import wandb

(project,) = sys.argv[1:2]


def png(width, height):
    row = b"\x00" + b"\x30\x60\xd0" * width
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


with wandb.init(project=project, id="prepare", name="prepare data") as run:
    for rows in (100, 250):
        data = wandb.Artifact("measurements", type="dataset", description="cleaned twice", metadata={"rows": rows, "source": {"site": "north"}})
        with data.new_file("readme.txt") as file:
            file.write(f"{rows} rows, <b>not bold</b>\n")
        with data.new_file("tables/first.csv") as file:
            file.write("n,value\n1,0.5\n2,0.25\n")
        with data.new_file("pictures/blue.png", mode="wb") as file:
            file.write(png(64, 48))
        data.add(wandb.Table(columns=["n", "text"], data=[[1, "one"], [2, "two"]]), "numbers")
        data.add_reference("https://example.org/raw.bin", name="raw", checksum=False)
        run.log_artifact(data, aliases=["checked"] if rows == 250 else ["first"]).wait()
with wandb.init(project=project, id="train", name="train a model") as run:
    run.use_artifact("measurements:latest")
    model = wandb.Artifact("classifier", type="model", metadata={"loss": 0.125})
    with model.new_file("weights.bin", mode="wb") as file:
        file.write(os.urandom(2048))
    run.log_artifact(model).wait()
for n in range(8):
    with wandb.init(project=project, id=f"evaluate-{n}") as run:
        run.use_artifact("classifier:latest")
