"""Claims in words: the register, the comparison with the ledger, and what one creditor is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from hozen.faces.reports.wind_down_cells import Places, Sheet, Told, coins, lean, sheet, word
from hozen.faces.words import Language
from hozen.workflows.wind_down.claims import Match, StateLine
from hozen.workflows.wind_down.statements import Statement

_T = TypeVar("_T")
_OF_CLAIM = (
    *("ledger_units", "filed_units", "admitted_units"),
    *("disputed_units", "set_off_units", "assigned_units"),
)
_OF_SHARE = ("claim_units", "due_units", "before_units", "pay_units", "reserve_units", "deferred_units")


def register_sheet(lines: Iterable[StateLine], places: Places, lang: Language) -> Sheet:
    """Claims by state and asset."""
    rows = (
        (
            word(f"states.{one.state}", lang),
            one.asset,
            f"{one.claims:,}",
            *(coins(units, one.asset, places) for units in (one.ledger, one.filed, one.net, one.disputed)),
        )
        for one in lines
    )
    names = ("state", "asset", "claims", "ledger", "filed", "net", "disputed")
    return lean(sheet("register", names, rows, lang))


def match_sheet(lines: Iterable[Match], places: Places, lang: Language) -> Sheet:
    """Claims against the ledger."""
    rows = (
        (
            word(f"differences.{one.difference}", lang),
            one.asset,
            f"{one.claims:,}",
            coins(one.by, one.asset, places),
        )
        for one in lines
    )
    return sheet("match", ("difference", "asset", "claims", "by"), rows, lang)


def statement_sheets(found: Statement, lang: Language) -> list[Sheet]:
    """One creditor's claims, rounds and payments."""
    classed = any(str(row["priority"]) for row in found.claims)
    claims = sheet(
        "claims_of_one",
        ("state", "asset", *_OF_CLAIM),
        _claims(found, lang),
        lang,
        note=_classes(found, lang),
    )
    rounds = (
        (str(row["round"]), str(row["asset"]), str(row["priority"]), *_cells(row, _OF_SHARE))
        for row in found.shares
    )
    shares = sheet("rounds_of_one", ("round", "asset", "priority", *_OF_SHARE), rounds, lang, 3)
    several = classed or len({row["priority"] for row in found.shares}) > 1
    return [lean(claims), lean(shares if several else _without(shares, 2)), _paid(found, lang)]


def _claims(found: Statement, lang: Language) -> Iterable[tuple[Told, ...]]:
    for row in found.claims:
        yield word(f"states.{row['state']}", lang), str(row["asset"]), *_cells(row, _OF_CLAIM)


def _classes(found: Statement, lang: Language) -> str:
    """Claims of a class of their own, in a sentence; '' where there is none."""
    told = [f"{row['asset']}: {row['priority']}" for row in found.claims if row["priority"]]
    return word("classes_of_one", lang, classes=", ".join(told)) if told else ""


def _paid(found: Statement, lang: Language) -> Sheet:
    rows = (
        (
            word(f"payment_states.{row['state']}", lang),
            str(row["round"]),
            str(row["asset"]),
            "" if row["holder"] == found.customer else str(row["holder"]),
            *_cells(row, ("units",)),
        )
        for row in found.paid
    )
    return sheet("paid_of_one", ("state", "round", "asset", "holder", "units"), rows, lang, 4)


def _cells(row: Mapping[str, object], names: Iterable[str]) -> tuple[Told, ...]:
    asset = str(row["asset"])
    return tuple(coins(row[name], asset, {asset: int(str(row["decimals"]))}) for name in names)


def _without(found: Sheet, place: int) -> Sheet:
    def cut(cells: tuple[_T, ...]) -> tuple[_T, ...]:
        return cells[:place] + cells[place + 1 :]

    return Sheet(found.title, cut(found.heads), tuple(map(cut, found.rows)), cut(found.right), found.note)
