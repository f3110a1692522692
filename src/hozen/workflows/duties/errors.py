"""What is refused of the figures behind a report."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class CapitalFile(HozenError):
    """自己資本規制比率の数値ファイルの誤り: a file of figures from which no ratio can be worked out."""

    code: ClassVar[str] = "capital-file"
