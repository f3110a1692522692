"""run.json: what a run looked at and with what, and what it left out, beside its alerts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from hozen.engine import Written
from hozen.workflows.surveillance_run.result import SurveillanceRun

NAME = "run.json"


def write_record(run: SurveillanceRun, into: Path) -> None:
    """Written whole, in the place of an earlier run's. It names the alert files by their SHA-256."""
    document = {
        "day": str(run.day) if run.day else None,
        "parameters": run.parameters,
        "parameters_since": str(run.parameters_since),
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
