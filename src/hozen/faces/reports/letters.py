"""Letters to customers: what was lost, what is paid, out of what, when, and how to object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from hozen.faces.reports.pdf import Document, Grid, Heading, Pairs, Text, typeface, write_pdf
from hozen.faces.words import Language, say
from hozen.findings.table import NOTHING, percent
from hozen.values import Ratio, Units, Yen
from hozen.workflows.compensation.letter_rows import LetterFacts, LetterLine

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Letterhead:
    """通知の共通事項: what every letter of a plan says alike. Instants and days are text of the report's language."""

    firm: str
    case: str
    plan: int
    day: date
    lost_on: date
    valued_at: str
    sources: tuple[tuple[str, str], ...]
    prices: Mapping[str, str]
    decimals: Mapping[str, int]
    pay_day: date | None
    object_by: date
    contact: str
    lang: Language


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    head: Letterhead
    facts: tuple[LetterFacts, ...]


def letter(head: Letterhead, facts: LetterFacts) -> Document:
    """One customer's letter."""
    lines = facts.lines
    said = _Say(head.lang)
    return Document(
        said("title"),
        [
            Text(said("to", customer=facts.customer, firm=head.firm, day=head.day)),
            Text(said("opening", firm=head.firm, lost_on=head.lost_on)),
            Heading(said("what")),
            Grid(
                said.heads("asset", "lost", "price", "value"), _lost(head, lines), (False, True, True, True)
            ),
            Heading(said("paid")),
            Grid(
                said.heads("asset", "in_coin", "in_yen", "share"),
                _paid(head, lines),
                (False, True, True, True),
            ),
            *([] if _in_full(lines) else [Text(said("short"))]),
            Pairs([*_where(said, lines), *_when(said, head)]),
            Heading(said("from")),
            Pairs(head.sources),
            Heading(said("object")),
            Text(said("object_text", by=head.object_by, contact=head.contact)),
            Text(said("price_note", at=head.valued_at), small=True),
        ],
        head.lang,
        head.day,
        f"{head.case} / {head.plan} / {facts.customer}",
    )


def write_letters(
    folder: Path, head: Letterhead, facts: Iterable[LetterFacts], processes: int = 1
) -> list[Path]:
    """Files of 500 letters each, in the order of customers; the same plan gives the same bytes with any number of
    processes. ReportError."""
    jobs = _jobs(folder, head, facts)
    if processes < 2:
        return [_write(job) for job in jobs]
    # Spawned, not forked: the parent holds an engine with threads.
    with get_context("spawn").Pool(processes) as pool:
        return list(pool.imap(_write, jobs))


def _jobs(folder: Path, head: Letterhead, facts: Iterable[LetterFacts]) -> Iterator[_Job]:
    left, number = iter(facts), 1
    while chunk := tuple(islice(left, CHUNK)):
        yield _Job(folder / f"letters-{head.plan}-{head.lang}-{number:05}.pdf", head, chunk)
        number += 1


def _write(job: _Job) -> Path:
    return write_pdf(job.path, (letter(job.head, one) for one in job.facts), typeface())


@dataclass(frozen=True, slots=True)
class _Say:
    lang: Language

    def __call__(self, key: str, **values: object) -> str:
        return say(f"letters.{key}", self.lang, **values)

    def heads(self, *names: str) -> list[str]:
        return [self(f"head.{name}") for name in names]


def _lost(head: Letterhead, lines: Sequence[LetterLine]) -> list[list[str]]:
    return [
        [one.asset, _coins(head, one.asset, one.lost), _price(head.prices[one.asset]), str(_value(head, one))]
        for one in lines
    ]


def _price(text: str) -> str:
    """'15230000.5' → '¥15,230,000.5', no digit lost."""
    whole, point, part = text.partition(".")
    return f"¥{int(whole):,}{point}{part}"


def _paid(head: Letterhead, lines: Sequence[LetterLine]) -> list[list[str]]:
    return [
        [
            one.asset,
            _coins(head, one.asset, one.coin) if one.coin else NOTHING,
            str(Yen(one.yen)) if one.yen else NOTHING,
            _share(one),
        ]
        for one in lines
    ]


def _share(one: LetterLine) -> str:
    """The smaller of the shares of the coin part and of the yen part, of what is due."""
    parts = [Fraction(paid, due) for paid, due in ((one.coin, one.coin_due), (one.yen, one.yen_due)) if due]
    return percent(Ratio(min(parts))) if parts else NOTHING


def _in_full(lines: Sequence[LetterLine]) -> bool:
    return all(one.coin == one.coin_due and one.yen == one.yen_due for one in lines)


def _where(said: _Say, lines: Sequence[LetterLine]) -> list[tuple[str, str]]:
    rows = [(said("coin_to", asset=one.asset), _payee(said, one.coin_payee)) for one in lines if one.coin]
    in_yen = [one for one in lines if one.yen]
    return rows + ([(said("yen_to"), _payee(said, in_yen[0].yen_payee))] if in_yen else [])


def _payee(said: _Say, told: str) -> str:
    method, _, rest = told.partition(" ")
    name = said(f"payee.{method or 'none'}")
    return f"{name} {rest}".strip()


def _when(said: _Say, head: Letterhead) -> list[tuple[str, str]]:
    return [(said("when"), str(head.pay_day) if head.pay_day else said("when_open"))]


def _coins(head: Letterhead, asset: str, units: int) -> str:
    return Units(units).coins(head.decimals[asset])


def _value(head: Letterhead, one: LetterLine) -> Yen:
    exact = Fraction(head.prices[one.asset]) * Fraction(one.lost, 10 ** head.decimals[one.asset])
    return Yen(exact.numerator // exact.denominator)
