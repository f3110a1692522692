"""The place for a prover of another kind: one that hides totals, or proves more of them than a tree can. Law-neutral.

hozen has none of its own. A prover is a package that names itself under the entry point `hozen.liability_provers`;
what it is handed is what the trees are built of, so both speak of the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hozen.rules.liabilities.arrays.rows import Rows
from hozen.rules.liabilities.facts import Snapshot, TreeHead
from hozen.values.wide import Wide

ENTRY_POINT = "hozen.liability_provers"


@dataclass(frozen=True, slots=True)
class TreeRows:
    """木の行: some holdings of one tree, whole balances. `accounts`: the first 14 bytes of each account's hash in the leaves.

    A tree comes in as many pieces as it takes, one after the other; trees come in the order of the snapshot.
    """

    head: TreeHead
    accounts: Rows
    units: Wide


@runtime_checkable
class LiabilityProver(Protocol):
    """外部証明器: proves a snapshot's liabilities in a way of its own. Raises HozenError for what it cannot prove."""

    name: str

    def prove(self, snapshot: Snapshot, rows: Iterable[TreeRows]) -> bytes:
        """A proof over every holding, bound to the snapshot's commitment. `rows` is read once."""
        ...

    def verify(self, snapshot: Snapshot, proof: bytes) -> bool:
        """Whether a proof holds for the snapshot, without any holding."""
        ...
