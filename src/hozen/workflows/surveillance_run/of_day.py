"""The alerts that end on one legal day in Japan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hozen.rules.surveillance import number
from hozen.workflows.surveillance_run.detecting import Found, keys_sql
from hozen.workflows.surveillance_run.stage_sql import DAY_US, JST_US
from hozen.workflows.surveillance_run.staging import Stage

_EPOCH = date(1970, 1, 1)


def of_day(made: Stage, found: Found, day: date | None) -> Found:
    """What ends on the day; all of it without one."""
    if day is None or not found.kept:
        return found
    first = (day - _EPOCH).days * DAY_US - JST_US
    kept = [one for one in found.kept if first <= number(one.hit, "to_us") < first + DAY_US]
    made.table(f"day_{found.detector.name}", keys_sql([number(one.hit, "k") for one in kept]))
    made.engine.view(
        f"kept_{found.detector.name}",
        f"SELECT h.* FROM hit_{found.detector.name} h JOIN day_{found.detector.name} d USING (k)",
    )
    return replace(found, kept=tuple(kept))
