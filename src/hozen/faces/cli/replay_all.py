"""All incidents in short."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid
from hozen.faces.cli.quantities import briefly
from hozen.faces.cli.replay_one import bounded, cut_share, scenario_row
from hozen.faces.cli.view import BOLD, DIM, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.workflows.replay import Group, ReplayReport


def everything(report: ReplayReport, view: View) -> list[Text]:
    """Groups, one row per incident, scenarios where the firm's size is known, what was left out."""
    return [
        Text(view.say("all.title", count=len(report.replayed), day=report.day), BOLD),
        *(line for group in report.groups for line in _group(group, view)),
        *_overview(report, view),
        *_scenarios(report, view),
        *_left_out(report, view),
    ]


def _group(group: Group, view: View) -> list[Text]:
    heads = [view.say(f"payout.{name}") for name in ("reserve", "covered", "share", "left", "in_full")]
    rows = [
        [
            briefly(pool.reserve, view),
            str(pool.covered),
            cut_share(pool.share),
            str(pool.left),
            view.say("all.firms", paid=pool.in_full, firms=pool.firms),
        ]
        for pool in group.payouts
    ]
    return [
        heading(view.word("replay.groups", group.key)),
        *paragraph(view.join(list(group.incidents)), view.width, 2, DIM),
        *laid(heads, lambda _: rows, (True,) * 5, view.width),
    ]


def _overview(report: ReplayReport, view: View) -> list[Text]:
    shares = [briefly(reserve, view) for reserve in report.reserves]
    heads = [view.say("all.incident"), view.say("all.part"), *shares]
    rows = [
        [
            one.incident.name,
            f"{bounded(one.part.bound)}{one.part.yen}",
            *(cut_share(paid.share) for paid in one.payouts),
        ]
        for one in report.replayed
    ]
    right = (False, *(True for _ in heads[1:]))
    note = paragraph(view.say("all.bounds"), view.width, 2, DIM)
    return [heading(view.say("all.overview")), *laid(heads, lambda _: rows, right, view.width), *note]


def _scenarios(report: ReplayReport, view: View) -> list[Text]:
    rows = [
        [one.incident.name, *scenario_row(answer)]
        for one in report.replayed
        for answer in one.scenarios
        if answer.requirement and answer.used
    ]
    if not rows:
        return []
    heads = [
        view.say("all.incident"),
        *(view.say(f"asked.{name}") for name in ("scenario", "level", "addition", "share")),
    ]
    unknown = sum(not any(answer.used for answer in one.scenarios) for one in report.replayed)
    note = paragraph(view.say("all.size_not_known", count=unknown), view.width, 2, DIM)
    table = laid(heads, lambda _: rows, (False, False, True, True, True), view.width)
    return [heading(view.say("asked.title")), *table, *note]


def _left_out(report: ReplayReport, view: View) -> list[Text]:
    if not report.not_replayed:
        return []
    names = view.join([one.incident.name for one in report.not_replayed])
    reasons = dict.fromkeys(view.word("replay.refusals", one.reason) for one in report.not_replayed)
    return [heading(view.say("all.left_out")), *paragraph(f"{names}: {view.join(reasons)}", view.width)]
