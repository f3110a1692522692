"""Compensation as a person reads it: who pays, when, what each asset's losers get, what goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language, retold, say
from hozen.faces.words.money_sources import source_name
from hozen.findings import Finding, Status
from hozen.findings.table import NOTHING, percent
from hozen.rules.compensation import AssetPayment, Taken, by_day, whole_on
from hozen.values import Ratio, Units, Yen
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.paying import Batch
from hozen.workflows.compensation.planning import AssetTotal
from hozen.workflows.compensation.plans import Plan
from hozen.workflows.compensation.states import StateTotal

_YEN = "JPY"


def show_compensation(found: Compensation, lang: Language, width: int) -> list[Text]:
    """The waterfall, the cash path, what is paid for each asset under both spreads, and what the law says."""
    view = View(lang, width)
    short = found.waterfall.shortfall
    status = Status.BREACH if short else Status.MET
    title = _say(view, "title", case=found.case, book=found.book, day=found.day)
    whole = whole_on(found.cash)
    sums = [
        (_say(view, "loss"), str(found.waterfall.loss)),
        (
            _say(view, "covered"),
            f"{found.waterfall.covered} ({_share(found.waterfall.covered, found.waterfall.loss)})",
        ),
        (_say(view, "shortfall"), str(short)),
        (_say(view, "whole_on"), str(whole) if whole else _say(view, "never")),
    ]
    drill = [Text(_say(view, "drill"), STYLES[Status.ATTENTION])] if found.assumed else []
    return [
        Text(title, STYLES[status]),
        *drill,
        *pairs(sums, width),
        *_sources(found, view),
        *_cash(found, view),
        *_assets(found, view),
        *_law(found.findings, view),
    ]


def show_plan(
    found: Compensation, made: Plan, totals: Sequence[AssetTotal], lang: Language, width: int
) -> list[Text]:
    """The plan that was entered, under its waterfall."""
    view = View(lang, width)
    decimals = {one.due.asset: _decimals(found, one.due.asset) for one in found.payments}
    heads = [_say(view, f"head.{name}") for name in ("asset", "payments", "amount", "unclaimed")]
    rows = [
        [one.asset, f"{one.payments:,}", _amount(one.asset, one.amount, decimals), f"{one.unclaimed:,}"]
        for one in totals
    ]
    return [
        *show_compensation(found, lang, width),
        heading(_say(view, "plan", number=made.number, entry=made.entry.seq)),
        *laid(heads, lambda _: rows, (False, True, True, True), width),
        *_overpaid(made, decimals, view),
        *paragraph(_say(view, "to_approve", entry=made.entry.seq, case=found.case), width),
    ]


def show_batch(found: Batch, folder: Path, lang: Language, width: int) -> list[Text]:
    """What went out, in which files, and what was held back."""
    view = View(lang, width)
    title = _say(view, "batch_again" if found.already else "batch", entry=found.entry.seq)
    files = [(one.file.name, _say(view, "rows", count=one.file.rows or 0)) for one in found.files]
    held = [(view.word("compensation.held", reason), f"{count:,}") for reason, count in found.held]
    totals = [
        (f"{view.word('compensation.method', method)} {asset}", _say(view, "rows", count=count))
        for method, asset, count, _ in found.totals
    ]
    lines = [Text(title, STYLES[Status.MET]), *pairs(totals, width)]
    lines += [*_reserve(found, view), heading(_say(view, "files", folder=folder)), *pairs(files, width)]
    return lines + ([heading(_say(view, "held_back")), *pairs(held, width)] if held else [])


def show_states(
    case: str, found: Sequence[StateTotal], decimals: Mapping[str, int], lang: Language, width: int
) -> list[Text]:
    """Payments by state and asset."""
    view = View(lang, width)
    heads = [_say(view, f"head.{name}") for name in ("state", "asset", "payments", "amount")]
    rows = [
        [
            view.word("compensation.state", one.state),
            one.asset,
            f"{one.payments:,}",
            _amount(one.asset, one.amount, decimals),
        ]
        for one in found
    ]
    title = Text(_say(view, "states", case=case), BOLD)
    if not rows:
        return [title, *paragraph(_say(view, "no_plan"), width)]
    return [title, *laid(heads, lambda _: rows, (False, False, True, True), width)]


def _say(view: View, key: str, **values: object) -> str:
    return say(f"compensation.{key}", view.lang, **values)


def _overpaid(made: Plan, decimals: Mapping[str, int], view: View) -> list[Text]:
    """What earlier payments gave beyond what is due; nothing where they gave none."""
    coin = [(one.asset, _amount(one.asset, one.coin, decimals)) for one in made.overpaid if one.coin]
    yen = [(one.asset, str(Yen(one.yen))) for one in made.overpaid if one.yen]
    if not made.overpaid:
        return []
    return [heading(_say(view, "overpaid")), *pairs([*coin, *yen], view.width)]


def _reserve(found: Batch, view: View) -> list[Text]:
    """What the batch takes of the reserve."""
    if found.reserve is None or not found.reserve.taken:
        return []
    if not found.reserve.journal:
        return list(paragraph(_say(view, "no_journal", yen=found.reserve.taken), view.width))
    entered = found.reserve.entry.amount if found.reserve.entry else Yen(0)
    return list(paragraph(_say(view, "reserve_used", taken=found.reserve.taken, entered=entered), view.width))


def _sources(found: Compensation, view: View) -> list[Text]:
    heads = [_say(view, f"head.{name}") for name in ("source", "gives", "used", "refilled", "borne")]
    rows = [_source(one, view) for one in found.waterfall.lines if one.source.amount or one.source.reason]
    rows.append(
        [_say(view, "shortfall"), "", str(found.waterfall.shortfall), "", str(found.waterfall.shortfall)]
    )
    silent = [
        (
            source_name(one.source, view.lang),
            f"{view.word('reasons', one.source.reason)} {retold('how', one.source.detail, view.lang)}".strip(),
        )
        for one in found.waterfall.lines
        if one.source.reason
    ]
    return [
        heading(_say(view, "who_pays")),
        *laid(heads, lambda _: rows, (False, True, True, True, True), view.width),
        *(line for name, why in silent for line in hanging(f"  ! {name}: ", why, view.width)),
    ]


def _source(one: Taken, view: View) -> list[str]:
    there = one.source.amount if one.source.held is None else one.source.held
    return [source_name(one.source, view.lang), str(there), str(one.used), str(one.refilled), str(one.borne)]


def _cash(found: Compensation, view: View) -> list[Text]:
    heads = [_say(view, f"head.{name}") for name in ("day", "to_customers", "refilled", "outstanding")]
    rows = [
        [str(one.day), str(one.to_customers), str(one.refilled), str(one.outstanding)]
        for one in by_day(found.cash)
    ]
    if not rows:
        return []
    title = _say(view, "bridged" if found.terms.bridge else "not_bridged")
    return [heading(title), *laid(heads, lambda _: rows, (False, True, True, True), view.width)]


def _assets(found: Compensation, view: View) -> list[Text]:
    names = ("asset", "lost", "in_coin", "in_yen", "share", "other_share")
    heads = [_say(view, f"head.{name}") for name in names]
    other = {one.due.asset: one for one in found.otherwise}

    def rows(places: int | None) -> list[list[str]]:
        return [_asset(one, other[one.due.asset], found, places) for one in found.payments]

    spread = view.word("compensation.spread", found.terms.spread.value)
    otherwise = view.word("compensation.spread", found.other_spread.value)
    return [
        heading(_say(view, "what_is_paid", spread=spread, other=otherwise)),
        *laid(heads, rows, (False, True, True, True, True, True), view.width),
    ]


def _asset(one: AssetPayment, other: AssetPayment, found: Compensation, places: int | None) -> list[str]:
    decimals = _decimals(found, one.due.asset)
    return [
        one.due.asset,
        coins(Units(one.due.lost), decimals, places),
        coins(Units(one.coin_units), decimals, places) if one.coin_units else NOTHING,
        str(one.yen) if one.yen else NOTHING,
        _percent(one.share),
        _percent(other.share),
    ]


def _law(findings: Sequence[Finding], view: View) -> list[Text]:
    if not findings:
        return []
    lines = [heading(_say(view, "law"))]
    for one in findings:
        lead = f"  {view.status(one.status)} {one.subject} ".replace("  ", " ")
        told = f"{view.word('reasons', one.reason)} [{view.cited(one.cite)}; {view.standing(one.standing)}]"
        lines += hanging(f" {lead}", told, view.width)
    return lines


def _decimals(found: Compensation, asset: str) -> int:
    return found.decimals.get(asset, 0)


def _amount(asset: str, amount: int, decimals: Mapping[str, int]) -> str:
    return str(Yen(amount)) if asset == _YEN else coins(Units(amount), decimals.get(asset, 0))


def _share(part: Yen, whole: Yen) -> str:
    return _percent(Fraction(part.amount, whole.amount)) if whole else NOTHING


def _percent(share: Fraction) -> str:
    return percent(Ratio(share))
