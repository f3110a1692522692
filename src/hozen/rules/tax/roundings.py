"""Every point at which a tax figure is rounded: its name, its direction, and who says so."""

from __future__ import annotations

from hozen.values.rounding import Direction, Rounding

SHEET_BOOK_VALUE = Rounding(
    "sheet_book_value",
    Direction.UP,
    "The worksheet's cell for what remains after a sale: last unit × remaining quantity, rounded up.",
    "NTA worksheet (moving average)",
)
SHEET_REVENUE = Rounding(
    "sheet_revenue",
    Direction.DOWN,
    "The worksheet rounds the year's revenue down, once, after summing.",
    "NTA worksheet",
)
SHEET_EXPENSE = Rounding(
    "sheet_expense",
    Direction.UP,
    "The worksheet rounds the year's cost and fees up, once, after summing.",
    "NTA worksheet",
)
COST_SHOWN = Rounding(
    "cost_shown",
    Direction.DOWN,
    "No text fixes the yen of one disposal's cost: shown cut, summed exactly.",
)
CLOSING_SHOWN = Rounding(
    "closing_shown",
    Direction.UP,
    "No text fixes the yen of a book value: shown rounded up, so that it and the cost shown make the whole.",
)
INCOME_SHOWN = Rounding(
    "income_shown",
    Direction.DOWN,
    "No text fixes the yen of an exact income; the taxable income is cut to a thousand yen in any case.",
)
TAX_BASE = Rounding(
    "tax_base",
    Direction.DOWN,
    "Less than a thousand yen of the taxable income is cut off.",
    "Act on General Rules for National Taxes 118(1); Local Tax Act 20-4-2(1)",
)
TAX_PAYABLE = Rounding(
    "tax_payable",
    Direction.DOWN,
    "Less than a hundred yen of the tax is cut off.",
    "Act on General Rules for National Taxes 119(1); Local Tax Act 20-4-2(3)",
)
SURTAX = Rounding(
    "surtax",
    Direction.DOWN,
    "No text was found for the yen of each surtax before the joint cut to a hundred yen: cut to the yen.",
)
EVENT_YEN = Rounding(
    "event_yen",
    Direction.DOWN,
    "A share of a value in yen (70%, 5%) is not rounded before the year's totals; shown cut.",
)
ALL = (
    SHEET_BOOK_VALUE,
    SHEET_REVENUE,
    SHEET_EXPENSE,
    COST_SHOWN,
    CLOSING_SHOWN,
    INCOME_SHOWN,
    TAX_BASE,
    TAX_PAYABLE,
    SURTAX,
    EVENT_YEN,
)
