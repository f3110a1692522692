"""Tuning of detectors: what other parameters would have found, and which past alerts would appear or vanish."""

from hozen.workflows.surveillance_tune.changes import Changes, changes
from hozen.workflows.surveillance_tune.on_tape import tune
from hozen.workflows.surveillance_tune.sweep import Point, Sweep, by_score, sweep

__all__ = ["Changes", "Point", "Sweep", "by_score", "changes", "sweep", "tune"]
