"""実質的支配者の関連: accounts of different owners that share a purse or a device, and trade with each other."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.pair_sql import pair_figures
from hozen.rules.surveillance.scores import permille
from hozen.rules.surveillance.scores.meeting import meets_by_plan

_MET = """
SELECT t.sym, t.day, l.own_a, l.own_b, t.us, t.amount, t.trade_id, t.bacc, t.sacc
FROM tr t JOIN (SELECT DISTINCT own_a, own_b FROM links WHERE strong) l
  ON l.own_a = least(t.bown, t.sown) AND l.own_b = greatest(t.bown, t.sown)
"""
_HITS = f"""
WITH {pair_figures("linked_met", "1")},
shared AS (SELECT own_a, own_b, string_agg(DISTINCT link, ' ' ORDER BY link) AS link FROM links GROUP BY own_a, own_b)
SELECT row_number() OVER (ORDER BY p.sym, p.day, p.own_a, p.own_b) AS k, p.*, s.link
FROM pairs p JOIN p_linked_owners l ON l.sym = p.sym JOIN shared s ON s.own_a = p.own_a AND s.own_b = p.own_b
WHERE p.meets >= l.meets
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, m.trade_id AS row_id, unnest([m.bacc, m.sacc]) AS acc
FROM kept_linked_owners h JOIN linked_met m USING (sym, day, own_a, own_b)
UNION ALL
SELECT h.k, 'account_links', a.account_id || '|' || b.account_id || '|' || l.link, unnest([l.acc_a, l.acc_b])
FROM kept_linked_owners h JOIN links l USING (own_a, own_b) JOIN acc a ON a.acc = l.acc_a JOIN acc b ON b.acc = l.acc_b
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Linked owners who meet more often than chance has it."""
    a, b = ((number(hit, f"buys_{one}"), number(hit, f"sells_{one}")) for one in "ab")
    rare = meets_by_plan(number(hit, "meets"), a, b, number(hit, "trades"), p["chance_exponent"])
    if not rare:
        return None
    least = min(number(hit, "amount_a"), number(hit, "amount_b"))
    figures: dict[str, int | str] = {**numbers(hit, "meets", "amount"), "link": str(hit["link"])}
    return Judged(rare, "linked-owners", figures | {"concentration": permille(number(hit, "amount"), least)})


LINKED_OWNERS = Detector(
    "linked_owners",
    1,
    "185-24(1)",
    "MAR 3(d)",
    ("tr", "links"),
    _HITS,
    _EVIDENCE,
    judge,
    ("meets", "chance_exponent"),
    {"linked_met": _MET},
)
