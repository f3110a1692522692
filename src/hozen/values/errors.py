"""What the numbers refuse."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class SplitRefused(HozenError):
    """按分の拒否: a whole amount cannot be split by what was handed in; nothing was split."""

    code: ClassVar[str] = "split-refused"
