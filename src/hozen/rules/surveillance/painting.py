"""見せかけの出来高: a few parties trade among themselves while the price walks one way or the volume swells.

Trades are counted, for it is trades that others see; one order that takes many is one.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess
from hozen.rules.surveillance.shared_steps import BOTH, NO_MAKERS, slotted

_PARTS = """
SELECT t.sym, t.day, t.us // p.window_us AS slot, count(*) AS trades, CAST(sum(t.amount) AS DECIMAL(38,0)) AS amount,
       min(t.us) AS from_us, max(t.us) AS to_us, arg_min(t.price, t.tn) AS opened, arg_max(t.price, t.tn) AS closed,
       max(t.price) AS high, min(t.price) AS low
FROM tr t JOIN p_painting p ON p.sym = t.sym GROUP BY t.sym, t.day, t.us // p.window_us
"""
# A price that goes one way begins at one end and closes at the other: only there each trade is looked at.
_SLOTTED = slotted("tr", "p_painting", "window_us")
_MOVES = f"""
WITH parts AS (
  SELECT sym, day, slot, trades, low = opened AND high = closed AS rises, high = opened AND low = closed AS falls,
         lag(closed) OVER (PARTITION BY sym, day ORDER BY slot) AS before FROM paint_parts),
whole AS (
  SELECT a.sym, a.slot FROM parts a JOIN p_painting p ON p.sym = a.sym GROUP BY a.sym, a.slot
  HAVING sum(a.trades) >= any_value(p.trades) AND (bool_and(a.rises) OR bool_and(a.falls))),
seen AS (
  SELECT t.sym, a.slot, t.price, lag(t.price, 1, a.before) OVER (PARTITION BY t.sym, t.day, a.slot ORDER BY t.tn) AS prev
  FROM whole w JOIN parts a ON a.sym = w.sym AND a.slot = w.slot
  JOIN {_SLOTTED} t ON t.sym = a.sym AND t.day = a.day AND t.slot = a.slot)
SELECT sym, slot, count(CASE WHEN price > prev THEN 1 END) AS ups, count(*) AS changes FROM seen WHERE price <> prev
GROUP BY sym, slot
"""
_SLOTS = """
WITH slot AS (
  SELECT sym, slot, CAST(sum(trades) AS BIGINT) AS trades, CAST(sum(amount) AS DECIMAL(38,0)) AS amount,
         min(from_us) AS from_us, max(to_us) AS to_us FROM paint_parts GROUP BY sym, slot),
usual AS (SELECT sym, quantile_disc(amount, 0.5) AS amount FROM slot GROUP BY sym)
SELECT s.sym, s.slot, s.trades, s.amount, s.from_us, s.to_us, s.amount > p.volume_times * u.amount AS swollen,
       coalesce(m.changes >= p.steps AND (m.ups = 0 OR m.ups = m.changes), FALSE) AS one_way
FROM slot s JOIN usual u ON u.sym = s.sym JOIN p_painting p ON p.sym = s.sym
LEFT JOIN paint_moves m ON m.sym = s.sym AND m.slot = s.slot
WHERE s.trades >= p.trades AND (s.amount > p.volume_times * u.amount
  OR coalesce(m.changes >= p.steps AND (m.ups = 0 OR m.ups = m.changes), FALSE))
"""
_TOP = f"""
WITH sides AS (
  SELECT s.sym, s.slot, b.own, count(*) AS own_trades FROM {slotted(BOTH, "p_painting", "window_us")} b
  JOIN paint_slots s ON s.sym = b.sym AND s.slot = b.slot WHERE b.{NO_MAKERS} GROUP BY s.sym, s.slot, b.own)
SELECT sym, slot, own FROM sides JOIN p_painting p USING (sym)
QUALIFY row_number() OVER (PARTITION BY sym, slot ORDER BY own_trades DESC, own) <= p.parties
"""
_AMONG = f"""
SELECT s.sym, s.slot, t.trade_id, t.bacc, t.sacc,
       CASE WHEN t.tbuy AND t.has_b THEN t.bord WHEN NOT t.tbuy AND t.has_s THEN t.sord
            ELSE CAST(t.tn AS UBIGINT) END AS taker
FROM paint_slots s JOIN {_SLOTTED} t ON t.sym = s.sym AND t.slot = s.slot
JOIN paint_top a ON a.sym = s.sym AND a.slot = s.slot AND a.own = t.bown
JOIN paint_top b ON b.sym = s.sym AND b.slot = s.slot AND b.own = t.sown
"""
_HITS = """
WITH among AS (SELECT sym, slot, count(*) AS trades, count(DISTINCT taker) AS orders FROM paint_among GROUP BY sym, slot)
SELECT row_number() OVER (ORDER BY s.sym, s.slot) AS k, s.sym, s.slot, s.from_us, s.to_us, s.swollen, s.one_way,
       a.trades, a.orders, a.trades * 1000 // s.trades AS share
FROM paint_slots s JOIN among a ON a.sym = s.sym AND a.slot = s.slot JOIN p_painting p ON p.sym = s.sym
WHERE a.trades * 1000 > p.share_permille * s.trades
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, a.trade_id AS row_id, unnest([a.bacc, a.sacc]) AS acc
FROM kept_painting h JOIN paint_among a ON a.sym = h.sym AND a.slot = h.slot
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """The more of the window's trades are among them, the stronger."""
    if number(hit, "orders") < p["among"]:
        return None
    reason = "few-parties-one-way" if hit["one_way"] else "few-parties-volume"
    score = excess(number(hit, "share"), p["share_permille"], p["share_permille"] + p["share_permille"])
    return Judged(score, reason, numbers(hit, "trades", "share"))


PAINTING = Detector(
    "painting",
    2,
    "185-24(1)",
    "MAR 3(b)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "trades", "among", "volume_times", "steps", "parties", "share_permille"),
    {
        "paint_parts": _PARTS,
        "paint_moves": _MOVES,
        "paint_slots": _SLOTS,
        "paint_top": _TOP,
        "paint_among": _AMONG,
    },
)
