"""`hozen providers`: the register of custodians and technology providers of a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET, exit_of
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.workflows.providers import ProviderDay

_Day = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="The day looked at. Else the newest with balances.")
]
_Who = Annotated[str, typer.Argument(metavar="PROVIDER", help="A provider_id.")]


def listed(
    context: typer.Context, book: BookFolder, day: _Day = None, memory: Memory = "4GB", json: Json = False
) -> int:
    """Every provider, its standing, and who keeps how much."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_providers import show_list

    face: Face = context.obj
    found = _look(face, book, day, memory)
    if json:
        document = {"providers": found.providers, "shares": found.facts}
        face.json({"book": found.book, "day": plain(found.day), **{k: plain(v) for k, v in document.items()}})
    else:
        face.show(show_list(found, face.lang, face.out.width))
    return MET


def show(
    context: typer.Context,
    book: BookFolder,
    provider: _Who,
    day: _Day = None,
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """One provider: who it is, what it does for the firm on the day, and all that is on file."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_provider import show_one
    from hozen.workflows.providers.one import one_provider

    face: Face = context.obj
    one = one_provider(_look(face, book, day, memory), provider)
    if json:
        face.json(plain(one))
    else:
        face.show(show_one(one, face.lang, face.out.width))
    return MET


def check(
    context: typer.Context, book: BookFolder, day: _Day = None, memory: Memory = "4GB", json: Json = False
) -> int:
    """The checks of the register. Ends with 2 for a breach, or a duty in force that cannot be told."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_provider_checks import show_checks

    face: Face = context.obj
    found = _look(face, book, day, memory)
    if json:
        face.json({"book": found.book, "day": plain(found.day), "findings": plain(found.findings)})
    else:
        face.show(show_checks(found, face.lang, face.out.width))
    return exit_of(found.findings)


def history(
    context: typer.Context,
    book: BookFolder,
    provider: Annotated[str, typer.Option("--provider", metavar="PROVIDER", help="Only this one.")] = "",
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """What began, ended and happened, in order of days."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_providers import show_history
    from hozen.workflows.providers.history import history as told
    from hozen.workflows.providers.one import known

    face: Face = context.obj
    register = _look(face, book, None, memory).register
    events = told(register, known(register, provider).provider_id if provider else "")
    if json:
        face.json(plain(events))
    else:
        face.show(show_history(register, events, face.lang, face.out.width))
    return MET


def export(
    context: typer.Context,
    book: BookFolder,
    target: Annotated[Path, typer.Argument(metavar="FILE.xlsx|DIR", help="A workbook, or a folder of CSV.")],
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Write the register to an Excel workbook or to CSV files."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_providers import show_written
    from hozen.workflows.providers.take_in import export_register

    face: Face = context.obj
    written = export_register(book, target, memory_limit=memory)
    if json:
        face.json(plain(written))
    else:
        face.show(show_written(written, face.lang, face.out.width))
    return MET


def take_in(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="An .xlsx, a CSV called like its table, or a folder of such."),
    ],
    into: Annotated[Path, typer.Option("--into", metavar="BOOK", help="The book folder.")],
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Add a file's rows to the register. Nothing that stands is rewritten."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_providers import show_taken_in
    from hozen.workflows.providers.take_in import import_register

    face: Face = context.obj
    with progress(face) as report:
        done = import_register(source, into, memory_limit=memory, progress=report)
    if json:
        face.json(plain(done))
    else:
        face.show(show_taken_in(done, face.lang, face.out.width))
    return MET


def _look(face: Face, book: Path, day: str | None, memory: str) -> ProviderDay:
    from hozen.workflows.providers import look

    on = None if day is None else day_of(day, "--day")
    with progress(face) as report:
        return look(book, on, memory_limit=memory, progress=report)
