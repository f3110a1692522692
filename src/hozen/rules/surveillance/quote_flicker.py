"""気配の頻繁な更新: how often an account's orders changed the best quote of a market within a few seconds.

Only stretches in which the account sent that many messages are looked at. An order counts where it is better than what
stood when the stretch began, and than the account's own orders of the stretch that still stand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import groupby

DENSE = """
WITH near AS (
  SELECT DISTINCT b.sym, b.acc,
         unnest(range(b.second - p.quotes_us // 1000000, b.second + p.quotes_us // 1000000 + 1)) AS second
  FROM busy_seconds b JOIN acc a ON a.acc = b.acc JOIN p_stuffing p ON p.sym = b.sym WHERE a.kind <> 'maker'),
sent AS (
  SELECT e.sym, e.acc, e.us, e.seq, p.quotes, p.quotes_us, row_number() OVER (PARTITION BY e.sym, e.acc ORDER BY e.seq) AS n
  FROM ev e JOIN near n ON n.sym = e.sym AND n.acc = e.acc AND n.second = e.us // 1000000
  JOIN p_stuffing p ON p.sym = e.sym)
SELECT DISTINCT a.sym, a.acc, unnest(range(a.us // a.quotes_us, b.us // a.quotes_us + 1)) AS slot, a.quotes_us
FROM sent a JOIN sent b ON b.sym = a.sym AND b.acc = a.acc AND b.n = a.n + a.quotes WHERE b.us - a.us <= a.quotes_us
"""
STOOD = """
WITH slots AS (SELECT *, slot * quotes_us AS begins, slot * quotes_us // 600000000 AS bucket FROM quote_dense),
wanted AS (SELECT DISTINCT sym, bucket FROM slots), last AS (SELECT max(us) AS us FROM ev),
alive AS (
  SELECT l.*, unnest(range(l.born // 600000000, least(l.died, last.us) // 600000000 + 1)) AS bucket FROM lives l, last
  WHERE l.sym IN (SELECT sym FROM wanted) AND l.kind = 0 AND l.price IS NOT NULL AND l.born IS NOT NULL),
book AS (SELECT a.* FROM alive a JOIN wanted w ON w.sym = a.sym AND w.bucket = a.bucket)
SELECT s.sym, s.acc, s.slot, max(CASE WHEN a.buy THEN a.price END) AS bid, min(CASE WHEN NOT a.buy THEN a.price END) AS ask
FROM slots s LEFT JOIN book a ON a.sym = s.sym AND a.bucket = s.bucket AND a.born < s.begins AND a.died >= s.begins
  AND (a.acc <> s.acc OR a.died >= s.begins + s.quotes_us)
GROUP BY s.sym, s.acc, s.slot
"""
# what: 1 the order stands at this price, 0 it is gone or no better than the others
SOURCE = """
SELECT e.sym, e.acc, e.us, l.seq_new, CAST(e.buy AS INTEGER) AS buy, coalesce(e.price, l.price) AS price,
       CASE WHEN e.event NOT IN (0, 1, 2, 3, 4, 5, 6, 11) THEN 0
            WHEN e.buy AND coalesce(e.price, l.price) > coalesce(s.bid, 0) THEN 1
            WHEN NOT e.buy AND (s.ask IS NULL OR coalesce(e.price, l.price) < s.ask) THEN 1 ELSE 0 END AS what,
       p.quotes, p.quotes_us, (e.us + 32400000000) // 86400000000 AS day
FROM ev e JOIN p_stuffing p ON p.sym = e.sym
JOIN quote_stood s ON s.sym = e.sym AND s.acc = e.acc AND s.slot = e.us // p.quotes_us
JOIN lives l ON l.sym = e.sym AND l.ord = e.ord WHERE l.kind = 0 AND l.price IS NOT NULL AND l.seq_new IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY e.sym, e.acc, (e.us + 32400000000) // 86400000000 ORDER BY e.seq) <= 5000
ORDER BY e.sym, e.acc, e.seq LIMIT 300000
"""


class _Best:
    """The best of one side's orders that stand; `sign` is 1 for bids and -1 for asks."""

    def __init__(self, sign: int) -> None:
        self._sign, self._prices = sign, dict[int, int]()
        self._heap: list[tuple[int, int]] = []

    def now(self) -> int | None:
        while self._heap and self._prices.get(self._heap[0][1]) != -self._sign * self._heap[0][0]:
            heappop(self._heap)
        return -self._sign * self._heap[0][0] if self._heap else None

    def set(self, order: int, price: int | None) -> bool:
        """Whether the best is another then."""
        before = self.now()
        if price is None:
            self._prices.pop(order, None)
        else:
            self._prices[order] = price
            heappush(self._heap, (-self._sign * price, order))
        return self.now() != before


def flickers(rows: Iterable[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """(sym, acc, day, changes, from_us, to_us) where an account changed the best quote more than `quotes` times in time."""
    for (sym, acc), group in groupby(rows, key=lambda row: (row[0], row[1])):
        found: dict[int, tuple[int, int, int]] = {}
        sides = {1: _Best(1), 0: _Best(-1)}
        recent: deque[int] = deque()
        for _, _, us, order, buy, price, what, quotes, within, day in group:
            if not sides[buy].set(order, price if what else None):
                continue
            recent.append(us)
            while us - recent[0] > within:
                recent.popleft()
            if len(recent) > max(quotes, found.get(day, (0, 0, 0))[0]):
                found[day] = len(recent), recent[0], us
        yield from ((sym, acc, day, *told) for day, told in found.items())
