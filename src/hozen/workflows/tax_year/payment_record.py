"""支払調書: what the tax office will be told of each customer. Until its form is known the law's file has a gap."""

from __future__ import annotations

from pathlib import Path

from hozen.law import Law, LawGap
from hozen.workflows.tax_year.calendar_year import CalendarYear
from hozen.workflows.tax_year.columns import ISSUED

KEY = "tax.payment_record"


def payment_record_items(year: CalendarYear, scenario: str | Path | None = None) -> tuple[str, ...]:
    """The columns of the extract, as the law's file or a scenario names them, separated by spaces.

    LawGap while no text says what the record holds, and for an item that no column of the annual report answers.
    """
    said = Law.load("jp").reading(year.last, scenario).text(KEY)
    items = tuple(said.value.split())
    unknown = [one for one in items if one not in (*ISSUED, "customer_id", "asset")]
    if unknown or not items:
        raise LawGap(
            "the payment record has items that no column of the annual report answers",
            key=KEY,
            day=year.last,
            found=" ".join(unknown) or "no item",
            expected=f"customer_id, asset, {', '.join(ISSUED)}",
        ).in_japanese(
            "年間取引報告書の列にない記載事項があります", "報告書の列名で記載事項を指定してください"
        )
    return items
