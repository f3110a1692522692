"""パンプ・アンド・ダンプ: a rush of market buys that take several orders each, from nothing, with a leap of the price.

Time is cut into chunks of 25 seconds; two of them are looked at together, against the twelve hours before.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number
from hozen.rules.surveillance.scores.rush import rush_score, rush_strength

_CHUNKS = """
WITH taken AS (
  SELECT sym, us, count(*) AS fills
  FROM tr WHERE tbuy GROUP BY sym, us),
bought AS (
  SELECT sym, us // 25000000 AS c, count(CASE WHEN fills > 1 THEN 1 END) AS rush
  FROM taken GROUP BY sym, us // 25000000),
every AS (
  SELECT sym, us // 25000000 AS c, max(price) AS high, arg_max(price, tn) AS last FROM tr GROUP BY sym, us // 25000000)
SELECT e.sym, e.c, e.high, e.last, coalesce(b.rush, 0) AS rush
FROM every e LEFT JOIN bought b ON b.sym = e.sym AND b.c = e.c
"""
_RUNNING = """
WITH rushed AS (
  SELECT r.sym FROM pump_chunks r JOIN p_pump p ON p.sym = r.sym
  LEFT JOIN pump_chunks b ON b.sym = r.sym AND b.c = r.c - 1 AND b.rush > 0
  WHERE r.rush + coalesce(b.rush, 0) >= p.rushes GROUP BY r.sym),
gaps AS (
  SELECT *, CASE WHEN coalesce(c - lag(c) OVER w, 3457) > 3456 THEN c END AS begins FROM pump_chunks
  WHERE sym IN (SELECT sym FROM rushed) WINDOW w AS (PARTITION BY sym ORDER BY c))
SELECT sym, c, high, last, rush,
       CAST(sum(rush) OVER w AS BIGINT) AS rushes,
       CAST(sum(last) OVER w AS DECIMAL(38,0)) AS lasts, count(*) OVER w AS chunks, max(begins) OVER w AS first_c
FROM gaps WINDOW w AS (PARTITION BY sym ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
"""
_CANDIDATES = """
SELECT r.sym, r.c, greatest(r.high, coalesce(b.high, 0)) AS high, r.rush + coalesce(b.rush, 0) AS rush,
       r.c - 1 - r.first_c AS age
FROM pump_running r JOIN p_pump p ON p.sym = r.sym LEFT JOIN pump_chunks b ON b.sym = r.sym AND b.c = r.c - 1
WHERE r.rush + coalesce(b.rush, 0) >= p.rushes AND r.c - 1 - r.first_c >= p.age_chunks
"""
_BEFORE = """
WITH a AS (SELECT *, c - 2 AS until_c, c - 146 AS hour_c, c - 1730 AS half_day_c FROM pump_candidates)
SELECT a.*, u.rushes - coalesce(h.rushes, 0) AS rush_before,
       CASE WHEN u.chunks > coalesce(o.chunks, 0) THEN u.lasts - coalesce(o.lasts, 0) ELSE u.last END AS lasts,
       CASE WHEN u.chunks > coalesce(o.chunks, 0) THEN u.chunks - coalesce(o.chunks, 0) ELSE 1 END AS chunks
FROM a ASOF JOIN pump_running u ON u.sym = a.sym AND u.c <= a.until_c
ASOF LEFT JOIN pump_running o ON o.sym = a.sym AND o.c <= a.hour_c
ASOF LEFT JOIN pump_running h ON h.sym = a.sym AND h.c <= a.half_day_c
"""
_HITS = """
SELECT row_number() OVER (ORDER BY b.sym, b.c) AS k, b.sym, b.c, b.c * 25000000 AS from_us,
       b.c * 25000000 + 25000000 AS to_us,
       b.rush, CAST(CAST(b.high AS HUGEINT) * b.chunks * 1000 // CAST(b.lasts AS HUGEINT) - 1000 AS BIGINT) AS jump,
         b.rush_before, least(b.age, 1728) AS age,
       CAST(b.rush * least(b.age, 1728) // greatest(2 * b.rush_before, 1) AS BIGINT) AS times,
       (b.c * 25 + 12) % p.round_s AS off_round, p.round_s
FROM pump_before b JOIN p_pump p ON p.sym = b.sym
WHERE CAST(b.high AS HUGEINT) * b.chunks * 1000 >= (1000 + p.jump_permille) * CAST(b.lasts AS HUGEINT)
  AND b.rush * least(b.age, 1728) >= 2 * p.rush_times * b.rush_before
"""
_EVIDENCE = """
WITH early AS (
  SELECT h.k, h.sym, h.from_us, n.acc FROM kept_pump h JOIN (
    SELECT sym, us, bacc AS acc, amount FROM tr WHERE bacc > 0 UNION ALL
    SELECT sym, us, sacc, -amount FROM tr WHERE sacc > 0) n
  ON n.sym = h.sym AND n.us BETWEEN h.from_us - 86400000000 AND h.from_us - 1
  GROUP BY h.k, h.sym, h.from_us, n.acc HAVING sum(n.amount) > 0)
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, CAST(0 AS INTEGER) AS acc FROM kept_pump h JOIN tr t ON t.sym = h.sym
AND t.us BETWEEN h.from_us - 25000000 AND h.to_us
UNION ALL
SELECT e.k, 'trades', t.trade_id, e.acc FROM early e JOIN tr t ON t.sym = e.sym AND t.sacc = e.acc
AND t.us BETWEEN e.from_us AND e.from_us + 600000000
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Strong enough; pumps are called for a round time, so that one at such a time needs less."""
    off = number(hit, "off_round")
    on_the_hour = min(off, number(hit, "round_s") - off) <= p["round_slack_s"]
    strength = rush_strength(
        number(hit, "jump"), number(hit, "rush"), number(hit, "times"), on_the_hour=on_the_hour
    )
    if strength < p["strength"]:
        return None
    figures = {name: number(hit, name) for name in ("rush", "jump", "times")}
    return Judged(rush_score(strength, p["strength"]), "rush-of-buys", figures)


PUMP = Detector(
    "pump",
    2,
    "185-23(1)",
    "MiCA 91(2)(c)",
    ("tr",),
    _HITS,
    _EVIDENCE,
    judge,
    (
        *("rushes", "rush_times", "jump_permille", "age_chunks", "round_s", "round_slack_s", "strength"),
        "cooldown_us",
    ),
    {
        "pump_chunks": _CHUNKS,
        "pump_running": _RUNNING,
        "pump_candidates": _CANDIDATES,
        "pump_before": _BEFORE,
    },
)
