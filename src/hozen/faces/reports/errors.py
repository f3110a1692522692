"""What the reports refuse."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class ReportError(HozenError):
    """The report was not written: a place that cannot be written to, or evidence that is not the closing's."""

    code: ClassVar[str] = "report"
