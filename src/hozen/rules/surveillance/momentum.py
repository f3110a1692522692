"""モメンタム誘発: a burst of aggressive orders, a market that follows, and a close-out into it."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, mean, permille
from hozen.rules.surveillance.shared_steps import BARS, BOTH, NO_MAKERS, slotted

# Nearly every owner, side and slot has one trade: they are counted first, and only what counts is summed up.
_COUNTS = """
SELECT t.sym, CASE WHEN t.tbuy THEN t.bown ELSE t.sown END AS own, t.tbuy AS up, t.us // p.burst_us AS slot,
       count(*) AS trades FROM tr t JOIN p_momentum p ON p.sym = t.sym GROUP BY 1, 2, 3, 4
HAVING count(*) >= (SELECT min(trades) FROM p_momentum)
"""
_BURSTS = f"""
SELECT c.sym, c.own, c.up, c.slot, count(*) AS trades, CAST(sum(t.amount) AS DECIMAL(38,0)) AS amount,
       CAST(sum(CAST(t.price AS HUGEINT) * t.amount) AS DECIMAL(38,0)) AS value, min(t.us) AS from_us, max(t.us) AS last_us,
       arg_min(t.price, t.tn) AS first_price
FROM burst_counts c JOIN p_momentum p ON p.sym = c.sym
JOIN {slotted("tr", "p_momentum", "burst_us")} t ON t.sym = c.sym AND t.tbuy = c.up
  AND CASE WHEN t.tbuy THEN t.bown ELSE t.sown END = c.own AND t.slot = c.slot
WHERE c.own > 0 AND c.trades >= p.trades AND c.{NO_MAKERS} GROUP BY c.sym, c.own, c.up, c.slot
"""
_FOLLOWED = """
SELECT b.sym, b.own, b.up, b.slot, max(m.high) AS high, min(m.low) AS low FROM burst_starts b
JOIN p_momentum p ON p.sym = b.sym
JOIN bars m ON m.sym = b.sym AND m.minute BETWEEN b.last_us // 60000000 AND (b.last_us + p.follow_us) // 60000000
GROUP BY b.sym, b.own, b.up, b.slot
"""
_BACK = f"""
WITH slots AS (
  SELECT b.*, p.follow_us, unnest(range(b.from_us // 60000000, (b.last_us + p.follow_us) // 60000000 + 1)) AS minute
  FROM burst_starts b JOIN p_momentum p ON p.sym = b.sym)
SELECT s.sym, s.own, s.up, s.slot, t.trade_id, t.acc, t.us, t.amount, t.price
FROM slots s JOIN {BOTH} t ON t.sym = s.sym AND t.own = s.own AND t.us // 60000000 = s.minute AND t.buy <> s.up
WHERE t.us > s.last_us AND t.us <= s.last_us + s.follow_us
"""
_HITS = """
WITH back AS (
  SELECT sym, own, up, slot, count(*) AS trades, CAST(sum(amount) AS DECIMAL(38,0)) AS amount, max(us) AS to_us,
         CAST(sum(CAST(price AS HUGEINT) * amount) AS DECIMAL(38,0)) AS value FROM burst_back GROUP BY sym, own, up, slot)
SELECT row_number() OVER (ORDER BY b.sym, b.slot, b.own, b.up) AS k, b.sym, b.own, b.up, b.slot, b.from_us, c.to_us,
       b.trades, c.trades AS back_trades, b.last_us,
       CASE WHEN b.up THEN (f.high - b.first_price) * 1000 // b.first_price
            ELSE (b.first_price - f.low) * 1000 // b.first_price END AS move,
       CAST(CAST(c.amount AS HUGEINT) * 1000 // CAST(b.amount AS HUGEINT) AS BIGINT) AS closed,
       (CASE WHEN b.up THEN 1 ELSE -1 END) * (CAST(c.value AS HUGEINT) // CAST(c.amount AS HUGEINT)
         - CAST(b.value AS HUGEINT) // CAST(b.amount AS HUGEINT)) > 0 AS gained
FROM burst_starts b JOIN burst_followed f USING (sym, own, up, slot) JOIN back c USING (sym, own, up, slot)
JOIN p_momentum p ON p.sym = b.sym
WHERE c.amount * 1000 >= p.closed_permille * b.amount
"""
_EVIDENCE = f"""
SELECT h.k, 'trades' AS tbl, b.trade_id AS row_id, b.acc FROM kept_momentum h
JOIN {slotted(BOTH, "p_momentum", "burst_us")} b ON b.sym = h.sym AND b.own = h.own AND b.buy = h.up AND b.taker
  AND b.slot = h.slot
UNION ALL
SELECT h.k, 'trades', c.trade_id, c.acc FROM kept_momentum h JOIN burst_back c USING (sym, own, up, slot)
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """All three phases and a gain."""
    move = number(hit, "move")
    if not hit["gained"] or move < p["move_permille"]:
        return None
    full = permille(1, 1)
    score = mean(
        excess(move, p["move_permille"], p["move_permille"] * (p["trades"] + 1)),
        excess(min(number(hit, "closed"), full), p["closed_permille"], full),
    )
    return Judged(score, "burst-follow-close", numbers(hit, "trades", "move", "closed", "back_trades"))


MOMENTUM = Detector(
    "momentum",
    1,
    "185-24(2)",
    "MAR 4(f)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("burst_us", "trades", "move_permille", "follow_us", "closed_permille"),
    {
        "bars": BARS,
        "burst_counts": _COUNTS,
        "burst_starts": _BURSTS,
        "burst_followed": _FOLLOWED,
        "burst_back": _BACK,
    },
)
