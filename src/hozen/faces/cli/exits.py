"""終了コード: what a command tells the shell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hozen.findings import Finding

MET = 0  # done; nothing in force is broken
ERROR = 1  # refused, or used wrongly: the message says why
BREACH = 2  # done, and something in force is broken or cannot be told to be met
STOPPED = 130  # by the user, as shells count it


def exit_of(findings: Iterable[Finding]) -> int:
    """2 for a breach, or for a duty in force that cannot be told to be met; attention alone is 0."""
    return BREACH if any(map(_broken, findings)) else MET


def _broken(one: Finding) -> bool:
    from hozen.findings import Status
    from hozen.law import Standing

    untold = one.status is Status.CANNOT_TELL and one.standing is Standing.IN_FORCE
    return untold or one.status is Status.BREACH
