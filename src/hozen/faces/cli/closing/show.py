"""The whole of a closing, the worst first."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.closing.breaks import breaks
from hozen.faces.cli.closing.checks import checks
from hozen.faces.cli.closing.details import details
from hozen.faces.cli.closing.foot import foot
from hozen.faces.cli.closing.head import head
from hozen.faces.cli.closing.in_books import InBooks
from hozen.faces.cli.closing.money import customers_assets
from hozen.faces.cli.closing.reserve import insurance, reserve
from hozen.faces.cli.view import View
from hozen.workflows.daily_close import Closing


def show_closing(closing: Closing, kept: InBooks, view: View) -> list[Text]:
    """Verdict, checks, what is wrong, breaks, customers' assets, reserve, insurance, law, and where it is kept."""
    return [
        *head(closing, kept, view),
        *checks(closing, view),
        *details(closing, view),
        *breaks(closing, kept, view),
        *customers_assets(closing, view),
        *reserve(closing, view),
        *insurance(closing.insurance, view),
        *foot(closing, kept, view),
    ]
