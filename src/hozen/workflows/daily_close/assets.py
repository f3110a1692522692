"""One line per asset: what is owed, what is there, and where."""

from __future__ import annotations

from hozen.regimes.day import DayFacts
from hozen.rules.custody import AssetCustody
from hozen.rules.segregation import AssetHolding
from hozen.values import SHOWN_DOWN, Units, Yen
from hozen.workflows.daily_close.closing import AssetLine

_MONEY = "JPY"


def asset_lines(facts: DayFacts) -> tuple[AssetLine, ...]:
    """Every asset that is owed, held or priced, the largest yen value first; money last, as the trusts hold it."""
    holdings = {one.asset: one for one in facts.holdings}
    crypto = [_crypto(one, holdings[one.asset], facts) for one in facts.custody]
    crypto.sort(key=lambda line: (-line.owed_yen.amount, line.asset))
    return (*crypto, _money(facts))


def _crypto(kept: AssetCustody, held: AssetHolding, facts: DayFacts) -> AssetLine:
    price, source = facts.price_of[kept.asset]
    return AssetLine(
        asset=kept.asset,
        decimals=kept.decimals,
        price=price,
        price_source=source,
        owed=Units(kept.owed),
        in_flight=Units(held.in_flight),
        cold=Units(kept.cold),
        not_cold=Units(kept.not_cold),
        buffer=Units(held.buffer),
        guarantee_cold=Units(kept.guarantee_cold),
        guarantee_not_cold=Units(kept.guarantee_not_cold),
        owed_yen=Yen(SHOWN_DOWN(kept.price.value_of(kept.owed, kept.decimals))),
    )


def _money(facts: DayFacts) -> AssetLine:
    nothing = Units(0)
    return AssetLine(
        asset=_MONEY,
        decimals=0,
        price="",
        price_source="",
        owed=Units(facts.money.owed.amount),
        in_flight=nothing,
        cold=nothing,
        not_cold=nothing,
        buffer=nothing,
        guarantee_cold=nothing,
        guarantee_not_cold=nothing,
        owed_yen=facts.money.owed,
    )
