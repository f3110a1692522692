"""A tape that passed the door, as tables of whole numbers in a working folder."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.surveillance_run import stage_sql as sql
from hozen.workflows.surveillance_run.linking import link_owners
from hozen.workflows.surveillance_run.side_sql import empty_side, side_tables

MOST_DIGITS = (
    18  # of a price or an amount, before and after the point together: what a whole number of 64 bits holds
)

Say = Callable[[str], None]


@dataclass(slots=True)
class Stage:
    """整数化した取引記録: an engine with the tables that detectors read, and the folder that holds them."""

    engine: Engine
    folder: Path
    known: Collection[str]
    rows: dict[str, int] = field(default_factory=dict)

    def table(self, name: str, text: str) -> int:
        """Make a table out of a SELECT; how many rows it has."""
        path = self.folder / f"{name}.parquet"
        rows = self.engine.keep(Query(name, text, ()), path)
        self.engine.view(name, f"SELECT * FROM {self.engine.scan([path], 'parquet', {})}")
        self.rows[name] = rows
        return rows

    def drop(self, name: str) -> None:
        """Free the place that a table takes. Nothing reads it any more."""
        (self.folder / f"{name}.parquet").unlink(missing_ok=True)

    def cells(self, text: str) -> list[tuple[object, ...]]:
        """The rows of a small answer."""
        return [tuple(row) for row in self.engine.rows(Query("surveillance", text, ()))]


def stage(engine: Engine, folder: Path, known: Collection[str], *, trades_in_order: bool, say: Say) -> Stage:
    """Every staged table. `known` are the tables of the tape that passed; the others are empty."""
    made = Stage(engine, folder, known)
    say("symbols")
    made.table("sym", sql.places(known))
    say("accounts")
    made.table("owners", sql.accounts(known))
    link_owners(made)
    say("order events")
    _events(made)
    say("trades")
    if "trades" in known:
        made.table("tr", sql.trades(in_order=trades_in_order))
    else:
        made.table("tr", sql.trades(in_order=False).replace("tape_trades", "no_trades"))
    _sides(made)
    return made


def too_wide(made: Stage) -> list[tuple[object, ...]]:
    """Symbols whose prices or amounts need more digits than a whole number of 64 bits holds."""
    return made.cells(
        f"SELECT symbol, greatest(price_places + price_digits, amount_places + amount_digits) FROM sym "
        f"WHERE greatest(price_places + price_digits, amount_places + amount_digits) > {MOST_DIGITS} ORDER BY symbol"
    )


def _events(made: Stage) -> None:
    if "order_events" in made.known:
        made.table("ev", sql.events())
    else:
        made.table("ev", sql.events().replace("tape_order_events", "no_order_events"))
    source = "(SELECT * FROM ev)"
    if "open_orders" in made.known:
        source = f"(SELECT * FROM ev UNION ALL {sql.carried()})"
    made.table("lives", sql.lives(source + " e"))


def _sides(made: Stage) -> None:
    for name, (table, text) in side_tables().items():
        made.table(name, text if table in made.known else empty_side(name))
