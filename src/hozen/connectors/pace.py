"""How fast a node is asked: so many calls a second, and longer waits after each failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

Clock = Callable[[], float]
"""Seconds since some moment, never going back."""
Sleep = Callable[[float], object]
LONGEST = 60  # seconds between two tries; a node that asks for more is taken as unreachable


@dataclass(slots=True)
class Pace:
    """呼出間隔: a bucket of tokens, one for each call. It holds a second's worth."""

    per_second: int
    clock: Clock
    sleep: Sleep
    _tokens: Fraction = field(init=False)
    _at: Fraction = field(init=False)

    def __post_init__(self) -> None:
        self._tokens, self._at = Fraction(self.per_second), Fraction(self.clock())

    def take(self, calls: int) -> None:
        """Wait until that many calls may go out together. More than a second's worth are borrowed and waited off first."""
        now = Fraction(self.clock())
        gained = (now - self._at) * self.per_second
        self._tokens = min(Fraction(self.per_second), self._tokens + gained) - calls
        self._at = now
        if self._tokens < 0:
            owed = -self._tokens / self.per_second
            self.sleep(owed.numerator / owed.denominator)


def backoff(failures: int) -> int:
    """Seconds to wait after so many failures in a row: 1, 2, 4, …, LONGEST."""
    return min(1 << min(failures - 1, LONGEST), LONGEST)
