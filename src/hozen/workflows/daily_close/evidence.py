"""The rows behind each check, written by the engine; never through Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.findings import Finding, Status
from hozen.records import Query
from hozen.rules.custody.measures import wallet_rows
from hozen.rules.custody.ownership.measures import ownership_rows
from hozen.rules.providers.measures import provider_rows, technology_rows
from hozen.rules.segregation.break_measures import kept_break_rows
from hozen.rules.segregation.measures import holding_rows, money_rows
from hozen.rules.segregation.two_ledgers_measures import difference_rows
from hozen.workflows.daily_close.closing import EvidenceFile

_EVERY = ("cold", "warm", "hot")


def evidence_queries(findings: Sequence[Finding], day: date) -> tuple[Query, ...]:
    """One query for each kind of evidence that the findings name, by name.

    Customers' rows are written for what is short only: for what is met they are the input file itself, whose
    fingerprint is in the closing.
    """
    known = {
        "cold-share": wallet_rows("cold-share", day, ("customer",), _EVERY),
        "crypto-shortage": holding_rows(day, _short(findings, "crypto-shortage")),
        "guarantee": wallet_rows("guarantee", day, ("guarantee",), _EVERY),
        "wallet-ownership": ownership_rows(day),
        "money-in-trust": money_rows(day, bool(_short(findings, "money-in-trust"))),
        "breaks": kept_break_rows(),
        "ledgers-agree": difference_rows(),
        "providers": provider_rows(day),
        "technologies": technology_rows(day),
    }
    named = {one.evidence for one in findings if one.evidence}
    return tuple(known[name] for name in sorted(named))


def write_evidence(engine: Engine, queries: Iterable[Query], folder: Path) -> tuple[EvidenceFile, ...]:
    """Each query to one Parquet file below `folder`/evidence: whole or not at all."""
    return tuple(_write(engine, query, folder) for query in queries)


def _write(engine: Engine, query: Query, folder: Path) -> EvidenceFile:
    path = folder / "evidence" / f"{query.name}.parquet"
    written = engine.write_parquet(query, path)
    return EvidenceFile(query.name, path.relative_to(folder).as_posix(), written.rows, written.sha256)


def _short(findings: Iterable[Finding], code: str) -> list[str]:
    bad = (Status.BREACH, Status.ATTENTION)
    return [one.subject for one in findings if one.code == code and one.status in bad]
