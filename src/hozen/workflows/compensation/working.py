"""From a valued case to its waterfall and payments: the book is read, nothing is entered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hozen.books import Books, CaseRecord
from hozen.engine import Engine
from hozen.law import Law
from hozen.records import Book
from hozen.regimes.compensation import AfterLoss, compensated
from hozen.rules.compensation import AssetPayment, Spread, cash_path, payments, there_by
from hozen.values import Yen
from hozen.workflows.case_folder import CaseFile, case_folder, unchanged
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.book_facts import NOTHING_ASSUMED, TABLES, WhatIf, after_loss
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.terms import Terms
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home
from hozen.workflows.incident.fold import state_of
from hozen.workflows.incident.state import IncidentState, Valued


@dataclass(frozen=True, slots=True)
class Desk:
    """補償の机: a valued case with its book's tables in an engine, ready to be worked on."""

    engine: Engine
    books: Books
    book: Book
    record: CaseRecord
    state: IncidentState
    valued: Valued
    folder: Path
    losses: str  # FROM expression

    @property
    def case(self) -> str:
        """The case's name."""
        return self.record.case


@contextmanager
def at_desk(
    books: Books, root: str | Path, case: str, *, memory_limit: str = "2GB", day_of_payees: bool = True
) -> Iterator[Desk]:
    """Open book and case. CompensationRefused for one that is not valued, CaseFileRefused for losses that changed.

    Raises CaseUnknown, IncidentRefused, RowsRefused, BookError, EngineError as well. `day_of_payees` False leaves
    the table of payees out.
    """
    book = Book.open(root, whole=False)
    record = books.cases.show(book.settings.book, case)
    state = state_of(record)
    valued = _valued(state)
    folder = case_folder(Path(root), case)
    losses = unchanged(folder, losses_file(record, valued))
    names = [one for one in TABLES if day_of_payees or one != "payees"]
    with engine_at_home("duckdb", memory_limit) as engine:
        admit(
            book.of_tables(names).of_day(valued.day),
            engine,
            day=valued.day,
            passed=PassedFiles.load(home()),
            rejects=home() / "rejects" / book.settings.book,
        )
        engine.view("losses", f"SELECT * FROM {engine.scan([losses], 'parquet', {})}")
        yield Desk(engine, books, book, record, state, valued, folder, "losses")


def worked_out(
    desk: Desk, scenario: str | Path | None, terms: Terms, what_if: WhatIf = NOTHING_ASSUMED
) -> Compensation:
    """The waterfall of the case under a scenario's reading of the law on the day of the loss."""
    reading = Law.load("jp").reading(desk.valued.day, scenario)
    facts = after_loss(desk.engine, desk.books, desk.record, desk.state, reading, what_if)
    _only_what_is_lost(desk, facts, terms)
    found = compensated(reading, replace(facts, order=terms.order))
    cash = cash_path(found.waterfall, bridge=terms.bridge)
    planned = found.waterfall.covered if terms.until is None else there_by(cash, terms.until)
    other = next(one for one in Spread if one is not terms.spread)
    return Compensation(
        desk.record.book,
        desk.case,
        desk.valued.day,
        terms,
        found.waterfall,
        cash,
        found.findings,
        planned,
        _payments(facts, terms, planned, terms.spread),
        _payments(facts, terms, planned, other),
        what_if.is_one,
        {one.asset: one.decimals for one in facts.losses},
    )


def losses_file(record: CaseRecord, valued: Valued) -> CaseFile:
    """The file of losses as the entry names it."""
    entry = record.numbered(valued.seq)
    told = entry.body["losses"] if entry else None
    if not isinstance(told, dict):
        raise TypeError("a valuation names its file of losses")
    return CaseFile(told["name"], told["sha256"], told["rows"])


def _only_what_is_lost(desk: Desk, facts: AfterLoss, terms: Terms) -> None:
    """A method for a mistyped asset would leave the asset that was meant with the method of all."""
    lost = [one.asset for one in facts.losses]
    for asset in sorted(terms.methods.keys() - set(lost)):
        raise CompensationRefused(
            "a method for an asset of which nothing is lost",
            where=f"case {desk.case}",
            found=asset,
            expected=", ".join(lost),
        )


def _payments(facts: AfterLoss, terms: Terms, planned: Yen, spread: Spread) -> tuple[AssetPayment, ...]:
    methods = {one.asset: terms.of(one.asset) for one in facts.losses}
    return payments(facts.losses, methods, planned, spread)


def _valued(state: IncidentState) -> Valued:
    if state.valued is None:
        raise CompensationRefused(
            "the losses of the case are not valued",
            where=f"case {state.case}",
            found="no valuation",
            expected="losses of each customer and sealed prices",
            try_next="hozen incident value",
        )
    return state.valued
