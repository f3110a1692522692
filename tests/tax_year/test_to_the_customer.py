"""What the exchange issues is what `hozen tax import` reads: the customer's year ends with the report's quantities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from year_exchange import Exchange

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax import compute, take_in
from hozen.workflows.tax.events_file import coins
from hozen.workflows.tax.forms import Given
from hozen.workflows.tax.forms.annual_report import ISSUED
from hozen.workflows.tax_year.csv_lines import HEADS


def test_the_columns_are_those_that_are_issued() -> None:
    assert tuple(HEADS.values()) == ISSUED


def test_an_issued_report_gives_the_customer_the_same_closing(exchange: Exchange, tmp_path: Path) -> None:
    """C2 opens with 3 BTC, which cost ¥6,000,000, and sells 0.5 of them for ¥2,000,000; it is given 0.01 ETH worth ¥4,000.
    Left: 2.5 BTC at ¥5,000,000 and 0.01 ETH at ¥4,000. Earned: 2,000,000 − 1,000,000, and 4,000."""
    exchange.issue()
    folder = exchange.case / "issue-1/csv"
    head, *rows = [
        line for path in sorted(folder.glob("*.csv")) for line in path.read_text("utf-8").splitlines()
    ]
    of = {one: [head, *(row for row in rows if row.startswith(f"{one},"))] for one in ("C1", "C2")}
    source, into, carry = (tmp_path / name for name in ("report.csv", "events.csv", "carry.csv"))
    carry.write_text("asset,year,qty,book_value\nBTC,2025,3,6000000\n", "utf-8")
    source.write_text("\n".join(of["C2"]) + "\n", "utf-8")
    take_in(source, into, "annual-report", Given("us", registered=True, year=2026))
    done = compute(into, 2026, carry=carry, today=date(2027, 1, 5))
    left = {one.asset: (coins(one.costs.closing.units), one.costs.closing.yen) for one in done.assets}
    assert left == {"BTC": ("2.5", 5_000_000), "ETH": ("0.01", 4_000)}
    assert done.income == 1_004_000
    both = [*of["C1"], *of["C2"][1:]]
    for lines, said in ((both, "利用者ID"), (of["C1"], "BTC建て年中売却数量")):
        source.write_text("\n".join(lines) + "\n", "utf-8")
        with pytest.raises(TaxRefused) as refusal:
            take_in(source, tmp_path / "other.csv", "annual-report", Given("us", year=2026))
        assert said in (refusal.value.where or "")
