"""Whether every value of a column stands in the table it refers to."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from hozen.engine import Engine
from hozen.records import BY_NAME, Column, Query
from hozen.records import ids_sql as sql
from hozen.records.door_sql import count_unmatched
from hozen.workflows.door.counts import number, whole
from hozen.workflows.door.sources import Laid
from hozen.workflows.door.span import Span

if TYPE_CHECKING:
    from hozen.workflows.door.numbered import NumberedIds

MANY = 100_000  # rows of the table referred to; below that, the engine's own search costs little
_BATCH = 32_768  # rows whose bytes a processor's cache holds


class KnownIds:
    """What columns of one book refer to; numbered ids are kept once they have been asked for."""

    def __init__(self, engine: Engine, many: int = MANY) -> None:
        self._engine, self._many = engine, many
        # Streams without pyarrow there are none, and spread over machines they would have to come here first.
        self._direct = engine.name == "duckdb" and importlib.util.find_spec("pyarrow") is not None
        self._numbered: dict[str, NumberedIds | None] = {}

    def lacks(self, laid: Laid, column: Column) -> bool:
        """Whether some value (NULL and '' included) of the column is not where it refers to."""
        if self._proven(laid, column):
            return False
        return number(self._engine, count_unmatched(column, f"tried_{laid.label}")) > 0

    def _proven(self, laid: Laid, column: Column) -> bool:
        if not self._direct:
            return False
        if column.refers not in self._numbered:
            self._numbered[column.refers] = self._read(column.refers)
        numbered = self._numbered[column.refers]
        if not numbered:
            return False
        text = sql.values_to_find(column, f"tried_{laid.label}", in_runs=column.name in laid.table.key)
        return numbered.hold_all(self._engine.stream(Query("ids", text, ()), _BATCH))

    def _read(self, refers: str) -> NumberedIds | None:
        name, _, column = refers.partition(".")
        source, one = f"tried_{name}", next(one for one in BY_NAME[name].columns if one.name == column)
        spans = self._spans(sql.ends(one, source))
        if sum(span.ids for span in spans) < self._many:
            return None
        if len(spans[0].first.encode()) != len(spans[0].last.encode()):
            spans = self._spans(sql.ends_by_length(one, source))
        from hozen.workflows.door.numbered import NumberedIds

        return NumberedIds.of(spans, self._engine.stream(Query("ids", sql.values(one, source), ()), _BATCH))

    def _spans(self, text: str) -> list[Span]:
        found = self._engine.rows(Query("ends of ids", text, ()))
        return [Span(whole(ids), str(first), str(last)) for ids, first, last in found if ids]
