"""One tape made, run through every detector, and scored; its files are kept in the work folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb

from hozen.engine import open_engine
from hozen.workflows.market_sim import TYPOLOGIES, make_tape
from hozen.workflows.surveillance_run import run_surveillance
from hozen.workflows.surveillance_score import TYPOLOGY_OF, read_alerts, read_truth, score


def scored(work: str, seed: int, events: int, memory: str) -> dict[str, Any]:
    """A tape with everything planted: each typology's counts, and what was taken for what."""
    tape, truth = _made(Path(work) / f"planted-{seed}", seed, events, ("all",))
    alerts_path = _run(tape, memory)
    with open_engine("duckdb", memory) as engine:
        cases = read_truth(engine, truth / "truth.parquet")
        found = score(read_alerts(engine, alerts_path, TYPOLOGY_OF), cases)
    told = {
        one.typology: {
            "cases": one.cases,
            "found": one.found,
            "false": one.false,
            "twins": one.twins,
            "twins_alerted": one.twins_alerted,
        }
        for one in found.typologies
    }
    lacking = [name for name in TYPOLOGIES if name not in told or not told[name]["cases"]]
    confusion = [(*pair, count) for pair, count in sorted(found.confusion.items())]
    return {"typologies": told, "confusion": confusion, "faults": lacking}


def clean(work: str, seed: int, events: int, memory: str) -> dict[str, Any]:
    """A tape with nothing planted: its new orders, and the alerts by typology."""
    tape, _ = _made(Path(work) / f"clean-{seed}", seed, events, ())
    with open_engine("duckdb", memory) as engine:
        alerts = read_alerts(engine, _run(tape, memory), TYPOLOGY_OF)
    sql = f"SELECT count(*) FROM '{tape}/order_events.parquet' WHERE event = 'NEWO'"
    ((orders,),) = duckdb.sql(sql).fetchall()
    by = {name: sum(one.typology == name for one in alerts) for name in {one.typology for one in alerts}}
    return {"orders": orders, "alerts": len(alerts), "by": by}


def _made(folder: Path, seed: int, events: int, plant: tuple[str, ...]) -> tuple[Path, Path]:
    if not (folder / "tape").is_dir():
        made = make_tape(folder, seed=seed, events=events, plant=plant)
        return made.tape, made.truth
    return folder / "tape", folder / "truth"


def _run(tape: Path, memory: str) -> Path:
    """alerts.parquet of a run over the tape."""
    into = tape.parent / "alerts"
    shutil.rmtree(into, ignore_errors=True)
    run_surveillance(tape, into, memory_limit=memory)
    return into / "alerts.parquet"
