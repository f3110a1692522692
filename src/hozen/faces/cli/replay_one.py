"""One incident in full."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import briefly
from hozen.faces.cli.standings import by_standing
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.findings.table import NOTHING, percent
from hozen.values import Ratio
from hozen.workflows.replay import Bound, FirmSize, Incident, IncidentReplay, NotReplayed, ScenarioAnswer

_BOUNDS = {Bound.AT_MOST: "≤ ", Bound.AT_LEAST: "≥ ", Bound.STATED: ""}


def one_incident(one: IncidentReplay, view: View) -> list[Text]:
    """The facts, what each reserve would have paid, what scenarios ask, what happened, what is not known."""
    part = f"{bounded(one.part.bound)}{one.part.yen} ({view.word('replay.part_basis', one.part.basis)})"
    return [
        *_title(one.incident, view),
        *pairs([*_loss(one.incident, view), (view.say("replay.part"), part), *_sizes(one, view)], view.width),
        *_payouts(one, view),
        *_scenarios(one, view),
        *_aftermath(one.incident, view),
        *_open(one.not_known, one.incident, view),
        *(
            line
            for note in one.notes
            for line in hanging("  ! ", view.word("replay.notes", note.key), view.width)
        ),
    ]


def without_amount(one: NotReplayed, view: View) -> list[Text]:
    """An incident whose amount nobody knows."""
    return [
        *_title(one.incident, view),
        *paragraph(view.word("replay.refusals", one.reason), view.width),
        *_aftermath(one.incident, view),
        *_open(one.not_known, one.incident, view),
    ]


def bounded(bound: Bound) -> str:
    """'≤ ' where the true figure is this or less, '≥ ' where it is this or more."""
    return _BOUNDS[bound]


def cut_share(share: Ratio | None) -> str:
    """A percentage, cut; a dash where there was nothing to pay."""
    return NOTHING if share is None else percent(share)


def _title(told: Incident, view: View) -> list[Text]:
    kind = view.word("replay.kind", told.kind.value)
    return [Text(f"{told.firm}  {told.day}  {kind}  [{told.name}]", BOLD)]


def _loss(told: Incident, view: View) -> list[tuple[str, str]]:
    yen = str(told.loss) if told.loss else NOTHING
    if told.yen_basis == "converted":
        yen += f" ({view.say('replay.converted', rate=told.usd_jpy)})"
    rows = [(view.say("replay.loss"), yen)]
    if told.units or told.assets:
        rows.append((view.say("replay.coins"), told.units or told.assets))
    return rows


def _sizes(one: IncidentReplay, view: View) -> list[tuple[str, str]]:
    return [(_measure(size, view), _size(size, view)) for size in one.sizes]


def _measure(size: FirmSize, view: View) -> str:
    product = f" {view.word('cli.product', size.product)}" if size.product else ""
    return f"{view.say(f'size.{size.measure}')}{product} {size.period}"


def _size(size: FirmSize, view: View) -> str:
    key = "yen" if size.currency == "JPY" else "dollars"
    return view.say(f"size.{key}", millions=f"{size.value_m:,}", basis=view.say(f"size.basis.{size.basis}"))


def _payouts(one: IncidentReplay, view: View) -> list[Text]:
    heads = [view.say(f"payout.{name}") for name in ("reserve", "covered", "share", "left")]
    rows = [
        [briefly(paid.reserve, view), str(paid.covered), cut_share(paid.share), str(paid.left)]
        for paid in one.payouts
    ]
    return [heading(view.say("payout.title")), *laid(heads, lambda _: rows, (True,) * 4, view.width)]


def _scenarios(one: IncidentReplay, view: View) -> list[Text]:
    if not one.scenarios:
        return []
    heads = [view.say(f"asked.{name}") for name in ("scenario", "level", "addition", "share")]
    rows = [scenario_row(answer) for answer in one.scenarios if answer.requirement]
    table = laid(heads, lambda _: rows, (False, True, True, True), view.width) if rows else []
    firm = by_standing(((answer.scenario, answer.standing) for answer in one.scenarios), view)
    silent = [
        (answer.scenario, view.word("replay.reasons", answer.reason))
        for answer in one.scenarios
        if answer.reason
    ]
    return [heading(view.say("asked.title")), *table, *firm, *pairs(silent, view.width)]


def scenario_row(answer: ScenarioAnswer) -> list[str]:
    """What one scenario asks, and how much of the customers' part that level would have paid."""
    needed, sign = answer.requirement, bounded(answer.bound)
    return [
        answer.scenario,
        f"{sign}{needed.level}" if needed else NOTHING,
        f"{sign}{needed.yearly_addition}" if needed else NOTHING,
        f"{sign}{cut_share(answer.if_full.share)}" if answer.if_full else NOTHING,
    ]


def _aftermath(told: Incident, view: View) -> list[Text]:
    rows = [
        ("paid_by", view.word("replay.paid_by", told.paid_by)),
        ("days", "" if told.days is None else f"{told.days:,}"),
        ("recovery", "" if told.recovery_pct is None else f"{told.recovery_pct}%"),
        ("outcome", view.pick(told.outcome, told.outcome_ja)),
        ("confidence", view.word("replay.confidence", told.confidence.value)),
        ("sources", " ".join(told.sources)),
    ]
    shown = [(view.say(f"after.{label}"), text) for label, text in rows if text]
    return [heading(view.say("after.title")), *pairs(shown, view.width)]


def _open(keys: tuple[str, ...], told: Incident, view: View) -> list[Text]:
    unknown = [view.word("replay.unknown", key) for key in keys]
    unverified = [view.word("replay.unverified", key) for key in told.unverified]
    rows = [
        (view.say("unknown.unknown"), view.join(unknown)),
        (view.say("unknown.unverified"), view.join(unverified)),
    ]
    shown = [row for row in rows if row[1]]
    return [heading(view.say("unknown.title")), *pairs(shown, view.width)] if shown else []
