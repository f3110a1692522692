"""内部者取引: who traded the right way before a fact was published.

Facts, their types and their effect are data of the tape: the law's list is not settled. Who stands on the insider list
of the fact, or is linked to one who does, is always told; others when they come to the market for the first time or far
beyond their habit, one way only, and are out again at a gain soon after; before several facts, or with a large share.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import mean, permille
from hozen.rules.surveillance.shared_steps import BOTH

_TRADES = f"""
SELECT n.id, n.sym, n.good, n.published, n.list, n.decided, p.window_us, b.own, b.acc, b.buy, b.us, b.price,
       b.amount, b.trade_id
FROM ann n JOIN p_insider p ON p.sym = n.sym JOIN {BOTH} b ON b.sym = n.sym
WHERE b.us < n.published AND b.us >= n.published - p.window_us
"""
_NETS = """
SELECT id, sym, good, published, list, own, any_value(window_us) AS window_us, min(us) AS from_us, max(us) AS to_us,
       count(*) AS trades, bool_and(buy = good) AS one_way,
       CAST(sum(CASE WHEN buy = good THEN amount ELSE -amount END) AS DECIMAL(38,0)) AS net,
       CAST(sum(CASE WHEN buy = good THEN CAST(price AS HUGEINT) * amount END)
         // sum(CASE WHEN buy = good THEN amount END) AS BIGINT) AS paid
FROM insider_trades GROUP BY id, sym, good, published, list, own
HAVING sum(CASE WHEN buy = good THEN amount ELSE -amount END) > 0
"""
_BACK = f"""
SELECT w.id, w.own, CAST(sum(b.amount) AS DECIMAL(38,0)) AS back FROM insider_nets w JOIN p_insider p ON p.sym = w.sym
JOIN {BOTH} b ON b.sym = w.sym AND b.own = w.own AND b.buy <> w.good
WHERE b.us >= w.published AND b.us <= w.published + p.after_us GROUP BY w.id, w.own
"""
_HABIT = f"""
SELECT w.id, w.own, count(*) AS trades, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount,
       w.published - w.window_us - min(b.us) AS habit_us FROM insider_nets w JOIN {BOTH} b ON b.sym = w.sym
         AND b.own = w.own
WHERE b.us < w.published - w.window_us GROUP BY w.id, w.own, w.published, w.window_us
"""
_AFTER = """
SELECT n.id, arg_max(t.price, t.tn) AS after, min(t.us) AS first_us FROM ann n JOIN p_insider p ON p.sym = n.sym
JOIN tr t ON t.sym = n.sym AND t.us >= n.published AND t.us <= n.published + p.after_us GROUP BY n.id
"""
_KNEW = """
WITH near AS (
  SELECT i.list, i.own, i.since, FALSE AS linked FROM insiders i UNION
  SELECT i.list, CASE WHEN l.own_a = i.own THEN l.own_b ELSE l.own_a END, i.since, TRUE FROM insiders i
  JOIN links l ON l.own_a = i.own OR l.own_b = i.own)
SELECT w.id, w.own, bool_and(k.linked) AS linked FROM insider_nets w JOIN near k ON k.list = w.list AND k.own = w.own
WHERE w.to_us >= k.since GROUP BY w.id, w.own
"""
_HITS = """
WITH sizes AS (SELECT id, CAST(sum(net) AS DECIMAL(38,0)) AS every FROM insider_nets GROUP BY id),
found AS (
  SELECT w.*, coalesce(h.trades, 0) AS habit_trades, coalesce(h.amount, 0) AS habit, coalesce(h.habit_us, 0) AS habit_us,
         a.after, w.one_way AND coalesce(q.back * 2 >= w.net, FALSE) AS closed, k.own IS NOT NULL AS on_list,
  coalesce(k.linked, FALSE) AS linked,
         CAST(CAST(w.net AS HUGEINT) * 1000 // CAST(s.every AS HUGEINT) AS BIGINT) AS share,
         (CASE WHEN w.good THEN 1 ELSE -1 END) * (a.after - w.paid) * 1000 // w.paid AS gain
  FROM insider_nets w JOIN sizes s ON s.id = w.id LEFT JOIN insider_habit h ON h.id = w.id AND h.own = w.own

   LEFT JOIN insider_back q ON q.id = w.id AND q.own = w.own LEFT JOIN insider_after a ON a.id =
    w.id LEFT JOIN insider_knew k ON k.id = w.id AND k.own = w.own
  WHERE w.own NOT IN (SELECT own FROM acc WHERE kind = 'maker')),
marked AS (
  SELECT f.*, f.habit_trades = 0 AND t.first_us < f.published - f.window_us AS first_time,
         t.first_us >= f.published - f.window_us AS no_past,
         p.gain_permille AS gain_least,
         f.habit_trades > 0 AND f.net * f.habit_us > CAST(p.habit_times AS HUGEINT) * f.habit * f.window_us AS beyond
  FROM found f JOIN p_insider p ON p.sym = f.sym
  JOIN (SELECT sym, min(us) AS first_us FROM tr GROUP BY sym) t ON t.sym = f.sym),
facts AS (
  SELECT own, count(DISTINCT id) AS facts FROM marked
  WHERE closed AND (first_time OR beyond OR no_past) AND gain >= gain_least GROUP BY own)
SELECT row_number() OVER (ORDER BY m.sym, m.id, m.own) AS k, m.sym, m.id, m.own, m.from_us, m.published AS to_us,
       m.trades,
       m.on_list, m.linked, m.first_time, m.beyond, m.share, m.gain, coalesce(f.facts, 0) AS facts
FROM marked m JOIN p_insider p ON p.sym = m.sym LEFT JOIN facts f ON f.own = m.own
WHERE m.on_list OR ((m.first_time OR m.beyond OR m.no_past) AND m.gain >= p.gain_permille
  AND m.closed AND (f.facts >= p.facts OR m.share >= p.share_permille))
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, t.acc FROM kept_insider h
JOIN insider_trades t ON t.id = h.id AND t.own = h.own
UNION ALL SELECT k, 'announcements', id, CAST(0 AS INTEGER) FROM kept_insider
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:  # noqa: ARG001  # the bounds were asked for in the query
    """On the list is the strongest; several facts come next."""
    figures = numbers(hit, "trades", "share", "facts") | {"gain": number(hit, "gain")}
    full = permille(1, 1)
    if hit["on_list"]:
        return Judged(
            mean(full, full, number(hit, "share")), "linked-to-list" if hit["linked"] else "on-list", figures
        )
    several = min(full, full - full // (1 + number(hit, "facts")))
    reason = "first-time" if hit["first_time"] else "beyond-habit" if hit["beyond"] else "before-fact"
    return Judged(mean(several, number(hit, "share")), reason, figures)


INSIDER = Detector(
    "insider",
    1,
    "none in force (166)",
    "MiCA 89",
    ("ann", "tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "after_us", "habit_times", "gain_permille", "facts", "share_permille"),
    {
        "insider_trades": _TRADES,
        "insider_nets": _NETS,
        "insider_back": _BACK,
        "insider_habit": _HABIT,
        "insider_after": _AFTER,
        "insider_knew": _KNEW,
    },
)
