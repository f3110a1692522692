"""What an incident refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class IncidentRefused(HozenError):
    """事案処理の拒否: what was said of an incident does not fit it, or the book; nothing was entered."""

    code: ClassVar[str] = "incident-refused"


class PlanOutdated(HozenError):
    """支払計画の失効: a plan rests on a cause or on losses that have been corrected since; nothing goes out by it."""

    code: ClassVar[str] = "plan-outdated"
