"""What the report of a compensation tells the regulator, as values: the PDF and the workbook are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hozen.faces.words import Language, has, retold, say
from hozen.faces.words.money_sources import source_name
from hozen.findings import AssetUnits, Finding, Quantity
from hozen.findings.table import NOTHING
from hozen.rules.compensation import by_day, whole_on
from hozen.values import Ratio, Units, Yen
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.plans import Plan
from hozen.workflows.compensation.states import StateTotal
from hozen.workflows.incident.state import IncidentState

Cell = Quantity | None
_YEN = "JPY"


@dataclass(frozen=True, slots=True)
class Told:
    """当局報告の内容: everything that the report rests on."""

    state: IncidentState
    found: Compensation
    plans: Sequence[Plan]
    totals: Sequence[StateTotal]
    day: date
    firm: str
    lang: Language

    @property
    def reference(self) -> str:
        """Book, case and the entry as of which it was told."""
        return f"{self.found.book} / {self.state.case} / {self.state.seq}"


@dataclass(frozen=True, slots=True)
class Part:
    """A headed table, or, without heads, sentences under a heading."""

    title: str
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    right: Sequence[bool] = ()
    notes: Sequence[str] = ()


def title(told: Told) -> str:
    """The report's title."""
    return say("regulator.title", told.lang, case=told.state.case)


def head(told: Told) -> list[tuple[str, Cell]]:
    """Firm, case and the sums."""
    whole, valued = whole_on(told.found.cash), told.state.valued
    fall = told.found.waterfall
    pairs: list[tuple[str, Cell]] = [
        ("regulator.firm", told.firm),
        ("regulator.day", told.day),
        ("regulator.lost_on", told.found.day),
        ("regulator.cause", _word("incident.causes", told.state.cause, told.lang)),
        ("regulator.customers", valued.customers if valued else None),
        ("compensation.loss", fall.loss),
        ("compensation.covered", fall.covered),
        ("compensation.shortfall", fall.shortfall),
        ("compensation.whole_on", whole or say("compensation.never", told.lang)),
    ]
    return [(say(key, told.lang), cell) for key, cell in pairs]


def parts(told: Told) -> list[Part]:
    """Losses, sources, cash path, law, plans with who approved them, payments by state."""
    return [_losses(told), _sources(told), _cash(told), _law(told), _plans(told), _payments(told)]


def _losses(told: Told) -> Part:
    rows: list[list[Cell]] = [
        [
            one.due.asset,
            _units(told, one.due.asset, one.due.lost),
            _units(told, one.due.asset, one.coin_units) if one.coin_units else None,
            one.yen or None,
            Ratio(one.share),
        ]
        for one in told.found.payments
    ]
    heads = _heads(told, "asset", "lost", "in_coin", "in_yen", "share")
    return Part(say("regulator.losses", told.lang), heads, rows, _right(5, 1))


def _sources(told: Told) -> Part:
    rows: list[list[Cell]] = [
        [
            source_name(one.source, told.lang),
            one.source.amount if one.source.held is None else one.source.held,
            one.used,
            one.refilled,
            one.borne,
        ]
        for one in told.found.waterfall.lines
    ]
    heads = _heads(told, "source", "gives", "used", "refilled", "borne")
    return Part(say("compensation.who_pays", told.lang), heads, rows, _right(5, 1), _silent(told))


def _silent(told: Told) -> list[str]:
    """Why a source gives nothing."""
    return [
        f"{source_name(one.source, told.lang)}: {_word('reasons', one.source.reason, told.lang)}"
        f" {retold('how', one.source.detail, told.lang)}".strip()
        for one in told.found.waterfall.lines
        if one.source.reason
    ]


def _cash(told: Told) -> Part:
    rows: list[list[Cell]] = [
        [one.day, one.to_customers, one.refilled, one.outstanding] for one in by_day(told.found.cash)
    ]
    name = "bridged" if told.found.terms.bridge else "not_bridged"
    heads = _heads(told, "day", "to_customers", "refilled", "outstanding")
    return Part(say(f"compensation.{name}", told.lang), heads, rows, _right(4, 1))


def _law(told: Told) -> Part:
    notes = [_finding(one, told.lang) for one in told.found.findings]
    return Part(say("compensation.law", told.lang), notes=notes)


def _plans(told: Told) -> Part:
    rows: list[list[Cell]] = [
        [
            one.number,
            one.entry.seq,
            one.planned,
            one.entry.actor,
            one.entry.approved_by or NOTHING,
            say(f"regulator.stands.{one.outdated or 'valid'}", told.lang),
        ]
        for one in told.plans
    ]
    names = ("plan", "entry", "amount", "prepared", "approved", "in_force")
    heads = [say(f"regulator.{name}", told.lang) for name in names]
    return Part(say("regulator.plans", told.lang), heads, rows, (False, True, True, False, False, False))


def _payments(told: Told) -> Part:
    rows: list[list[Cell]] = [
        [
            _word("compensation.state", one.state, told.lang),
            one.asset,
            one.payments,
            Yen(one.amount) if one.asset == _YEN else _units(told, one.asset, one.amount),
        ]
        for one in told.totals
    ]
    heads = _heads(told, "state", "asset", "payments", "amount")
    return Part(say("regulator.payments", told.lang), heads, rows, _right(4, 2))


def _finding(one: Finding, lang: Language) -> str:
    cites = ", ".join(dict.fromkeys(str(each) if lang == "en" else each.ja for each in one.cite))
    status = _word("status.word", one.status.value, lang)
    standing = _word("standing.word", one.standing.word, lang)
    told = " ".join(filter(None, (one.subject, _word("reasons", one.reason, lang))))
    return f"{status}: {told} [{cites}; {standing}]"


def _heads(told: Told, *names: str) -> list[str]:
    return [say(f"compensation.head.{name}", told.lang) for name in names]


def _word(room: str, name: str, lang: Language) -> str:
    return say(f"{room}.{name}", lang) if has(f"{room}.{name}") else name.replace("_", " ")


def _units(told: Told, asset: str, units: int) -> AssetUnits:
    # a case that was valued anew may have paid an asset that is lost no more: its payments are told in smallest units
    return AssetUnits(asset, Units(units), told.found.decimals.get(asset, 0))


def _right(columns: int, texts: int) -> list[bool]:
    return [at >= texts for at in range(columns)]
