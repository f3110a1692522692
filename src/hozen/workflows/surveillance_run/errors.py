"""What stands in the way of a surveillance run."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class TapeError(HozenError):
    """取引記録フォルダの誤り: the folder cannot be read as a tape."""

    code: ClassVar[str] = "tape"


class ParametersRefused(HozenError):
    """抽出基準の誤り: a file of surveillance parameters is not as the reference says."""

    code: ClassVar[str] = "surveillance-parameters"
