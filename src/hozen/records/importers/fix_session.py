"""What was sent again: a message with PossDupFlag (43) repeats one of its session's, by its number (34)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

_NUMBER = 9  # digits of a sequence number, at most


@dataclass(slots=True)
class _Session:
    """Numbers that were seen, as ranges that ascend: one range for a log without gaps, whatever its length."""

    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)

    def has(self, number: int) -> bool:
        place = bisect_right(self.first, number) - 1
        return place >= 0 and number <= self.last[place]

    def see(self, number: int) -> None:
        place = bisect_right(self.first, number)
        if place and number <= self.last[place - 1] + 1:
            self.last[place - 1] = max(self.last[place - 1], number)
        else:
            self.first.insert(place, number)
            self.last.insert(place, number)


class Sessions:
    """通信セッション: by sender and target (49, 56). A number that comes again without the flag begins a session anew."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, str], _Session] = {}

    def is_again(self, sender: str, target: str, number: str, *, flagged: bool) -> bool:
        """Whether the log has the message already. Without a number nothing is known, and it is taken."""
        if not number.isdigit() or len(number) > _NUMBER:
            return False
        session = self._by.setdefault((sender, target), _Session())
        seen = session.has(int(number))
        if seen and not flagged:
            session = self._by[sender, target] = _Session()
        if not (seen and flagged):
            session.see(int(number))
        return seen and flagged
