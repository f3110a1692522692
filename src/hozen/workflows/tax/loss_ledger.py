"""The loss ledger: one row for each basket and year, with whether a return was filed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.rules.tax.jp_losses import BASKETS, LossLedger, loss_ledger
from hozen.rules.tax.losses import LossYear
from hozen.workflows.strict_csv import Row, rows
from hozen.workflows.tax.tax_law import scenario_path, tax_law

COLUMNS = ("basket", "year", "income", "filed")


def ledger(path: Path, scenario: str | None = None) -> LossLedger:
    """Each basket's losses carried, used and lapsed, year by year. TaxRefused for a faulty row."""
    if not path.is_file():
        raise TaxRefused("no such file", where=str(path), expected="a CSV of incomes by basket and year")
    law = tax_law(scenario)
    beside = scenario_path(law, scenario)
    years: dict[str, list[LossYear]] = defaultdict(list)
    for row in rows(path.read_bytes(), path.name, COLUMNS, TaxRefused):
        one = LossYear(row.whole("year"), _income(row), row.flag("filed"))
        years[row.choice("basket", BASKETS)].append(one)
    ordered = {basket: sorted(found, key=lambda one: one.year) for basket, found in years.items()}
    return loss_ledger(lambda year: law.reading(date(year, 12, 31), beside), ordered)


def _income(row: Row) -> int:
    """Whole yen; below 0 for a loss."""
    return int(row.filled("income", "-?(?:0|[1-9][0-9]{0,17})"))
