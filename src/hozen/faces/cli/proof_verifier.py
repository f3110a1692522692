"""`hozen proof verifier`: write out the program with which customers and auditors check a proof of ours."""

from __future__ import annotations

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

    face: Face = context.obj
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(verifier_text())
    except FileExistsError as error:
        raise BadOption("a file is there already", where="FILE", found=file, expected="a new file") from error
    except OSError as error:
        raise BadOption(
            "the file cannot be written", where="FILE", found=f"{file}: {error.strerror}"
        ) from error
    face.show([Text(say("cli.verifier.written", face.lang).format(file=file))])
    return MET
