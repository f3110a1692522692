"""Where a round is worked out: views kept as files meanwhile, and the distribution between them, on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hozen.engine import Engine, EngineError
from hozen.records import Query
from hozen.rules.recovery import Convenience, PlanTerms, Pool, as_arrow, claims_of, distribute
from hozen.values import Ratio
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.terms import Terms


@dataclass(frozen=True, slots=True)
class Room:
    """作業場所: views that are worked out once and kept as files while a round is made."""

    engine: Engine
    folder: Path

    def keep(self, name: str, text: str, order: str = "") -> None:
        """Work a SELECT out now, and name it."""
        path = self.folder / f"{name}.parquet"
        self.engine.write_parquet(Query(name, text + order, ()), path)
        self.read(name, [path])

    def read(self, name: str, paths: list[Path]) -> None:
        """Name files."""
        self.engine.view(name, f"SELECT * FROM {self.engine.scan(paths, 'parquet', {})}")

    def lay(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Name a few rows: texts, days, and whole numbers."""
        pa, pq = _arrow()
        cells = dict(zip(columns, zip(*rows, strict=True), strict=True))
        kinds = {name: _whole(pa) if isinstance(found[0], int) else None for name, found in cells.items()}
        path = self.folder / f"{name}.parquet"
        pq.write_table(pa.table({key: pa.array(found, kinds[key]) for key, found in cells.items()}), path)
        self.read(name, [path])

    def sums(self, text: str, bucket: str) -> tuple[int, ...]:
        """One row of whole numbers; nothing counts as 0."""
        (row,) = self.engine.rows(Query("sums of a round", text, (), {"bucket": bucket}))
        return tuple(whole(cell or 0) for cell in row)


def entitled(room: Room, terms: Terms, bucket: str, total: int) -> Path:
    """A file of (bucket, claim_id, entitled): what each person is due of all that came in. Raises RecoveryRefused."""
    pa, pq = _arrow()
    text = "SELECT claim_id, units, paid, early, place AS priority FROM creditors WHERE bucket = :bucket ORDER BY claim_id"
    query = Query("creditors of a round", text, ("creditors",), {"bucket": bucket})
    kinds = [("claim_id", pa.string()), ("units", _whole(pa)), ("paid", _whole(pa)), ("early", pa.bool_())]
    kinds.append(("priority", pa.int64()))
    table = pa.Table.from_batches(room.engine.stream(query), pa.schema(kinds)).combine_chunks()
    found = as_arrow(
        table.column("claim_id"), distribute(claims_of(table), Pool(bucket, total), plan_terms(terms))
    )
    named = pa.table(
        {
            "bucket": pa.array([bucket], pa.string()).take(pa.array([0] * len(found), pa.int32())),
            "claim_id": found.column("claim_id"),
            "entitled": found.column("entitled"),
        }
    )
    path = room.folder / f"entitled-{bucket}.parquet"
    pq.write_table(named, path)
    return path


def plan_terms(terms: Terms) -> PlanTerms:
    """The terms as the arithmetic takes them. The minimum is looked at account by account, after the shares."""
    small = (
        Convenience(terms.convenience_up_to_yen, Ratio(terms.convenience_ratio))
        if terms.convenience_up_to_yen
        else None
    )
    early = None if terms.early_ratio is None else Ratio(terms.early_ratio)
    return PlanTerms(classes=terms.classes, base=terms.base_payment_yen, convenience=small, early=early)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise EngineError(
            "a distribution needs Arrow", expected="the extra arrow", try_next="pip install 'hozen[arrow]'"
        ) from error
    return pa, pq


def _whole(pa: Any) -> Any:
    return pa.decimal128(38, 0)
