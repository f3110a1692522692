"""Which format a file is of, and the inspection by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from hozen.connectors.secret import from_file
from hozen.rules.liabilities.foreign import (
    Asked,
    Fields,
    ForeignProofUnreadable,
    Inspection,
    bitmex,
    bybit,
    coinex,
    fields_of,
    galoy,
    lproof,
    okx,
    okx_tree,
    river,
    rows_of,
    swissborg,
)
from hozen.workflows.proof_inspect.reading import Lines, head_of, is_json, lines_of, read_document

_KNOWN = "SwissBorg, BitMEX, River, OKX 2022, Bybit, CoinEx, Galoy, lproof"
_BLOCK_HEIGHT = b"block_height:"

_Inspect = Callable[[Fields, Fields | None, Asked], Inspection]
_BY_FIELDS: tuple[tuple[Callable[[Fields], bool], _Inspect], ...] = (
    (swissborg.looks_like, swissborg.inspect),
    (galoy.looks_like, galoy.inspect),
    (lproof.looks_like, lproof.inspect),
    (coinex.looks_like, coinex.inspect),
    (bybit.looks_like, bybit.inspect),
    (okx.looks_like, okx.inspect),
)


@dataclass(frozen=True, slots=True)
class ProofFiles:
    """What was handed in: the proof; what belongs beside it; whose leaves to look for; the root that was published."""

    file: Path
    beside: Path | None = None
    account: str | None = None
    secret: Path | None = None
    root: str | None = None


def inspect_proof(files: ProofFiles) -> Inspection:
    """Check a proof by the rule of its own format, and more strictly where that is blind.

    Raises ForeignProofUnreadable, AccountNotSearchable, and SecretRefused for the file of the secret.
    """
    asked = Asked(files.account, from_file(files.secret) if files.secret else None, files.root)
    head = head_of(files.file)
    if head.startswith(_BLOCK_HEIGHT):
        return _public_tree(files, asked)
    if okx_tree.LINE.match(head[:200].decode("ascii", errors="replace")):
        return okx_tree.inspect_tree(lines_of(files.file), _customer(files.beside), asked)
    if not is_json(head):
        raise _foreign(files.file, head[:40].decode("utf-8", errors="replace"))
    return _by_fields(files, read_document(files.file), asked)


def _public_tree(files: ProofFiles, asked: Asked) -> Inspection:
    _require_alone(files)
    is_river = river.is_secret(asked.secret)
    return (river.inspect if is_river else bitmex.inspect)(lines_of(files.file), asked)


def _require_alone(files: ProofFiles) -> None:
    if files.beside is not None:
        raise ForeignProofUnreadable(
            "nothing belongs beside a file of this format",
            where="--with",
            found=str(files.beside),
            expected="the whole tree is in the first file",
        )


def _customer(path: Path | None) -> Fields | None:
    if path is None:
        return None
    head_of(path)
    file = fields_of(read_document(path), path.name)
    return file if okx_tree.looks_like(file) else _refuse_beside(path)


def _by_fields(files: ProofFiles, document: object, asked: Asked) -> Inspection:
    if lproof.is_complete(document):
        _require_alone(files)
        return lproof.inspect_complete(rows_of(document, ""), asked)
    if not isinstance(document, dict):
        raise _foreign(files.file, "a list")
    file = fields_of(document, "")
    if okx_tree.looks_like(file):
        return _of_tree(files, file, asked)
    inspect = next((inspect for looks_like, inspect in _BY_FIELDS if looks_like(file)), None)
    if inspect is None:
        raise _foreign(files.file, f"fields {', '.join(list(document)[:8])}")
    return inspect(file, _beside(files.beside), asked)


def _of_tree(files: ProofFiles, customer: Fields, asked: Asked) -> Inspection:
    if files.beside is None:
        return okx_tree.inspect_customer(customer, asked)
    head = head_of(files.beside)[:200].decode("ascii", errors="replace")
    lines: Lines = lines_of(files.beside) if okx_tree.LINE.match(head) else _refuse_beside(files.beside)
    return okx_tree.inspect_tree(lines, customer, asked)


def _beside(path: Path | None) -> Fields | None:
    if path is None:
        return None
    head_of(path)
    return fields_of(read_document(path), "")


def _foreign(path: Path, found: str) -> ForeignProofUnreadable:
    return ForeignProofUnreadable(
        "the file is of no format that is known here", where=str(path), found=found, expected=_KNOWN
    )


def _refuse_beside(path: Path) -> NoReturn:
    raise ForeignProofUnreadable(
        "the two files do not belong together",
        where="--with",
        found=path.name,
        expected="the tree of OKX and the customer's own file",
    )
