"""The events file as columns by year and asset. A plain purchase or sale makes no object; all else is an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from hozen.law import Lawful, Reading
from hozen.rules.tax.events import Kind
from hozen.rules.tax.jp_events import plain_kinds, postings
from hozen.rules.tax.lines import Exact, Lines, micros
from hozen.values import legal_day
from hozen.workflows.tax.events_file import Cells, event_of, instant, is_asset, is_number, units_of

_JAPAN = timedelta(hours=9)
_DIGITS = re.compile("0|[1-9][0-9]{0,17}").fullmatch
_NOTHING_MORE = [""] * 6  # market, cost, to_asset, to_qty, known, deemed
_FLAG = {"": False, "no": False, "yes": True}


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
            self.assets[asset] = Lines(asset, self.file, rules)
        return self.assets[asset]


Books = dict[int, YearBook]


def calendar_year(at: datetime) -> int:
    """The calendar year in Japan."""
    return at.year if at.utcoffset() == _JAPAN else legal_day(at).year


def read_book(
    file: str,
    rows: Iterable[Cells],
    last: int,
    law_of: Callable[[int], Reading],
    year_of: Callable[[datetime], int] = calendar_year,
) -> Books:
    """Every year up to `last`; rows of later years are checked and left. TaxRefused for a row that is not as it should be."""
    books: Books = {}
    for line, cells in rows:
        at = instant(cells[0])
        year = 0 if at is None else year_of(at)
        if at is None or year > last:
            event_of(file, line, cells)
            continue
        book = books.get(year)
        if book is None:
            reading = law_of(year)
            book = books[year] = YearBook(file, reading, plain_kinds(reading))
            book.first = f"{file}, line {line}"
        if not _plain(book, line, at, cells):
            _odd(book, line, cells)
    return books


def _plain(book: YearBook, line: int, at: datetime, cells: Sequence[str]) -> bool:
    """Take a plain purchase or sale in; False where the row needs the long way, or is refused on it."""
    seq, name, asset, qty, yen, fee = cells[1:7]
    registered, known, lines = cells[13], book.plain.get(name), book.assets.get(asset)
    if known is None or cells[7:13] != _NOTHING_MORE or (lines is None and not is_asset(asset)):
        return False
    units, paid, cost, flag = units_of(qty), _exact(yen), _exact(fee) if fee else 0, _FLAG.get(registered)
    if not units or paid is None or cost is None or flag is None or not _DIGITS(seq or "0"):
        return False
    kind, sign, rule = known
    if rule.key not in book.rules:
        book.rules[rule.key] = rule
    lines = lines or book.lines(asset)
    lines.at.append(micros(at))
    lines.seq.append(int(seq or 0))
    lines.kind.append(kind)
    lines.units.append(sign * units)
    lines.yen.append(paid + cost if sign > 0 else paid)
    lines.fee.append(0 if sign > 0 else cost)
    lines.line.append(line)
    lines.registered.append(flag)
    return True


def _exact(text: str) -> Exact | None:
    if not is_number(text):
        return None
    return int(text) if text.isdigit() else Fraction(text)


def _odd(book: YearBook, line: int, cells: Sequence[str]) -> None:
    for one in postings(book.reading, event_of(book.file, line, cells)):
        book.lines(one.asset).add(one)
        book.rules.update((rule.key, rule) for rule in one.rests_on)
