"""内部者取引: who traded the right way before a fact was published.

Facts, their types and their effect are data of the tape: the law's list is not settled. Who stands on the insider list
of the fact, or is linked to one who does, is always told. Others must have traded one way only and be out again at a
gain soon after, and then stand out: before more facts than chance has it, given how many who traded were as lucky; with
a multiple of the gain of the market's buyers; or for the first time or far beyond their habit, with a large share.
Habit is asked for only where the tape, with the days of past_trading before it, goes back far enough before the window.
Where it does not, the last days before the fact are set against what the tape has before those: who went one way then, in
several trades over more than a moment (who knows splits it up; who pushes the price is told elsewhere), for a multiple of
what it did in the days that are known, is told at half the score. Who bought before a
good fact must be out again at a gain; who sold before a bad one is out. Linked owners count as one throughout.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import PARTS, mean, permille, rare_among
from hozen.rules.surveillance.shared_steps import BOTH

_GROUPS = "SELECT DISTINCT own, grp FROM acc"
_SIDES = f"""(
  SELECT b.* REPLACE (g.grp AS own) FROM {BOTH} b JOIN ({_GROUPS}) g ON g.own = b.own
  WHERE b.sym IN (SELECT sym FROM ann))"""
_NO_MAKERS = "own NOT IN (SELECT grp FROM acc WHERE kind = 'maker')"
_TRADES = f"""
SELECT n.id, n.sym, n.good, n.published, n.list, n.decided, p.window_us, p.run_us, b.own, b.acc, b.buy, b.us, b.price,
       b.amount, b.trade_id
FROM ann n JOIN p_insider p ON p.sym = n.sym JOIN {_SIDES} b ON b.sym = n.sym
WHERE b.us < n.published AND b.us >= n.published - p.window_us
"""
_NETS = """
SELECT id, sym, good, published, list, own, any_value(window_us) AS window_us, min(us) AS from_us, max(us) AS to_us,
       count(*) AS trades, bool_and(buy = good) AS one_way,
       bool_and(buy = good OR us < published - run_us) AS run_one_way,
       count(CASE WHEN us >= published - run_us THEN 1 END) AS run_trades,
       max(us) - min(CASE WHEN us >= published - run_us THEN us END) AS run_spread_us,
       CAST(sum(CASE WHEN us < published - run_us THEN 0 WHEN buy = good THEN amount ELSE -amount END)
         AS DECIMAL(38,0)) AS run_net,
       CAST(sum(CASE WHEN us < published - run_us THEN amount ELSE 0 END) AS DECIMAL(38,0)) AS before_run,
       CAST(sum(CASE WHEN buy = good THEN amount ELSE -amount END) AS DECIMAL(38,0)) AS net,
       CAST(sum(CASE WHEN buy = good THEN CAST(price AS HUGEINT) * amount END)
         // sum(CASE WHEN buy = good THEN amount END) AS BIGINT) AS paid
FROM insider_trades GROUP BY id, sym, good, published, list, own
HAVING sum(CASE WHEN buy = good THEN amount ELSE -amount END) > 0
"""
_BACK = f"""
SELECT w.id, w.own, CAST(sum(b.amount) AS DECIMAL(38,0)) AS back FROM insider_nets w JOIN p_insider p ON p.sym = w.sym
JOIN {_SIDES} b ON b.sym = w.sym AND b.own = w.own AND b.buy <> w.good
WHERE b.us >= w.published AND b.us <= w.published + p.after_us GROUP BY w.id, w.own
"""
_HABIT = f"""
WITH wanted AS (SELECT DISTINCT sym, own FROM insider_nets),
earlier AS (
  SELECT b.sym, b.own, b.us, b.amount, 1 AS trades FROM {_SIDES} b JOIN wanted w ON w.sym = b.sym AND w.own = b.own
  UNION ALL SELECT p.sym, g.grp, p.us, p.amount, p.trades FROM past p JOIN ({_GROUPS}) g ON g.own = p.own)
SELECT w.id, w.own, CAST(sum(b.trades) AS BIGINT) AS trades,
       CAST(coalesce(sum(CASE WHEN b.us >= w.published - w.window_us - p.past_us THEN b.amount END), 0)
         AS DECIMAL(38,0)) AS amount,
       w.published - w.window_us - min(CASE WHEN b.us >= w.published - w.window_us - p.past_us THEN b.us END) AS habit_us
FROM insider_nets w JOIN p_insider p ON p.sym = w.sym JOIN earlier b ON b.sym = w.sym AND b.own = w.own
WHERE b.us < w.published - w.window_us GROUP BY w.id, w.own, w.published, w.window_us
"""
_AFTER = """
SELECT n.id, arg_max(t.price, t.tn) AS after, min(t.us) AS first_us FROM ann n JOIN p_insider p ON p.sym = n.sym
JOIN tr t ON t.sym = n.sym AND t.us >= n.published AND t.us <= n.published + p.after_us GROUP BY n.id
"""
_KNEW = f"""
WITH near AS (
  SELECT i.list, i.own, i.since, FALSE AS linked FROM insiders i UNION
  SELECT i.list, CASE WHEN l.own_a = i.own THEN l.own_b ELSE l.own_a END, i.since, TRUE FROM insiders i
  JOIN links l ON l.own_a = i.own OR l.own_b = i.own)
SELECT w.id, w.own, bool_and(k.linked) AS linked FROM insider_nets w
JOIN (SELECT n.list, n.since, n.linked, g.grp FROM near n JOIN ({_GROUPS}) g ON g.own = n.own) k
  ON k.list = w.list AND k.grp = w.own
WHERE w.to_us >= k.since GROUP BY w.id, w.own
"""
# The usual gain: the 95th percentile of those who went the right way, in a small market the third largest, so that
# somebody and a friend are not measured by each other.
_FOUND = f"""
WITH sizes AS (
  SELECT id, CAST(sum(net) AS DECIMAL(38,0)) AS every, CAST(sum(greatest(run_net, 0)) AS DECIMAL(38,0)) AS every_run
  FROM insider_nets GROUP BY id),
old AS (
  SELECT sym, min(us) AS first_us FROM (SELECT sym, us FROM tr UNION ALL SELECT sym, us FROM past) t GROUP BY sym),
each AS (
  SELECT w.*, coalesce(h.trades, 0) AS habit_trades, coalesce(h.amount, 0) AS habit, coalesce(h.habit_us, 0) AS habit_us,
         w.one_way AND coalesce(q.back * 2 >= w.net, FALSE) AS closed, k.own IS NOT NULL AS on_list,
         coalesce(k.linked, FALSE) AS linked, t.first_us <= w.published - w.window_us - p.least_past_us AS known,
         CAST(CAST(w.net AS HUGEINT) * 1000 // CAST(s.every AS HUGEINT) AS BIGINT) AS share,
         CAST(CAST(w.run_net AS HUGEINT) * 1000 // greatest(1, CAST(s.every_run AS HUGEINT)) AS BIGINT) AS run_share,
         w.run_one_way AND w.run_net > 0 AND w.run_trades >= p.run_trades AND w.run_spread_us >= p.run_spread_us
           AND t.first_us <= w.published - p.run_us - p.run_past_us
           AND CAST(w.run_net AS HUGEINT) * least(w.published - p.run_us - t.first_us, p.past_us)
             > CAST(p.habit_times AS HUGEINT) * CAST(w.before_run + coalesce(h.amount, 0) AS HUGEINT) * p.run_us AS run,
         (CASE WHEN w.good THEN 1 ELSE -1 END) * (a.after - w.paid) AS each_gain, p.habit_times, p.gain_permille
  FROM insider_nets w JOIN p_insider p ON p.sym = w.sym JOIN sizes s ON s.id = w.id JOIN old t ON t.sym = w.sym
  LEFT JOIN insider_habit h ON h.id = w.id AND h.own = w.own LEFT JOIN insider_back q ON q.id = w.id AND q.own = w.own
  LEFT JOIN insider_after a ON a.id = w.id LEFT JOIN insider_knew k ON k.id = w.id AND k.own = w.own),
ranked AS (
  SELECT id, CAST(net AS HUGEINT) * each_gain AS gained, count(*) OVER (PARTITION BY id) AS many,
         row_number() OVER (PARTITION BY id ORDER BY CAST(net AS HUGEINT) * each_gain DESC NULLS LAST, own) AS place
  FROM each WHERE {_NO_MAKERS}),
usual AS (
  SELECT id, max(gained) AS usual FROM ranked
  WHERE many >= 10 AND place = greatest(3, many - (many * 95 + 99) // 100 + 1) GROUP BY id)
SELECT e.sym, e.id, e.own, e.from_us, e.to_us, e.published, e.trades, e.on_list, e.linked, e.share,
       e.each_gain * 1000 // e.paid AS gain,
       CASE WHEN u.usual > 0 THEN CAST(CAST(e.net AS HUGEINT) * e.each_gain // u.usual AS BIGINT) END AS gain_times,
       e.closed AND e.each_gain * 1000 >= e.gain_permille * e.paid AS lucky, e.run_share,
       e.run AND (e.closed OR NOT e.good) AND e.each_gain * 1000 >= e.gain_permille * e.paid AS run,
       e.known AND e.habit_trades = 0 AS first_time,
       e.known AND e.habit > 0
         AND e.net * e.habit_us > CAST(e.habit_times AS HUGEINT) * e.habit * e.window_us AS beyond
FROM each e LEFT JOIN usual u ON u.id = e.id
WHERE e.{_NO_MAKERS}
"""
_SEVERAL = """
WITH traders AS (SELECT DISTINCT id, own FROM insider_trades),
lucky AS (SELECT id, count(CASE WHEN lucky THEN 1 END) AS lucky FROM insider_found GROUP BY id),
rates AS (SELECT t.id, count(*) AS traders, any_value(l.lucky) AS lucky FROM traders t JOIN lucky l ON l.id = t.id
  GROUP BY t.id),
mine AS (
  SELECT own, count(DISTINCT (sym, to_us)) AS facts FROM insider_found WHERE lucky GROUP BY own)
SELECT m.own, m.facts, (SELECT count(DISTINCT own) FROM traders) AS owners,
       CAST(sum((r.lucky + CASE WHEN f.lucky THEN 0 ELSE 1 END) * 1000000 // r.traders) AS BIGINT) AS expected
FROM mine m JOIN traders t ON t.own = m.own JOIN rates r ON r.id = t.id
LEFT JOIN insider_found f ON f.id = t.id AND f.own = t.own GROUP BY m.own, m.facts
"""
_HITS = """
SELECT row_number() OVER (ORDER BY m.sym, m.id, m.own) AS k, m.sym, m.id, m.own, m.from_us, m.published AS to_us,
       m.trades, m.on_list, m.linked, m.lucky, m.first_time, m.beyond, m.share, m.gain,
       coalesce(m.gain_times, 0) AS gain_times,
       m.run, m.run_share, coalesce(f.facts, 0) AS facts, coalesce(f.owners, 0) AS owners, coalesce(f.expected, 0) AS expected
FROM insider_found m JOIN p_insider p ON p.sym = m.sym LEFT JOIN insider_several f ON f.own = m.own
WHERE m.on_list OR (m.run AND m.run_share >= p.run_share_permille) OR (m.lucky AND (f.facts >= p.facts
  OR (m.share >= p.share_permille AND (m.first_time OR m.beyond OR m.gain_times >= p.gain_times))))
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, t.acc FROM kept_insider h
JOIN insider_trades t ON t.id = h.id AND t.own = h.own
UNION ALL SELECT k, 'announcements', id, CAST(0 AS INTEGER) FROM kept_insider
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """On the list is the strongest; then several facts, then what is beyond its habit or beyond the others."""
    figures = numbers(hit, "trades", "share", "facts", "gain", "gain_times")
    full, share = permille(1, 1), number(hit, "share")
    if hit["on_list"]:
        return Judged(mean(full, full, share), "linked-to-list" if hit["linked"] else "on-list", figures)
    several = _several(hit, p)
    if several:
        return Judged(several, "several-facts", figures)
    if hit["lucky"] and share >= p["share_permille"]:
        if hit["first_time"] or hit["beyond"]:
            return Judged(mean(full, share), "first-time" if hit["first_time"] else "beyond-habit", figures)
        if number(hit, "gain_times") >= p["gain_times"]:
            return Judged(mean(full, share), "beyond-buyers", figures)
    return _run_up(hit, p, figures) if hit["run"] else None


def _run_up(hit: Hit, p: Mapping[str, int], figures: Mapping[str, int | str]) -> Judged | None:
    """Half the score of one whose habit is known."""
    share = number(hit, "run_share")
    if share < p["run_share_permille"]:
        return None
    return Judged(mean(mean(permille(1, 1), share), 0), "run-up", {**figures, "share": share})


def _several(hit: Hit, p: Mapping[str, int]) -> int:
    """A score where somebody of all who traded would hardly be right so often; 0 else."""
    if number(hit, "facts") < p["facts"]:
        return 0
    expected = number(hit, "expected")
    return rare_among(number(hit, "facts"), expected, PARTS, number(hit, "owners"), p["chance_exponent"])


INSIDER = Detector(
    "insider",
    3,
    "none in force (166)",
    "MiCA 89",
    ("ann", "tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    (
        *("window_us", "after_us", "past_us", "least_past_us", "habit_times", "gain_permille", "facts"),
        *("chance_exponent", "share_permille", "gain_times", "run_us"),
        *("run_past_us", "run_share_permille", "run_trades", "run_spread_us"),
    ),
    {
        "insider_trades": _TRADES,
        "insider_nets": _NETS,
        "insider_back": _BACK,
        "insider_habit": _HABIT,
        "insider_after": _AFTER,
        "insider_knew": _KNEW,
        "insider_found": _FOUND,
        "insider_several": _SEVERAL,
    },
)
