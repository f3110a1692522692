"""The events file as columns by year and asset. A plain purchase or sale makes no object; all else is an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from sys import intern

from hozen.law import Lawful, Reading
from hozen.rules.tax.events import Kind
from hozen.rules.tax.jp_events import plain_kinds, postings
from hozen.rules.tax.lines import Lines
from hozen.values import legal_day
from hozen.workflows.tax.events_file import DECIMALS, Written, cells, coins, event_of, is_plain_row, text

_JAPAN, _JAPANS = timedelta(hours=9), "+09:00"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COIN = tuple(
    10 ** (DECIMALS - places) for places in range(DECIMALS + 1)
)  # by the places that stand behind the point


@dataclass(slots=True)
class YearBook:
    """一年の記帳: the assets of one year as columns, and the rules on which their rows rest, by key."""

    file: str
    reading: Reading
    plain: Mapping[str, tuple[Kind, int, Lawful[str]]]
    assets: dict[str, Lines] = field(default_factory=dict)
    rules: dict[str, Lawful[object]] = field(default_factory=dict)
    first: str = ""  # where its first row stands

    def lines(self, asset: str) -> Lines:
        """The asset's columns, begun where there are none."""
        if asset not in self.assets:
            rules = {kind: rule for kind, _, rule in self.plain.values()}
            self.assets[asset] = Lines(asset, self.file, rules, tell=lambda units: f"{coins(units)} {asset}")
        return self.assets[asset]


Books = dict[int, YearBook]


def calendar_year(at: datetime) -> int:
    """The calendar year in Japan."""
    return at.year if at.utcoffset() == _JAPAN else legal_day(at).year


def read_book(
    file: str,
    rows: Iterable[Written],
    last: int,
    law_of: Callable[[int], Reading],
    year_of: Callable[[datetime], int] = calendar_year,
) -> Books:
    """Every year up to `last`; rows of later years are checked and left. TaxRefused for a row that is not as it should be."""
    taking = _Taking(file, last, law_of, year_of)
    for line, row in rows:
        found = is_plain_row(text(row))
        if found is None or not taking.plain(line, found.groups()):
            taking.odd(line, cells(row))
    return taking.books


@dataclass(slots=True)
class _Taking:
    """Rows into the books of their years. `years` remembers the year of a day in Japan."""

    file: str
    last: int
    law_of: Callable[[int], Reading]
    year_of: Callable[[datetime], int]
    books: Books = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)

    def plain(self, line: int, parts: tuple[str, ...]) -> bool:
        """Take a plain purchase or sale in; False where the row needs the long way, or is refused on it."""
        told, seq, name, asset, whole, part, yen, fee, registered, venue = parts
        try:
            at = datetime.fromisoformat(told)
        except ValueError:
            return False
        year = self.years.get(told[:10]) if told.endswith(_JAPANS) else self.year_of(at)
        if year is None:
            year = self.years[told[:10]] = self.year_of(at)
        book = self.books.get(year) or self._book(year, line)
        units = int(whole + part) * _COIN[len(part)] if part else int(whole) * _COIN[0]
        if book is None or not units or (known := book.plain.get(name)) is None:
            return False
        kind, sign, rule = known
        if rule.key not in book.rules:
            book.rules[rule.key] = rule
        since = at - _EPOCH
        paid = int(yen) if yen.isdigit() else Fraction(yen)
        cost = (int(fee) if fee.isdigit() else Fraction(fee)) if fee else 0
        lines = book.assets.get(asset) or book.lines(asset)
        lines.at.append((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)
        lines.seq.append(int(seq or 0))
        lines.kind.append(kind)
        lines.units.append(sign * units)
        lines.yen.append(paid + cost if sign > 0 else paid)
        lines.fee.append(0 if sign > 0 else cost)
        lines.line.append(line)
        lines.registered.append(registered == "yes")
        lines.venue.append(intern(venue))
        return True

    def _book(self, year: int, line: int) -> YearBook | None:
        """The book of a year, begun where there is none; None for a year that is not asked for."""
        if year > self.last:
            return None
        if year not in self.books:
            reading = self.law_of(year)
            self.books[year] = YearBook(self.file, reading, plain_kinds(reading))
            self.books[year].first = f"{self.file}, line {line}"
        return self.books[year]

    def odd(self, line: int, row: Sequence[str]) -> None:
        """The long way, with every check."""
        event = event_of(self.file, line, row)
        book = self._book(self.year_of(event.at), line)
        if book is None:
            return
        for one in postings(book.reading, event):
            book.lines(one.asset).add(one)
            book.rules.update((rule.key, rule) for rule in one.rests_on)
