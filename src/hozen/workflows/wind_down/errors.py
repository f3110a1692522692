"""What a wind-down refuses. Nothing is half-written.

HozenError
├── WindDownRefused   what was asked does not fit what the case holds
├── ClaimRefused      a decision, transfer or set-off that does not fit the register
├── EstateRefused     an estate that would fall below nothing
└── TermsRefused      the file of terms
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class WindDownRefused(HozenError):
    """清算手続の拒否: what was asked does not fit what the case holds."""

    code: ClassVar[str] = "wind-down-refused"


class ClaimRefused(HozenError):
    """債権の認否の拒否: a decision, transfer or set-off that does not fit the register; the whole file was left out."""

    code: ClassVar[str] = "claim-refused"


class EstateRefused(HozenError):
    """財団の拒否: some pool of the estate would fall below nothing."""

    code: ClassVar[str] = "estate-refused"


class TermsRefused(HozenError):
    """配当条件の拒否: the terms of a distribution cannot be read as such."""

    code: ClassVar[str] = "terms-refused"
