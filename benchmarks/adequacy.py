"""Adequacy: a year of layers by transform and by dice, beside gemact and aggregate, in one run.

Rivals are taken where they can be imported, or from the folder that HOZEN_RIVALS names; else they are left out, and it
is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.adequacy_way import EXACT
from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_least, at_most, holds

YEARS = {"small": 100_000, "middle": 1_000_000, "full": 1_000_000}
FASTER = 20  # times gemact, by dice
STEP = 1 / 64  # of the grid: a quantile is no more exact than that


def lines(plan: Plan) -> Iterator[Line]:
    """The transform with its error, then the dice."""
    there = need("adequacy_way:found", {}).answer
    yield from _transform(there)
    yield from _dice(YEARS[plan.size.name], there)


def _transform(there: Mapping[str, bool]) -> Iterator[Line]:
    subject = "layer by transform"
    ours = need("adequacy_way:hozen_transform", {}).answer
    yield Line(subject, "hozen", _told(ours), raw=ours)
    near = abs(ours["mean"] - EXACT["mean"]) < 1e-9 and abs(ours["var99"] - EXACT["var99"]) < STEP
    yield holds(subject, "mean exact to 1e-9, VaR99 to a step", [] if near else [_told(ours)])
    for name in ("gemact", "aggregate"):
        if not there[name]:
            yield Line(subject, name, "not installed, left out")
            continue
        found = need(f"adequacy_way:{name}_transform", {}).answer
        yield Line(subject, name, _told(found), raw=found)
        yield at_least(subject, f"{name} / hozen, wall", found["seconds"] / ours["seconds"], 1, "×")
        worse = _error(ours) / max(_error(found), 1e-15)
        yield at_most(
            subject,
            f"error of the mean, hozen / {name}",
            worse,
            1,
            "×",
            ours=_error(ours),
            theirs=_error(found),
        )


def _dice(years: int, there: Mapping[str, bool]) -> Iterator[Line]:
    subject = f"three layers, {years:,} years"
    ours = need("adequacy_way:hozen_dice", {"years": years}).answer
    yield Line(subject, "hozen", _told(ours), raw=ours)
    if not there["gemact"]:
        yield Line(subject, "gemact", "not installed, left out")
        return
    found = need("adequacy_way:gemact_dice", {"years": years}).answer
    yield Line(subject, "gemact", _told(found), raw=found)
    yield at_least(subject, "gemact / hozen, wall", found["seconds"] / ours["seconds"], FASTER, "×")


def _error(found: Mapping[str, float]) -> float:
    return abs(found["mean"] - EXACT["mean"])


def _told(found: Mapping[str, float]) -> str:
    return f"{1000 * found['seconds']:.2f} ms, mean {found['mean']:.6f}, VaR99 {found['var99']:.4f}"


if __name__ == "__main__":
    raise SystemExit(command([lines]))
