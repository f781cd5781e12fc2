"""Names and values that break trackers; everything must come back as it was logged."""
import sys

import wandb

run = wandb.init(
    project="e2e-strange",
    id=sys.argv[1],
    name='"><img src=x onerror=alert(1)> \u202e\u05e9\u05dc\u05d5\u05dd \U0001f600',
    config={"__proto__": 1, "constructor": "c", "<b>": "</script>", "big": 2**70},
)
run.log({"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf"), "fine": 1.5})
run.log({"__proto__": 2, "constructor": 3, "a.b": 4, "a/b c": 5, "\u4e16\u754c": 6, "fine": 2.5, "nested": {"deep": {"er": 7}}})
run.log({"text": "2.5", "flag": True, "none": None, "list": [1, 2], "huge": 10**400, "big": 2**64 + 1, "small": 5e-324, "fine": 3.5})
run.log({"fine": 4.5, "'; DROP TABLE points; --": 8, "{x:String}": 9, "back\\slash\ttab\nline": 10})
run.finish()
print("ok")
