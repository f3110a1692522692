"""What the report refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class CarfInput(HozenError):
    """CARF報告の入力の拒否: terms, jurisdictions, names or rows from which no report can be made. No name is shown."""

    code: ClassVar[str] = "carf-input"


class CarfReports(HozenError):
    """CARF報告書の拒否: the folder of reports is not as it was left, or does not take what is asked of it."""

    code: ClassVar[str] = "carf-reports"
