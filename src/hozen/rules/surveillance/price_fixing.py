"""株価固定: the price does not leave a narrow band while one owner takes a large share on one side."""

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
WHERE s.trades >= p.trades AND u.slots >= p.windows AND s.band * p.calm_times <= u.band
"""
_HITS = f"""
WITH sides AS (
  SELECT s.sym, s.slot, b.own, b.buy, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount, count(*) AS own_trades
  FROM {BOTH} b JOIN p_price_fixing p ON p.sym = b.sym JOIN fixed_slots s ON s.sym = b.sym
    AND s.slot = b.us // p.window_us
  WHERE b.{NO_MAKERS} GROUP BY s.sym, s.slot, b.own, b.buy)
SELECT row_number() OVER (ORDER BY s.sym, s.slot, o.own, o.buy) AS k, s.sym, s.slot, s.from_us, s.to_us, s.band, s.usual,
       s.trades, o.own, o.buy, o.own_trades,
       CAST(CAST(o.amount AS HUGEINT) * 1000 // CAST(s.amount AS HUGEINT) AS BIGINT) AS share
FROM fixed_slots s JOIN sides o ON o.sym = s.sym AND o.slot = s.slot JOIN p_price_fixing p ON p.sym = s.sym
WHERE o.amount * 1000 > p.share_permille * s.amount
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
    return Judged(score, reason, numbers(hit, "share", "band", "usual", "own_trades"))


PRICE_FIXING = Detector(
    "price_fixing",
    1,
    "185-24(2)",
    "MAR 1(b)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "trades", "windows", "calm_times", "share_permille", "own_trades"),
    {"fixed_slots": _SLOTS},
)
