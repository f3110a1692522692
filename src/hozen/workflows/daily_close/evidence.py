"""The rows behind each check, straight from the engine to Parquet files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.findings import Finding, Status
from hozen.records import Query
from hozen.rules.custody.measures import wallet_rows
from hozen.rules.reserves.measures import volume_rows
from hozen.rules.segregation.measures import holding_rows, money_rows
from hozen.workflows.daily_close.closing import EvidenceFile

EVERY_TEMPERATURE = ("cold", "warm", "hot")


def evidence_queries(day: date, findings: Iterable[Finding]) -> tuple[Query, ...]:
    """One query per kind of evidence. The ledger is written customer by customer where it is short."""
    short = {(one.code, one.subject) for one in findings if one.status is not Status.MET}
    short_assets = sorted(subject for code, subject in short if code == "crypto-shortage")
    return (
        money_rows(day, short=("money-in-trust", "JPY") in short),
        holding_rows(day, short_assets),
        wallet_rows("cold-share", day, ("customer",), EVERY_TEMPERATURE),
        wallet_rows("guarantee", day, ("guarantee",), EVERY_TEMPERATURE),
        volume_rows(day),
    )


def write_evidence(engine: Engine, queries: Iterable[Query], folder: Path) -> tuple[EvidenceFile, ...]:
    """Write each query to folder/evidence/<name>.parquet."""
    place = folder / "evidence"
    place.mkdir(parents=True, exist_ok=True)
    return tuple(_write(engine, query, place) for query in queries)


def _write(engine: Engine, query: Query, place: Path) -> EvidenceFile:
    written = engine.write_parquet(query, place / f"{query.name}.parquet")
    return EvidenceFile(query.name, f"evidence/{query.name}.parquet", written.rows, written.sha256)
