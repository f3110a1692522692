"""株価固定: the price is held within a narrow band while one owner takes a large share on one side, more than it usually has.

Time is cut into short windows. The band is what holds the middle four fifths of the trades: a few trades elsewhere do not
widen it. Windows in a row, in which the same owner takes the largest share of one side, make a stretch; the stretch must
last and be narrow as a whole, against what the market usually does in that time. Told is who takes the largest share:
whoever trades with the one that holds the price has a large share of the other side.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, permille
from hozen.rules.surveillance.shared_steps import BOTH, NO_MAKERS, slotted

_WINDOWS = """
SELECT t.sym, t.us // p.window_us AS slot, count(*) AS trades, CAST(sum(t.amount) AS DECIMAL(38,0)) AS amount,
       quantile_disc(t.price, 0.1) AS low, quantile_disc(t.price, 0.9) AS high
FROM tr t JOIN p_price_fixing p ON p.sym = t.sym GROUP BY t.sym, t.us // p.window_us
"""
_CALM = """
WITH stretch AS (
  SELECT w.sym, w.slot // p.held AS stretch, (max(w.high) - min(w.low)) * 100000 // min(w.low) AS band
  FROM fixed_windows w JOIN p_price_fixing p ON p.sym = w.sym GROUP BY w.sym, w.slot // p.held
  HAVING sum(w.trades) >= any_value(p.trades)),
usual AS (SELECT sym, quantile_disc(band, 0.5) AS band, count(*) AS stretches FROM stretch GROUP BY sym)
SELECT w.*, u.band AS usual FROM fixed_windows w JOIN usual u ON u.sym = w.sym JOIN p_price_fixing p ON p.sym = w.sym
WHERE w.trades >= p.trades AND u.stretches >= p.windows AND u.band > 0
  AND (w.high - w.low) * 100000 // w.low * p.calm_times <= u.band
"""
_SLOTTED = slotted(BOTH, "p_price_fixing", "window_us")
_LARGE = f"""
WITH many AS (
  SELECT s.sym, s.slot, b.own, b.buy FROM {_SLOTTED} b JOIN fixed_calm s ON s.sym = b.sym AND s.slot = b.slot
  GROUP BY s.sym, s.slot, b.own, b.buy HAVING count(*) >= (SELECT min(own_trades) FROM p_price_fixing)),
sides AS (
  SELECT s.sym, s.slot, b.own, b.buy, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount, count(*) AS own_trades,
         min(b.us) AS from_us, max(b.us) AS to_us
  FROM {_SLOTTED} b JOIN many s ON s.sym = b.sym AND s.slot = b.slot AND s.own = b.own AND s.buy = b.buy
  WHERE b.{NO_MAKERS} GROUP BY s.sym, s.slot, b.own, b.buy)
SELECT s.sym, s.slot, o.own, o.buy, o.own_trades, o.amount, o.from_us, o.to_us, s.amount AS every, s.low, s.high, s.usual
FROM fixed_calm s JOIN sides o ON o.sym = s.sym AND o.slot = s.slot JOIN p_price_fixing p ON p.sym = s.sym
WHERE o.own_trades >= p.own_trades AND o.amount * 2000 > p.share_permille * s.amount
QUALIFY o.amount = max(o.amount) OVER (PARTITION BY s.sym, s.slot)
"""
_HITS = f"""
WITH runs AS (
  SELECT *, slot - row_number() OVER (PARTITION BY sym, own, buy ORDER BY slot) AS run FROM fixed_large),
held AS (
  SELECT r.sym, r.own, r.buy, r.run, min(r.from_us) AS from_us, max(r.to_us) AS to_us, count(*) AS held,
         CAST(sum(r.own_trades) AS BIGINT) AS own_trades, CAST(sum(r.amount) AS DECIMAL(38,0)) AS amount,
         CAST(sum(r.every) AS DECIMAL(38,0)) AS every, (max(r.high) - min(r.low)) * 100000 // min(r.low) AS band,
         max(r.usual) AS usual, any_value(p.held) AS least, any_value(p.calm_times) AS calm_times
  FROM runs r JOIN p_price_fixing p ON p.sym = r.sym GROUP BY r.sym, r.own, r.buy, r.run),
long AS (SELECT * FROM held WHERE held >= least AND band * calm_times <= usual),
whole AS (SELECT sym, CAST(sum(amount) AS DECIMAL(38,0)) AS amount FROM tr GROUP BY sym),
mine AS (
  SELECT b.sym, b.own, b.buy, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount FROM {BOTH} b
  JOIN (SELECT DISTINCT sym, own, buy FROM long) l ON l.sym = b.sym AND l.own = b.own AND l.buy = b.buy
  GROUP BY b.sym, b.own, b.buy),
shares AS (
  SELECT l.*, CAST(CAST(l.amount AS HUGEINT) * 1000 // CAST(l.every AS HUGEINT) AS BIGINT) AS share,
         CAST(CAST(m.amount - l.amount AS HUGEINT) * 1000 // greatest(1, CAST(w.amount - l.every AS HUGEINT)) AS BIGINT)
           AS usually
  FROM long l JOIN mine m ON m.sym = l.sym AND m.own = l.own AND m.buy = l.buy JOIN whole w ON w.sym = l.sym)
SELECT row_number() OVER (ORDER BY o.sym, o.from_us, o.own, o.buy) AS k, o.sym, o.from_us, o.to_us, o.held, o.band,
       o.usual, o.own, o.buy, o.own_trades, o.share, o.usually
FROM shares o JOIN p_price_fixing p ON p.sym = o.sym
WHERE o.share > p.share_permille AND o.share >= p.up_times * o.usually
"""
_EVIDENCE = f"""
SELECT h.k, 'trades' AS tbl, b.trade_id AS row_id, b.acc FROM kept_price_fixing h
JOIN {BOTH} b ON b.sym = h.sym AND b.own = h.own AND b.buy = h.buy AND b.us BETWEEN h.from_us AND h.to_us
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged:
    """The share decides, once the band is narrow for long enough."""
    score = excess(number(hit, "share"), p["share_permille"], permille(1, 1))
    reason = "floor" if hit["buy"] else "ceiling"
    return Judged(score, reason, numbers(hit, "share", "band", "usual", "held", "own_trades", "usually"))


PRICE_FIXING = Detector(
    "price_fixing",
    3,
    "185-24(2)",
    "MAR 1(b)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "trades", "windows", "held", "calm_times", "share_permille", "up_times", "own_trades"),
    {"fixed_windows": _WINDOWS, "fixed_calm": _CALM, "fixed_large": _LARGE},
)
