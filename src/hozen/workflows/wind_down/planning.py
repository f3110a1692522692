"""配当計画: a round worked out by a file of terms, and entered with its sums and the hashes of its files."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import write_bytes
from hozen.workflows.wind_down.reserve_held import reserve_given
from hozen.workflows.wind_down.round_facts import Planned, Worked
from hozen.workflows.wind_down.round_work import work_out
from hozen.workflows.wind_down.terms import Terms, terms_of, text_of
from hozen.workflows.wind_down.views import approved

if TYPE_CHECKING:
    from hozen.books import CaseRecord

CHANGES = ("filed", "decided", "estate-moved", "forks", "book-transferred")
"""Entries after which a plan says no longer what the case says."""


def plan(at: At, terms_file: Path, prices: Path | None = None) -> Planned:
    """Work out the next round by a file of terms. `prices`: a table of prices of the day, for what converts at distribution.

    A plan of the same round that is not approved is replaced; one that was refused stands in nobody's way. Raises
    TermsRefused, EstateRefused, WindDownRefused, CaseMoved.
    """
    record = at.work()
    text = text_of(terms_file)
    terms = terms_of(text, terms_file.name)
    number = len(approved(record.entries)) + 1
    _nothing_waits(record)
    _same_basis(record, terms)
    reserve = reserve_given(at, record, terms)
    day = _prices_in(prices) if prices else b""
    place = f"rounds/{number:02d}-{record.last:06d}-{sha256(text.encode() + day).hexdigest()[:8]}"
    kept = write_bytes(text.encode(), at.folder, f"{place}/terms.yaml")
    priced = write_bytes(day, at.folder, f"{place}/prices.csv") if prices else None
    made = work_out(at, record.entries, number, terms, place, at.folder)
    body = {
        "series": f"round-{number}",
        "round": number,
        "seen": record.last,
        "basis": terms.basis,
        "reserve": reserve,
        "terms": kept.body(),
        "prices": priced.body() if priced else None,
        **_sums(made),
    }
    entry = at.enter(
        "planned", body, key=f"{at.case} plan {number} {record.last} {kept.sha256}", after=record.last
    )
    return Planned(entry, number, made)


def _prices_in(file: Path) -> bytes:
    if not file.is_file():
        raise WindDownRefused(
            "there is no such file of prices", where=str(file), expected="CSV: asset, price"
        )
    return file.read_bytes()


def _sums(made: Worked) -> dict[str, object]:
    return {
        "files": [one.body() for one in made.files],
        "buckets": [asdict(one) for one in made.buckets],
        "classes": [asdict(one) for one in made.classes],
        "mix": [asdict(one) for one in made.mix],
        "unvalued": [asdict(one) for one in made.unvalued],
    }


def _same_basis(record: CaseRecord, terms: Terms) -> None:
    """What was paid on claims in coins says nothing of claims in yen: the rounds of a case have one basis.

    Nor is what went out in coins told from what is left of a pool in yen, or the other way round.
    """
    before = approved(record.entries)
    if before and before[-1].body["basis"] != terms.basis:
        raise WindDownRefused(
            "an earlier round has another basis",
            where=f"case {record.case}",
            found=f"basis: {terms.basis}",
            expected=f"basis: {before[-1].body['basis']}, as in the rounds before",
        )
    told = "coins" if before and before[-1].body["mix"] else "yen"
    if before and told != terms.paid_in:
        raise WindDownRefused(
            "an earlier round was paid in something else",
            where=f"case {record.case}",
            found=f"paid_in: {terms.paid_in}",
            expected=f"paid_in: {told}, as in the rounds before",
        )


def _nothing_waits(record: CaseRecord) -> None:
    if record.of("book-transferred"):
        raise WindDownRefused(
            "the whole book went to another exchange",
            where=f"case {record.case}",
            expected="a transfer or a distribution, not both",
        )
    if not record.of("filed") and not record.of("decided"):
        raise WindDownRefused(
            "nothing was filed or decided yet",
            where=f"case {record.case}",
            expected="claims that were filed or decided",
            try_next="hozen wind-down file, then hozen wind-down match",
        )
