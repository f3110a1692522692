"""Trades out of their sides: a buyer's record and a seller's record of one id make one trade, or are refused."""

from __future__ import annotations

from hozen.engine import Engine
from hozen.records import Query
from hozen.records.importers import ImportRefused

_SHOWN = 5
_PAIRS = """
SELECT trade_id, min("timestamp") AS "timestamp", min(symbol) AS symbol, min(price) AS price, min(amount) AS amount,
       max(CASE WHEN side = 'buy' THEN order_id END) AS buy_order_id,
       max(CASE WHEN side = 'sell' THEN order_id END) AS sell_order_id,
       max(CASE WHEN side = 'buy' THEN account_id END) AS buy_account_id,
       max(CASE WHEN side = 'sell' THEN account_id END) AS sell_account_id,
       min(CASE WHEN order_id IS NULL OR role = 'taker' THEN side
                WHEN role = 'maker' THEN CASE side WHEN 'buy' THEN 'sell' ELSE 'buy' END END) AS taker_side,
       max(CASE WHEN order_id IS NULL OR role = 'taker' THEN side
                WHEN role = 'maker' THEN CASE side WHEN 'buy' THEN 'sell' ELSE 'buy' END END) AS other_taker,
       count(*) AS records, count(order_id) AS sided, count(DISTINCT side) AS sides,
       count(DISTINCT symbol || '|' || price || '|' || amount) AS terms, min(place) AS place
FROM sides GROUP BY trade_id
"""
# What is wrong with a trade, first that holds; '' when nothing is.
_WRONG = """
SELECT *, CASE
  WHEN sided = 0 AND records > 1 THEN 'an id that stands twice'
  WHEN sided > 0 AND (sided < records OR records <> 2 OR sides <> 2) THEN 'a trade without one buyer and one seller'
  WHEN terms > 1 THEN 'the two sides differ in market, price or amount'
  WHEN taker_side IS NULL THEN 'nobody says which side took'
  WHEN taker_side <> other_taker THEN 'both sides say that they took, or that they made'
  ELSE '' END AS wrong
FROM pairs
"""


def trades_view(engine: Engine) -> str:
    """A view with the columns of `trades`, over the view `sides`. Raises ImportRefused with the first wrong ones."""
    engine.view("pairs", _PAIRS)
    engine.view("judged", _WRONG)
    wrong = engine.rows(
        Query(
            "sides of trades",
            f"SELECT trade_id, wrong, place FROM judged WHERE wrong <> '' ORDER BY trade_id LIMIT {_SHOWN}",
            ("judged",),
        )
    )
    if wrong:
        raise ImportRefused(
            "trades that do not add up",
            where=str(wrong[0][2]),
            found="; ".join(f"{trade}: {why}" for trade, why, _ in wrong),
            expected="one record of the buyer and one of the seller, of the same price and amount",
            try_next="export the venue's whole log: both sides of every trade",
        )
    return "judged"
