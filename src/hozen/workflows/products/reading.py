"""From the admitted book to the register and to the facts of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from hozen.engine import Cell, Engine
from hozen.records import Table
from hozen.rules.products import AssetInUse, ProductFacts, Register, asset_on, disclosure_on, measures
from hozen.rules.products.from_rows import register_of

_MONEY = "JPY"


def rows_of(engine: Engine, table: Table) -> list[tuple[Cell, ...]]:
    """A table of the register whole, in the columns of its contract and the order of its key."""
    return engine.rows(measures.whole(table))


def read_register(engine: Engine) -> Register:
    """The whole register, read from the typed views that the door has made. EngineError where a measure fails."""
    return register_of(lambda table: rows_of(engine, table))


def product_facts(
    engine: Engine, day: date, owed: Mapping[str, int], register: Register | None = None
) -> ProductFacts:
    """What customers held and traded on `day`, and what the register says of it. `owed`: smallest units by asset.

    A book without a register is not asked, so nothing more is measured.
    """
    known = read_register(engine) if register is None else register
    if not known.products:
        return ProductFacts(on_file=False)
    traded = {str(asset): cast("int", count) for asset, count in engine.rows(measures.traded(day))}
    names = sorted({asset for asset, units in owed.items() if units} | set(traded))
    assets = (asset for asset in names if asset != _MONEY)
    return ProductFacts(
        on_file=True,
        assets=tuple(in_use(known, one, day, owed.get(one, 0), traded.get(one, 0)) for one in assets),
    )


def in_use(register: Register, asset: str, day: date, owed: int, trades: int) -> AssetInUse:
    """One asset in use, with what the register says that it was on the day."""
    product = asset_on(register, asset, day)
    disclosure = disclosure_on(register, product.product, day) if product else None
    return AssetInUse(asset, owed, trades, product, disclosure)
