"""Two ledgers, asset by asset."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import STYLES, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, say
from hozen.findings import Status
from hozen.rules.segregation.two_ledgers import LedgerDifference
from hozen.values import Units
from hozen.workflows.two_ledgers import TwoLedgers

_HEADS = ("asset", "over", "under", "customers", "only_first", "only_second")


def show_ledgers(found: TwoLedgers, lang: Language, width: int) -> list[Text]:
    """One line per asset that differs, and where the rows are."""
    view = View(lang, width)
    differing = [one for one in found.assets if not one.agrees]
    title = _say(
        view,
        "differ" if differing else "agree",
        book=found.book,
        day=found.day,
        count=len(differing),
        of=len(found.assets),
    )
    lines = [Text(title, STYLES[Status.ATTENTION if differing else Status.MET])]
    if differing:
        heads = [_say(view, f"columns.{name}") for name in _HEADS]
        right = (False, *(True,) * 5)
        lines += laid(heads, lambda places: [_row(one, places) for one in differing], right, width)
        lines += paragraph(_say(view, "rows_at", path=found.evidence.path), width)
    return lines


def _row(one: LedgerDifference, places: int | None) -> list[str]:
    amounts = [coins(Units(units), one.decimals, places) for units in (one.over, one.under)]
    return [
        one.asset,
        *amounts,
        *(f"{count:,}" for count in (one.customers, one.only_first, one.only_second)),
    ]


def _say(view: View, key: str, **values: object) -> str:
    return say(f"ledgers.{key}", view.lang, **values)
