"""Provers that other packages bring, found by their entry point; and what they prove, checked before it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from hozen.rules.liabilities.prover import ENTRY_POINT, LiabilityProver, TreeRows
from hozen.workflows.snapshot.day_folder import PROOF, PublicDay
from hozen.workflows.snapshot.errors import ProverRefused
from hozen.workflows.snapshot.new_file import write_new

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_KNOWN = (
    "DAPOL+ (Rust), gnark (Go) or plonky2 (Rust) could be plugged in by such a package; hozen brings none"
)


def provers() -> tuple[str, ...]:
    """The names of those that are installed, in order. None of them is loaded."""
    return tuple(sorted(_installed()))


def load_prover(name: str) -> LiabilityProver:
    """The prover of that name. Raises ProverRefused where it is not installed, or is none."""
    found = _installed().get(name)
    if found is None:
        raise ProverRefused(
            "no such prover is installed" if provers() else "no prover is installed",
            found=name,
            expected=", ".join(provers()) or f"a package with the entry point {ENTRY_POINT}",
            try_next=_KNOWN,
        )
    try:
        made = found.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise ProverRefused("the prover cannot be loaded", where=found.value, found=str(error)) from error
    if not isinstance(made, LiabilityProver):
        raise ProverRefused(
            "what the package brings is no prover", where=found.value, expected="name, prove and verify"
        )
    return made


def prove_with(prover: LiabilityProver, one: PublicDay, rows: Iterable[TreeRows]) -> Path:
    """Have the day proved, and keep the proof among its public files once the prover's own check holds."""
    path = _place(prover, one)
    proof = prover.prove(one.snapshot, rows)
    if not prover.verify(one.snapshot, proof):
        raise ProverRefused("the prover's own check refuses its proof", where=prover.name)
    try:
        write_new(path, proof)
    except FileExistsError as error:
        raise ProverRefused("there is a proof already", where=str(path)) from error
    except OSError as error:
        raise ProverRefused("the proof cannot be written", where=str(path), found=error.strerror) from error
    return path


def _place(prover: LiabilityProver, one: PublicDay) -> Path:
    """Raises ProverRefused for a name that is no plain file name: it is another's, and could lead elsewhere."""
    if not _NAME.fullmatch(prover.name):
        raise ProverRefused(
            "a prover's name is a word",
            found=ascii(prover.name)[:60],
            expected="small letters, digits, hyphens",
        )
    return one.folder / f"{prover.name}{PROOF}"


def _installed() -> dict[str, EntryPoint]:
    return {one.name: one for one in entry_points(group=ENTRY_POINT)}
