"""A wind-down in words: every table that the terminal and the PDF show, worded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hozen.books import CaseRecord
from hozen.faces.words import Language, has, say
from hozen.findings import AssetUnits, Finding
from hozen.values import Units
from hozen.workflows.wind_down.claims import Match, StateLine
from hozen.workflows.wind_down.court_report import CourtReport, RoundLine, Tie
from hozen.workflows.wind_down.estate import EstateLine
from hozen.workflows.wind_down.paying import PayLine, PaymentLine
from hozen.workflows.wind_down.planning import Bucket
from hozen.workflows.wind_down.statements import Statement


@dataclass(frozen=True, slots=True)
class Sheet:
    """見出し付きの表: a headed table of texts; `right` says which columns are amounts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


Places = Mapping[str, int]


def word(key: str, lang: Language, **values: object) -> str:
    """A text of the room; the bare name where it has none (a name that data brought)."""
    if not has(f"wind_down.{key}"):
        return key.rpartition(".")[2]
    return say(f"wind_down.{key}", lang, **values)


def sheet(
    title: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]], lang: Language, texts: int = 2
) -> Sheet:
    """A table whose first `texts` columns are words and whose others are amounts."""
    heads = tuple(word(f"columns.{one}", lang) for one in columns)
    right = tuple(number >= texts for number in range(len(columns)))
    return Sheet(word(f"titles.{title}", lang), heads, tuple(rows), right)


def coins(units: object, asset: str, places: Places) -> str:
    """A quantity with every digit; '' where there is none."""
    return "" if units is None else Units(int(str(units))).coins(places.get(asset, 0))


def estate_sheet(lines: Iterable[EstateLine], places: Places, lang: Language) -> Sheet:
    """Pool, asset, whose, provision, units."""
    rows = (
        (
            word(f"pools.{one.pool}", lang),
            one.asset,
            word(f"whose.{one.to}", lang),
            "、".join(law.cite.ja for law in one.rests_on)
            if lang == "ja"
            else ", ".join(str(law.cite) for law in one.rests_on),
            coins(one.units, one.asset, places),
        )
        for one in lines
    )
    return sheet("estate", ("pool", "asset", "whose", "provision", "units"), rows, lang, 4)


def priority_sheet(found: Iterable[Finding], lang: Language) -> Sheet:
    """Customers' priority right: asset, result, provision, what they rank first on, what they are owed, over or short."""
    rows = (
        (
            one.subject,
            say(f"status.word.{one.status.value}", lang),
            "、".join(cite.ja for cite in one.cite) if lang == "ja" else ", ".join(map(str, one.cite)),
            *(_bare(part) for part in (one.measure, one.threshold, one.distance)),
        )
        for one in found
    )
    return sheet("priority", ("asset", "agrees", "provision", "ranked_first", "owed", "over"), rows, lang, 3)


def _bare(found: object) -> str:
    return found.units.coins(found.decimals) if isinstance(found, AssetUnits) else str(found)


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
    return sheet("register", ("state", "asset", "claims", "ledger", "filed", "net", "disputed"), rows, lang)


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


def plan_sheet(
    lines: Iterable[Bucket | RoundLine], places: Places, lang: Language, title: str = "plan"
) -> Sheet:
    """A round's sums, or those of all rounds."""
    names = ("available", "claims", "before", "pay", "reserve", "deferred", "left")
    rows = (
        (
            str(one.number) if isinstance(one, RoundLine) else f"{one.creditors:,}",
            one.asset,
            *(coins(getattr(one, name), one.asset, places) for name in names),
        )
        for one in lines
    )
    first = "round" if title == "rounds" else "creditors"
    return sheet(title, (first, "asset", "available", "claimed", *names[2:]), rows, lang)


def pay_sheet(lines: Iterable[PayLine], places: Places, lang: Language) -> Sheet:
    """What a pay file sends and holds."""
    rows = (
        (
            word(f"holds.{one.hold or 'none'}", lang),
            one.asset,
            f"{one.payments:,}",
            coins(one.units, one.asset, places),
        )
        for one in lines
    )
    return sheet("pay", ("hold", "asset", "payments", "units"), rows, lang)


def payments_sheet(lines: Iterable[PaymentLine], places: Places, lang: Language) -> Sheet:
    """Payments by state."""
    rows = (
        (
            word(f"payment_states.{one.state}", lang),
            f"{one.number}",
            one.asset,
            f"{one.payments:,}",
            coins(one.units, one.asset, places),
        )
        for one in lines
    )
    return sheet("payments", ("state", "round", "asset", "payments", "units"), rows, lang, 3)


def ties_sheet(lines: Iterable[Tie], lang: Language) -> Sheet:
    """Sums that must be one and the same."""
    rows = (
        (
            word(f"ties.{one.name}", lang),
            one.subject,
            word("holds_true" if one.holds else "holds_not", lang),
            f"{one.first:,}",
            f"{one.second:,}",
        )
        for one in lines
    )
    return sheet("ties", ("tie", "subject", "agrees", "first", "second"), rows, lang, 3)


def report_sheets(found: CourtReport, lang: Language) -> list[Sheet]:
    """The court's report."""
    return [
        estate_sheet(found.estate, found.decimals, lang),
        priority_sheet(found.priority, lang),
        register_sheet(found.claims, found.decimals, lang),
        plan_sheet(found.rounds, found.decimals, lang, "rounds"),
        payments_sheet(found.payments, found.decimals, lang),
        ties_sheet(found.ties, lang),
    ]


def statement_sheets(found: Statement, lang: Language) -> list[Sheet]:
    """One creditor's claims and rounds."""
    names = (
        "ledger_units",
        "filed_units",
        "admitted_units",
        "disputed_units",
        "set_off_units",
        "assigned_units",
    )
    claims = (
        (
            word(f"states.{row['state']}", lang),
            str(row["asset"]),
            *(coins(row[name], str(row["asset"]), _places(row)) for name in names),
        )
        for row in found.claims
    )
    paid = ("claim_units", "due_units", "before_units", "pay_units", "reserve_units", "deferred_units")
    rounds = (
        (
            str(row["round"]),
            str(row["asset"]),
            *(coins(row[name], str(row["asset"]), _places(row)) for name in paid),
        )
        for row in found.payments
    )
    return [
        sheet("claims_of_one", ("state", "asset", *names), claims, lang),
        sheet("rounds_of_one", ("round", "asset", *paid), rounds, lang),
    ]


def entries_sheet(found: CaseRecord, lang: Language) -> Sheet:
    """What happened, entry by entry."""
    rows = (
        (str(one.seq), str(one.day), word(f"events.{one.event}", lang), one.actor, one.approved_by)
        for one in found.entries
    )
    return sheet("entries", ("entry", "day", "event", "actor", "approved_by"), rows, lang, 5)


def cases_sheet(found: Iterable[CaseRecord], lang: Language) -> Sheet:
    """Cases of a book, and the newest entry of each."""
    rows = (
        (
            one.case,
            str(one.entries[0].day),
            word("is_open" if one.is_open else "is_closed", lang),
            f"{one.last}",
            word(f"events.{one.entries[-1].event}", lang),
        )
        for one in found
    )
    return sheet("cases", ("case", "day", "state", "entry", "event"), rows, lang, 5)


def _places(row: Mapping[str, object]) -> Places:
    return {str(row["asset"]): int(str(row["decimals"]))}
