"""`hozen surveil case …`: from an alert to a decision by four eyes and a signed draft of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.incident_case import Case, Day
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Key, Note

if TYPE_CHECKING:
    from hozen.workflows.surveillance_desk import SurveillanceCase, SurveillanceDesk

_Run = Annotated[Path, typer.Option("--run", metavar="ALERTS", help="The folder into which a run wrote.")]
_Alert = Annotated[
    list[str], typer.Option("--alert", metavar="ID", help="An alert of the run, or how its id begins.")
]
_Entry = Annotated[int, typer.Argument(metavar="ENTRY", help="The number of the entry.")]
_Text = Annotated[str, typer.Argument(metavar="TEXT", help="What was looked into and found.")]


def start(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    run: _Run,
    alert: _Alert,
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help="What it is about, in a line.")],
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Make a case out of alerts."""
    from hozen.workflows.surveillance_desk.from_run import alerts_of, left_out_of

    who = (actor, day, key, books)
    return _acted(
        context.obj,
        book,
        case,
        who,
        json,
        lambda desk: desk.open(what, alerts_of(run, alert), left_out_of(run)),
    )


def link(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    run: _Run,
    alert: _Alert,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Add further alerts to a case."""
    from hozen.workflows.surveillance_desk.from_run import alerts_of, left_out_of

    who = (actor, None, key, books)
    return _acted(
        context.obj, book, case, who, json, lambda desk: desk.link(alerts_of(run, alert), left_out_of(run))
    )


def claim(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Take a case that nobody holds."""
    return _acted(context.obj, book, case, (actor, None, None, books), json, lambda desk: desk.claim())


def assign(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Who is to look into it.")],
    note: Note = "",
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Give a case to somebody."""
    return _acted(
        context.obj, book, case, (actor, None, None, books), json, lambda desk: desk.assign(to, note)
    )


def note(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    text: _Text,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter what was looked into."""
    return _acted(context.obj, book, case, (actor, None, key, books), json, lambda desk: desk.note(text))


def decide(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="report or no-report.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; needed either way.")],
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Decide whether the case is reported. Another person approves."""
    return _acted(
        context.obj, book, case, (actor, None, key, books), json, lambda desk: desk.decide(outcome, why)
    )


def approve(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    entry: _Entry,
    note: Note = "",
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Approve a decision, or sign a draft; by another person than entered it."""
    from hozen.workflows.surveillance_desk.files import sign_or_approve

    who = (actor, None, None, books)
    return _acted(context.obj, book, case, who, json, lambda desk: sign_or_approve(desk, book, entry, note))


def draft(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    answers: Annotated[
        Path,
        typer.Option(
            "--answers", metavar="FILE", help="JSON: fields of the report that the case does not know."
        ),
    ],
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Draft the report. Refused while a field of sections 1 to 4 is blank without a reason."""
    from hozen.workflows.surveillance_desk.files import write_draft
    from hozen.workflows.surveillance_desk.stor_draft import read_answers

    given = read_answers(answers)
    who = (actor, None, None, books)
    return _acted(context.obj, book, case, who, json, lambda desk: write_draft(desk, book, given))


def sent(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    reference: Annotated[
        str, typer.Option("--reference", metavar="TEXT", help="What the authority calls it.")
    ],
    day: Day = None,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter that the report was handed in."""
    from hozen.workflows.surveillance_desk.files import send

    who = (actor, day, None, books)
    return _acted(context.obj, book, case, who, json, lambda desk: send(desk, book, reference))


def close(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    day: Day = None,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Close a case whose decision another person approved."""
    return _acted(context.obj, book, case, (actor, day, None, books), json, lambda desk: desk.close())


def show(
    context: typer.Context, book: BookFolder, case: Case, books: BooksAt = None, json: Json = False
) -> int:
    """The case as it now stands."""
    return _acted(context.obj, book, case, (None, None, None, books), json, lambda _: None)


def look(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    tape: Annotated[
        Path, typer.Option("--tape", metavar="TAPE", help="The tape folder: orders, trades, accounts.")
    ],
    seconds: Annotated[
        int, typer.Option("--around", metavar="SECONDS", min=0, help="How long before and after the alerts.")
    ] = 60,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Replay the order book around the alerts: a table, and a picture where matplotlib is there. Kept as evidence."""
    from hozen.faces.reports.plots.book_plot import draw_slice
    from hozen.workflows.engine_at_home import engine_at_home
    from hozen.workflows.surveillance_desk.files import keep_slices

    face: Face = context.obj

    def act(desk: SurveillanceDesk) -> object:
        with engine_at_home() as engine:
            return keep_slices(
                desk, book, tape, seconds, engine, lambda made, path: draw_slice(made, path, face.lang)
            )

    return _acted(face, book, case, (actor, None, None, books), json, act)


def listed(
    context: typer.Context,
    book: BookFolder,
    every: Annotated[bool, typer.Option("--all", help="Closed cases too.")] = False,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The cases of a book, and who holds them."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_desk import show_cases
    from hozen.workflows.surveillance_desk.retention import until_of

    face: Face = context.obj
    found = [one for one in cases_in(book, books) if every or one.is_open]
    until = until_of(found, day_or_today(None, "--day"))
    if json:
        face.json(plain(found))
    else:
        face.show(show_cases(found, until, face.lang, face.out.width))
    return MET


def report(context: typer.Context, book: BookFolder, books: BooksAt = None, json: Json = False) -> int:
    """From alerts to reports: counts by detector, what was not reported and why."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_desk import show_figures
    from hozen.workflows.surveillance_desk.statistics import figures

    face: Face = context.obj
    found = figures(cases_in(book, books))
    if json:
        face.json(plain(found))
    else:
        face.show(show_figures(found, face.lang, face.out.width))
    return MET


def cases_in(book: Path, books: str | None) -> list[SurveillanceCase]:
    """Every surveillance case of a book."""
    from hozen.books import open_books
    from hozen.records import Book
    from hozen.workflows.home import books_address
    from hozen.workflows.surveillance_desk.state import KIND, state_of

    name = Book.open(book, whole=False).settings.book
    with open_books(books_address(books)) as opened:
        return [state_of(one) for one in opened.cases.list(name, kind=KIND)]


Who = tuple[str | None, str | None, str | None, str | None]


@contextmanager
def desk_on(book: Path, case: str, who: Who) -> Iterator[SurveillanceDesk]:
    """A person's desk at a case of a book."""
    from hozen.books import open_books
    from hozen.records import Book
    from hozen.workflows.home import actor_name, books_address
    from hozen.workflows.surveillance_desk import SurveillanceDesk

    actor, day, key, books = who
    name = Book.open(book, whole=False).settings.book
    on = None if day is None else day_of(day, "--day")
    with open_books(books_address(books)) as opened:
        yield SurveillanceDesk(opened, name, case, actor_name(actor), on, key)


def _acted(
    face: Face, book: Path, case: str, who: Who, json: bool, do: Callable[[SurveillanceDesk], object]
) -> int:
    """Let `do` act on the case, then show it."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_desk import show_case

    with desk_on(book, case, who) as desk:
        do(desk)
        state = desk.state()
    if json:
        face.json(plain(state))
    else:
        face.show(show_case(state, face.lang, face.out.width))
    return MET
