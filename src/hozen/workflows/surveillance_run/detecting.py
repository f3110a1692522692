"""One detector over the staged tape: its steps, its candidates, its judgements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from hozen.records import Query
from hozen.rules.surveillance import Detector, Gather, Hit, Judged, number
from hozen.workflows.surveillance_run.parameters import Parameters
from hozen.workflows.surveillance_run.staging import Stage

MOST = (
    50_000  # candidates of one detector that are judged; the strongest by its own order, the rest is counted
)
_AT_A_TIME = 2
NO_DATA, TOO_MANY = "no-data", "too-many-candidates"


@dataclass(frozen=True, slots=True)
class Kept:
    """A candidate that was judged to be an alert."""

    hit: Hit
    judged: Judged


@dataclass(frozen=True, slots=True)
class Found:
    """検知結果: what a detector found. `why`: 'no-data' where it did not run, 'too-many-candidates' with `left` rows."""

    detector: Detector
    kept: Sequence[Kept]
    why: str = ""
    left: int = 0

    @property
    def silent(self) -> bool:
        """Whether it did not run."""
        return self.why == NO_DATA


def detect_all(
    made: Stage, detectors: Sequence[Detector], limits: Parameters, say: Callable[[str], None]
) -> list[Found]:
    """Run detectors two at a time, so that one has the cores while the other plans or judges. `say`: which is waited for."""
    made.table("times", _times(limits))
    _share(made, [one for one in detectors if _fit(made, one)])
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        waiting = [pool.submit(detect, made, one, limits) for one in detectors]
        try:
            return [_answer(one, each, say) for one, each in zip(detectors, waiting, strict=True)]
        finally:
            pool.shutdown(cancel_futures=True)


def _answer(detector: Detector, each: Future[Found], say: Callable[[str], None]) -> Found:
    say(detector.name)
    return each.result()


def _share(made: Stage, detectors: Sequence[Detector]) -> None:
    """Make what several detectors read, before any of them runs."""
    seen = Counter(step for one in detectors for step in one.steps)
    for one in detectors:
        for step, text in one.steps.items():
            if seen[step] > 1 and step not in made.rows:
                made.table(step, text)


def _fit(made: Stage, detector: Detector) -> bool:
    return all(made.rows.get(one) for one in detector.needs)


def detect(made: Stage, detector: Detector, limits: Parameters) -> Found:
    """Run one detector. Its view kept_<name> then holds the candidates that became alerts."""
    if not _fit(made, detector):
        return Found(detector, (), NO_DATA)
    name = detector.name
    symbols = {
        int(str(sym)): str(symbol) for sym, symbol in made.cells("SELECT sym, symbol FROM sym ORDER BY sym")
    }
    of = {sym: limits.of(name, symbol) for sym, symbol in symbols.items()}
    made.table(f"p_{name}", parameter_rows(detector, of))
    for step, text in detector.steps.items():
        if step not in made.rows:  # steps of the same name are shared, and were made before
            made.table(step, text)
    if detector.gather:
        _gather(made, detector.gather)
    total = made.table(f"hit_{name}", detector.hits)
    hits = _hits(made, name)
    judged = [(hit, detector.judge(hit, of[int(str(hit["sym"]))])) for hit in hits]
    kept = _cooled([Kept(hit, one) for hit, one in judged if one], of)
    made.table(f"keys_{name}", keys_sql([int(str(one.hit["k"])) for one in kept]))
    made.engine.view(f"kept_{name}", f"SELECT h.* FROM hit_{name} h JOIN keys_{name} USING (k)")
    left = total - len(hits)
    return Found(detector, tuple(kept), TOO_MANY if left else "", left)


def _cooled(kept: Sequence[Kept], of: Mapping[int, Mapping[str, int]]) -> list[Kept]:
    """Without those of a symbol that follow one told before within its `cooldown_us`; all without such a parameter."""
    told: dict[int, int] = {}
    out = []
    for one in sorted(
        kept, key=lambda one: (number(one.hit, "sym"), number(one.hit, "from_us"), number(one.hit, "k"))
    ):
        sym, at = number(one.hit, "sym"), number(one.hit, "from_us")
        wait = of[sym].get("cooldown_us", 0)
        if wait and sym in told and at - told[sym] < wait:
            continue
        told[sym] = at
        out.append(one)
    return out


def _gather(made: Stage, gather: Gather) -> None:
    rows = made.engine.rows(Query(gather.table, gather.source, ()))
    found = list(gather.make([[int(str(cell)) for cell in row] for row in rows]))
    values = ", ".join(f"({', '.join(map(str, one))})" for one in found)
    columns = ", ".join(f"CAST({one} AS BIGINT) AS {one}" for one in gather.columns)
    none = f"(VALUES ({', '.join('0' for _ in gather.columns)}))"
    source = f"(VALUES {values})" if values else none
    made.table(
        gather.table, f"SELECT {columns} FROM {source} v({', '.join(gather.columns)}) WHERE {bool(values)}"
    )


def parameter_rows(detector: Detector, of: dict[int, dict[str, int]]) -> str:
    """One row for each symbol: sym, and a column for each parameter."""
    columns = ", ".join(("sym", *detector.parameters))
    rows = ", ".join(
        "(" + ", ".join(str(one) for one in (sym, *(given[key] for key in detector.parameters))) + ")"
        for sym, given in of.items()
    )
    casts = ", ".join(
        ["CAST(sym AS INTEGER) AS sym", *(f"CAST({one} AS BIGINT) AS {one}" for one in detector.parameters)]
    )
    return f"SELECT {casts} FROM (VALUES {rows}) v({columns})"


def keys_sql(keys: Sequence[int]) -> str:
    """A table of candidates' numbers."""
    rows = ", ".join(f"({one})" for one in keys)
    none = "SELECT CAST(0 AS BIGINT) AS k WHERE FALSE"
    return f"SELECT CAST(k AS BIGINT) AS k FROM (VALUES {rows}) v(k)" if keys else none


def _times(limits: Parameters) -> str:
    rows = ", ".join(f"({number}, {at})" for number, at in enumerate(limits.times.values(), 1))
    none = "SELECT CAST(0 AS INTEGER) AS time, CAST(0 AS BIGINT) AS at WHERE FALSE"
    return (
        f"SELECT CAST(n AS INTEGER) AS time, CAST(s AS BIGINT) AS at FROM (VALUES {rows}) v(n, s)"
        if rows
        else none
    )


def _hits(made: Stage, name: str) -> list[Hit]:
    columns = [str(row[0]) for row in made.cells(f"DESCRIBE hit_{name}")]
    rows = made.engine.rows(Query(name, f"SELECT * FROM hit_{name} ORDER BY k LIMIT {MOST}", ()))
    return [dict(zip(columns, row, strict=True)) for row in rows]
