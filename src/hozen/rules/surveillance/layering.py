"""見せ玉（重層）: orders on several levels of one side that go once the other side was filled.

A maker stands on both sides: where the owner's own orders on the filled side weigh as much, it is no layering.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, mean, permille
from hozen.rules.surveillance.shared_steps import slotted

# An episode has `levels` orders that go within two slots of time, so that one of the two has half of them: only such
# slots, and the fills of their owners in them, are looked at.
_SLOTS = """
WITH gone AS (
  SELECT l.sym, l.own, l.buy, l.died // p.cancel_us AS slot FROM lives l JOIN p_layering p ON p.sym = l.sym
  JOIN acc a ON a.acc = l.acc
  WHERE l.kind = 0 AND l.cancelled AND l.seq_new IS NOT NULL AND l.price IS NOT NULL
    AND l.filled * 1000 <= l.amount * p.filled_permille AND a.kind <> 'maker'),
busy AS (SELECT sym, own, buy, slot, count(*) AS orders FROM gone GROUP BY sym, own, buy, slot)
SELECT DISTINCT b.sym, b.own, b.buy, unnest([b.slot, b.slot - 1]) AS slot FROM busy b JOIN p_layering p ON p.sym = b.sym
WHERE b.orders * 2 >= p.levels
"""
_SLOTTED = slotted("tr", "p_layering", "cancel_us")
_FILLS = f"""
WITH own_fills AS (
  SELECT w.sym, w.own, NOT w.buy AS buy, w.slot, t.us, t.amount FROM {_SLOTTED} t
  JOIN layer_slots w ON w.sym = t.sym AND w.own = t.bown AND w.slot = t.slot WHERE NOT w.buy
  UNION ALL
  SELECT w.sym, w.own, NOT w.buy, w.slot, t.us, t.amount FROM {_SLOTTED} t
  JOIN layer_slots w ON w.sym = t.sym AND w.own = t.sown AND w.slot = t.slot WHERE w.buy)
SELECT sym, own, buy, slot, min(us) AS first_us, max(us) AS last_us, CAST(sum(amount) AS BIGINT) AS amount,
       count(*) AS fills FROM own_fills GROUP BY sym, own, buy, slot
"""
_MET = """
WITH filled AS (
  SELECT f.*, p.cancel_us, p.filled_permille, unnest([f.slot, f.slot + 1]) AS died_slot FROM layer_fills f
  JOIN p_layering p ON p.sym = f.sym),
gone AS (SELECT l.*, l.died // p.cancel_us AS died_slot FROM lives l LEFT JOIN p_layering p ON p.sym = l.sym)
SELECT g.sym, g.own, g.acc, g.buy, f.slot, g.ord, g.price, g.amount, g.seq_new, g.seq_cancel, g.died, g.born, f.first_us,
       f.last_us, f.amount AS fill_amount, f.fills
FROM filled f JOIN gone g ON g.sym = f.sym AND g.own = f.own AND f.died_slot = g.died_slot AND f.buy <> g.buy
JOIN acc a ON a.acc = g.acc
WHERE g.kind = 0 AND g.cancelled AND g.seq_new IS NOT NULL AND g.price IS NOT NULL AND a.kind <> 'maker'
  AND g.filled * 1000 <= g.amount * f.filled_permille
  AND g.born < f.first_us AND g.died >= f.first_us AND g.died <= f.last_us + f.cancel_us
"""
_LAID = """
SELECT m.sym, m.own, m.buy, m.slot, any_value(m.first_us) AS first_us, max(m.died) AS to_us, min(m.born) AS from_us,
       count(DISTINCT m.price) AS levels, count(*) AS orders, CAST(sum(m.amount) AS BIGINT) AS amount,
       min(m.price) AS low, max(m.price) AS high, any_value(m.fill_amount) AS fill_amount, any_value(m.fills) AS fills
FROM layer_met m JOIN p_layering p ON p.sym = m.sym GROUP BY m.sym, m.own, m.buy, m.slot
HAVING count(DISTINCT m.price) >= any_value(p.levels)
"""
_BOOK = """
WITH wanted AS (SELECT DISTINCT sym FROM layer_laid), last AS (SELECT max(us) AS us FROM ev),
alive AS (
  SELECT l.sym, l.own, l.buy, l.price, l.amount, l.born, l.died,
         unnest(range(l.born // 600000000, least(l.died, last.us) // 600000000 + 1)) AS slot
  FROM lives l JOIN wanted w ON w.sym = l.sym, last WHERE l.kind = 0 AND l.price IS NOT NULL AND l.born IS NOT NULL),
laid AS (SELECT *, slot AS fill_slot, first_us // 600000000 AS time_slot FROM layer_laid)
SELECT h.sym, h.own, h.buy, h.fill_slot AS slot,
       CAST(sum(CASE WHEN a.buy = h.buy AND ((h.buy AND a.price >= h.low) OR (NOT h.buy AND a.price <= h.high))
                     THEN a.amount ELSE 0 END) AS BIGINT) AS depth,
       count(CASE WHEN a.own = h.own AND a.buy = h.buy THEN 1 END) AS own_orders,
       CAST(sum(CASE WHEN a.own = h.own AND a.buy <> h.buy THEN a.amount ELSE 0 END) AS BIGINT) AS other_side
FROM laid h JOIN alive a ON a.sym = h.sym AND a.slot = h.time_slot
WHERE a.born < h.first_us AND a.died >= h.first_us GROUP BY h.sym, h.own, h.buy, h.fill_slot
"""
_EPISODES = """
SELECT l.*, b.depth, b.own_orders, b.other_side, (l.first_us + 32400000000) // 86400000000 AS day
FROM layer_laid l JOIN layer_book b USING (sym, own, buy, slot) JOIN p_layering p ON p.sym = l.sym
WHERE l.amount * 1000 >= p.depth_permille * b.depth AND l.orders * 1000 >= p.cancelled_permille * b.own_orders
  AND b.other_side * p.side_ratio <= l.amount AND l.fill_amount * p.side_ratio <= l.amount
"""
_HITS = """
SELECT row_number() OVER (ORDER BY sym, day, own) AS k, sym, day, own, min(from_us) AS from_us, max(to_us) AS to_us,
       count(*) AS episodes, max(levels) AS levels, max(amount) AS amount,
       max(CAST(amount AS HUGEINT) * 1000 // greatest(depth, 1))::BIGINT AS of_depth,
         CAST(sum(orders) AS BIGINT) AS orders
FROM layer_episodes GROUP BY sym, day, own
"""
_EVIDENCE = f"""
WITH mine AS (SELECT h.k, e.* FROM kept_layering h JOIN layer_episodes e USING (sym, own, day)),
orders AS (SELECT m.k, l.acc, l.seq_new, l.seq_cancel FROM mine m JOIN layer_met l USING (sym, own, buy, slot))
SELECT k, 'order_events' AS tbl, CAST(unnest([seq_new, seq_cancel]) AS VARCHAR) AS row_id, acc FROM orders
UNION ALL
SELECT m.k, 'trades', t.trade_id, CASE WHEN m.buy THEN t.sacc ELSE t.bacc END FROM mine m
JOIN {_SLOTTED} t ON t.sym = m.sym AND t.slot = m.slot
AND CASE WHEN m.buy THEN t.sown ELSE t.bown END = m.own
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """As often as asked for; stronger with more levels, more of the depth and more often."""
    episodes = number(hit, "episodes")
    if episodes < p["episodes"]:
        return None
    full = permille(1, 1)
    score = mean(
        excess(number(hit, "levels"), p["levels"], p["levels"] + p["levels"]),
        excess(number(hit, "of_depth"), p["depth_permille"], full),
        excess(episodes, p["episodes"], p["episodes"] + p["levels"]),
    )
    return Judged(score, "layers-gone", numbers(hit, "episodes", "levels", "orders", "of_depth", "amount"))


LAYERING = Detector(
    "layering",
    1,
    "185-24(2)",
    "MAR 5(e)",
    ("lives", "tr"),
    _HITS,
    _EVIDENCE,
    judge,
    (
        *("levels", "depth_permille", "cancelled_permille", "cancel_us", "filled_permille", "side_ratio"),
        "episodes",
    ),
    {
        "layer_slots": _SLOTS,
        "layer_fills": _FILLS,
        "layer_met": _MET,
        "layer_laid": _LAID,
        "layer_book": _BOOK,
        "layer_episodes": _EPISODES,
    },
)
