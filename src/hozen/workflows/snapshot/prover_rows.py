"""A snapshot's holdings as another prover takes them, out of the private files of its day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hozen.rules.liabilities.arrays import wide_of
from hozen.rules.liabilities.prover import TreeRows
from hozen.workflows.snapshot.day_folder import PRIVATE, PublicDay
from hozen.workflows.snapshot.errors import SnapshotFolderRefused
from hozen.workflows.snapshot.holdings_index import read_index

_AT_ONCE = 1 << 16  # holdings that are handed over at a time


def rows_of_day(one: PublicDay) -> Iterator[TreeRows]:
    """Every holding above 0, tree by tree. Raises SnapshotFolderRefused where the private files are gone or others'."""
    folder = one.folder.parent / PRIVATE
    try:
        held = read_index(folder)
    except (OSError, ValueError) as error:
        raise SnapshotFolderRefused(
            "the private files of the snapshot cannot be read", where=str(folder), found=str(error)
        ) from error
    for number, head in enumerate(one.snapshot.trees):
        places = np.flatnonzero(held.trees == number)
        for at in range(0, len(places), _AT_ONCE):
            some = places[at : at + _AT_ONCE]
            yield TreeRows(head, held.accounts(some), wide_of(held.units(some)))
