"""Checks that look at more than one table, or at figures that only Python judges. All are small."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import TABLES, Book, Query, Reject, business_years
from hozen.rules.products import fields as product_fields
from hozen.rules.products import well_formed
from hozen.values import identifiers, period
from hozen.values.identifiers import is_caip19, is_dti
from hozen.workflows.door import chain, movements, overlap, products, register
from hozen.workflows.door.movements import movement_rejects
from hozen.workflows.door.overlap import double_counts
from hozen.workflows.door.products import product_rejects
from hozen.workflows.door.register import register_rejects

MOST_DECIMALS = 30
_JUDGES = (
    *(overlap, register, movements, chain, products, well_formed, product_fields),
    *(identifiers, period, business_years),
)
_HELD = ("customer_balances", "house_balances", "wallet_balances", "transfers")


@cache
def cross_hash() -> str:
    """SHA-256 over the code of these checks: a change of it checks again, as `contract_hash` has it for the rows."""
    digest = hashlib.sha256()
    for module in (sys.modules[__name__], *_JUDGES):
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()


def cross_rejects(book: Book, engine: Engine, known: Collection[str], day: date | None) -> list[Reject]:
    """Everything that single tables cannot tell. `known` are the tables that can be read."""
    found: list[Reject] = []
    if "assets" in known:
        found += _asset_rejects(book, engine) + _limit_rejects(book, engine)
    if "prices" in known:
        found += _price_rejects(engine, [name for name in _HELD if name in known])
    if "volumes" in known:
        found += double_counts(book, engine, tape="trades" in known)
    if "customer_movements" in known:
        found += movement_rejects(book, engine)
    found += register_rejects(book, engine, known)
    found += product_rejects(book, engine, known)
    if day:
        found += _absent_days(book, engine, known, day)
    return found


def _rows(engine: Engine, text: str) -> list[tuple[Cell, ...]]:
    return engine.rows(Query("cross check", text, ()))


def _asset_rejects(book: Book, engine: Engine) -> list[Reject]:
    text = (
        "SELECT filename, file_row_number, asset, decimals, dti, caip19 FROM traced_assets "
        "WHERE asset IS NOT NULL ORDER BY filename, file_row_number"
    )
    rows = _rows(engine, text)
    found = [reject for row in rows for reject in _one_asset(book, row)]
    if not any(row[2] == "JPY" for row in rows):
        hint = "add the row JPY, Japanese yen, 0"
        found.append(Reject("assets", "", 0, "asset", "", "jpy-missing", "a row JPY with 0 decimals", hint))
    return found


def _one_asset(book: Book, row: tuple[Cell, ...]) -> list[Reject]:
    file, number, asset, decimals, dti, caip19 = row
    faults: list[tuple[str, Cell, str, str]] = []
    if isinstance(decimals, int) and decimals > MOST_DECIMALS:
        faults.append(("decimals", decimals, "too-many-decimals", f"0 to {MOST_DECIMALS}"))
    if asset == "JPY" and isinstance(decimals, int) and decimals:
        faults.append(("decimals", decimals, "jpy-decimals", "0: the yen is whole"))
    if isinstance(dti, str) and not is_dti(dti):
        faults.append(("dti", dti, "not-a-dti", "an ISO 24165 identifier with a right check character"))
    if isinstance(caip19, str) and not is_caip19(caip19):
        faults.append(("caip19", caip19, "not-a-caip19", "a CAIP-19 identifier such as eip155:1/slip44:60"))
    return [
        _reject(book, "assets", file, number, column, value, reason, want)
        for column, value, reason, want in faults
    ]


def _reject(
    book: Book, table: str, file: Cell, number: Cell, column: str, value: Cell, reason: str, want: str
) -> Reject:
    line = int(str(number)) + (book.kind(table) == "csv")
    return Reject(table, book.relative(Path(str(file))), line, column, str(value), reason, want)


def _limit_rejects(book: Book, engine: Engine) -> list[Reject]:
    decimals = {row[0]: row[1] for row in _rows(engine, "SELECT asset, decimals FROM tried_assets")}
    found = []
    for asset, coins in sorted(book.settings.buffer_limits.items()):
        places = decimals.get(asset)
        digits = -int(Decimal(coins).as_tuple().exponent)
        column = f"buffer_limits.{asset}"
        if asset not in decimals:
            want = "an asset of the table assets"
            found.append(Reject("assets", "book.toml", 0, column, asset, "unknown-asset", want))
        elif isinstance(places, int) and digits > places:
            want = f"at most {places} digits after the point"
            found.append(Reject("assets", "book.toml", 0, column, coins, "too-many-digits", want))
    return found


def _price_rejects(engine: Engine, held: Collection[str]) -> list[Reject]:
    if not held:
        return []
    each = " UNION ALL ".join(
        f"SELECT DISTINCT day, asset FROM tried_{name} WHERE units > 0 AND asset <> 'JPY'" for name in held
    )
    text = (
        f"SELECT DISTINCT CAST(h.day AS STRING), h.asset FROM ({each}) h "
        "WHERE h.day IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM tried_prices p WHERE p.day = h.day AND p.asset = h.asset) "
        "ORDER BY 1, 2 LIMIT 10000"
    )
    want = "a price for every asset that is held or owed on a day"
    return [
        Reject("prices", "", 0, "price", f"{asset} on {day}", "price-missing", want, "add the row to prices")
        for day, asset in _rows(engine, text)
    ]


def _absent_days(book: Book, engine: Engine, known: Collection[str], day: date) -> list[Reject]:
    dated = [
        table.name
        for table in TABLES
        if table.required and table.name in known and any(column.name == "day" for column in table.columns)
    ]
    found = []
    for name in dated:
        query = Query("day", f"SELECT 1 FROM tried_{name} WHERE day = :day LIMIT 1", (), {"day": day})
        if not engine.rows(query):
            last = _rows(engine, f"SELECT CAST(max(day) AS STRING) FROM tried_{name}")[0][0]
            file = book.relative(book.files(name)[0]) if len(book.files(name)) == 1 else f"{name}/"
            want, hint = f"rows of {day}", f"the newest day there is {last}" if last else ""
            found.append(Reject(name, file, 0, "day", "", "day-absent", want, hint))
    return found
