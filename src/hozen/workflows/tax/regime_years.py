"""Which years are under which regime whatever the effective day, as the law's own file says."""

from __future__ import annotations

from datetime import date

from hozen.law import Law, Lawful, LawGap
from hozen.rules.tax.jp import MISCELLANEOUS, SEPARATE

REGIME = "tax.regime"


def first_separate(law: Law) -> date:
    """The last day of the first year that is separate whatever the effective day: the rates compared are its own."""
    return _year_end(_row(law, SEPARATE).since)


def last_of_today(law: Law) -> date:
    """The last day of the last year that is under the rules of today whatever the effective day."""
    return _year_end(_row(law, MISCELLANEOUS).until)


def _row(law: Law, regime: str) -> Lawful[object]:
    for row in law.figures[REGIME].rows:
        if isinstance(row, Lawful) and row.value == regime:
            return row
    raise LawGap(f"no year is {regime} for certain", key=REGIME).in_japanese(
        f"{regime} と確定した年がない", f"{REGIME} の期間を補う"
    )


def _year_end(day: date | None) -> date:
    if day is None:
        raise LawGap("the regime has no such end", key=REGIME).in_japanese(
            "課税方式の期間に始期または終期がない", f"{REGIME} の期間を補う"
        )
    return date(day.year, 12, 31)
