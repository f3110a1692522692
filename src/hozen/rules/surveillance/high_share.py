"""高関与: an owner with a large part of a market's volume on most days, in more than a trade or two."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, permille
from hozen.rules.surveillance.shared_steps import BOTH, NO_MAKERS

# A market with fewer days than are asked for has nothing to add up.
_DAYS = f"""
WITH every AS (SELECT sym, day, CAST(sum(amount) AS DECIMAL(38,0)) AS amount, count(*) AS trades FROM tr
  GROUP BY sym, day),
long AS (SELECT e.sym FROM every e JOIN p_high_share p ON p.sym = e.sym GROUP BY e.sym HAVING count(*) >= any_value(p.days)),
own AS (
  SELECT b.sym, b.day, b.own, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount, min(b.us) AS from_us, max(b.us) AS to_us,
         count(*) AS own_trades
  FROM {BOTH} b JOIN long l ON l.sym = b.sym WHERE b.{NO_MAKERS} GROUP BY b.sym, b.day, b.own)
SELECT o.sym, o.day, o.own, o.from_us, o.to_us,
       CAST(CAST(o.amount AS HUGEINT) * 1000 // CAST(e.amount AS HUGEINT) AS BIGINT) AS share
FROM own o JOIN every e ON e.sym = o.sym AND e.day = o.day JOIN p_high_share p ON p.sym = o.sym
WHERE e.trades >= p.trades AND o.own_trades >= p.own_trades AND o.amount * 1000 > p.share_permille * e.amount
"""
_HITS = """
WITH runs AS (
  SELECT d.sym, d.own, d.day, d.to_us, count(*) OVER w AS days, min(d.from_us) OVER w AS from_us,
    max(d.share) OVER w AS share
  FROM share_days d WINDOW w AS (PARTITION BY d.sym, d.own ORDER BY d.day RANGE BETWEEN 4 PRECEDING AND CURRENT ROW)),
best AS (
  SELECT r.* FROM runs r JOIN p_high_share p ON p.sym = r.sym WHERE r.days >= p.days
  QUALIFY row_number() OVER (PARTITION BY r.sym, r.own, r.day // 5 ORDER BY r.days DESC, r.day) = 1)
SELECT row_number() OVER (ORDER BY sym, day, own) AS k, sym, own, day, from_us, to_us, days, share FROM best
"""
_EVIDENCE = f"""
SELECT h.k, 'trades' AS tbl, b.trade_id AS row_id, b.acc FROM kept_high_share h
JOIN {BOTH} b ON b.sym = h.sym AND b.own = h.own AND b.day BETWEEN h.day - 4 AND h.day
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Always told: how many days, and the largest share."""
    score = excess(number(hit, "share"), p["share_permille"], permille(1, 1))
    return Judged(score, "high-share", numbers(hit, "days", "share"))


HIGH_SHARE = Detector(
    "high_share",
    2,
    "185-24(2)",
    "MAR 1(a)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("share_permille", "days", "trades", "own_trades"),
    {"share_days": _DAYS},
)
