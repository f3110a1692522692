"""How firm the law is, and how well we know it: two different questions."""

from __future__ import annotations

from enum import Enum, IntEnum


class Standing(IntEnum):
    """効力: how firm a figure is as law. Ordered: a result is as firm as its weakest figure."""

    ASSUMED = 1  # ours or the user's; nobody reported it
    REPORTED = 2  # a council report or the press
    BILL = 3
    ENACTED = 4  # passed, not yet in force
    IN_FORCE = 5

    @property
    def word(self) -> str:
        """The word used in data files: 'in_force', 'enacted', …"""
        return self.name.lower()


class Seen(Enum):
    """確認度: how well we know the text behind a figure."""

    TEXT = "text"  # the provision itself was read
    SECONDARY = "secondary"  # read through somebody who quotes it
    OURS = "ours"  # no text: our own figure


class SinceMeans(Enum):
    """始期の意味: what the first day of a period is."""

    EFFECTIVE = "effective"  # the day the text, or its amendment, took effect; for a statistic, its day
    SEEN = "seen"  # the day of the copy read: it held then, when it began was not established
    ASSUMED = "assumed"  # chosen by the author of a scenario
