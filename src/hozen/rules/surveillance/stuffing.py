"""高頻度の注文・取消: floods of messages, or changes of the best quote, of which hardly any was meant to trade."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Gather, Hit, Judged, number, numbers
from hozen.rules.surveillance.quote_flicker import DENSE, SOURCE, STOOD, flickers
from hozen.rules.surveillance.scores import excess, permille

# Seconds in which there are too many messages, or enough for more than `quotes` of them within `quotes_us`.
_BUSY = """
WITH bounds AS (SELECT sym, least(rate, quotes * 1000000 // (quotes_us + 1000000)) AS messages FROM p_stuffing),
many AS (
  SELECT sym, acc, us // 1000000 AS second, count(*) AS messages FROM ev WHERE acc > 0 GROUP BY sym, acc, us // 1000000
  HAVING count(*) > (SELECT min(messages) FROM bounds))
SELECT m.sym, m.acc, m.second, count(*) AS messages, count(CASE WHEN e.event = 0 THEN 1 END) AS entered,
       count(CASE WHEN e.event IN (7, 8) THEN 1 END) AS cancelled
FROM many m JOIN bounds b ON b.sym = m.sym JOIN ev e ON e.sym = m.sym AND e.acc = m.acc AND e.us // 1000000 = m.second
WHERE m.messages > b.messages GROUP BY m.sym, m.acc, m.second
"""
_SECONDS = "SELECT b.* FROM busy_seconds b JOIN p_stuffing p ON p.sym = b.sym WHERE b.messages > p.rate"
_HITS = """
WITH days AS (
  SELECT sym, acc, (second + 32400) // 86400 AS day, count(*) AS seconds, max(messages) AS most,
         CAST(sum(entered) AS BIGINT) AS entered, CAST(sum(cancelled) AS BIGINT) AS cancelled, min(second) AS first,
         max(second) AS last FROM stuff_seconds GROUP BY sym, acc, 3),
floods AS (SELECT d.* FROM days d JOIN p_stuffing p ON p.sym = d.sym WHERE d.seconds >= p.seconds),
sought AS (
  SELECT coalesce(d.sym, q.sym) AS sym, coalesce(d.acc, q.acc) AS acc, coalesce(d.day, q.day) AS day,
         least(d.first * 1000000, q.from_us) AS from_us, greatest(d.last * 1000000 + 999999, q.to_us) AS to_us,
         coalesce(d.seconds, 0) AS seconds, coalesce(d.most, 0) AS most, coalesce(d.entered, 0) AS entered,
         coalesce(d.cancelled, 0) AS cancelled, coalesce(q.changes, 0) AS changes
  FROM floods d FULL JOIN quote_flickers q ON q.sym = d.sym AND q.acc = d.acc AND q.day = d.day),
fills AS (
  SELECT sym, day, acc, count(*) AS fills FROM (
    SELECT sym, day, bacc AS acc FROM tr UNION ALL SELECT sym, day, sacc FROM tr) s
  WHERE acc IN (SELECT DISTINCT acc FROM sought) GROUP BY sym, day, acc),
messages AS (
  SELECT e.sym, e.acc, (e.us + 32400000000) // 86400000000 AS day, count(*) AS messages FROM ev e
  JOIN (SELECT DISTINCT sym, acc FROM sought) s ON s.sym = e.sym AND s.acc = e.acc GROUP BY e.sym, e.acc, 3)
SELECT row_number() OVER (ORDER BY d.sym, d.day, d.acc) AS k, d.*, m.messages, coalesce(f.fills, 0) AS fills
FROM sought d JOIN acc a ON a.acc = d.acc
JOIN messages m ON m.sym = d.sym AND m.acc = d.acc AND m.day = d.day
LEFT JOIN fills f ON f.sym = d.sym AND f.day = d.day AND f.acc = d.acc WHERE a.kind <> 'maker'
"""
_EVIDENCE = """
SELECT h.k, 'order_events' AS tbl, CAST(e.seq AS VARCHAR) AS row_id, e.acc FROM kept_stuffing h
JOIN stuff_seconds s ON s.sym = h.sym AND s.acc = h.acc AND (s.second + 32400) // 86400 = h.day AND h.seconds > 0
JOIN ev e ON e.sym = s.sym AND e.acc = s.acc AND e.us // 1000000 = s.second
UNION ALL
SELECT h.k, 'order_events', CAST(e.seq AS VARCHAR), e.acc FROM kept_stuffing h
JOIN quote_flickers q ON q.sym = h.sym AND q.acc = h.acc AND q.day = h.day
JOIN ev e ON e.sym = q.sym AND e.acc = q.acc AND e.us BETWEEN q.from_us AND q.to_us
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Many messages for each fill over the day; nearly all cancelled in a flood's seconds, or quotes that flicker."""
    entered, cancelled = number(hit, "entered"), number(hit, "cancelled")
    per_fill = number(hit, "messages") // max(1, number(hit, "fills"))
    ratio = permille(cancelled, max(entered, cancelled))
    flood, changes = ratio >= p["cancelled_permille"], number(hit, "changes")
    if per_fill < p["messages_per_fill"] or not (flood or changes):
        return None
    score = max(
        excess(number(hit, "most"), p["rate"], p["rate"] * (p["seconds"] + 1)) if flood else 0,
        excess(changes, p["quotes"], p["quotes"] * (p["seconds"] + 1)),
    )
    figures = numbers(hit, "seconds", "most", "changes") | {"cancelled": ratio, "per_fill": per_fill}
    return Judged(score, "flood" if flood else "quotes-flicker", figures)


STUFFING = Detector(
    "stuffing",
    2,
    "185-24(2)",
    "MAR 4(e)",
    ("ev",),
    _HITS,
    _EVIDENCE,
    judge,
    ("rate", "seconds", "cancelled_permille", "messages_per_fill", "quotes", "quotes_us"),
    {"busy_seconds": _BUSY, "stuff_seconds": _SECONDS, "quote_dense": DENSE, "quote_stood": STOOD},
    Gather("quote_flickers", SOURCE, flickers, ("sym", "acc", "day", "changes", "from_us", "to_us")),
)
