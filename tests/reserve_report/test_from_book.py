"""The reserve of a book: what it reads passes the door, every row of it; what it does not read stands in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from close_book import ETH, FRIDAY, SmallExchange, balance, owed

from hozen import reserve
from hozen.engine import Engine, open_engine
from hozen.records import BookError, Query, RowsRefused
from hozen.values import Yen
from hozen.workflows.reserve import from_book
from hozen.workflows.reserve.from_book import tables_read

NOT_READ = ("trust_accounts", "trust_balances", "financials")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallExchange:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    return SmallExchange(tmp_path / "book")


def figures(root: Path, day: date | None = FRIDAY) -> tuple[date, Yen | None, Yen | None, Yen]:
    found = reserve(root, "act-64", day=day)
    return found.day, found.customer_crypto, found.cold_customer_crypto, found.held


# Owed: BTC 10 × ¥10m and ETH 100 × ¥400,000. Cold: BTC 9.7 and ETH 99. Set aside on 31 March: ¥100m.
SOUND = (FRIDAY, Yen(140_000_000), Yen(136_600_000), Yen(100_000_000))


def test_the_figures_of_a_book(small: SmallExchange) -> None:
    assert figures(small.write()) == SOUND
    assert figures(small.root, None) == SOUND, "the newest day there is"


@pytest.mark.parametrize("table", NOT_READ)
def test_a_table_that_is_not_read_need_not_be_there(small: SmallExchange, table: str) -> None:
    del small.tables[table]
    assert figures(small.write()) == SOUND


def test_a_broken_row_of_a_table_that_is_not_read_is_no_reason_to_refuse(small: SmallExchange) -> None:
    small.tables["trust_balances"][0]["yen"] = "a lot"
    assert figures(small.write()) == SOUND


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("assets", "decimals"),
        ("prices", "price"),
        ("customer_balances", "units"),
        ("customer_balances", "customer_id"),
        ("house_balances", "units"),
        ("wallets", "temperature"),
        ("wallet_balances", "wallet_id"),
        ("volumes", "yen"),
        ("reserve_positions", "yen"),
    ],
)
def test_a_broken_row_of_a_table_that_is_read_is_refused(
    small: SmallExchange, table: str, column: str
) -> None:
    small.tables[table][0][column] = "broken"
    with pytest.raises(RowsRefused):
        figures(small.write())


def test_a_broken_policy_is_refused(small: SmallExchange) -> None:
    small.add("policies", {"policy_id": "P1"})
    with pytest.raises(RowsRefused):
        figures(small.write())


@pytest.mark.parametrize("table", ["customers", "wallets", "prices"])
def test_a_needed_table_that_is_absent_is_named(small: SmallExchange, table: str) -> None:
    del small.tables[table]
    with pytest.raises(BookError, match=table):
        figures(small.write())


def test_of_folders_by_day_the_asked_days_alone_are_read(small: SmallExchange) -> None:
    small.on("2026-11-19").on("2026-11-24")
    small.add("customer_balances", owed("C2", "ETH", ETH, "2026-11-25"))
    small.add("wallet_balances", balance("eth-cold", "ETH", ETH, "2026-11-25"))
    small.tables["prices"] += [{**row, "day": "2026-11-25"} for row in small.tables["prices"][:2]]
    small.tables["house_balances"] += [{**small.tables["house_balances"][0], "day": "2026-11-25"}]
    small.put("customer_balances", "units", "broken", day="2026-11-19")
    root = small.write_by_day()
    assert figures(root) == SOUND
    # On the 25th: 1 ETH × ¥400,000 is owed, and all of it cold.
    assert figures(root, None) == (date(2026, 11, 25), Yen(400_000), Yen(400_000), Yen(100_000_000))
    with pytest.raises(RowsRefused):
        figures(root, date(2026, 11, 19))


def test_what_is_checked_is_what_is_read(small: SmallExchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every query after the door stays within the tables that passed it."""
    asked: list[Query] = []

    class Listening:
        def __init__(self, engine: Engine) -> None:
            self._engine = engine

        def __getattr__(self, name: str) -> object:
            return getattr(self._engine, name)

        def rows(self, query: Query) -> object:
            asked.append(query)
            return self._engine.rows(query)

    @contextmanager
    def listening(name: str, memory_limit: str) -> Iterator[Listening]:
        with open_engine(name, memory_limit) as engine:
            yield Listening(engine)

    monkeypatch.setattr(from_book, "engine_at_home", listening)
    figures(small.write())
    measured = {table for query in asked for table in query.tables if not table.startswith("raw_")}
    assert measured <= tables_read(FRIDAY)
    assert {"trades", "volumes", "policies", "reserve_positions", "prices"} <= measured
    assert tables_read(FRIDAY).isdisjoint(NOT_READ)
