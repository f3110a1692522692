"""What the tests of compensation share: the case, its days, and a hand at each step of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from hozen.books import Books
from hozen.rules.compensation import IN_YEN
from hozen.workflows.compensation.paying import Batch, Order, pay
from hozen.workflows.compensation.planning import enter_plan
from hozen.workflows.compensation.plans import Plan
from hozen.workflows.compensation.states import lay_states, state_totals
from hozen.workflows.compensation.terms import Terms
from hozen.workflows.compensation.working import Desk, at_desk, worked_out
from hozen.workflows.compensation.zengin_order import Payer
from hozen.workflows.incident import Hand

CASE = "2026-hot-wallet"
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
THEFT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
END_OF_FRIDAY = datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)
DAY, PAY_DAY = date(2026, 11, 25), date(2026, 11, 27)
PAYER = Payer.read("0009-001-1-7654321", "0123456789", "ｺｳｶﾝｼﾞﾖ(ｶ")
YEN = Terms(method=IN_YEN)
BTC, ETH = 10**8, 10**18


@contextmanager
def desk(books: Books, firm: Path) -> Iterator[Desk]:
    with at_desk(books, firm, CASE) as found:
        yield found


def hand(books: Books, actor: str = "sato", **more) -> Hand:
    return Hand(books, "small", CASE, actor, **more)


def rows(path: Path) -> list[tuple]:
    return duckdb.sql(f"SELECT * FROM '{path}'").fetchall()


def planned(
    books: Books, firm: Path, terms: Terms = YEN, scenario: str | None = None, approve: bool = True
) -> Plan:
    with desk(books, firm) as at:
        plan, _ = enter_plan(at, worked_out(at, scenario, terms), DAY, actor="sato")
    if approve:
        hand(books, "tanaka").approve(plan.entry.seq)
    return plan


def sent(books: Books, firm: Path, **more: object) -> Batch:
    with desk(books, firm) as at:
        return pay(at, Order(PAY_DAY, PAYER, **more), actor="sato")  # type: ignore[arg-type]  # of the test


def states(books: Books, firm: Path) -> dict[str, int]:
    with desk(books, firm) as at:
        lay_states(at)
        return {one.state: one.payments for one in state_totals(at)}


def results(firm: Path, *told: tuple[str, str]) -> Path:
    path = firm.parent / "results.csv"
    lines = [f"{payment},{outcome},2026-11-27," for payment, outcome in told]
    path.write_text("payment_id,outcome,day,reason\n" + "\n".join(lines) + "\n")
    return path
