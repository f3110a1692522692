"""One asset's year as columns: no object for a trade, so that a year of a million trades is a few lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import groupby, islice
from operator import le
from typing import TYPE_CHECKING

from hozen.rules.tax.events import Kind, Posting, TaxEvent
from hozen.rules.tax.facts import TaxRefused, Tell, told
from hozen.values import JST

if TYPE_CHECKING:
    from hozen.law import Lawful

Exact = int | Fraction  # whole yen as an int, which is fast; any other amount as a Fraction
_EPOCH, _MICRO = datetime.fromtimestamp(0, UTC), timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Microseconds since 1970 in UTC: what instants are ordered by."""
    return (at - _EPOCH) // _MICRO


@dataclass(slots=True)
class Lines:
    """記入の列: row by row of one asset. `yen` is the cost of units in and the revenue of units out.

    A plain purchase or sale is a row and no more. What needs more (income, a cost of its own, an unknown end) stands
    in `odd` as a whole posting, by its row. `rules` says on what the plain ones rest.
    """

    asset: str
    file: str = ""
    rules: Mapping[Kind, Lawful[str]] = field(default_factory=dict)
    at: list[int] = field(default_factory=list)
    seq: list[int] = field(default_factory=list)
    kind: list[Kind] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    yen: list[Exact] = field(default_factory=list)
    fee: list[Exact] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    registered: list[bool] = field(default_factory=list)
    venue: list[str] = field(default_factory=list)
    odd: dict[int, Posting] = field(default_factory=dict)
    tell: Tell = told  # how its units are told to a person

    def add(self, posting: Posting) -> None:
        """A posting that is no plain purchase or sale, as it is."""
        self.odd[len(self.at)] = posting
        event, out = posting.event, posting.units < 0 or posting.specific is not None
        self.at.append(micros(event.at))
        self.seq.append(event.seq)
        self.kind.append(event.kind)
        self.units.append(posting.units)
        self.yen.append(posting.revenue if out else posting.cost)
        self.fee.append(posting.expense)
        self.line.append(0)
        self.registered.append(event.registered)
        self.venue.append(event.venue)

    def where(self, row: int) -> str:
        """The file and line from which a row comes."""
        return self.odd[row].event.where if row in self.odd else f"{self.file}, line {self.line[row]}"

    def instant(self, row: int) -> datetime:
        """When, in Japan."""
        return (_EPOCH + self.at[row] * _MICRO).astimezone(JST)

    def posting(self, row: int) -> Posting:
        """A row as a posting; made anew for a plain one."""
        if row in self.odd:
            return self.odd[row]
        units, yen, fee = self.units[row], Fraction(self.yen[row]), Fraction(self.fee[row])
        event = TaxEvent(
            at=self.instant(row),
            kind=self.kind[row],
            asset=self.asset,
            units=abs(units),
            yen=yen,
            registered=self.registered[row],
            seq=self.seq[row],
            where=self.where(row),
            venue=self.venue[row],
        )
        rests = (self.rules[self.kind[row]],)
        if units > 0:
            return Posting(event, self.asset, units, cost=yen, rests_on=rests)
        return Posting(event, self.asset, units, revenue=yen, expense=fee, rests_on=rests)

    def ordered(self) -> Lines:
        """By instant and seq. TaxRefused where units go in and out at one instant without an order."""
        keys = list(zip(self.at, self.seq, strict=True))
        if all(map(le, keys, islice(keys, 1, None))):
            self._one_way(keys, range(len(keys)))
            return self
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self._one_way([keys[row] for row in order], order)
        return self._taken(order)

    def _one_way(self, keys: Sequence[tuple[int, int]], order: Sequence[int]) -> None:
        if len(set(keys)) == len(keys):
            return
        for _, rows in groupby(zip(keys, order, strict=True), lambda one: one[0]):
            alike = [row for _, row in rows]
            signs = {self.units[row] > 0 for row in alike if self.units[row]}
            if len(signs) > 1:
                raise self._no_order(alike)

    def _no_order(self, alike: Sequence[int]) -> TaxRefused:
        return TaxRefused(
            "units go in and out at one instant, and nobody says which came first",
            where=self.where(alike[-1]) or None,
            found=self._together(alike),
            expected="an order: another seq",
        )

    def _together(self, alike: Sequence[int]) -> str:
        kinds = " and ".join(dict.fromkeys(self.kind[row].value for row in alike))
        return f"{kinds} at {self.instant(alike[0]).isoformat()}"

    def across_venues(self) -> None:
        """TaxRefused where units go in at one venue and out at another at one instant: each counts its own rows by seq,
        and a moving average needs to know which came first. The rows are ordered already."""
        if len(set(self.at)) == len(self.at) or len(set(self.venue)) <= 1:
            return
        for _, rows in groupby(range(len(self.at)), self.at.__getitem__):
            alike = list(rows)
            ways = {(self.venue[row], self.units[row] > 0) for row in alike if self.units[row]}
            if any((other, not way) in ways for venue, way in ways for other, _ in ways if other != venue):
                raise TaxRefused(
                    "units go in at one venue and out at another at one instant, and nobody says which came first",
                    where=self.where(alike[-1]) or None,
                    found=self._together(alike),
                    expected="an order: a part of a second in one of the two, or the total average",
                )

    def _taken(self, order: Sequence[int]) -> Lines:
        columns = {name: [getattr(self, name)[row] for row in order] for name in _COLUMNS}
        odd = {place: self.odd[row] for place, row in enumerate(order) if row in self.odd} if self.odd else {}
        return Lines(self.asset, self.file, self.rules, odd=odd, tell=self.tell, **columns)


_COLUMNS = ("at", "seq", "kind", "units", "yen", "fee", "line", "registered", "venue")


def lines_of(asset: str, postings: Iterable[Posting]) -> Lines:
    """Postings as columns."""
    lines = Lines(asset)
    for one in postings:
        lines.add(one)
    return lines
