"""One incident in full."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import briefly
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.findings.table import NOTHING, percent
from hozen.values import Ratio
from hozen.workflows.replay import Bound, Incident, IncidentReplay, NotReplayed, ScenarioAnswer

_BOUNDS = {Bound.AT_MOST: "≤ ", Bound.AT_LEAST: "≥ ", Bound.STATED: ""}


def one_incident(one: IncidentReplay, view: View) -> list[Text]:
    """The facts, what each reserve would have paid, what scenarios ask, what happened, what is not known."""
    part = f"{bounded(one.part.bound)}{one.part.yen} ({view.word('replay.part_basis', one.part.basis)})"
    return [
        *_title(one.incident, view),
        *pairs([*_loss(one.incident, view), (view.say("replay.part"), part), *_sizes(one)], view.width),
        *_payouts(one, view),
        *_scenarios(one, view),
        *_aftermath(one.incident, view),
        *_open(one.not_known, one.incident, view),
        *(
            line
            for note in one.notes
            for line in paragraph(f"! {view.word('replay.notes', note.key)}", view.width)
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


def _sizes(one: IncidentReplay) -> list[tuple[str, str]]:
    return [
        (
            f"{size.measure} {size.period} {size.product}".strip(),
            f"{size.value_m:,} {size.currency}m ({size.basis})",
        )
        for size in one.sizes
    ]


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
    heads = [view.say(f"asked.{name}") for name in ("scenario", "level", "addition", "share", "standing")]
    answered = [answer for answer in one.scenarios if answer.requirement]
    rows = [scenario_row(answer, view) for answer in answered]
    right = (False, True, True, True, False)
    table = laid(heads, lambda _: rows, right, view.width) if rows else []
    silent = [
        (answer.scenario, view.word("replay.reasons", answer.reason))
        for answer in one.scenarios
        if answer.reason
    ]
    return [heading(view.say("asked.title")), *table, *pairs(silent, view.width)]


def scenario_row(answer: ScenarioAnswer, view: View) -> list[str]:
    """What one scenario asks, and how much of the customers' part that level would have paid."""
    needed, standing = answer.requirement, answer.standing
    sign = bounded(answer.bound)
    return [
        answer.scenario,
        f"{sign}{needed.level}" if needed else NOTHING,
        f"{sign}{needed.yearly_addition}" if needed else NOTHING,
        f"{sign}{cut_share(answer.if_full.share)}" if answer.if_full else NOTHING,
        view.standing(standing) if standing else NOTHING,
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
