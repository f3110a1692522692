"""What the desk refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class DeskRefused(HozenError):
    """売買審査事案の拒否: what was said of a surveillance case does not fit it; nothing was entered."""

    code: ClassVar[str] = "desk-refused"
