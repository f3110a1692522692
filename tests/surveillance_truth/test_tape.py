"""A made tape is a tape: of the contract's columns, in order, whole, consistent; the same for the same seed."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from hozen.records.tape_tables import TAPE_BY_NAME
from hozen.workflows.market_sim import PLANTS, TYPOLOGIES, TapeError, make_tape

ENDED = ("FILL", "CAME", "CAMO", "EXPI", "REMO")


def rows(folder: Path, table: str, columns: str) -> list[tuple]:
    return duckdb.sql(f"SELECT {columns} FROM '{folder}/tape/{table}.parquet'").fetchall()


@pytest.fixture(scope="module")
def events(small) -> list[tuple]:
    return rows(
        small,
        "order_events",
        'seq, epoch_us("timestamp"), symbol, order_id, account_id, event, side, type, price, amount, remaining, '
        "displayed, traded, trade_id, time_in_force",
    )


def test_every_table_has_columns_of_its_contract_and_lacks_none_that_is_required(small) -> None:
    for path in sorted((small / "tape").iterdir()):
        contract = {one.name: one for one in TAPE_BY_NAME[path.stem].columns}
        found = [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
        assert set(found) <= set(contract)
        assert {name for name, one in contract.items() if one.required} <= set(found)
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() > [(0,)]


def test_the_sequence_has_no_gap_and_time_never_goes_back(events) -> None:
    assert [row[0] for row in events] == list(range(1, len(events) + 1))
    assert all(earlier[1] <= later[1] for earlier, later in pairwise(events))


def test_an_order_begins_once_and_ends_once(events) -> None:
    begun, ended = set(), set()
    for row in events:
        order, event = row[3], row[5]
        assert order not in ended, f"{order} goes on after its end"
        assert (order in begun) == (event not in ("NEWO", "REMO"))
        begun.add(order)
        if event in ENDED:
            ended.add(order)
            assert Decimal(row[10]) == 0


def test_every_fill_has_its_trade_and_every_trade_two_fills(small, events) -> None:
    fills: dict[str, list[tuple]] = defaultdict(list)
    for row in events:
        if row[5] in ("PARF", "FILL"):
            fills[row[13]].append(row)
    columns = 'trade_id, epoch_us("timestamp"), symbol, amount, buy_order_id, sell_order_id, buy_account_id, sell_account_id'
    trades = rows(small, "trades", columns)
    assert {row[0] for row in trades} == set(fills)
    for trade, at, symbol, amount, buy, sell, buyer, seller in trades:
        two = {row[6]: row for row in fills[trade]}
        assert {side: (row[1], row[2], row[3], row[4], row[12]) for side, row in two.items()} == {
            "buy": (at, symbol, buy, buyer, amount),
            "sell": (at, symbol, sell, seller, amount),
        }


def test_fills_add_up_to_what_the_orders_have_left(events) -> None:
    left: dict[str, Decimal] = {}
    for row in events:
        order, event, amount, remaining, traded = (
            row[3],
            row[5],
            *(Decimal(one or 0) for one in (*row[9:11], row[12])),
        )
        if event == "NEWO":
            left[order] = amount
        elif event in ("PARF", "FILL"):
            left[order] -= traded
            assert left[order] == remaining
        assert Decimal(row[11]) <= remaining <= amount


def test_the_book_replayed_from_the_tape_is_never_crossed(events) -> None:
    """After the last event of an instant, in each market, the best bid is below the best ask."""
    books: dict[str, dict[str, tuple[str, Decimal]]] = defaultdict(dict)
    for row, following in zip(events, [*events[1:], (0, 0)], strict=True):
        book, order = books[row[2]], row[3]
        if row[7] == "limit" and row[14] == "GTC" and Decimal(row[10]):
            book[order] = (row[6], Decimal(row[8]))
        else:
            book.pop(order, None)
        if following[1] != row[1]:
            bids = [price for side, price in book.values() if side == "buy"]
            asks = [price for side, price in book.values() if side == "sell"]
            assert not bids or not asks or max(bids) < min(asks), row


def test_every_account_is_known_and_every_link_joins_known_ones(small, events) -> None:
    known = {row[0] for row in rows(small, "accounts", "account_id")}
    assert {row[4] for row in events} <= known
    assert {one for row in rows(small, "account_links", "account_a, account_b") for one in row} <= known


def test_few_accounts_send_most_messages(events) -> None:
    """Skewed as life: one account in a hundred sends more than half."""
    count: dict[str, int] = defaultdict(int)
    for row in events:
        count[row[4]] += 1
    most = sorted(count.values(), reverse=True)
    assert sum(most[: len(most) // 100]) > len(events) / 2


def files(folder: Path) -> dict[str, str]:
    return {one.name: sha256(one.read_bytes()).hexdigest() for one in sorted(folder.rglob("*.parquet"))}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path) -> None:
    size = {
        "events": 1_500,
        "days": 1,
        "symbols": 2,
        "plant": ("spoofing", "matched"),
        "cases": 1,
        "twins": 1,
    }
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        make_tape(tmp_path / name, seed=seed, **size)
    assert files(tmp_path / "one") == files(tmp_path / "same")
    assert (
        files(tmp_path / "one")["order_events.parquet"] != files(tmp_path / "other")["order_events.parquet"]
    )


def test_a_case_that_is_unknown_is_refused_and_nothing_is_written(tmp_path) -> None:
    with pytest.raises(TapeError, match="no such case") as refused:
        make_tape(tmp_path / "tape", plant=("spoofng",))
    assert refused.value.found == "spoofng"
    assert "spoofing" in refused.value.expected
    assert not list(tmp_path.iterdir())


def test_more_cases_than_there_is_room_for_are_refused(tmp_path) -> None:
    with pytest.raises(TapeError, match="no room"):
        make_tape(tmp_path / "tape", events=1_000, days=1, symbols=2, plant=("ring",), cases=90)
    with pytest.raises(TapeError, match="of this size"):
        make_tape(tmp_path / "tape", days=0)


def test_each_typology_can_be_planted_and_has_an_innocent_twin() -> None:
    for twin in (False, True):
        assert {one.typology for one in PLANTS.values() if one.twin is twin} == set(TYPOLOGIES)
