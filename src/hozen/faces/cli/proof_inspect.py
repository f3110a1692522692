"""`hozen proof inspect`: whether another exchange's proof of liabilities holds, and what its format can prove."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json

_ROOT = re.compile(r"(?:0x)?([0-9a-f]{64})", re.IGNORECASE)


def run(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The proof as the exchange gave it.")],
    beside: Annotated[
        Path | None,
        typer.Option(
            "--with", metavar="FILE", help="Roots, tree or another customer's file that belongs to it."
        ),
    ] = None,
    account: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose leaves to look for, as the exchange names it.")
    ] = None,
    secret: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A file with the account's nonce or credential; nobody else may read it."
        ),
    ] = None,
    root: Annotated[
        str | None, typer.Option(metavar="HASH", help="The root that was published; another is refused.")
    ] = None,
    json: Json = False,
) -> int:
    """Exit code 0 for a sound proof of a format that binds, 2 for any other."""
    from hozen.faces.cli.show_proof import proof_document, show_proof
    from hozen.rules.liabilities.foreign import Verdict
    from hozen.workflows.proof_inspect import ProofFiles, inspect_proof

    face: Face = context.obj
    found = inspect_proof(ProofFiles(file, beside, account, secret, _root(root)))
    if json:
        face.json(proof_document(found))
    else:
        face.show(show_proof(found, face.lang, face.out.width))
    return MET if found.verdict is Verdict.SOUND else BREACH


def _root(text: str | None) -> str | None:
    if text is None:
        return None
    match = _ROOT.fullmatch(text)
    if match is None:
        raise BadOption("not a root", where="--root", found=text, expected="64 hex digits")
    return match[1].lower()
