"""What compensation refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class CompensationRefused(HozenError):
    """補償処理の拒否: a plan, a payment or a result does not fit the case; nothing was entered."""

    code: ClassVar[str] = "compensation-refused"
