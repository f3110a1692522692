"""What the recovery of assets refuses."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class RecoveryRefused(HozenError):
    """配当計算の拒否: claims, pool and terms do not fit together; nothing was distributed."""

    code: ClassVar[str] = "recovery-refused"
