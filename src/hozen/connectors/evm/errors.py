"""What a token's contract is refused for, before anything is read of it.

HozenError
└── TokenDiffers    the contract is not what the book takes it for
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class TokenDiffers(HozenError):
    """トークンの不一致: a token's contract is not what the book takes it for: none at that address, or other decimals."""

    code: ClassVar[str] = "token-differs"
