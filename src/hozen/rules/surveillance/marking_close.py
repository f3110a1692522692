"""終値等の固定: an owner's weight in the minutes before a reference time, while the price goes its way.

Crypto has no close: reference times are declared in the parameters (end of the day in Japan, funding, index fixing).
The owner's own aggressive orders must have pushed the price, step by step, by a fair part of the way that it went.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, mean, permille

_TRADES = """
SELECT t.sym, d.time, (t.us + p.long_us - d.at * 1000000) // 86400000000 AS turn, t.us, t.tn, t.price, t.amount,
       t.bown, t.sown, t.bacc, t.sacc, t.trade_id, t.tbuy,
       (d.at * 1000000 - t.us % 86400000000 + 86400000000) % 86400000000 <= p.short_us AS short
FROM tr t JOIN p_marking_close p ON p.sym = t.sym, times d
WHERE (d.at * 1000000 - t.us % 86400000000 + 86400000000) % 86400000000 <= p.long_us
"""
_WINDOWS = """
WITH each AS (SELECT *, 'long' AS span FROM mark_trades UNION ALL SELECT *, 'short' AS span FROM mark_trades WHERE short)
SELECT sym, time, turn, span, min(us) AS from_us, max(us) AS to_us, count(*) AS trades,
       CAST(sum(amount) AS DECIMAL(38,0)) AS amount, arg_min(price, tn) AS opened, arg_max(price, tn) AS closed
FROM each GROUP BY sym, time, turn, span
"""
_SIDES = """
WITH steps AS (
  SELECT *, coalesce(price - lag(price) OVER (PARTITION BY sym, time, turn ORDER BY tn), 0) AS step FROM mark_trades),
each AS (SELECT *, 'long' AS span FROM steps UNION ALL SELECT *, 'short' AS span FROM steps WHERE short),
sides AS (
  SELECT sym, time, turn, span, bown AS own, TRUE AS buy, amount, CASE WHEN tbuy THEN step ELSE 0 END AS step
  FROM each WHERE bown > 0 UNION ALL
  SELECT sym, time, turn, span, sown, FALSE, amount, CASE WHEN tbuy THEN 0 ELSE step END FROM each WHERE sown > 0)
SELECT sym, time, turn, span, own, buy, CAST(sum(amount) AS DECIMAL(38,0)) AS amount, count(*) AS trades,
       CAST(sum(step) AS BIGINT) AS pushed
FROM sides GROUP BY sym, time, turn, span, own, buy
"""
_HITS = """
WITH found AS (
  SELECT w.sym, w.time, w.turn, s.own, s.buy, min(w.from_us) AS from_us, max(w.to_us) AS to_us, max(s.trades) AS trades,
         max(CAST(s.amount AS HUGEINT) * 1000 // CAST(w.amount AS HUGEINT))::BIGINT AS share,
         max(abs(w.closed - w.opened) * 1000 // w.opened)::BIGINT AS move,
         max(s.pushed * 1000 // (w.closed - w.opened))::BIGINT AS pushed
  FROM mark_windows w JOIN mark_sides s ON s.sym = w.sym AND s.time = w.time AND s.turn = w.turn AND s.span = w.span
  JOIN p_marking_close p ON p.sym = w.sym
  WHERE w.trades >= p.trades AND s.amount * 1000 > p.share_permille * w.amount AND (w.closed > w.opened) = s.buy
    AND abs(w.closed - w.opened) * 1000 > w.opened * CASE WHEN w.span = 'short' THEN p.short_permille ELSE p.long_permille END
    AND s.pushed * 1000 // (w.closed - w.opened) >= p.pushed_permille
    AND s.own NOT IN (SELECT own FROM acc WHERE kind = 'maker')
  GROUP BY w.sym, w.time, w.turn, s.own, s.buy)
SELECT row_number() OVER (ORDER BY f.sym, f.turn, f.time, f.own, f.buy) AS k, f.*,
       count(*) OVER (PARTITION BY f.sym, f.own, f.buy, f.time) AS days FROM found f
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, CASE WHEN h.buy THEN t.bacc ELSE t.sacc END AS acc
FROM kept_marking_close h JOIN mark_trades t ON t.sym = h.sym AND t.time = h.time AND t.turn = h.turn
AND CASE WHEN h.buy THEN t.bown ELSE t.sown END = h.own
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Stronger with the share, the move, and when it comes back on other days."""
    if number(hit, "trades") < p["own_trades"]:
        return None
    score = mean(
        excess(number(hit, "share"), p["share_permille"], permille(1, 1)),
        excess(number(hit, "move"), p["short_permille"], p["long_permille"] * (p["own_trades"] + 1)),
    )
    again = score if number(hit, "days") > 1 else 0
    return Judged(max(score, mean(again, permille(1, 1)) if again else 0), "before-fixing", _figures(hit))


def _figures(hit: Hit) -> dict[str, int | str]:
    return dict(numbers(hit, "share", "move", "pushed", "trades", "days"))


MARKING_CLOSE = Detector(
    "marking_close",
    2,
    "185-24(2)",
    "MAR 5(d)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    (
        *("short_us", "long_us", "short_permille", "long_permille", "share_permille", "trades"),
        *("own_trades", "pushed_permille"),
    ),
    {"mark_trades": _TRADES, "mark_windows": _WINDOWS, "mark_sides": _SIDES},
)
