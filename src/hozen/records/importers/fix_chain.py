"""An order that is replaced may get another OrderID (37); on the tape it keeps its first one through its life."""

from __future__ import annotations

from hozen.records.importers.fix_log import FixMessage

_REPLACED, _NEW = "5", "0"
_ENDS = frozenset({"CAME", "CAMO", "REMO", "EXPI", "FILL"})


class OrderNames:
    """訂正の連鎖: what is kept grows with the open orders alone. A client's own ids (11, 41) are those of its session."""

    def __init__(self) -> None:
        self._by_client: dict[tuple[str, ...], str] = {}
        self._first: dict[str, str] = {}

    def of(self, message: FixMessage, event: str) -> str:
        """The order's first id. `event` is its code on the tape."""
        now = message.need(37, "OrderID")
        if message.get(150) == _REPLACED:
            before = self._by_client.pop(self._client(message, 41), now)
            if before != now:
                self._first[now] = self._first.pop(before, before)
        elif message.get(150) == _NEW:
            self._first.pop(now, None)
        first = self._first.get(now, now)
        if event in _ENDS:
            self._first.pop(now, None)
            for tag in (11, 41):  # a cancel has a client's id of its own, and names the order's
                self._by_client.pop(self._client(message, tag), None)
        elif message.get(11):
            self._by_client[self._client(message, 11)] = now
        return first

    def _client(self, message: FixMessage, tag: int) -> tuple[str, ...]:
        return message.get(49), message.get(56), message.get(1), message.get(tag)
