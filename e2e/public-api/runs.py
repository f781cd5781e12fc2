"""Runs of a project, filtered and ordered by wandb.Api(), compared with what Python makes of the same runs."""

import sys
import time

import wandb

PROJECT = sys.argv[1]
RUNS = 9


def log_runs():
    for n in range(RUNS):
        config = {"n": n, "arch": f"v{n % 3}", "opt": {"name": ["sgd", "adam"][n % 2], "lr": 10.0**-n}, "flag": n % 2 == 0}
        if n == 7:
            config["lr"] = "auto"
        elif n != 8:
            config["lr"] = 0.1 * n
        run = wandb.init(
            project=PROJECT,
            id=f"r{n}",
            name=f"exp {n}",
            group=f"g{n % 2}",
            job_type="train" if n < 5 else "eval",
            tags=["first", "it's"] if n < 2 else ["last"] if n == 8 else [],
            notes="a note" if n == 3 else None,
            config=config,
            settings=wandb.Settings(console="off", silent=True),
        )
        for step in range(3):
            run.log({"loss": 1 / (n + step + 1), "nested": {"acc": n * step}})
        if n != 4:
            run.summary["best"] = n % 4
        if n == 2:
            run.log({"rare": 1})
        run.finish(exit_code=1 if n == 6 else 0)


def number(value):
    return not isinstance(value, bool) and isinstance(value, (int, float))


FILTERS = [
    ({}, lambda r: True),
    ({"state": "finished"}, lambda r: r.state == "finished"),
    ({"state": {"$ne": "finished"}}, lambda r: r.state != "finished"),
    ({"config.lr": {"$gte": 0.2}}, lambda r: number(r.config.get("lr")) and r.config["lr"] >= 0.2),
    ({"config.lr.value": {"$lt": 0.2}}, lambda r: number(r.config.get("lr")) and r.config["lr"] < 0.2),
    ({"config.lr": "auto"}, lambda r: r.config.get("lr") == "auto"),
    ({"config.lr": None}, lambda r: r.config.get("lr") is None),
    ({"config.lr": {"$ne": "auto"}}, lambda r: r.config.get("lr") != "auto"),
    ({"config.lr": {"$exists": True}}, lambda r: "lr" in r.config),
    ({"config.flag": True}, lambda r: r.config["flag"] is True),
    ({"config.opt.name": "adam"}, lambda r: r.config["opt"]["name"] == "adam"),
    ({"config.opt.value.name": {"$in": ["adam", "x"]}}, lambda r: r.config["opt"]["name"] == "adam"),
    ({"config.opt.lr": {"$gt": 1e-3}}, lambda r: r.config["opt"]["lr"] > 1e-3),
    ({"summary_metrics.loss": {"$lt": 0.2}}, lambda r: r.summary["loss"] < 0.2),
    ({"summary_metrics.best": 3}, lambda r: r.summary.get("best") == 3),
    ({"summary_metrics.best": {"$in": [1, 2]}}, lambda r: r.summary.get("best") in (1, 2)),
    ({"summary_metrics.nested.acc": {"$lte": 4}}, lambda r: r.summary["nested"]["acc"] <= 4),
    ({"keys_info.keys.rare": {"$exists": True}}, lambda r: r.id == "r2"),
    ({"tags": "first"}, lambda r: "first" in r.tags),
    ({"tags": {"$in": ["it's", "last"]}}, lambda r: {"it's", "last"} & set(r.tags)),
    ({"tags": {"$ne": "first"}}, lambda r: "first" not in r.tags),
    ({"tags": None}, lambda r: not r.tags),
    ({"display_name": {"$regex": "^exp [1-3]$"}}, lambda r: r.name in ("exp 1", "exp 2", "exp 3")),
    ({"displayName": {"$regex": "EXP 5", "$options": "i"}}, lambda r: r.name == "exp 5"),
    ({"group": "g1", "jobType": "eval"}, lambda r: r.group == "g1" and r.job_type == "eval"),
    ({"notes": "a note"}, lambda r: r.notes == "a note"),
    ({"sweep": None}, lambda r: True),
    ({"name": {"$in": ["r1", "r5", "none"]}}, lambda r: r.id in ("r1", "r5")),
    ({"$or": [{"name": "r1"}, {"name": "r2"}]}, lambda r: r.id in ("r1", "r2")),
    ({"$and": [{"config.n": {"$gt": 2, "$lt": 7}}, {"$or": [{"group": "g0"}, {"state": "failed"}]}]},
     lambda r: 2 < r.config["n"] < 7 and (r.group == "g0" or r.state == "failed")),
    ({"$not": {"config.arch": "v1"}}, lambda r: r.config["arch"] != "v1"),
    ({"$nor": [{"config.arch": "v1"}, {"config.arch": "v2"}]}, lambda r: r.config["arch"] == "v0"),
    ({"createdAt": {"$gt": "2020-01-01T00:00:00"}}, lambda r: True),
    ({"created_at": {"$lt": "2020-01-01"}}, lambda r: False),
    ({"nowhere": 1}, lambda r: False),
]

ORDERS = [
    ("+created_at", lambda r: r.config["n"], False),
    ("-created_at", lambda r: r.config["n"], True),
    ("+summary_metrics.loss", lambda r: r.summary["loss"], False),
    ("-summary_metrics.loss", lambda r: r.summary["loss"], True),
    ("+config.opt.value.lr", lambda r: r.config["opt"]["lr"], False),
    ("-display_name", lambda r: r.name, True),
]


def main():
    log_runs()
    api = wandb.Api()
    path = f"{api.default_entity}/{PROJECT}"
    deadline = time.monotonic() + 60
    # The index follows the log by a moment.
    while len(api.runs(path, filters={"config.n": {"$gte": 0}, "summary_metrics.best": {"$exists": True}, "state": {"$ne": "running"}})) < RUNS - 1:
        assert time.monotonic() < deadline, "the index has not come so far"
        time.sleep(0.2)
        # The client remembers the answer to a question.
        api.flush()
    everything = list(api.runs(path, per_page=50))
    assert [r.id for r in everything] == [f"r{n}" for n in range(RUNS)], [r.id for r in everything]
    assert [r.state for r in everything].count("failed") == 1

    for filters, matches in FILTERS:
        expected = [r.id for r in everything if matches(r)]
        found = api.runs(path, filters=filters, per_page=2)
        assert [r.id for r in found] == expected, (filters, [r.id for r in found], expected)
        assert len(api.runs(path, filters=filters)) == len(expected), filters

    for order, key, descending in ORDERS:
        expected = [r.id for r in sorted(everything, key=key, reverse=descending)]
        found = [r.id for r in api.runs(path, order=order, per_page=2)]
        assert found == expected, (order, found, expected)

    # What is missing is last in both directions; equal ones are in the order of creation.
    best = {r.id: r.summary.get("best") for r in everything}
    assert [i for i, v in best.items() if v is None] == ["r4"], best
    for sign in "+-":
        found = [r.id for r in api.runs(path, order=f"{sign}summary_metrics.best", per_page=3)]
        assert found[-1] == "r4", (sign, found)
        assert found[:-1] == sorted((i for i in best if i != "r4"), key=lambda i: (best[i] if sign == "+" else -best[i], i)), (sign, found)
        lrs = [r.id for r in api.runs(path, order=f"{sign}config.lr.value", per_page=4)]
        assert lrs[-1] == "r8", (sign, lrs)

    for filters in [{"state": {"$where": "1"}}, {"state": {"$regex": "("}}]:
        try:
            list(api.runs(path, filters=filters))
        except Exception as error:
            assert "operator" in str(error) or "pattern" in str(error), error
        else:
            raise AssertionError(f"{filters} was taken")
    print("all as Python says")


main()
