"""run.json: what a run looked at and with what, and what it left out, beside its alerts; written, and read again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from hozen.engine import Written
from hozen.workflows.surveillance_run.errors import TapeError
from hozen.workflows.surveillance_run.result import LeftOut, SurveillanceRun

NAME = "run.json"
NO_RECORD = LeftOut(NAME, "no-record")


def write_record(run: SurveillanceRun, into: Path) -> None:
    """Written whole, in the place of an earlier run's. It names the alert files by their SHA-256."""
    document = {
        "day": str(run.day) if run.day else None,
        "parameters": run.parameters,
        "parameters_since": str(run.parameters_since),
        "start": run.start,
        "versions": dict(run.versions),
        "engine": run.engine,
        "inputs": [asdict(one) for one in run.inputs],
        "alerts": _file(run.alerts),
        "alert_rows": _file(run.alert_rows),
        "counts": dict(run.counts),
        "left_out": [asdict(one) for one in run.left_out],
        "rows": dict(run.rows),
    }
    part = into / f".{NAME}.part"
    part.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(into / NAME)


def _file(written: Written) -> dict[str, object]:
    return {"name": written.path.name, "rows": written.rows, "sha256": written.sha256}


def read_left_out(folder: Path, alerts_sha256: str) -> tuple[LeftOut, ...]:
    """What the run below `folder` says that it left out, and why; NO_RECORD where it left no record.

    TapeError where the record cannot be read, or is of other alerts than those with this SHA-256.
    """
    path = folder / NAME
    if not path.is_file():
        return (NO_RECORD,)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        found = document["alerts"]["sha256"]
        left_out = tuple(LeftOut(one["what"], one["why"], one["rows"]) for one in document["left_out"])
    except (ValueError, KeyError, TypeError) as error:
        raise TapeError("the record of the run cannot be read", where=str(path), found=str(error)) from error
    if found != alerts_sha256:
        raise TapeError(
            "the record is of other alerts",
            where=str(path),
            found=found,
            expected=alerts_sha256,
            try_next="hozen surveil run TAPE",
        )
    return left_out
