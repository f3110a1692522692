"""The register of a book as of one day, with what the checks say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.findings import CureClock, Finding, InTables
from hozen.findings.table import Table
from hozen.law import Law
from hozen.records import Book, Settings
from hozen.rules.products import ProductFacts, ProductOnDay, Register, measures, products_on
from hozen.rules.products.jp import product_findings
from hozen.rules.segregation.measures import owed
from hozen.workflows.look_at_book import Progress, look_at_book
from hozen.workflows.products.reading import product_facts, read_register


@dataclass(frozen=True, slots=True)
class ProductDay(InTables):
    """当日の取扱い: every product of the register as of `day`, what was held and traded, and the findings."""

    book: str
    day: date
    register: Register
    products: tuple[ProductOnDay, ...]
    facts: ProductFacts
    findings: tuple[Finding, ...]

    def as_table(self) -> Table:
        """One row per asset in use."""
        rows = tuple(
            (
                one.asset,
                one.product.product.product_id if one.product else None,
                one.product.state if one.product else None,
                one.product.kind.kind if one.product and one.product.kind else None,
                one.disclosure.version.version if one.disclosure else None,
                one.trades,
            )
            for one in self.facts.assets
        )
        columns = ("asset", "product", "state", "class", "disclosure", "trades")
        return Table(columns, rows, title="assets in use")

    def as_tables(self) -> tuple[Table, ...]:
        """Assets in use, then every product of the register."""
        return self.as_table(), products_table(self.products)


def products_table(products: tuple[ProductOnDay, ...]) -> Table:
    """One row per product of the register."""
    rows = tuple(
        (
            one.product.product_id,
            one.ticker or None,
            one.product.name,
            one.product.dti or None,
            one.kind.kind if one.kind else None,
            one.product.disclosure_case or None,
            one.state,
        )
        for one in products
    )
    columns = ("product", "ticker", "name", "dti", "class", "case", "state")
    return Table(columns, rows, title="products")


def look(
    book: Book | str | Path,
    day: date | None = None,
    *,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> ProductDay:
    """The register as of `day`; None takes the newest day with balances of customers.

    Raises RowsRefused and BookError where the book does not pass the door, LawGap where the law of so early a day
    is not known.
    """
    return look_at_book(
        book,
        day,
        look_at,
        measures.newest_day(),
        engine=engine,
        memory_limit=memory_limit,
        progress=progress,
    )


def look_at(engine: Engine, settings: Settings, day: date) -> ProductDay:
    """The same over a book that has been let in."""
    register = read_register(engine)
    held = {str(asset): units for asset, units, _ in engine.rows(owed(day)) if isinstance(units, int)}
    facts = product_facts(engine, day, held, register)
    clock = CureClock(day, settings.business_days)
    return ProductDay(
        book=settings.book,
        day=day,
        register=register,
        products=products_on(register, day),
        facts=facts,
        findings=product_findings(Law.load("jp").reading(day), facts, clock),
    )
