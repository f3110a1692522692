"""What the reading of another exchange's proof refuses to begin with.

HozenError
├── ForeignProofUnreadable   the file cannot be read as a proof of any format known here
└── AccountNotSearchable     an account was asked for that cannot be looked for with what was given

A file that can be read and does not hold is no error: see `Inspection`.
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class ForeignProofUnreadable(HozenError):
    """他社証明の読取不能: a file that is cut off, too large, or of no known format."""

    code: ClassVar[str] = "foreign-proof"


class AccountNotSearchable(HozenError):
    """口座の照合不能: an account was asked for, and the format or what was given does not allow to look for it."""

    code: ClassVar[str] = "foreign-proof-account"
