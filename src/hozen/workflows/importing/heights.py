"""A chain only grows: no day's block is below that of an earlier day."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.records import Query
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.target import Target

_TABLE = "chain_cutoffs"


def must_not_go_back(target: Target, staged: Mapping[str, str]) -> None:
    """The block of each chain and keeper is not below that of an earlier day, nor above that of a later one.

    Rows that are replaced are aside by now. A row without a height says nothing. Raises ImportConflict.
    """
    held = target.view(_TABLE) if _TABLE in staged else None
    if held is None:
        return
    sql = f"""
        SELECT n.chain, n.keeper, n.day, n.height, h.day, h.height FROM {staged[_TABLE]} n
        JOIN {held} h ON n.chain = h.chain AND n.keeper = h.keeper
        WHERE (h.day < n.day AND h.height > n.height) OR (h.day > n.day AND h.height < n.height)
        ORDER BY n.chain, n.keeper, n.day, h.day LIMIT 1"""
    for chain, keeper, day, height, other, its_height in target.engine.rows(Query("heights", sql, (_TABLE,))):
        raise ImportConflict(
            "the chain would go back: a later day would have a lower block",
            where=f"{chain}, {keeper}, {day}",
            found=f"block {height} on {day}, block {its_height} on {other}",
            expected="a block that is no lower than that of an earlier day",
            try_next="see which of the two is right; read the other day again, with --replace",
        )
