"""An incident as a person reads it: what happened, what was lost, what is due, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.text import Text

from hozen.books import CaseEntry, CaseRecord
from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.words import Language, has, say
from hozen.findings import Status
from hozen.findings.table import NOTHING
from hozen.values import JST, Units, Yen
from hozen.workflows.incident import IncidentState
from hozen.workflows.incident.payouts import PlanEntered
from hozen.workflows.incident.state import Freeze, Notice

_LOSS = ("asset", "lost", "recovered", "missing", "held", "customers", "price")
_WRONG = ("asset", "credited", "reversed", "made_up", "outstanding")


def show_incident(state: IncidentState, today: date, lang: Language, width: int) -> list[Text]:
    """One incident as an entry left it."""
    view = View(lang, width)
    status = Status.ATTENTION if state.is_open else Status.MET
    title = _say(view, "title_open" if state.is_open else "title_closed", case=state.case, book=state.book)
    return [
        Text(title, STYLES[status]),
        *pairs(_head(state, view), width),
        *_losses(state, view),
        *_wrong_credits(state, view),
        heading(_say(view, "notices")),
        *pairs([_notice(one, today, view) for one in state.notices], width),
        *_list(view, "stopped", [(_service(one, view), _times(one, view)) for one in state.freezes]),
        *_list(view, "evidence", [(one.name, f"{one.sha256[:16]}… {one.what}") for one in state.files]),
        *_list(view, "plans", [_plan(one, state, view) for one in state.plans]),
        *_list(view, "received", [(one.source, f"{one.day} {Yen(one.yen)}") for one in state.received]),
        *_list(view, "to_approve", [(str(seq), _say(view, "by_another")) for seq in state.unapproved]),
    ]


def show_entries(record: CaseRecord, lang: Language, width: int) -> list[Text]:
    """Every entry of a case, one a line."""
    view = View(lang, width)
    title = _say(view, "history", case=record.case, book=record.book, count=len(record.entries))
    return [Text(title, BOLD), *pairs([_entry(one, view) for one in record.entries], width)]


def show_list(book: str, found: Sequence[IncidentState], lang: Language, width: int) -> list[Text]:
    """The incidents of a book, one a line."""
    view = View(lang, width)
    title = Text(_say(view, "list", book=book, count=len(found)), BOLD)
    rows = [
        (one.case, view.join([_at(one.discovered_at), _cause(one.cause, view), _state(one, view)]))
        for one in found
    ]
    return [title, *pairs(rows, width)]


def _head(state: IncidentState, view: View) -> list[tuple[str, str]]:
    cite = view.pick(state.accident_cite, state.accident_cite_ja)
    accident = _say(view, "accident_yes" if state.is_accident else "accident_no", cite=cite)
    rows = [
        ("discovered", _at(state.discovered_at)),
        ("reported", _at(state.reported_at)),
        ("cause", _cause(state.cause, view)),
        ("cause_why", state.cause_why),
        ("accident", f"{accident} {state.accident_why}".strip()),
        ("what", state.what),
        ("wallets", ", ".join(state.wallets)),
        ("as_of", str(state.seq)),
        ("closed_for", state.closed_for),
    ]
    return [(_say(view, f"head.{name}"), text) for name, text in rows if text]


def _losses(state: IncidentState, view: View) -> list[Text]:
    if state.valued is None:
        return []
    one = state.valued
    approved = one.approved_by or _say(view, "not_yet")
    told = [
        ("moment", _at(one.moment)),
        ("day", f"{one.day} ({_say(view, 'closing', number=one.closing)})"),
        ("falls", _say(view, f"falls.{one.attribution}")),
        ("hit", f"{one.customers:,}"),
        ("files", f"{one.losses}, {one.prices}"),
        ("approved", approved),
    ]

    def rows(places: int | None) -> list[list[str]]:
        return [
            [
                loss.asset,
                *(
                    coins(Units(units), loss.decimals, places)
                    for units in (loss.lost, loss.recovered, loss.missing, loss.held)
                ),
                f"{loss.customers:,}",
                loss.price,
            ]
            for loss in state.losses
        ]

    heads = [_say(view, f"columns.{name}") for name in _LOSS]
    right = (False, *[True] * 6)
    return [
        heading(_say(view, "losses", number=one.seq)),
        *pairs([(_say(view, f"valued.{name}"), text) for name, text in told], view.width),
        *laid(heads, rows, right, view.width),
    ]


def _wrong_credits(state: IncidentState, view: View) -> list[Text]:
    if not state.wrong_credits:
        return []

    def rows(places: int | None) -> list[list[str]]:
        return [
            [
                one.asset,
                *(
                    coins(Units(units), one.decimals, places)
                    for units in (one.credited, one.reversed, one.made_up, one.outstanding)
                ),
            ]
            for one in state.wrong_credits
        ]

    heads = [_say(view, f"columns.{name}") for name in _WRONG]
    return [heading(_say(view, "wrong")), *laid(heads, rows, (False, True, True, True, True), view.width)]


def _notice(one: Notice, today: date, view: View) -> tuple[str, str]:
    cite = view.pick(one.cite, one.cite_ja)
    due = _say(view, "due", day=one.due) if one.due else view.pick(one.gap, one.gap_ja)
    if one.given_on:
        done = _say(view, "given", day=one.given_on, reference=one.reference)
    else:
        done = _say(view, "waived", why=one.waived) if one.waived else _say(view, "open")
    late = [_say(view, "late")] if one.is_late(today) else []
    return f"{one.code}: {_say(view, f'codes.{one.code}')}", view.join([done, *late, due, cite])


def _plan(one: PlanEntered, state: IncidentState, view: View) -> tuple[str, str]:
    approved = _say(view, "approved_by", name=one.approved_by) if one.approved_by else _say(view, "not_yet")
    paid = _say(view, "paid", paid=one.paid, count=one.payments)
    out = [_say(view, "out", count=one.out)] if one.out else []
    why = state.outdated(one)
    gone = [_say(view, f"outdated.{why}")] if why else []
    open_ = one.unfinished(bool(why))
    waits = [_say(view, "unfinished", count=open_)] if open_ else []
    name = _say(view, "plan", number=one.number, entry=one.seq)
    return name, view.join([*gone, str(Yen(one.planned)), approved, paid, *out, *waits])


def _list(view: View, title: str, rows: list[tuple[str, str]]) -> list[Text]:
    return [heading(_say(view, title)), *pairs(rows, view.width)] if rows else []


def _entry(one: CaseEntry, view: View) -> tuple[str, str]:
    key = f"events.{one.event.replace('-', '_')}"
    event = _say(view, key) if has(f"incident.{key}") else one.event
    said = [f"{event} ({one.actor})"]
    if one.of is not None:
        said.append(_say(view, "of_entry", number=one.of))
    if one.approved_by:
        said.append(_say(view, "approved_by", name=one.approved_by))
    return f"{one.day}  {one.seq}", view.join(said)


def _service(one: Freeze, view: View) -> str:
    return f"{_say(view, f'services.{one.service}')} {one.asset}".strip()


def _times(one: Freeze, view: View) -> str:
    until = _at(one.until) if one.until else _say(view, "still")
    return _say(view, "from_until", since=_at(one.since), until=until)


def _state(one: IncidentState, view: View) -> str:
    return _say(view, "state_open" if one.is_open else "state_closed")


def _cause(cause: str, view: View) -> str:
    return _say(view, f"causes.{cause}")


def _at(text: str) -> str:
    """An instant in Japan's time, to the second."""
    return f"{datetime.fromisoformat(text).astimezone(JST):%Y-%m-%d %H:%M:%S} JST" if text else NOTHING


def _say(view: View, key: str, **values: object) -> str:
    return say(f"incident.{key}", view.lang, **values)
