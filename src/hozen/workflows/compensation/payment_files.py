"""The files of a batch: bank orders, coins to addresses, bookings on customers' accounts. The same batch, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, sha256_of, writing
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.zengin_order import MOST_RECORDS, MOST_SUM, Payer, order_bytes

_UNITS = "CAST(b.amount AS VARCHAR)"
_PLACES = "CAST(d.decimals AS INTEGER)"
_PADDED = f"CASE WHEN length({_UNITS}) > {_PLACES} THEN {_UNITS} ELSE lpad({_UNITS}, {_PLACES} + 1, '0') END"
_COINS = f"""CASE WHEN d.decimals = 0 THEN {_UNITS}
    ELSE concat(substr({_PADDED}, 1, length({_PADDED}) - {_PLACES}), '.', right({_PADDED}, {_PLACES})) END"""
_CHAIN = ("payment_id", "chain", "address", "asset", "units", "amount")
_CSV_OF = (
    "SELECT concat_ws(',', {columns}, chr(10)) AS line FROM batch b JOIN assets d ON b.asset = d.asset"
    " WHERE b.method = '{method}' ORDER BY b.payment_id"
)
_ACCOUNT = ("payment_id", "customer_id", "asset", "units", "amount")


@dataclass(frozen=True, slots=True)
class Made:
    """支払ファイル: for whom it is ('bank', 'chain', 'account'), what it holds."""

    method: str
    file: CaseFile
    total: int  # yen of a bank file, else 0


def payment_files(
    engine: Engine, batch: Path, folder: Path, number: int, day: date, payer: Payer | None, most: int
) -> tuple[Made, ...]:
    """Write every file of the batch that is not there yet. CaseFileRefused where another content stands."""
    engine.view("batch", f"SELECT * FROM {engine.scan([batch], 'parquet', {})}")
    found: list[Made] = []
    if payer is not None:
        found += _bank(engine, folder, number, day, payer, most)
    for method, columns, names in (("chain", _chain_row(), _CHAIN), ("account", _account_row(), _ACCOUNT)):
        made = _csv(engine, folder / f"batch-{number}-{method}.csv", method, columns, names)
        found += [made] if made else []
    return tuple(found)


def _bank(engine: Engine, folder: Path, number: int, day: date, payer: Payer, most: int) -> Iterator[Made]:
    if not 0 < most <= MOST_RECORDS:
        raise CompensationRefused(
            "no number of payments for one file", found=most, expected=f"1 to {MOST_RECORDS:,}"
        )
    placed = (
        "(SELECT *, row_number() OVER (ORDER BY payment_id) - 1 AS place FROM batch WHERE method = 'bank')"
    )
    query = Query(
        "bank files",
        f"SELECT idiv(place, {most}) AS file, count(*) AS n,"
        f" CAST(sum(amount) AS DECIMAL(38,0)) AS yen FROM {placed} AS p GROUP BY 1 ORDER BY 1",
        (),
    )
    rows: Any = engine.rows(query)
    for at, count, yen in rows:
        if yen > MOST_SUM:
            raise CompensationRefused(
                "one bank file cannot hold so much",
                found=f"{yen} yen",
                expected=f"at most {MOST_SUM}",
                try_next="fewer payments in a file (--most)",
            )
        path = folder / f"batch-{number}-bank-{at + 1:03}.txt"
        part = f"(SELECT * FROM {placed} AS p WHERE place >= {at * most} AND place < {(at + 1) * most})"
        with writing(path) as partial, partial.open("wb") as file:
            file.writelines(order_bytes(engine, part, payer, f"{day:%m%d}", count, yen))
        yield Made("bank", CaseFile(path.name, sha256_of(path), count), yen)


def _csv(engine: Engine, path: Path, method: str, columns: str, names: tuple[str, ...]) -> Made | None:
    """The rows of one method as CSV; None where there are none."""
    query = Query(
        f"{method} rows",
        _CSV_OF.format(columns=columns, method=method),
        ("assets",),
    )
    lines = 0
    with writing(path) as partial:
        with partial.open("wb") as file:
            file.write((",".join(names) + "\n").encode())
            for batch in engine.stream(query):
                lines += batch.num_rows
                file.write("".join(batch.column(0).to_pylist()).replace(",\n", "\n").encode())
        if not lines:
            partial.write_bytes(b"")
    _lose_no_row(engine, method, lines)
    if not lines:
        path.unlink()
        return None
    return Made(method, CaseFile(path.name, sha256_of(path), lines), 0)


def _lose_no_row(engine: Engine, method: str, lines: int) -> None:
    """Each payment of the batch stands in its file, once: an asset that the book does not know would take it away."""
    text = "SELECT count(*) AS n FROM batch WHERE method = :method"
    rows: Any = engine.rows(Query("payments of a method", text, (), {"method": method}))
    if rows[0][0] != lines:
        raise CompensationRefused(
            "a payment file would not have every payment of its batch",
            where=f"the file of {method}",
            found=f"{lines} rows",
            expected=f"{rows[0][0]}, as in the batch",
            try_next="complete the table assets of the book",
        )


def _chain_row() -> str:
    return f"b.payment_id, {_quoted('b.chain')}, {_quoted('b.address')}, b.asset, CAST(b.amount AS VARCHAR), {_COINS}"


def _account_row() -> str:
    return f"b.payment_id, {_quoted('b.customer_id')}, b.asset, CAST(b.amount AS VARCHAR), {_COINS}"


def _quoted(cell: str) -> str:
    """A cell as CSV has it: in quotes where it needs them."""
    doubled = f"replace({cell}, chr(34), chr(34) || chr(34))"
    needs = f"contains({cell}, ',') OR contains({cell}, chr(34)) OR contains({cell}, chr(10))"
    return f"CASE WHEN {needs} THEN chr(34) || {doubled} || chr(34) ELSE {cell} END"
