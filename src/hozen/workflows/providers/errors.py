"""What is refused when a register comes in from a file."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class RegisterFile(HozenError):
    """登録簿ファイルの誤り: a file that cannot be read, or written, as the register of providers."""

    code: ClassVar[str] = "register-file"


class RegisterConflict(HozenError):
    """登録簿の食い違い: a row says otherwise than the one that stands, and a register's past is not rewritten."""

    code: ClassVar[str] = "register-conflict"
