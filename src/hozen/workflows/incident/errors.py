"""What an incident refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class IncidentRefused(HozenError):
    """事案処理の拒否: what was said of an incident does not fit it, or the book; nothing was entered."""

    code: ClassVar[str] = "incident-refused"
