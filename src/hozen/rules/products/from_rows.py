"""From the rows of the tables, in the columns of their contracts, to the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import cast

from hozen.records import Table
from hozen.records import product_tables as tables
from hozen.rules.products.register import (
    ClassPeriod,
    Decision,
    Product,
    Register,
    Said,
    Ticker,
    Version,
)
from hozen.values.period import Period

Row = Sequence[object]
Rows = Callable[[Table], Iterable[Row]]


def register_of(rows: Rows) -> Register:
    """`rows` yields a table's rows in the order of its key; whoever reads them has checked each cell."""
    return Register(
        products=tuple(_product(row) for row in rows(tables.PRODUCTS)),
        tickers=tuple(_ticker(row) for row in rows(tables.PRODUCT_TICKERS)),
        classes=tuple(_class(row) for row in rows(tables.PRODUCT_CLASSES)),
        decisions=tuple(_decision(row) for row in rows(tables.PRODUCT_DECISIONS)),
        versions=tuple(_version(row) for row in rows(tables.DISCLOSURES)),
        said=tuple(_said(row) for row in rows(tables.DISCLOSURE_FIELDS)),
    )


def _product(row: Row) -> Product:
    product_id, name, name_ja, decimals, *rest = row
    return Product(
        _text(product_id), _text(name), _text(name_ja), cast("int | None", decimals), *map(_text, rest)
    )


def _ticker(row: Row) -> Ticker:
    product_id, asset, since, until, source = row
    return Ticker(_text(product_id), _text(asset), _period(since, until), _text(source))


def _class(row: Row) -> ClassPeriod:
    product_id, kind, since, until, basis, source = row
    return ClassPeriod(_text(product_id), _text(kind), _period(since, until), _text(basis), _text(source))


def _decision(row: Row) -> Decision:
    product_id, effective, decision, decided, *rest = row
    on, taken = cast("date", effective), cast("date | None", decided)
    return Decision(_text(product_id), on, _text(decision), taken, *map(_text, rest))


def _version(row: Row) -> Version:
    product_id, version, published, until, source = row
    days = cast("date", published), cast("date", until)
    return Version(_text(product_id), cast("int", version), *days, _text(source))


def _said(row: Row) -> Said:
    product_id, version, field, text, text_ja, source, as_of = row
    told = _text(field), _text(text), _text(text_ja), _text(source)
    return Said(_text(product_id), cast("int", version), *told, cast("date | None", as_of))


def _period(since: object, until: object) -> Period:
    return Period(cast("date", since), cast("date | None", until))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
