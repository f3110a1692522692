"""`hozen proof verifier`, `hozen proof page`: write out what customers and auditors check a proof of ours with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.words import say


def run(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, e.g. hozen_verify.py.")],
) -> int:
    """One file that needs Python's standard library only. Nothing is written over."""
    from hozen.faces.verifier import verifier_text

    _write_new(file, verifier_text())
    face: Face = context.obj
    face.show([Text(say("cli.verifier.written", face.lang).format(file=file))])
    return MET


def page(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, e.g. hozen_verify.html.")],
) -> int:
    """One file that needs a browser only. Its SHA-256 is told, so that it can be published. Nothing is written over."""
    from hozen.faces.verifier import verifier_page

    text = verifier_page()
    _write_new(file, text)
    face: Face = context.obj
    digest = sha256(text.encode()).hexdigest()
    face.show([Text(say("cli.verifier.page_written", face.lang).format(file=file, digest=digest))])
    return MET


def _write_new(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError as error:
        raise BadOption("a file is there already", where="FILE", found=file, expected="a new file") from error
    except OSError as error:
        raise BadOption(
            "the file cannot be written", where="FILE", found=f"{file}: {error.strerror}"
        ) from error
