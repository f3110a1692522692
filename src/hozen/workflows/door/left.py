"""What is left to check of a table, of which some files have passed before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hozen.workflows.door.passed import Proof


@dataclass(frozen=True, slots=True)
class Left:
    """Files whose values, whose references and whose keys have not passed, and the rows of those that have.

    Values pass for a file alone. References hold as long as what they refer to is there. Keys pass in company: `keys`
    are the files to be held against each other and against the rest, which have passed together.
    """

    values: frozenset[str]
    references: frozenset[str]
    keys: frozenset[str]
    rows: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.values or self.references or self.keys)


def left_to_check(
    present: Collection[str], against: Mapping[str, Collection[str]], proofs: Sequence[Proof]
) -> Left:
    """What is left of the files that are there, `against` these files of the tables they refer to."""
    here = frozenset(present)
    rows = {file: count for proof in proofs for file, count in proof.files.items() if file in here}
    referring = [proof for proof in proofs if proof.still_refers(against)]
    company = max((here & proof.files.keys() for proof in proofs), key=len, default=frozenset())
    return Left(
        values=here - rows.keys(),
        references=here.difference(*(proof.files for proof in referring)),
        keys=here - company,
        rows=rows,
    )
