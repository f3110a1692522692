"""買い上がり・売り崩し: one owner takes the price from one new high (or low) to the next, and trades back at a gain.

A high is new against the minutes before the first step and all since. Most of the market's steps that way are the owner's.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, permille
from hozen.rules.surveillance.shared_steps import BOTH, NO_MAKERS

# Whoever has more than half of the steps of a run of k has another of its own one or two steps before, at least (k - 1) / 2
# times: owners who have not are left out before the runs are made.
_STEPS = """
WITH ticks AS (
  SELECT sym, tn, us, price, tbuy, CASE WHEN tbuy THEN bown ELSE sown END AS own,
         lag(price) OVER (PARTITION BY sym, day ORDER BY tn) AS prev FROM tr),
own AS MATERIALIZED (
  SELECT t.sym, t.tbuy AS up, t.own, t.us, t.tn, t.price, p.window_us,
         row_number() OVER w AS n, lag(t.own) OVER w = t.own OR lag(t.own, 2) OVER w = t.own AS near
  FROM ticks t JOIN p_ramping p ON p.sym = t.sym WHERE t.price <> t.prev AND (t.price > t.prev) = t.tbuy
  WINDOW w AS (PARTITION BY t.sym, t.tbuy ORDER BY t.tn)),
often AS (
  SELECT o.sym, o.up, o.own FROM own o JOIN p_ramping p ON p.sym = o.sym GROUP BY o.sym, o.up, o.own
  HAVING count(CASE WHEN o.near THEN 1 END) * 2 + 1 >= any_value(p.fresh) OR any_value(p.share_permille) < 500),
gaps AS (
  SELECT o.*, CASE WHEN o.us - lag(o.us) OVER (PARTITION BY o.sym, o.own, o.up ORDER BY o.tn) <= o.window_us THEN 0 ELSE 1 END
           AS begins
  FROM own o JOIN often f ON f.sym = o.sym AND f.up = o.up AND f.own = o.own)
SELECT * EXCLUDE (near), CAST(sum(begins) OVER (PARTITION BY sym, own, up ORDER BY tn) AS BIGINT) AS slot FROM gaps
"""
# Runs of steps of one owner, who has most of the market's steps that way while they last.
_RUNS = f"""
WITH own AS (
  SELECT sym, slot, up, own, count(*) AS ticks, min(us) AS from_us, max(us) AS to_us, min(price) AS low,
         max(price) AS high, max(n) - min(n) + 1 AS all_ticks
  FROM ramp_steps WHERE own > 0 AND {NO_MAKERS} GROUP BY sym, slot, up, own)
SELECT o.* FROM own o JOIN p_ramping p ON p.sym = o.sym
WHERE o.ticks >= p.fresh AND (o.high - o.low) * 1000 >= p.move_permille * o.low
  AND o.ticks * 1000 > p.share_permille * o.all_ticks
"""
# A new high is above every price of the run so far and of the window before it.
_FRESH = """
WITH near AS (
  SELECT r.sym, r.slot, r.up, r.own, r.from_us, t.us, t.tn,
         t.tbuy = r.up AND CASE WHEN r.up THEN t.bown ELSE t.sown END = r.own AS mine,
         CASE WHEN r.up THEN t.price ELSE -t.price END AS height
  FROM ramp_runs r JOIN p_ramping p ON p.sym = r.sym JOIN tr t ON t.sym = r.sym
    AND t.us BETWEEN r.from_us - p.window_us AND r.to_us),
over AS (
  SELECT *, max(height) OVER (PARTITION BY sym, slot, up, own ORDER BY tn
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS top FROM near)
SELECT sym, slot, up, own, count(*) AS fresh, max(us) AS done_us FROM over
WHERE mine AND us >= from_us AND height > coalesce(top, height - 1) GROUP BY sym, slot, up, own
"""
_HITS = f"""
WITH found AS (
  SELECT r.*, f.fresh, f.done_us FROM ramp_runs r JOIN ramp_fresh f USING (sym, slot, up, own)
  JOIN p_ramping p ON p.sym = r.sym WHERE f.fresh >= p.fresh),
mine AS (
  SELECT f.sym, f.slot, f.up, f.own, b.buy = f.up AS built, CAST(sum(b.amount) AS HUGEINT) AS amount,
         CAST(sum(CAST(b.price AS HUGEINT) * b.amount) AS HUGEINT) AS value
  FROM found f JOIN p_ramping p ON p.sym = f.sym JOIN {BOTH} b ON b.sym = f.sym AND b.own = f.own
  WHERE CASE WHEN b.buy = f.up THEN b.us BETWEEN f.from_us AND f.to_us
             ELSE b.us > f.done_us AND b.us <= f.to_us + p.back_us END
  GROUP BY f.sym, f.slot, f.up, f.own, b.buy = f.up)
SELECT row_number() OVER (ORDER BY f.sym, f.slot, f.own, f.up) AS k, f.sym, f.slot, f.up, f.own, f.from_us, f.to_us,
       f.fresh, f.ticks, f.all_ticks, (f.high - f.low) * 1000 // f.low AS move,
       CAST(least(k.amount * 1000 // i.amount, 1000000) AS BIGINT) AS closed,
       (CASE WHEN f.up THEN 1 ELSE -1 END) * (k.value // k.amount - i.value // i.amount) > 0 AS gained
FROM found f
JOIN mine i ON i.sym = f.sym AND i.slot = f.slot AND i.up = f.up AND i.own = f.own AND i.built
JOIN mine k ON k.sym = f.sym AND k.slot = f.slot AND k.up = f.up AND k.own = f.own AND NOT k.built
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, CASE WHEN h.up THEN t.bacc ELSE t.sacc END AS acc
FROM kept_ramping h JOIN ramp_steps s ON s.sym = h.sym AND s.slot = h.slot AND s.up = h.up AND s.own = h.own
JOIN tr t ON t.tn = s.tn
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """A gain on the way back makes it: who buys and keeps moves the price, too."""
    if not hit["gained"] or number(hit, "closed") < p["closed_permille"]:
        return None
    share = permille(number(hit, "ticks"), number(hit, "all_ticks"))
    score = excess(share, p["share_permille"], permille(1, 1))
    return Judged(score, "ramp-and-back", numbers(hit, "fresh", "ticks", "move", "closed") | {"share": share})


RAMPING = Detector(
    "ramping",
    4,
    "185-24(2)",
    "MAR 5(a)",
    ("tr", "acc"),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "fresh", "share_permille", "move_permille", "closed_permille", "back_us"),
    {"ramp_steps": _STEPS, "ramp_runs": _RUNS, "ramp_fresh": _FRESH},
)
