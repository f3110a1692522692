"""The report of a compensation to the regulator: one PDF, in the language asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hozen.faces.reports.pdf import Document, Grid, Heading, Pairs, Text
from hozen.faces.words import Language, has, retold, say
from hozen.faces.words.money_sources import source_name
from hozen.findings import Finding
from hozen.findings.table import NOTHING, percent
from hozen.rules.compensation import by_day, whole_on
from hozen.values import Ratio, Units, Yen
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.planning import Plan
from hozen.workflows.compensation.states import StateTotal
from hozen.workflows.incident.state import IncidentState


def regulator_report(
    state: IncidentState,
    found: Compensation,
    plans: Sequence[Plan],
    totals: Sequence[StateTotal],
    day: date,
    firm: str,
    lang: Language,
) -> Document:
    """Case, loss, sources, cash path, law, plans with who approved them, and payments by state."""
    said = _Said(lang)
    return Document(
        said("regulator.title", case=state.case),
        [
            Pairs(_head(said, state, found, day, firm)),
            Heading(said("regulator.losses")),
            _losses(said, found),
            Heading(said("compensation.who_pays")),
            _sources(said, found),
            *(Text(f"{name}: {why}", small=True) for name, why in _silent(said, found)),
            Heading(said("compensation.bridged" if found.terms.bridge else "compensation.not_bridged")),
            _cash(said, found),
            Heading(said("compensation.law")),
            *(Text(said.finding(one)) for one in found.findings),
            Heading(said("regulator.plans")),
            _plans(said, plans),
            Heading(said("regulator.payments")),
            _payments(said, totals, found),
        ],
        lang,
        day,
        f"{found.book} / {state.case} / {state.seq}",
    )


class _Said:
    """Words of several rooms in one language."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def heads(self, *names: str) -> list[str]:
        return [self(f"compensation.head.{name}") for name in names]

    def word(self, room: str, name: str) -> str:
        return self(f"{room}.{name}") if has(f"{room}.{name}") else name.replace("_", " ")

    def finding(self, one: Finding) -> str:
        cites = ", ".join(dict.fromkeys(str(each) if self.lang == "en" else each.ja for each in one.cite))
        status, standing = (
            self.word("status.word", one.status.value),
            self.word("standing.word", one.standing.word),
        )
        return f"{status}: {one.subject} {self.word('reasons', one.reason)} [{cites}; {standing}]"


def _head(
    said: _Said, state: IncidentState, found: Compensation, day: date, firm: str
) -> list[tuple[str, str]]:
    whole = whole_on(found.cash)
    return [
        (said("regulator.firm"), firm),
        (said("regulator.day"), str(day)),
        (said("regulator.lost_on"), str(found.day)),
        (said("regulator.cause"), said.word("incident.causes", state.cause)),
        (said("regulator.customers"), f"{state.valued.customers:,}" if state.valued else NOTHING),
        (said("compensation.loss"), str(found.waterfall.loss)),
        (said("compensation.covered"), str(found.waterfall.covered)),
        (said("compensation.shortfall"), str(found.waterfall.shortfall)),
        (said("compensation.whole_on"), str(whole) if whole else said("compensation.never")),
    ]


def _losses(said: _Said, found: Compensation) -> Grid:
    rows = [
        [
            one.due.asset,
            _coins(found, one.due.asset, one.due.lost),
            _coins(found, one.due.asset, one.coin_units) if one.coin_units else NOTHING,
            str(one.yen) if one.yen else NOTHING,
            percent(Ratio(one.share)),
        ]
        for one in found.payments
    ]
    return Grid(
        said.heads("asset", "lost", "in_coin", "in_yen", "share"), rows, (False, True, True, True, True)
    )


def _sources(said: _Said, found: Compensation) -> Grid:
    rows = [
        [
            source_name(one.source, said.lang),
            str(one.source.amount if one.source.held is None else one.source.held),
            str(one.used),
            str(one.refilled),
            str(one.borne),
        ]
        for one in found.waterfall.lines
    ]
    heads = said.heads("source", "gives", "used", "refilled", "borne")
    return Grid(heads, rows, (False, True, True, True, True))


def _silent(said: _Said, found: Compensation) -> list[tuple[str, str]]:
    return [
        (
            source_name(one.source, said.lang),
            f"{said.word('reasons', one.source.reason)} {retold('how', one.source.detail, said.lang)}".strip(),
        )
        for one in found.waterfall.lines
        if one.source.reason
    ]


def _cash(said: _Said, found: Compensation) -> Grid:
    rows = [
        [str(one.day), str(one.to_customers), str(one.refilled), str(one.outstanding)]
        for one in by_day(found.cash)
    ]
    heads = said.heads("day", "to_customers", "refilled", "outstanding")
    return Grid(heads, rows, (False, True, True, True))


def _plans(said: _Said, plans: Sequence[Plan]) -> Grid:
    heads = [said(f"regulator.{name}") for name in ("plan", "entry", "amount", "prepared", "approved")]
    rows = [
        [
            str(one.number),
            str(one.entry.seq),
            str(one.planned),
            one.entry.actor,
            one.entry.approved_by or NOTHING,
        ]
        for one in plans
    ]
    return Grid(heads, rows, (False, True, True, False, False))


def _payments(said: _Said, totals: Sequence[StateTotal], found: Compensation) -> Grid:
    rows = [
        [said.word("compensation.state", one.state), one.asset, f"{one.payments:,}", _amount(found, one)]
        for one in totals
    ]
    return Grid(said.heads("state", "asset", "payments", "amount"), rows, (False, False, True, True))


def _amount(found: Compensation, one: StateTotal) -> str:
    return str(Yen(one.amount)) if one.asset == "JPY" else _coins(found, one.asset, one.amount)


def _coins(found: Compensation, asset: str, units: int) -> str:
    return Units(units).coins(found.decimals.get(asset, 0))
