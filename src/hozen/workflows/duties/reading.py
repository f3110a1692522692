"""From the admitted book to what was filed."""

from __future__ import annotations

from datetime import date
from typing import cast

from hozen.engine import Engine
from hozen.records import Settings
from hozen.rules.duties.facts import DutyFacts
from hozen.rules.duties.measures import filed


def duty_facts(engine: Engine, settings: Settings, day: date) -> DutyFacts:
    """What the book says was filed up to `day`. EngineError where the measure fails."""
    rows = engine.rows(filed(day))
    return DutyFacts(
        settings.years,
        {(str(duty), cast("date", end)): cast("date", on) for duty, end, on in rows},
    )
