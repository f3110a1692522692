"""How good the detectors are: three made-up tapes with planted abuse, and four clean ones. Figures, not timings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_least, at_most, holds

SEEDS = (1, 2, 3)
CLEAN = (11, 33, 34, 35)
EVENTS = 300_000
BARS = {"self_match": 0.9, "matched": 0.9, "ring": 0.9, "layering": 0.9, "spoofing": 0.9}  # F1
FALSE_PER_100K = 1.0


def lines(plan: Plan) -> Iterator[Line]:
    """F1, precision and recall of each typology over all seeds, the confusion, and alerts on clean flow."""
    told = []
    for seed in SEEDS:
        told.append(_scored(plan, seed))
        yield holds(f"tape {seed}", "every plant is found in the truth", told[-1]["faults"])
    for typology in told[0]["typologies"]:
        yield _typology(typology, [one["typologies"][typology] for one in told])
    for (planted, alerted), count in sorted(_confusion(told).items()):
        if planted.removeprefix("twin of ") != alerted or planted.startswith("twin"):
            yield Line(f"confusion: {planted}", f"alerted as {alerted}", f"{count}")
    for seed in CLEAN:
        clean = need("surveillance_truth_way:clean", _where(plan, seed)).answer
        per = 100_000 * clean["alerts"] / clean["orders"]
        what = "alerts per 100,000 new orders"
        yield at_most(f"clean flow {seed}", what, per, FALSE_PER_100K, "", **clean)


def _scored(plan: Plan, seed: int) -> dict[str, Any]:
    answer: dict[str, Any] = need("surveillance_truth_way:scored", _where(plan, seed)).answer
    return answer


def _where(plan: Plan, seed: int) -> dict[str, object]:
    return {
        "work": str(plan.work / "surveillance"),
        "seed": seed,
        "events": EVENTS,
        "memory": plan.memory_limit,
    }


def _typology(typology: str, seeds: list[dict[str, int]]) -> Line:
    cases, found, false, twins, alerted = (
        sum(one[name] for one in seeds) for name in ("cases", "found", "false", "twins", "twins_alerted")
    )
    f1 = 2 * found / max(1, found + false + cases)
    what = f"F1; {found} of {cases} found, {false} false, {alerted} of {twins} twins alerted"
    bar = BARS.get(typology)
    if bar is None:
        return Line(typology, what, f"{f1:.2f}")
    return at_least(typology, what, f1, bar, "")


def _confusion(told: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    added: dict[tuple[str, str], int] = {}
    for one in told:
        for planted, alerted, count in one["confusion"]:
            added[planted, alerted] = added.get((planted, alerted), 0) + count
    return added


if __name__ == "__main__":
    raise SystemExit(command([lines]))
