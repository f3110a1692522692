"""What drawing refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class PlotsMissing(HozenError):
    """作図の部品不足: matplotlib is not installed."""

    code: ClassVar[str] = "plots-missing"
