"""`hozen snapshot key` and `sign`: the key that signs, and a day's commitment signed with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.grid import pairs
from hozen.faces.cli.options import SnapshotDay, Snapshots
from hozen.faces.words import say

KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key that signs. Else HOZEN_SIGNING_KEY."),
]


def key(
    context: typer.Context,
    new: Annotated[Path | None, typer.Option("--new", metavar="FILE", help="Make a key: a new file.")] = None,
    file: KeyFile = None,
) -> int:
    """Encrypted under HOZEN_SIGNING_PASSPHRASE, where that is set. Shows the public half, to be made known."""
    from hozen.workflows.snapshot.signing_key import key_at, load_key, new_key, public_half

    face: Face = context.obj
    path = new or key_at(file)
    public = new_key(path) if new else public_half(load_key(path))
    _show(face, "key.made" if new else "key.opens", [("key", str(path)), *_public(public)])
    return MET


def sign(
    context: typer.Context,
    folder: Snapshots,
    day: SnapshotDay = None,
    file: KeyFile = None,
) -> int:
    """The commitment is worked out from the snapshot's fields before anything is signed."""
    from hozen.workflows.snapshot.day_folder import open_day
    from hozen.workflows.snapshot.signing import sign as sign_day
    from hozen.workflows.snapshot.signing_key import key_at, load_key

    face: Face = context.obj
    one = open_day(folder, None if day is None else day_of(day, "--day"))
    made = sign_day(one, load_key(key_at(file)))
    told = [("day", one.day.isoformat()), ("commitment", made.commitment.hex()), ("file", str(one.signature))]
    _show(face, "signed", [*told, *_public(made.public_key)])
    return MET


def _public(key: bytes) -> list[tuple[str, str]]:
    from hozen.workflows.snapshot.signing_key import fingerprint

    return [("public_key", key.hex()), ("fingerprint", fingerprint(key))]


def _show(face: Face, done: str, told: list[tuple[str, str]]) -> None:
    rows = [(say(f"signing.label.{word}", face.lang), value) for word, value in told]
    face.show([Text(say(f"signing.{done}", face.lang)), *pairs(rows, face.out.width)])
