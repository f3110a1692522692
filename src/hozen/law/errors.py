"""What can be wrong with the law as data."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class LawFileError(HozenError):
    """A law file that the strict loader refuses."""

    code: ClassVar[str] = "law-file"


class LawGap(HozenError):
    """法の欠缺: no figure is fixed for that day at the standing asked for."""

    code: ClassVar[str] = "law-gap"


class LawConflict(HozenError):
    """Two figures for the same day."""

    code: ClassVar[str] = "law-conflict"
