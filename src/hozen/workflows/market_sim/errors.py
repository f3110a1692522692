"""What the market simulator refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class TapeError(HozenError):
    """見本市場の誤り: the tape asked for cannot be made as asked, so nothing was written."""

    code: ClassVar[str] = "sample-tape"
