"""実質的支配者の関連: owners that are linked, by a chain of what they share, and trade with each other.

A link is a bank account, a withdrawal address, a power of attorney, a device or an address on the net in common, or an owner
under two names; a chain of links links whoever stands on it. Family and employer alone link nobody. Addresses on the net
are shared by strangers, too: what hangs by such a link scores half, and a set of many owners that it joins is no set.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import mean, never_by_chance

_MET = """
WITH many AS (SELECT net FROM (SELECT DISTINCT own, net FROM acc) n GROUP BY net HAVING count(*) > 1),
nets AS (SELECT DISTINCT own, grp, net FROM acc WHERE net IN (SELECT net FROM many) AND own > 0)
SELECT t.sym, t.day, a.net, t.us, t.amount, t.trade_id, t.bacc, t.sacc, t.bown, t.sown, a.grp = b.grp AS strong
FROM tr t JOIN nets a ON a.own = t.bown JOIN nets b ON b.own = t.sown AND b.net = a.net WHERE t.bown <> t.sown
"""
_HITS = """
WITH met AS (
  SELECT sym, day, net, count(*) AS meets, count(CASE WHEN strong THEN 1 END) AS strong,
         CAST(sum(amount) AS DECIMAL(38,0)) AS amount, min(us) AS from_us, max(us) AS to_us
  FROM linked_met GROUP BY sym, day, net),
wanted AS (SELECT DISTINCT m.sym, a.own, a.net FROM (SELECT DISTINCT sym, net FROM linked_met) m
           JOIN (SELECT DISTINCT own, net FROM acc) a ON a.net = m.net),
sides AS (
  SELECT sym, day, net, count(CASE WHEN buy THEN 1 END) AS buys, count(CASE WHEN NOT buy THEN 1 END) AS sells FROM (
    SELECT t.sym, t.day, w.net, TRUE AS buy FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.bown
    UNION ALL
    SELECT t.sym, t.day, w.net, FALSE FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.sown) s
  GROUP BY sym, day, net),
days AS (SELECT sym, day, count(*) AS trades FROM tr GROUP BY sym, day),
shared AS (
  SELECT a.net, string_agg(DISTINCT l.link, ' ' ORDER BY l.link) AS link FROM links l
  JOIN (SELECT DISTINCT own, net FROM acc) a ON a.own = l.own_a WHERE l.strong OR l.link = 'ip' GROUP BY a.net)
SELECT row_number() OVER (ORDER BY m.sym, m.day, m.net) AS k, m.*, s.buys, s.sells, d.trades, h.link
FROM met m JOIN p_linked_owners p ON p.sym = m.sym JOIN sides s ON s.sym = m.sym AND s.day = m.day AND s.net = m.net
JOIN days d ON d.sym = m.sym AND d.day = m.day JOIN shared h ON h.net = m.net WHERE m.meets >= p.meets
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, m.trade_id AS row_id, unnest([m.bacc, m.sacc]) AS acc
FROM kept_linked_owners h JOIN linked_met m ON m.sym = h.sym AND m.day = h.day AND m.net = h.net
UNION ALL
SELECT h.k, 'account_links', a.account_id || '|' || b.account_id || '|' || l.link, unnest([l.acc_a, l.acc_b])
FROM kept_linked_owners h JOIN acc a ON a.net = h.net JOIN links l ON l.acc_a = a.acc AND (l.strong OR l.link = 'ip')
JOIN acc b ON b.acc = l.acc_b
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Linked owners who meet more often than their own trading would have it."""
    meets, strong = number(hit, "meets"), number(hit, "strong")
    buys, sells = (number(hit, name) - meets + 1 for name in ("buys", "sells"))
    rare = never_by_chance(meets, buys * sells, number(hit, "trades"), p["chance_exponent"])
    if not rare:
        return None
    figures: dict[str, int | str] = {**numbers(hit, "meets", "amount"), "link": str(hit["link"])}
    return (
        Judged(rare, "linked-owners", figures) if strong else Judged(mean(rare, 0), "linked-by-net", figures)
    )


LINKED_OWNERS = Detector(
    "linked_owners",
    2,
    "185-24(1)",
    "MAR 3(d)",
    ("tr", "links"),
    _HITS,
    _EVIDENCE,
    judge,
    ("meets", "chance_exponent"),
    {"linked_met": _MET},
)
