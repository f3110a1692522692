"""Exchange exports in ccxt's shape → trades."""

from __future__ import annotations

from hozen.records import BY_NAME
from hozen.records.importers import Trade
from hozen.values import legal_day
from hozen.workflows.importing.draft import Draft, Scope


def take_trade(one: Trade, draft: Draft) -> None:
    """One trade into the draft."""
    day = legal_day(one.timestamp)
    draft.scopes[Scope(f"trades:{one.asset}:{one.product}", day)] = None
    draft.totals.update(trades=1, cost=one.cost, rounded_up=int(one.rounded), with_fee=int(bool(one.fee)))
    draft.totals[f"amount:{one.asset}"] += one.amount
    draft.table(BY_NAME["trades"]).add(
        id=one.id,
        timestamp=one.timestamp,
        asset=one.asset,
        side=one.side,
        maker=one.maker,
        taker=one.taker,
        product=one.product,
        amount=one.amount,
        price=one.price,
        cost=one.cost,
    )
