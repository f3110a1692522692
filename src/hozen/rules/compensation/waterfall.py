"""Who pays how much of a loss, in an order. Law-neutral; knows no currency but whole amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hozen.rules.compensation.facts import DEFAULT_ORDER, Source, SourceKind, WaterfallOrder
from hozen.values import Yen, total

REFILLING = (SourceKind.RECOVERED, SourceKind.INSURANCE)
"""What is due in full whoever has paid before: beyond customers' need it goes back to those who did."""
_NONE = Yen(0)


@dataclass(frozen=True, slots=True)
class Taken:
    """充当: what one source comes to. borne = used + refills − refilled."""

    source: Source
    used: Yen = _NONE  # to customers
    refills: Yen = _NONE  # beyond their need, back to sources that paid before it
    refilled: Yen = _NONE  # came back to it

    @property
    def borne(self) -> Yen:
        """What it is out of in the end."""
        return self.used + self.refills - self.refilled

    @property
    def left(self) -> Yen:
        """What it could have given, and did not."""
        return self.source.gives - self.used - self.refills


@dataclass(frozen=True, slots=True)
class Waterfall:
    """充当順序: the loss, what each source comes to in order, and what nobody pays."""

    loss: Yen
    lines: tuple[Taken, ...]
    shortfall: Yen

    @property
    def covered(self) -> Yen:
        """What customers get."""
        return self.loss - self.shortfall

    def of(self, kind: SourceKind) -> tuple[Taken, ...]:
        """The lines of one kind."""
        return tuple(one for one in self.lines if one.source.kind is kind)

    def used(self, kind: SourceKind) -> Yen:
        """Σ used of one kind."""
        return total([one.used for one in self.of(kind)])


def in_order(sources: Iterable[Source], order: WaterfallOrder = DEFAULT_ORDER) -> list[Source]:
    """Sorted by the order, then the day; as they stand within a day. ValueError for a kind the order lacks."""
    return sorted(sources, key=lambda one: (order.index(one.kind), one.day))


def pour(loss: Yen, sources: Iterable[Source], order: WaterfallOrder = DEFAULT_ORDER) -> Waterfall:
    """Each source in turn pays min(what it gives, what is left); cover beyond the need refills who paid before."""
    lines, left = [], loss
    for source in in_order(sources, order):
        used = min(source.gives, left)
        lines.append(Taken(source, used))
        left -= used
    return Waterfall(loss, _refilled(lines), left)


def _refilled(lines: Sequence[Taken]) -> tuple[Taken, ...]:
    found = list(lines)
    for at, line in enumerate(found):
        if line.source.kind in REFILLING:
            over = line.left
            for before, back in refill([one.used - one.refilled for one in found[:at]], found[:at], over):
                found[before] = replace(found[before], refilled=found[before].refilled + back)
                found[at] = replace(found[at], refills=found[at].refills + back)
    return tuple(found)


def refill(out: Sequence[Yen], lines: Sequence[Taken], over: Yen) -> Iterable[tuple[int, Yen]]:
    """(place, amount): `over` goes back to those who are `out`, the last in the order first; never to cover."""
    for at in reversed(range(len(lines))):
        back = min(out[at], over) if lines[at].source.kind not in REFILLING else _NONE
        if back > _NONE:
            over -= back
            yield at, back
