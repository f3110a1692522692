"""フロントランニング: the firm, its people or who is linked to them enter just before a large order of a client, and unwind.

The client's order need not have been filled, and no gain is asked for. What chance would do, given how often the account
enters and how often large orders come, is counted off: much of it for a house, which trades by trade, little for people.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import never_by_chance
from hozen.rules.surveillance.shared_steps import BOTH

_SIZES = "SELECT sym, quantile_disc(amount, 0.95) AS p95 FROM lives WHERE amount > 0 GROUP BY sym"
_PEOPLE = """
WITH firm AS (SELECT own, grp, kind FROM acc WHERE kind IN ('house', 'staff')),
near AS (
  SELECT own, kind = 'staff' AS person FROM firm UNION ALL
  SELECT a.own, TRUE FROM acc a JOIN firm f ON f.grp = a.grp AND f.own <> a.own UNION ALL
  SELECT CASE WHEN l.own_a = f.own THEN l.own_b ELSE l.own_a END, TRUE FROM firm f
  JOIN links l ON l.own_a = f.own OR l.own_b = f.own)
SELECT n.own, bool_and(n.person) AS person FROM near n
WHERE n.own NOT IN (SELECT own FROM acc WHERE kind = 'maker') GROUP BY n.own
"""
_INSIDE = """
SELECT l.sym, l.ord, l.own, l.acc, l.buy, l.born, l.amount, l.filled, l.seq_new, h.person
FROM lives l JOIN front_people h ON h.own = l.own WHERE l.filled > 0 AND l.seq_new IS NOT NULL
"""
_LARGE = """
SELECT l.sym, l.ord, l.own, l.acc, l.buy, l.born, l.amount, l.seq_new FROM lives l JOIN acc a ON a.acc = l.acc
JOIN front_sizes z ON z.sym = l.sym
WHERE a.kind = 'client' AND l.amount > z.p95 AND l.seq_new IS NOT NULL AND l.own NOT IN (SELECT own FROM front_people)
  AND l.sym IN (SELECT DISTINCT sym FROM front_inside)
"""
_BEFORE = """
WITH large AS (
  SELECT c.*, p.before_us, unnest([c.born // p.before_us, c.born // p.before_us - 1]) AS slot FROM front_large c
  JOIN p_front_running p ON p.sym = c.sym),
inside AS (SELECT i.*, i.born // p.before_us AS slot FROM front_inside i JOIN p_front_running p ON p.sym = i.sym)
SELECT i.sym, i.own, i.buy, i.ord, i.acc, i.seq_new, i.born, i.filled, i.person, c.ord AS client_ord, c.seq_new AS client_seq,
       c.acc AS client_acc, c.born AS client_born, c.born - i.born AS lead
FROM inside i JOIN large c ON c.sym = i.sym AND c.buy = i.buy AND c.slot = i.slot
WHERE i.born < c.born AND c.born - i.born < c.before_us AND i.own <> c.own
QUALIFY row_number() OVER (PARTITION BY i.sym, i.ord ORDER BY c.born, c.seq_new) = 1
"""
_UNWOUND = f"""
WITH slots AS (
  SELECT b.*, p.after_us, unnest(range(b.client_born // p.after_us, b.client_born // p.after_us + 2)) AS slot
  FROM front_before b JOIN p_front_running p ON p.sym = b.sym),
mine AS (
  SELECT t.*, t.us // p.after_us AS slot FROM {BOTH} t JOIN p_front_running p ON p.sym = t.sym
  WHERE t.own IN (SELECT DISTINCT own FROM front_before))
SELECT s.sym, s.ord, s.own, s.buy, t.trade_id, t.acc, t.us, t.price, t.amount FROM slots s
JOIN mine t ON t.sym = s.sym AND t.own = s.own AND t.buy <> s.buy AND t.slot = s.slot
WHERE t.us > s.client_born AND t.us <= s.client_born + s.after_us
"""
_EPISODES = """
WITH back AS (SELECT sym, ord, max(us) AS to_us, sum(amount) AS amount FROM front_unwound GROUP BY sym, ord)
SELECT b.*, (b.born + 32400000000) // 86400000000 AS day, k.to_us FROM front_before b JOIN back k USING (sym, ord)
JOIN p_front_running p ON p.sym = b.sym WHERE k.amount * 1000 >= p.closed_permille * b.filled
"""
_HITS = """
WITH own AS (
  SELECT sym, own, day, count(*) AS episodes, min(born) AS from_us, max(to_us) AS to_us, max(lead) AS lead,
         bool_and(person) AS person
  FROM front_episodes GROUP BY sym, own, day),
orders AS (SELECT sym, own, (born + 32400000000) // 86400000000 AS day, count(*) AS orders FROM front_inside
  GROUP BY sym, own, 3),
large AS (
  SELECT sym, (born + 32400000000) // 86400000000 AS day, count(*) AS large FROM front_large GROUP BY sym, 2),
tape AS (SELECT sym, greatest(max(us) - min(us), 3600000000) AS span FROM tr GROUP BY sym)
SELECT row_number() OVER (ORDER BY o.sym, o.day, o.own) AS k, o.*, n.orders, l.large, least(t.span,
       86400000000) AS span_us
FROM own o JOIN orders n USING (sym, own, day) JOIN large l USING (sym, day) JOIN tape t USING (sym)
"""
_EVIDENCE = """
WITH mine AS (SELECT h.k, e.* FROM kept_front_running h JOIN front_episodes e USING (sym, own, day))
SELECT k, 'order_events' AS tbl, CAST(seq_new AS VARCHAR) AS row_id, acc FROM mine
UNION ALL SELECT k, 'order_events', CAST(client_seq AS VARCHAR), CAST(0 AS INTEGER) FROM mine
UNION ALL SELECT m.k, 'trades', u.trade_id, u.acc FROM mine m JOIN front_unwound u USING (sym, ord)
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """More often so near before a client's large order than the account's own entries would have it by chance."""
    episodes, orders = number(hit, "episodes"), number(hit, "orders")
    entries = max(1, orders - episodes - episodes + 1)  # each turn is one order in and one out
    covered = number(hit, "large") * number(hit, "lead") // (1 + 1)  # of one side
    exponent = p["person_exponent"] if hit["person"] else p["chance_exponent"]
    rare = never_by_chance(episodes, entries * covered, number(hit, "span_us"), exponent)
    if not rare or episodes < p["episodes"]:
        return None
    return Judged(rare, "before-client", numbers(hit, "episodes", "orders", "large", "lead"))


FRONT_RUNNING = Detector(
    "front_running",
    2,
    "185-22",
    "MiCA 91(2)(a)",
    ("lives", "tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("before_us", "after_us", "episodes", "closed_permille", "chance_exponent", "person_exponent"),
    {
        "front_sizes": _SIZES,
        "front_people": _PEOPLE,
        "front_inside": _INSIDE,
        "front_large": _LARGE,
        "front_before": _BEFORE,
        "front_unwound": _UNWOUND,
        "front_episodes": _EPISODES,
    },
)
