"""循環取引: a ring of owners who sell to each other until everybody holds what he held before.

Edges go from seller to buyer. An edge counts when the two meet again, or when both end the window where they began;
of the sets of owners that all reach each other, those are told whose trades among themselves leave each member with at
most a small part of a mean trade. The window is a day in Japan unless a firm sets an hour, a week or another length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hozen.rules.surveillance.detector import Detector, Gather, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import mean, permille
from hozen.rules.surveillance.scores.chance import never_by_chance
from hozen.rules.surveillance.strong_components import strong_components

_SLOT = "(t.us + 32400000000) // p.window_us"  # windows begin with the day in Japan
_NETS = f"""
WITH bought AS (
  SELECT t.sym, {_SLOT} AS slot, t.bown AS own, count(*) AS n, sum(t.amount) AS amount
  FROM tr t JOIN p_circular p ON p.sym = t.sym WHERE t.bown <> t.sown AND t.bown > 0 GROUP BY t.sym, 2, t.bown),
sold AS (
  SELECT t.sym, {_SLOT} AS slot, t.sown AS own, count(*) AS n, sum(t.amount) AS amount
  FROM tr t JOIN p_circular p ON p.sym = t.sym WHERE t.bown <> t.sown AND t.sown > 0 GROUP BY t.sym, 2, t.sown)
SELECT b.sym, b.slot, b.own, b.n AS buys, s.n AS sells,
       abs(b.amount - s.amount) * (b.n + s.n) * 1000 <= p.flat_permille * (b.amount + s.amount) AS flat
FROM bought b JOIN sold s ON s.sym = b.sym AND s.slot = b.slot AND s.own = b.own JOIN p_circular p ON p.sym = b.sym
WHERE b.own NOT IN (SELECT own FROM acc WHERE kind = 'maker')
"""
# One join with the owners at a time: of two, the engine may join the owners with each other first.
_PAIRS = f"""
SELECT t.sym, {_SLOT} AS slot, t.sown AS seller, t.bown AS buyer, count(*) AS n,
       CAST(sum(t.amount) AS DECIMAL(38,0)) AS amount
FROM tr t JOIN p_circular p ON p.sym = t.sym
WHERE t.bown <> t.sown AND (t.sym, {_SLOT}, t.sown) IN (SELECT (sym, slot, own) FROM ring_nets)
  AND (t.sym, {_SLOT}, t.bown) IN (SELECT (sym, slot, own) FROM ring_nets)
GROUP BY t.sym, 2, t.sown, t.bown
"""
_SOLD = """
SELECT e.*, s.flat, s.sells FROM ring_pairs e
JOIN ring_nets s ON s.sym = e.sym AND s.slot = e.slot AND s.own = e.seller WHERE e.n > 1 OR s.flat
"""
_EDGES = f"""
WITH slots AS (
  SELECT t.sym, {_SLOT} AS slot, count(*) AS trades FROM tr t JOIN p_circular p ON p.sym = t.sym GROUP BY t.sym, 2)
SELECT e.sym, e.slot, e.seller, e.buyer, e.n, e.amount, e.flat AND b.flat AS flat, e.sells, b.buys, d.trades
FROM ring_sold e JOIN ring_nets b ON b.sym = e.sym AND b.slot = e.slot AND b.own = e.buyer
JOIN slots d ON d.sym = e.sym AND d.slot = e.slot JOIN p_circular p ON p.sym = e.sym
WHERE (e.n > 1 OR (e.flat AND b.flat)) AND e.n * d.trades >= p.lift * e.sells * b.buys
"""
_SOURCE = """
SELECT e.sym, e.slot, e.seller, e.buyer, e.n, e.amount, p.flat_permille, p.most_members FROM ring_edges e
JOIN p_circular p ON p.sym = e.sym
ORDER BY CAST(e.n AS HUGEINT) * e.trades * 1000 // (e.sells * e.buys) DESC, e.sym, e.slot, e.seller, e.buyer LIMIT 90000
"""
_FILLS = f"""
SELECT m.ring, t.sym, t.us, t.amount, t.trade_id, t.bacc, t.sacc FROM ring_members m
JOIN ring_members n ON n.ring = m.ring AND n.own <> m.own JOIN p_circular p ON p.sym = m.sym
JOIN tr t ON t.sym = m.sym AND t.sown = m.own AND t.bown = n.own WHERE {_SLOT} = m.slot
"""
_HITS = f"""
WITH fills AS ({_FILLS}),
size AS (SELECT ring, count(*) AS members FROM ring_members GROUP BY ring),
chance AS (
  SELECT m.ring, CAST(sum(CAST(e.sells AS HUGEINT) * e.buys * 1000 // e.trades) AS BIGINT) AS expected
  FROM ring_members m JOIN ring_members n ON n.ring = m.ring
  JOIN ring_edges e ON e.sym = m.sym AND e.slot = m.slot AND e.seller = m.own AND e.buyer = n.own GROUP BY m.ring)
SELECT f.ring AS k, f.sym, min(f.us) AS from_us, max(f.us) AS to_us, s.members, count(*) AS trades,
       CAST(sum(f.amount) AS DECIMAL(38,0)) AS amount, max(c.expected) AS expected
FROM fills f JOIN size s ON s.ring = f.ring JOIN chance c ON c.ring = f.ring GROUP BY f.ring, f.sym, s.members
"""
_EVIDENCE = f"""
SELECT h.k, 'trades' AS tbl, f.trade_id AS row_id, unnest([f.bacc, f.sacc]) AS acc
FROM kept_circular h JOIN ({_FILLS}) f ON f.ring = h.k
"""
_LEAST_MEMBERS = 1 + 1 + 1  # two who meet are matched orders, not a ring
Edge = tuple[int, int, int, int]  # seller, buyer, trades, amount


def rings(rows: Iterable[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """(ring, sym, window, owner) for each member, from rows of edges with the bounds of their symbol."""
    markets: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    bounds: dict[tuple[int, int], tuple[int, int]] = {}
    for sym, slot, seller, buyer, count, amount, flat, most in rows:
        markets[sym, slot].append((seller, buyer, count, amount))
        bounds[sym, slot] = flat, most
    number = 0
    for (sym, slot), edges in sorted(markets.items()):
        for members in _sets(edges, *bounds[sym, slot]):
            number += 1
            yield from ((number, sym, slot, one) for one in members)


def _sets(edges: Sequence[Edge], flat_permille: int, most: int) -> Iterator[tuple[int, ...]]:
    """Sets that end where they began. From one that does not, whoever is farthest off is taken out,
    and it is asked again."""
    waiting = strong_components((seller, buyer) for seller, buyer, *_ in edges)
    while waiting:
        members = waiting.pop()
        if len(members) < _LEAST_MEMBERS:
            continue
        inside = [one for one in edges if one[0] in members and one[1] in members]
        worst, fits = farthest_off(inside, flat_permille)
        if fits and len(members) <= most:
            yield members
            continue
        out = set(worst[: 1 + len(members) // most])  # of a large set several at once, so that it ends
        left = ((seller, buyer) for seller, buyer, *_ in inside if seller not in out and buyer not in out)
        waiting += strong_components(left)


def farthest_off(edges: Sequence[Edge], flat_permille: int) -> tuple[list[int], bool]:
    """Owners, the farthest from where they began first, and whether even the first is within the bound."""
    net: dict[int, int] = defaultdict(int)
    for seller, buyer, _, amount in edges:
        net[seller] -= amount
        net[buyer] += amount
    worst = sorted(net, key=lambda own: (-abs(net[own]), own))
    trades, total = sum(count for *_, count, _ in edges), sum(amount for *_, amount in edges)
    return worst, abs(net[worst[0]]) * trades * permille(1, 1) <= flat_permille * total


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Enough trades, and more than the members' own activity would bring."""
    if number(hit, "trades") < p["trades"]:
        return None
    rare = never_by_chance(
        number(hit, "trades"), number(hit, "expected") + 1, permille(1, 1), p["chance_exponent"]
    )
    return (
        Judged(mean(rare, permille(1, 1)), "ring", numbers(hit, "members", "trades", "amount"))
        if rare
        else None
    )


CIRCULAR = Detector(
    "circular",
    2,
    "185-24(1)",
    "MAR 3(a)",
    ("tr",),
    _HITS,
    _EVIDENCE,
    judge,
    ("window_us", "flat_permille", "lift", "trades", "most_members", "chance_exponent"),
    {"ring_nets": _NETS, "ring_pairs": _PAIRS, "ring_sold": _SOLD, "ring_edges": _EDGES},
    Gather("ring_members", _SOURCE, rings, ("ring", "sym", "slot", "own")),
)
