"""A surveillance case as it stands, and the figures of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from rich.text import Text

from hozen.faces.cli.grid import fitted, pairs
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, has, say
from hozen.values import JST
from hozen.workflows.surveillance_desk.state import CaseAlert, SurveillanceCase
from hozen.workflows.surveillance_desk.statistics import DeskFigures

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OUTCOME = "desk."
_DETECTOR = "surveillance.detector"
_SHORT = 10  # signs of an id that are shown


def show_case(case: SurveillanceCase, lang: Language, width: int) -> list[Text]:
    """Whose it is, its alerts, what was decided and by whom, and what is to be done next."""
    view = View(lang, width)
    state = view.say("desk.open" if case.is_open else "desk.closed")
    return [
        Text(f"{case.book} / {case.case}  {state}", BOLD),
        *paragraph(case.what, width, 2),
        *pairs(_facts(case, view), width, 2),
        heading(view.say("desk.alerts")),
        *_alerts(case.alerts, view),
        *_left_out(case, view),
        *([heading(view.say("desk.notes"))] if case.notes else []),
        *(line for _, who, text in case.notes for line in paragraph(f"{who}: {text}", width, 2)),
        heading(view.say("closing.next")),
        Text(f"    {_next(case)}"),
    ]


def _facts(case: SurveillanceCase, view: View) -> list[tuple[str, str]]:
    decision, draft = case.decision, case.draft
    told = [
        (view.say("desk.holder"), case.holder or view.say("desk.nobody")),
        (view.say("desk.accounts"), ", ".join(case.accounts)),
        (view.say("desk.evidence"), "\n".join(name for name, _ in case.evidence)),
    ]
    if decision:
        told.append(
            (view.say("desk.decision"), f"{view.say(_OUTCOME + decision.outcome)}: {decision.reason}")
        )
        told.append(
            (view.say("desk.decided_by"), _two(decision.by, decision.approved_by, decision.seq, view))
        )
    if draft:
        told.append((view.say("desk.draft"), draft.name))
        told.append((view.say("desk.signed"), _two(draft.by, draft.signed_by, draft.seq, view)))
    if case.sent:
        told.append((view.say("desk.sent"), f"{case.sent_on} {case.sent}"))
    return [one for one in told if one[1]]


def _left_out(case: SurveillanceCase, view: View) -> list[Text]:
    if not case.left_out:
        return []
    told = [
        (
            view.word(_DETECTOR, one.what),
            say(why, view.lang, rows=f"{one.rows:,}")
            if has(why := f"surveillance.why.{one.why}")
            else one.why,
        )
        for one in case.left_out
    ]
    return [heading(view.say("desk.left_out")), *pairs(told, view.width, 2)]


def _two(first: str, second: str, seq: int, view: View) -> str:
    return (
        view.say("desk.two", first=first, second=second)
        if second
        else view.say("desk.one", first=first, seq=seq)
    )


def _alerts(alerts: tuple[CaseAlert, ...], view: View) -> list[Text]:
    heads = [
        view.say(f"desk.head.{name}") for name in ("alert", "detector", "market", "from", "score", "law")
    ]
    rows = [
        [
            one.alert_id[:_SHORT],
            view.word(_DETECTOR, one.detector),
            one.symbol,
            _japan(one.from_us),
            str(one.score),
            one.law,
        ]
        for one in alerts
    ]
    grid, cells = fitted(heads, lambda _: rows, [False] * 4 + [True, False], view.width)
    return [grid.line(heads, BOLD), *(grid.line(row) for row in cells)]


def _japan(us: int) -> str:
    return (_EPOCH + timedelta(microseconds=us)).astimezone(JST).strftime("%m-%d %H:%M:%S")


def _next(case: SurveillanceCase) -> str:
    """The command that takes the case on."""
    step = "show"
    if not case.is_open:
        return f"hozen surveil case {step} BOOK {case.case}"
    if not case.holder:
        step = "claim"
    elif case.decision is None:
        step = "decide"
    elif not case.decision.approved_by:
        return f"hozen surveil case approve BOOK {case.case} {case.decision.seq}"
    elif case.decision.outcome == "no-report" or case.sent:
        step = "close"
    elif case.draft is None:
        step = "draft"
    elif not case.draft.signed_by:
        return f"hozen surveil case approve BOOK {case.case} {case.draft.seq}"
    else:
        step = "sent"
    more = {
        "decide": " report|no-report --why TEXT",
        "draft": " --answers FILE",
        "sent": " --reference TEXT",
    }.get(step, "")
    return f"hozen surveil case {step} BOOK {case.case}{more}"


def show_figures(found: DeskFigures, lang: Language, width: int) -> list[Text]:
    """By detector, then what was not reported and why."""
    view = View(lang, width)
    names = ("detector", "in_cases", "reported", "not_reported", "undecided")
    heads = [view.say(f"desk.head.{name}") for name in names]
    rows = [
        [view.word(_DETECTOR, one.detector), *(f"{getattr(one, name):,}" for name in names[1:])]
        for one in found.counts
    ]
    grid, cells = fitted(heads, lambda _: rows, [False] + [True] * 4, width)
    told = [
        (view.say("desk.cases"), f"{found.cases:,}"),
        (view.say("desk.open_cases"), f"{found.open_cases:,}"),
        (view.say("desk.reports_sent"), f"{found.reports_sent:,}"),
        (view.say("desk.median_days"), "" if found.median_days is None else str(found.median_days)),
    ]
    return [
        *pairs([one for one in told if one[1]], width, 2),
        Text(),
        grid.line(heads, BOLD),
        *(grid.line(row) for row in cells),
        *([heading(view.say("desk.unreported"))] if found.unreported else []),
        *(line for case, why in found.unreported for line in paragraph(f"{case}: {why}", width, 2)),
    ]


def show_cases(
    found: Sequence[SurveillanceCase], until: Mapping[str, date], lang: Language, width: int
) -> list[Text]:
    """One line a case: whose it is, how far it has come, and until when it is kept once it is closed."""
    view = View(lang, width)
    heads = [view.say(f"desk.head.{name}") for name in ("case", "holder", "alerts", "state", "until")]
    rows = [
        [
            one.case,
            one.holder or view.say("desk.nobody"),
            f"{len(one.alerts):,}",
            _how_far(one, view),
            str(until.get(one.case, "–")),
        ]
        for one in found
    ]
    grid, cells = fitted(heads, lambda _: rows, [False, False, True, False, False], width)
    return [grid.line(heads, BOLD), *(grid.line(row) for row in cells)]


def _how_far(case: SurveillanceCase, view: View) -> str:
    if not case.is_open:
        return view.say("desk.closed")
    if case.sent:
        return view.say("desk.sent")
    return view.say(_OUTCOME + case.decision.outcome) if case.decision else view.say("desk.open")
