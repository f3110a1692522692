"""高頻度の注文・取消: floods of messages of which hardly any was meant to trade."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, permille

_SECONDS = """
SELECT e.sym, e.acc, e.us // 1000000 AS second, count(*) AS messages, count(CASE WHEN e.event = 0 THEN 1 END) AS entered,
       count(CASE WHEN e.event IN (7, 8) THEN 1 END) AS cancelled
FROM ev e JOIN p_stuffing p ON p.sym = e.sym WHERE e.acc > 0
GROUP BY e.sym, e.acc, e.us // 1000000 HAVING count(*) > any_value(p.rate)
"""
_HITS = """
WITH days AS (
  SELECT sym, acc, (second + 32400) // 86400 AS day, count(*) AS seconds, max(messages) AS most,
         CAST(sum(entered) AS BIGINT) AS entered, CAST(sum(cancelled) AS BIGINT) AS cancelled, min(second) AS first,
         max(second) AS last FROM stuff_seconds GROUP BY sym, acc, 3),
fills AS (
  SELECT sym, day, acc, count(*) AS fills FROM (
    SELECT sym, day, bacc AS acc FROM tr UNION ALL SELECT sym, day, sacc FROM tr) s
  WHERE acc IN (SELECT DISTINCT acc FROM stuff_seconds) GROUP BY sym, day, acc),
messages AS (
  SELECT e.sym, e.acc, (e.us + 32400000000) // 86400000000 AS day, count(*) AS messages FROM ev e
  JOIN (SELECT DISTINCT sym, acc FROM stuff_seconds) s ON s.sym = e.sym AND s.acc = e.acc GROUP BY e.sym, e.acc, 3)
SELECT row_number() OVER (ORDER BY d.sym, d.day, d.acc) AS k, d.sym, d.acc, d.day, d.first * 1000000 AS from_us,
       d.last * 1000000 + 999999 AS to_us, d.seconds, d.most, d.entered, d.cancelled, m.messages,
       coalesce(f.fills, 0) AS fills
FROM days d JOIN p_stuffing p ON p.sym = d.sym JOIN acc a ON a.acc = d.acc
JOIN messages m ON m.sym = d.sym AND m.acc = d.acc AND m.day = d.day
LEFT JOIN fills f ON f.sym = d.sym AND f.day = d.day AND f.acc = d.acc
WHERE a.kind <> 'maker' AND d.seconds >= p.seconds
"""
_EVIDENCE = """
SELECT h.k, 'order_events' AS tbl, CAST(e.seq AS VARCHAR) AS row_id, e.acc FROM kept_stuffing h
JOIN stuff_seconds s ON s.sym = h.sym AND s.acc = h.acc AND (s.second + 32400) // 86400 = h.day
JOIN ev e ON e.sym = s.sym AND e.acc = s.acc AND e.us // 1000000 = s.second
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Nearly all cancelled in those seconds, and many messages for each fill over the day."""
    entered, cancelled = number(hit, "entered"), number(hit, "cancelled")
    per_fill = number(hit, "messages") // max(1, number(hit, "fills"))
    ratio = permille(cancelled, max(entered, cancelled))
    if ratio < p["cancelled_permille"] or per_fill < p["messages_per_fill"]:
        return None
    score = excess(number(hit, "most"), p["rate"], p["rate"] * (p["seconds"] + 1))
    return Judged(
        score, "flood", numbers(hit, "seconds", "most") | {"cancelled": ratio, "per_fill": per_fill}
    )


STUFFING = Detector(
    "stuffing",
    1,
    "185-24(2)",
    "MAR 4(e)",
    ("ev",),
    _HITS,
    _EVIDENCE,
    judge,
    ("rate", "seconds", "cancelled_permille", "messages_per_fill"),
    {"stuff_seconds": _SECONDS},
)
