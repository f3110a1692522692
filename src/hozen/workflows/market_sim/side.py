"""One side of a book: prices, and at each price a queue in order of time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush

from hozen.workflows.market_sim.orders import Order


@dataclass(slots=True)
class Side:
    """`sign` 1 for bids, -1 for asks. Only what is shown counts; a price that shows nothing is no price."""

    sign: int
    queues: dict[int, deque[Order]] = field(default_factory=dict)
    volume: dict[int, int] = field(default_factory=dict)
    _heap: list[int] = field(default_factory=list)

    def best(self) -> int:
        """The best price, 0 where there is none."""
        heap, sign = self._heap, -self.sign
        while heap:
            price = heap[0] * sign
            if price in self.queues:
                return price
            heappop(heap)
        return 0

    def add(self, order: Order) -> None:
        """To the end of its price's queue."""
        price, queue = order.price, self.queues.get(order.price)
        if queue is None:
            self.queues[price] = deque((order,))
            self.volume[price] = order.shown
            heappush(self._heap, -self.sign * price)
        else:
            queue.append(order)
            self.volume[price] += order.shown
        order.live = True

    def drop(self, order: Order) -> None:
        """Out of the book, its rest as well."""
        self.queues[order.price].remove(order)
        self._less(order.price, order.shown)
        order.live = False

    def take(self, order: Order, amount: int) -> None:
        """`amount` of the first order of its queue is gone; it leaves the queue where it shows no more."""
        order.shown -= amount
        order.left -= amount
        if not order.shown:
            self.queues[order.price].popleft()
            order.live = False
        self._less(order.price, amount)

    def _less(self, price: int, amount: int) -> None:
        self.volume[price] -= amount
        if not self.volume[price]:
            del self.volume[price], self.queues[price]

    def head(self, price: int) -> Order:
        """The first order at a price of the book."""
        return self.queues[price][0]

    def prices(self, count: int) -> list[int]:
        """The best `count` prices, best first."""
        return sorted(self.queues, reverse=self.sign > 0)[:count]
