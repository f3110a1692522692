"""株価固定: the price does not leave a narrow band while one owner takes a large share on one side, more than it usually has.

Told is who takes the largest share: whoever trades with the one that holds the price has a large share of the other side.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, permille
from hozen.rules.surveillance.shared_steps import BOTH, NO_MAKERS

_SLOTS = """
WITH slot AS (
  SELECT t.sym, t.us // p.window_us AS slot, count(*) AS trades, CAST(sum(t.amount) AS DECIMAL(38,0)) AS amount,
         min(t.us) AS from_us, max(t.us) AS to_us, min(t.price) AS low, max(t.price) AS high,
         (max(t.price) - min(t.price)) * 100000 // min(t.price) AS band
  FROM tr t JOIN p_price_fixing p ON p.sym = t.sym GROUP BY t.sym, t.us // p.window_us),
usual AS (
  SELECT s.sym, quantile_disc(s.band, 0.5) AS band, count(*) AS slots FROM slot s
  JOIN p_price_fixing p ON p.sym = s.sym WHERE s.trades >= p.trades GROUP BY s.sym)
SELECT s.*, u.band AS usual FROM slot s JOIN usual u ON u.sym = s.sym JOIN p_price_fixing p ON p.sym = s.sym
WHERE s.trades >= p.trades AND u.slots >= p.windows AND u.band > 0
  AND s.band * p.calm_times <= u.band
"""
_HITS = f"""
WITH sides AS (
  SELECT s.sym, s.slot, b.own, b.buy, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount, count(*) AS own_trades
  FROM {BOTH} b JOIN p_price_fixing p ON p.sym = b.sym JOIN fixed_slots s ON s.sym = b.sym
    AND s.slot = b.us // p.window_us
  WHERE b.{NO_MAKERS} GROUP BY s.sym, s.slot, b.own, b.buy),
large AS (
  SELECT s.sym, s.slot, s.from_us, s.to_us, s.band, s.usual, s.trades, s.amount AS every, o.own, o.buy, o.own_trades,
         o.amount FROM fixed_slots s JOIN sides o ON o.sym = s.sym AND o.slot = s.slot
  JOIN p_price_fixing p ON p.sym = s.sym
  WHERE o.amount * 1000 > p.share_permille * s.amount
  QUALIFY o.amount = max(o.amount) OVER (PARTITION BY s.sym, s.slot)),
whole AS (SELECT sym, CAST(sum(amount) AS DECIMAL(38,0)) AS amount FROM tr GROUP BY sym),
mine AS (
  SELECT b.sym, b.own, b.buy, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount FROM {BOTH} b
  JOIN (SELECT DISTINCT sym, own, buy FROM large) l ON l.sym = b.sym AND l.own = b.own AND l.buy = b.buy
  GROUP BY b.sym, b.own, b.buy),
shares AS (
  SELECT l.*, CAST(CAST(l.amount AS HUGEINT) * 1000 // CAST(l.every AS HUGEINT) AS BIGINT) AS share,
         CAST(CAST(m.amount - l.amount AS HUGEINT) * 1000 // greatest(1, CAST(w.amount - l.every AS HUGEINT)) AS BIGINT)
           AS usually
  FROM large l JOIN mine m ON m.sym = l.sym AND m.own = l.own AND m.buy = l.buy JOIN whole w ON w.sym = l.sym)
SELECT row_number() OVER (ORDER BY o.sym, o.slot, o.own, o.buy) AS k, o.sym, o.slot, o.from_us, o.to_us, o.band, o.usual,
       o.trades, o.own, o.buy, o.own_trades, o.share, o.usually
FROM shares o JOIN p_price_fixing p ON p.sym = o.sym WHERE o.share >= p.up_times * o.usually
"""
_EVIDENCE = f"""
SELECT h.k, 'trades' AS tbl, b.trade_id AS row_id, b.acc FROM kept_price_fixing h
JOIN p_price_fixing p ON p.sym = h.sym
JOIN {BOTH} b ON b.sym = h.sym AND b.us // p.window_us = h.slot AND b.own = h.own AND b.buy = h.buy
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """The share decides, once the band is narrow."""
    if number(hit, "own_trades") < p["own_trades"]:
        return None
    score = excess(number(hit, "share"), p["share_permille"], permille(1, 1))
    reason = "floor" if hit["buy"] else "ceiling"
    return Judged(score, reason, numbers(hit, "share", "band", "usual", "own_trades", "usually"))


PRICE_FIXING = Detector(
    "price_fixing",
    2,
    "185-24(2)",
    "MAR 1(b)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "trades", "windows", "calm_times", "share_permille", "up_times", "own_trades"),
    {"fixed_slots": _SLOTS},
)
