"""The estate in words: pool by pool, customers' priority right, and what came of forks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from hozen.faces.reports.wind_down_cells import Amount, Places, Sheet, Told, cited, coins, sheet, word
from hozen.faces.words import Language, say
from hozen.findings import AssetUnits, Finding
from hozen.workflows.wind_down.available import Unvalued
from hozen.workflows.wind_down.estate import EstateLine
from hozen.workflows.wind_down.forks import ForkLine


def estate_sheets(lines: Sequence[EstateLine], places: Places, lang: Language) -> list[Sheet]:
    """A table for each pool; whose it is and the provisions stand once above it."""
    together = groupby(lines, key=lambda one: (one.pool, one.to, one.rests_on))
    return [
        sheet(
            "estate",
            ("asset", "units"),
            tuple((one.asset, coins(one.units, one.asset, places)) for one in group),
            lang,
            1,
            _pool_head(pool, to, cited((law.cite for law in laws), lang), lang),
        )
        for (pool, to, laws), group in together
    ]


def _pool_head(pool: str, to: str, provisions: str, lang: Language) -> str:
    whose = word(f"whose.{to}", lang)
    return word("pool_head", lang, pool=word(f"pools.{pool}", lang), whose=whose) + (
        word("pool_law", lang, provisions=provisions) if provisions else ""
    )


def priority_sheet(found: Sequence[Finding], lang: Language) -> Sheet:
    """Customers' priority right: asset, result, what they rank first on, what they are owed, over or short."""
    rows = (
        (one.subject, say(f"status.word.{one.status.value}", lang), *map(_bare, _figures(one)))
        for one in found
    )
    cites = dict.fromkeys(cite for one in found for cite in one.cite)
    return sheet(
        "priority",
        ("asset", "agrees", "ranked_first", "owed", "over"),
        tuple(rows),
        lang,
        2,
        cited(cites, lang),
    )


def _figures(found: Finding) -> tuple[object, ...]:
    return found.measure, found.threshold, found.distance


def _bare(found: object) -> Told:
    return Amount(found.units, found.decimals) if isinstance(found, AssetUnits) else str(found)


def forks_sheet(found: Iterable[ForkLine], lang: Language) -> Sheet:
    """Forks and airdrops as declared."""
    rows = (
        (
            one.child,
            f"{one.parent} × {one.ratio}",
            str(one.on_day),
            word(f"choices.{one.choice}", lang),
            one.source,
            f"¥{one.price}" if one.price else word("no_price", lang),
        )
        for one in found
    )
    return sheet("forks", ("asset", "came_of", "day", "choice", "source", "price"), rows, lang, 5)


def unvalued_sheet(found: Iterable[Unvalued], places: Places, lang: Language) -> Sheet:
    """Assets of forks that have no price: they are left out of a pool in yen."""
    rows = tuple((one.asset, coins(one.units, one.asset, places), f"{one.claims:,}") for one in found)
    note = word("unvalued_note", lang) if rows else ""
    return sheet("unvalued", ("asset", "units", "claims"), rows, lang, 1, note)
