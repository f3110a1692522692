"""A table that has grown since it passed: only what is new is checked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from hozen.engine import Engine
from hozen.records import door_sql as sql
from hozen.workflows.door.checks import check_table, referring_columns, register, rows_by_file
from hozen.workflows.door.counts import number
from hozen.workflows.door.known import KnownIds
from hozen.workflows.door.left import Left
from hozen.workflows.door.sources import Laid


@dataclass(frozen=True, slots=True)
class Grown:
    """A table of which some files have passed. `part` lays a choice of its files under a label of its own."""

    engine: Engine
    laid: Laid
    files: frozenset[str]
    left: Left
    part: Callable[[Collection[str], str], Laid]

    def passes(self, known: Collection[str], ids: KnownIds) -> dict[str, int] | None:
        """Rows of the new files (path as the engine has it → rows); None where the whole table is to be checked.

        None says no more than that: the whole check finds and lists what is wrong, if anything is.
        """
        if not (self._references(known, ids) and self._keys()):
            return None
        return self._values(known, ids)

    def _values(self, known: Collection[str], ids: KnownIds) -> dict[str, int] | None:
        if not self.left.values:
            return {}
        new = self._part(self.left.values, "new")
        if check_table(self.engine, new, known, ids).listings:
            return None
        return rows_by_file(self.engine, new)

    def _references(self, known: Collection[str], ids: KnownIds) -> bool:
        again = self.left.references - self.left.values
        if not again:
            return True
        laid = self._part(again, "again")
        return not any(ids.lacks(laid, column) for column in referring_columns(laid.table, known))

    def _keys(self) -> bool:
        """Whether no key stands twice: in the files that come to the others, or in those and the others."""
        together = self.files - self.left.keys
        if not self.left.keys:
            return True
        come = self._part(self.left.keys, "come")
        if number(self.engine, sql.count_duplicates(come.table, f"tried_{come.label}")):
            return False
        if not together:
            return True
        rest = self._part(together, "rest")
        text = sql.count_met_again(come.table, f"tried_{come.label}", f"tried_{rest.label}")
        return not number(self.engine, text)

    def _part(self, files: Collection[str], what: str) -> Laid:
        laid = self.part(files, f"{what}_{self.laid.label}")
        register(self.engine, laid)
        return laid
