"""Every figure of the law that the closing read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hozen.faces.reports.cells import Put, day, whole, yen
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Row, Sheet
from hozen.faces.words import noted
from hozen.law import Lawful
from hozen.values import Ratio, Yen

_HEADS = (
    "key",
    "value",
    "unit",
    "in_effect_since",
    "until",
    "standing",
    "seen",
    "cite_en",
    "cite_ja",
    "as_written",
    "note",
    "file",
)
_PER = {"percent": 100, "per_10000": 10_000}


def write_law(sheet: Sheet, pack: Pack) -> None:
    """使用した法令の数値."""
    words = pack.words
    sheet.title(words("sheet.law"), words("note.law"))
    sheet.table(words.heads(*_HEADS), (_row(words, one) for one in pack.closing.law), main=True)


def _row(words: Phrases, one: Lawful[object]) -> Row:
    return (
        one.key,
        figure(words, one),
        words.maybe(f"report.unit.{one.unit}", one.unit),
        day(one.since),
        day(one.until),
        words.standing(one.standing),
        words.ours(f"standing.seen.{one.seen.value}", one.seen.value),
        str(one.cite),
        one.cite.ja,
        one.as_written,
        noted(one.note, words.lang),
        one.source,
    )


def figure(words: Phrases, one: Lawful[object]) -> Put:
    """The value in its own unit, with every digit."""
    value = one.value
    if isinstance(value, bool):
        return Put(words("yes" if value else "no"))
    if isinstance(value, Yen):
        return yen(value)
    if isinstance(value, Ratio):
        return Put(exact(value.value * _PER.get(one.unit, 1)), "right")
    if isinstance(value, int):
        return whole(value)
    return day(value) if isinstance(value, date) else Put(str(value))


def exact(value: Fraction) -> str:
    """A decimal where it ends, else a fraction: 1/20 → '0.05', 1/3 → '1/3'."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
