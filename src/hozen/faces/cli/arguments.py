"""Days and names as they come from the command line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hozen.faces.cli.errors import BadOption
from hozen.values import legal_day

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str, where: str) -> date:
    """'2026-11-20'. BadOption for any other form, or a day that no calendar has. `where` names the option."""
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise BadOption(
            "not a day", where=where, found=text, expected="a day such as 2026-11-20 (legal day in Japan)"
        ) from error


def day_or_today(text: str | None, where: str) -> date:
    """The day said, else today in Japan."""
    return legal_day(datetime.now(UTC)) if text is None else day_of(text, where)


def names_of(text: str | None) -> tuple[str, ...]:
    """'a,b' → ('a', 'b'); () for none."""
    return tuple(name for name in re.split(r"[,\s]+", text or "") if name)
