"""Media of every kind at different steps, as people log examples beside their metrics."""
import sys
import wave

import numpy as np

import wandb

random = np.random.default_rng(1)
PAGE = """<h3>Report of step STEP</h3><p id="sandbox">no script ran</p><script>
const out = document.getElementById('sandbox');
try { parent.document.title = 'broken out'; out.textContent = 'broken out'; } catch (error) { out.textContent = 'refused: ' + error.name; }
</script>"""

with wandb.init(project="media", id=sys.argv[1], name="examples") as run:
    for step in range(41):
        row = {"loss": 1 / (step + 1)}
        if step in (10, 20, 30):
            mask = np.zeros((48, 64), np.uint8)
            mask[10:30, 10:30] = 1
            box = {"position": {"minX": 0.1, "maxX": 0.5, "minY": 0.2, "maxY": 0.6}, "class_id": 1, "box_caption": "car 0.92"}
            row["sample"] = wandb.Image(
                np.full((48, 64, 3), step * 8, np.uint8),
                caption=f"<img src=x onerror=alert(1)> at {step}",
                boxes={"prediction": {"box_data": [box], "class_labels": {1: "car"}}},
                masks={"truth": {"mask_data": mask}},
            )
        if step in (0, 20):
            row["batch"] = [wandb.Image(np.full((8, 8, 3), 20 * i, np.uint8), caption=f"item {i} of {step}") for i in range(3)]
        if step in (5, 25):
            with wave.open(f"tone-{step}.wav", "wb") as tone:
                tone.setparams((1, 2, 8000, 0, "NONE", ""))
                tone.writeframes(np.zeros(800, "<i2").tobytes())
            row["tone"] = wandb.Audio(f"tone-{step}.wav", caption=f"tone of {step}")
            row["page"] = wandb.Html(PAGE.replace("STEP", str(step)), inject=False)
        if step % 10 == 0:
            row["weights"] = wandb.Histogram(random.normal(step, 1, 1000))
        if step == 40:
            table = wandb.Table(columns=["id", "label", "score"])
            for i in range(1000):
                table.add_data(i, f"class {i % 7}", 1000 - i)
            row["predictions"] = table
        run.log(row, step=step)
