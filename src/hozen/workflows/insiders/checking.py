"""A tape held to the facts: what those on a list did while they might not trade, as rows and as findings."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hozen.engine import Engine
from hozen.findings import CureClock, Finding, InTables
from hozen.findings.table import Table
from hozen.law import Law
from hozen.records import Query
from hozen.records.tape_tables import ACCOUNTS, ORDER_EVENTS, TAPE_TRADES
from hozen.rules.insiders import Blackout, MaterialFact, SeenInsiders, blackouts, insider_findings
from hozen.values import BusinessDays, legal_day
from hozen.workflows.insiders.act import recognised
from hozen.workflows.insiders.errors import InsiderRefused
from hozen.workflows.surveillance_run.viewing import lay_views

EVIDENCE = "insider-blackout.parquet"
_COLUMNS = ("fact", "account", "market", "begins", "ends")
_FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
# Every account of the owner of one on the list; one that the table accounts lacks stands for itself.
_BANNED = """
SELECT DISTINCT s.fact, coalesce(b.account_id, s.account) AS account, s.market, CAST(s.begins AS TIMESTAMP) AS begins,
       CAST(s.ends AS TIMESTAMP) AS ends
FROM insider_spans s LEFT JOIN tape_accounts a ON a.account_id = s.account
LEFT JOIN tape_accounts b ON b.owner_id = a.owner_id
"""
_ROWS = """
SELECT i.fact, 'trade' AS kind, i.account, t.symbol, t.trade_id AS ref, t."timestamp" AS happened, 'buy' AS side,
       t.price, t.amount
FROM tape_trades t JOIN insider_banned i ON i.market = t.symbol AND i.account = t.buy_account_id
WHERE t."timestamp" >= i.begins AND t."timestamp" < i.ends
UNION ALL
SELECT i.fact, 'trade', i.account, t.symbol, t.trade_id, t."timestamp", 'sell', t.price, t.amount
FROM tape_trades t JOIN insider_banned i ON i.market = t.symbol AND i.account = t.sell_account_id
WHERE t."timestamp" >= i.begins AND t."timestamp" < i.ends
UNION ALL
SELECT i.fact, 'order', i.account, e.symbol, e.order_id, e."timestamp", e.side, e.price, e.amount
FROM tape_order_events e JOIN insider_banned i ON i.market = e.symbol AND i.account = e.account_id
WHERE e.event = 'NEWO' AND e."timestamp" >= i.begins AND e."timestamp" < i.ends
"""
# One row of the tape counts once, though two accounts of its owner stand on the list with times of their own.
_KEPT = "SELECT DISTINCT * FROM insider_rows ORDER BY fact, happened, kind, ref, account, side"
_COUNTS = """
SELECT fact, count(CASE WHEN kind = 'trade' THEN 1 END) AS trades, count(CASE WHEN kind = 'order' THEN 1 END) AS orders,
       count(DISTINCT account) AS accounts
FROM insider_found GROUP BY fact ORDER BY fact
"""


@dataclass(frozen=True, slots=True)
class InsiderCheck(InTables):
    """内部者名簿との照合: what a tape says of the facts of a book. `sha256` and `rows` are of the evidence file."""

    book: str
    tape: str
    wait_hours: int
    facts: tuple[MaterialFact, ...]
    seen: tuple[SeenInsiders, ...]
    findings: tuple[Finding, ...]
    path: str
    rows: int
    sha256: str

    def as_table(self) -> Table:
        """One row per fact."""
        rows = tuple((one.fact, one.trades, one.orders, one.accounts) for one in self.seen)
        return Table(("fact", "trades", "orders", "accounts"), rows, title="blackout")

    def as_tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.as_table(),)


def check_tape(
    facts: Sequence[MaterialFact],
    book: str,
    tape: Path,
    into: Path,
    engine: Engine,
    at: datetime,
    wait_hours: int = 0,
) -> InsiderCheck:
    """禁止期間中の取引の検査: orders and trades of every account of a listed owner, from knowledge to publication.

    `wait_hours` after publication are the firm's own rule. Rows go into `into`, whole or not at all. The same facts and
    tape give the same bytes. TapeError for what is no tape, InsiderRefused for a table that cannot be read.
    """
    day = legal_day(at)
    spans = [one for fact in facts for one in blackouts(fact, recognised(day), timedelta(hours=wait_hours))]
    into.mkdir(parents=True, exist_ok=True)
    lay_views(tape, engine, (ORDER_EVENTS, TAPE_TRADES, ACCOUNTS), InsiderRefused)
    with TemporaryDirectory(prefix=".spans-", dir=into) as spare:
        _put(spans, Path(spare) / "spans.csv")
        scan = engine.scan([Path(spare) / "spans.csv"], "csv", {})
        engine.view("insider_spans", f"SELECT * FROM {scan}")
        engine.view("insider_banned", _BANNED)
        engine.view("insider_rows", _ROWS)
        written = engine.write_parquet(Query("insider-blackout", _KEPT, ()), into / EVIDENCE)
    engine.view("insider_found", f"SELECT * FROM {engine.scan([into / EVIDENCE], 'parquet', {})}")
    seen = _seen(engine, facts)
    findings = insider_findings(
        Law.load("jp").reading(day),
        facts,
        {one.fact: one for one in seen},
        CureClock(day, BusinessDays.BANK),
    )
    path = str(into / EVIDENCE)
    return InsiderCheck(
        book, str(tape), wait_hours, tuple(facts), seen, findings, path, written.rows, written.sha256
    )


def _put(spans: Sequence[Blackout], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for one in spans:
            ends = one.ends or _FOREVER
            writer.writerow([one.fact, one.account, one.market, _sql(one.begins), _sql(ends)])


def _sql(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _seen(engine: Engine, facts: Sequence[MaterialFact]) -> tuple[SeenInsiders, ...]:
    told = {str(fact): rest for fact, *rest in engine.rows(Query("counts", _COUNTS, ()))}
    nothing = (0, 0, 0)
    return tuple(SeenInsiders(one.fact, *(int(str(n)) for n in told.get(one.fact, nothing))) for one in facts)
