"""`hozen snapshot stamp`: a time stamp asked for, taken in, and looked at again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.grid import pairs
from hozen.faces.cli.options import Roots, SnapshotDay, Snapshots
from hozen.faces.words import say

if TYPE_CHECKING:
    from hozen.workflows.snapshot.day_folder import PublicDay
    from hozen.workflows.snapshot.stamping import Stamp


def run(
    context: typer.Context,
    folder: Snapshots,
    day: SnapshotDay = None,
    request: Annotated[
        bool, typer.Option("--request", help="Write the request to timestamp.tsq, to be sent by any way.")
    ] = False,
    reply: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take in the reply as it came from the authority.")
    ] = None,
    authority: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Send the request to this authority and take its reply in."),
    ] = None,
    root: Roots = None,
) -> int:
    """With none of the three: look at the stamp that is there."""
    from hozen.workflows.snapshot.day_folder import REQUEST, open_day
    from hozen.workflows.snapshot.stamping import request_for

    face: Face = context.obj
    if sum((request, reply is not None, authority is not None)) > 1:
        raise BadOption("one of them at a time", where="--request, --reply, --authority")
    one = open_day(folder, None if day is None else day_of(day, "--day"))
    if request:
        request_for(one)
        _show(face, "stamp.asked", [("day", one.day.isoformat()), ("file", str(one.folder / REQUEST))])
        return MET
    found = _stamp(one, reply, authority, root)
    _show(face, "stamp.done", [("day", one.day.isoformat()), *_told(found, face)])
    return MET


def _stamp(one: PublicDay, reply: Path | None, authority: str | None, root: Path | None) -> Stamp:
    from hozen.workflows.snapshot.asking import ask_authority
    from hozen.workflows.snapshot.errors import StampRefused
    from hozen.workflows.snapshot.stamping import request_for, stamp_of, take_reply

    if authority is not None:
        return take_reply(one, ask_authority(authority, request_for(one)), root)
    if reply is not None:
        return take_reply(one, _bytes(reply), root)
    found = stamp_of(one, root)
    if found is None:
        raise StampRefused("the day has no time stamp yet", where=str(one.folder), try_next="--request")
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadOption(
            "the reply cannot be read", where="--reply", found=f"{path}: {error.strerror}"
        ) from error


def _told(found: Stamp, face: Face) -> list[tuple[str, str]]:
    verified = "chain" if found.chain_verified else "answer"
    return [
        ("at", f"{found.at:%Y-%m-%d %H:%M:%S} UTC"),
        ("covers", say(f"signing.covers.{found.covers.value}", face.lang)),
        ("authority", found.authority),
        ("verified", say(f"signing.verified.{verified}", face.lang)),
    ]


def _show(face: Face, done: str, told: list[tuple[str, str]]) -> None:
    rows = [(say(f"signing.label.{word}", face.lang), value) for word, value in told]
    face.show([Text(say(f"signing.{done}", face.lang)), *pairs(rows, face.out.width)])
