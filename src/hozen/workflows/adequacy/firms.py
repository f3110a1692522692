"""Published facts of firms and of the industry, each with its source and confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hozen.values import Yen
from hozen.workflows.adequacy.errors import FirmFactsError
from hozen.workflows.replay import Confidence
from hozen.workflows.strict_csv import Row, rows

COLUMNS = ("firm", "as_of", "metric", "value_m", "unit", "confidence", "note", "source")
_MILLION = 1_000_000
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")


@dataclass(frozen=True, slots=True)
class FirmFact:
    """A published fact: one figure; `value` is yen, or a count where the unit says so."""

    firm: str
    as_of: str
    metric: str
    value: int
    unit: str
    confidence: Confidence
    note: str
    source: str  # '' where none was reached

    @property
    def yen(self) -> Yen:
        """The amount."""
        return Yen(self.value)


@lru_cache(maxsize=1)
def firm_facts() -> tuple[FirmFact, ...]:
    """The shipped facts."""
    return read_firm_facts((files(__package__) / "data" / "firms.csv").read_bytes(), "firms.csv")


def read_firm_facts(raw: bytes, file: str) -> tuple[FirmFact, ...]:
    """Every fact in the file's order. FirmFactsError for the first row that is not one."""
    return tuple(_fact(row) for row in rows(raw, file, COLUMNS, FirmFactsError))


def one_fact(firm: str, metric: str) -> FirmFact | None:
    """The newest fact of the firm; None where there is none."""
    found = [one for one in firm_facts() if (one.firm, one.metric) == (firm, metric)]
    return max(found, key=lambda one: one.as_of, default=None)


def _fact(row: Row) -> FirmFact:
    unit = row.choice("unit", ("JPY m", "count"))
    number = row.filled("value_m")
    if not _WHOLE.fullmatch(number):
        row.refuse("value_m", "a whole number such as 2106 or -1639")
    confidence = row.member("confidence", Confidence)
    if not row.cells["source"] and confidence is not Confidence.LOW:
        row.refuse("confidence", "low where no source was reached")
    return FirmFact(
        firm=row.filled("firm"),
        as_of=row.filled("as_of", r"[0-9]{4}-[0-9]{2}"),
        metric=row.filled("metric", "[a-z_]+"),
        value=int(number) * (_MILLION if unit == "JPY m" else 1),
        unit=unit,
        confidence=confidence,
        note=row.text("note"),
        source=row.filled("source", "https?://[^ ]+") if row.cells["source"] else "",
    )
