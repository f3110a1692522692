"""The records of everybody, written a slice of customers at a time: texts of all of them at once fill the memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.records.sql_words import text
from hozen.workflows.carf.body_sql import bodies
from hozen.workflows.carf.folder import WORK

SLICE = 5_000  # customers


@dataclass(frozen=True, slots=True)
class Slice:
    """利用者の区分: customers from `first` up to, but not with, `after`; '' for no bound."""

    number: int
    first: str
    after: str

    def has(self, column: str) -> str:
        """SQL that says whether a customer is of the slice."""
        lower = f"{column} >= {_literal(self.first)}"
        return f"{lower} AND {column} < {_literal(self.after)}" if self.after else lower


def slices(engine: Engine) -> tuple[Slice, ...]:
    """Slices of everybody who has a total; the first and the last are open, so that whoever was reported fits, too."""
    found = ["", *_starts(engine)[1:], ""]
    return tuple(Slice(number, first, after) for number, (first, after) in enumerate(pairwise(found)))


def write_bodies(
    engine: Engine, totals: str, staging: Path, parts: tuple[Slice, ...]
) -> Iterator[tuple[Path, int]]:
    """(file, records) of each slice in order: customer_id, size, sha256, body.

    `totals` is the FROM expression of the evidence; the view carf_totals is narrowed to a slice at a time, and whole
    again in the end.
    """
    for part in parts:
        engine.view("carf_totals", f"SELECT * FROM {totals} WHERE {part.has('customer_id')}")
        written = engine.write_parquet(bodies(), staging / WORK / f"bodies-{part.number:05}.parquet")
        yield written.path, written.rows
    engine.view("carf_totals", f"SELECT * FROM {totals}")


def _literal(customer: str) -> str:
    """A customer's id as SQL that both engines read alike, a backslash in it too."""
    return f"({' || chr(92) || '.join(map(text, customer.split(chr(92))))})"


def _starts(engine: Engine) -> list[str]:
    """The first customer of each slice."""
    numbered = """SELECT customer_id, CAST(row_number() OVER (ORDER BY customer_id) - 1 AS DECIMAL(38,0)) AS place
                  FROM (SELECT DISTINCT customer_id FROM carf_totals) AS d"""
    query = Query(
        "carf slices",
        f"SELECT customer_id FROM ({numbered}) AS n WHERE place - idiv(place, {SLICE}) * {SLICE} = 0 ORDER BY customer_id",
        (),
    )
    return [str(one) for (one,) in engine.rows(query)]
