"""What is refused of an insider list."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class InsiderRefused(HozenError):
    """内部者名簿の拒否: what was said of a fact or of its list does not fit it; nothing was entered."""

    code: ClassVar[str] = "insider-refused"
