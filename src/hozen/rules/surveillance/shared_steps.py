"""Intermediate tables that several detectors read: they are made once a run."""

from __future__ import annotations

BARS = """
SELECT sym, us // 60000000 AS minute, arg_min(price, tn) AS opened, arg_max(price, tn) AS closed, max(price) AS high,
       min(price) AS low, count(*) AS trades, CAST(sum(amount) AS DECIMAL(38,0)) AS amount FROM tr GROUP BY sym,
         us // 60000000
"""
BOTH = """(
  SELECT sym, day, us, tn, price, amount, bown AS own, bacc AS acc, TRUE AS buy, tbuy AS taker, trade_id FROM tr
  WHERE bown > 0 UNION ALL
  SELECT sym, day, us, tn, price, amount, sown, sacc, FALSE, NOT tbuy, trade_id FROM tr WHERE sown > 0)"""
NO_MAKERS = "own NOT IN (SELECT own FROM acc WHERE kind = 'maker')"


def slotted(source: str, parameters: str, width: str) -> str:
    """Rows of `source` with their `slot` of time, whose width is a parameter of the symbol.

    The join is an outer one though every symbol has its parameters: an inner one may be put behind the next join, which
    would then compare each row with every slot of its symbol.
    """
    return (
        f"(SELECT t.*, t.us // p.{width} AS slot FROM {source} t LEFT JOIN {parameters} p ON p.sym = t.sym)"
    )
