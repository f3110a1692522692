"""`hozen tape`: a venue's logs into a tape folder, and a tape out as order-book records."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json

_INTO = "--into"


def take_in(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="KIND=FILE", help="fix, ccxt-orders, ccxt-trades or order-book.")
    ],
    into: Annotated[
        Path, typer.Option(_INTO, metavar="TAPE", help="The tape folder; new, or without these tables.")
    ],
    symbol: Annotated[
        list[str] | None, typer.Option(metavar="NAME=BASE/QUOTE", help="What the venue calls a market.")
    ] = None,
    json: Json = False,
) -> int:
    """All files are read before anything is written."""
    from hozen.faces.cli.show_tape_files import show_taken, taken_document
    from hozen.workflows.engine_at_home import engine_at_home
    from hozen.workflows.home import temp_folder
    from hozen.workflows.tape_files import take_in

    face: Face = context.obj
    named = dict(_pair(text, "--symbol", "BTCJPY=BTC/JPY") for text in symbol or [])
    with engine_at_home() as engine:
        taken = take_in([_file(text) for text in files], into, named, engine, temp_folder())
    if json:
        face.json(taken_document(taken))
    else:
        face.show(show_taken(taken, face.lang, face.out.width))
    return MET


def hand_out(
    context: typer.Context,
    tape: Annotated[Path, typer.Argument(metavar="TAPE", help="A tape folder.")],
    into: Annotated[Path, typer.Option(_INTO, metavar="FOLDER", help="Where the pages go.")],
    venue: Annotated[str, typer.Option(metavar="MIC", help="The venue's market identifier code.")],
    at: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT", help="When it is handed over, e.g. 2026-11-21T12:00:00+09:00. Else now."
        ),
    ] = None,
    json: Json = False,
) -> int:
    """The same tape, code and instant give the same bytes."""
    from hozen.faces.cli.show_tape_files import handed_document, show_handed
    from hozen.workflows.engine_at_home import engine_at_home
    from hozen.workflows.tape_files import hand_out

    face: Face = context.obj
    made = _instant(at) if at else datetime.now(UTC).replace(microsecond=0)
    with engine_at_home() as engine:
        out = hand_out(tape, into, venue, made, engine)
    if json:
        face.json(handed_document(out, into))
    else:
        face.show(show_handed(out, into, face.lang, face.out.width))
    return MET


def _file(text: str) -> tuple[str, Path]:
    from hozen.workflows.tape_files import KINDS

    kind, path = _pair(text, "KIND=FILE", "fix=venue.log")
    if kind not in KINDS:
        raise BadOption(
            "there is no such kind of file", where="KIND=FILE", found=kind, expected=", ".join(KINDS)
        )
    if not Path(path).is_file():
        raise BadOption("there is no such file", where="KIND=FILE", found=path, expected="a file")
    return kind, Path(path)


def _pair(text: str, where: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals or not value:
        raise BadOption("not a name and a value", where=where, found=text, expected=example)
    return name, value


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise BadOption(
            "not an instant with its zone", where="--at", found=text, expected="2026-11-21T12:00:00+09:00"
        )
    return at
