"""馴合売買: opposite new orders of one price and size within a moment of each other, by the same two again and again."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.pair_sql import pair_figures
from hozen.rules.surveillance.scores import mean, permille
from hozen.rules.surveillance.scores.meeting import meets_by_plan

_MET = """
WITH young AS (
  SELECT t.*, r.born, r.amount AS rest_amount, r.seq_new AS rest_seq,
    CASE WHEN t.tbuy THEN t.bord ELSE t.sord END AS taker
  FROM tr t JOIN p_matched_orders p ON p.sym = t.sym
  JOIN lives r ON r.sym = t.sym AND r.ord = CASE WHEN t.tbuy THEN t.sord ELSE t.bord END
  WHERE t.bown <> t.sown AND t.bown > 0 AND t.sown > 0 AND r.kind = 0 AND t.us - r.born <= p.lag_us)
SELECT y.sym, y.day, least(y.bown, y.sown) AS own_a, greatest(y.bown, y.sown) AS own_b, y.us, y.amount, y.trade_id,
       y.bacc, y.sacc, y.rest_seq, k.seq_new AS taker_seq
FROM young y JOIN p_matched_orders p ON p.sym = y.sym JOIN lives k ON k.sym = y.sym AND k.ord = y.taker
WHERE abs(k.amount - y.rest_amount) * 1000 <= p.size_permille * greatest(k.amount, y.rest_amount)
  AND (k.price IS NULL OR k.price = y.price)
"""
# Few of the pairs meet again: what else an owner does is counted for those alone.
_AGAIN = """
WITH pair AS (SELECT sym, day, own_a, own_b, count(*) AS meets FROM matched_met GROUP BY sym, day, own_a, own_b),
groups AS (SELECT own, min(grp) AS grp FROM acc GROUP BY own)
SELECT m.* FROM matched_met m JOIN pair p USING (sym, day, own_a, own_b) JOIN groups a ON a.own = m.own_a
JOIN groups b ON b.own = m.own_b WHERE p.meets >= (SELECT min(repeats) FROM p_matched_orders) OR a.grp = b.grp
"""
_HITS = f"""
WITH {pair_figures("matched_again", "1")},
kinds AS (SELECT own, min(grp) AS grp, bool_and(kind = 'maker') AS maker FROM acc GROUP BY own)
SELECT row_number() OVER (ORDER BY p.sym, p.day, p.own_a, p.own_b) AS k, p.*, a.grp = b.grp AS linked
FROM pairs p JOIN p_matched_orders m ON m.sym = p.sym
JOIN kinds a ON a.own = p.own_a JOIN kinds b ON b.own = p.own_b
WHERE (p.meets >= m.repeats OR a.grp = b.grp) AND NOT a.maker AND NOT b.maker
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, m.trade_id AS row_id, unnest([m.bacc, m.sacc]) AS acc
FROM kept_matched_orders h JOIN matched_met m USING (sym, day, own_a, own_b)
UNION ALL
SELECT h.k, 'order_events', CAST(unnest([m.rest_seq, m.taker_seq]) AS VARCHAR), m.bacc
FROM kept_matched_orders h JOIN matched_met m USING (sym, day, own_a, own_b)
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """More meetings than chance has, and a fair part of what one of the two trades at all."""
    meets, amount = number(hit, "meets"), number(hit, "amount")
    a, b = ((number(hit, f"buys_{one}"), number(hit, f"sells_{one}")) for one in "ab")
    rare = meets_by_plan(meets, a, b, number(hit, "trades"), p["chance_exponent"])
    shares = [permille(amount, number(hit, f"amount_{one}")) for one in "ab"]
    if not rare or max(shares) < p["most_permille"] or min(shares) < p["least_permille"]:
        return None
    reason = "linked-match" if hit["linked"] else "repeated-match"
    return Judged(
        mean(rare, max(shares)), reason, numbers(hit, "meets", "amount") | {"concentration": max(shares)}
    )


MATCHED_ORDERS = Detector(
    "matched_orders",
    1,
    "185-24(1)",
    "MAR 3(c)",
    ("tr", "lives"),
    _HITS,
    _EVIDENCE,
    judge,
    ("lag_us", "size_permille", "repeats", "chance_exponent", "most_permille", "least_permille"),
    {"matched_met": _MET, "matched_again": _AGAIN},
)
