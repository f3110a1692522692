"""What the sample generator refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class SampleError(HozenError):
    """見本帳簿の誤り: the sample asked for cannot be made as asked, so nothing was written."""

    code: ClassVar[str] = "sample"


class UnknownPlant(SampleError):
    """A planted fault that the generator does not know; the message lists all it knows."""

    code: ClassVar[str] = "unknown-plant"
