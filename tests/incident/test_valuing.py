"""Losses of customers, to the unit: hand computation on the small exchange, and the plain split beside the arrays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from close_book import owed
from incident_world import BTC, CASE, DAY, ETH, MOMENT, NOW, hand, opened

from hozen.books import open_books
from hozen.values.splitting import split
from hozen.workflows.case_folder import sha256_of
from hozen.workflows.daily_close import close
from hozen.workflows.incident import Attribution, IncidentRefused, Valuation, value_losses


def value(books, firm, attribution=Attribution.PRO_RATA, lost=None, engine="duckdb", **more):
    order = Valuation(DAY, more.pop("moment", MOMENT), attribution, lost or {}, **more)
    return value_losses(hand(books), firm, order, NOW, engine=engine)


def losses(firm: Path, name: str = "losses.parquet") -> list[tuple[str, str, int]]:
    table = pq.read_table(firm / "cases" / CASE / name)
    assert [str(one.type) for one in table.schema] == ["string", "string", "decimal128(38, 0)"]
    assert table.column_names == ["customer_id", "asset", "units"]
    return [(one["customer_id"], one["asset"], int(one["units"])) for one in table.to_pylist()]


def test_lost_coins_fall_on_customers_by_their_balances(books, firm) -> None:
    opened(books, firm)
    entry = value(books, firm, lost={"BTC": 5 * BTC, "ETH": 7})
    # BTC: C1 has 6 of 10, C2 has 4: 3 and 2. ETH is C2's alone.
    assert losses(firm) == [("C1", "BTC", 3 * BTC), ("C2", "BTC", 2 * BTC), ("C2", "ETH", 7)]
    assert entry.body["customers"] == 2
    assert [(one["asset"], one["lost"], one["held"], one["customers"]) for one in entry.body["assets"]] == [
        ("BTC", 5 * BTC, 10 * BTC, 2),
        ("ETH", 7, 100 * ETH, 1),
    ]


def test_the_last_unit_goes_to_the_largest_remainder(books, firm) -> None:
    opened(books, firm)
    value(books, firm, lost={"BTC": 3})
    # 3 × 6/10 = 1.8 and 3 × 4/10 = 1.2: floors 1 and 1, the third unit goes to the 0.8.
    assert losses(firm) == [("C1", "BTC", 2), ("C2", "BTC", 1)]


def test_a_customer_on_whom_nothing_falls_has_no_row(books, firm) -> None:
    opened(books, firm)
    value(books, firm, lost={"BTC": 1})
    assert losses(firm) == [("C1", "BTC", 1)]


def test_whole_balances_are_lost_by_everybody(books, firm) -> None:
    opened(books, firm)
    value(books, firm, Attribution.WHOLE_BALANCE, {"BTC": 1})
    assert losses(firm) == [("C1", "BTC", 6 * BTC), ("C2", "BTC", 4 * BTC)]


def test_a_list_of_customers_is_taken_as_it_is(books, firm, tmp_path) -> None:
    opened(books, firm)
    names = tmp_path / "names.csv"
    names.write_text(f"customer_id,asset,units\nC2,ETH,{ETH}\nC2,BTC,4\n")
    value(books, firm, Attribution.NAMED, names=names)
    assert losses(firm) == [("C2", "BTC", 4), ("C2", "ETH", ETH)]


FAULTY = [
    (["C2,BTC,400000001"], "more lost than the customer holds"),
    (["C3,BTC,1"], "more lost than the customer holds"),
    (["C2,DOGE,1"], "no such asset"),
    (["C2,JPY,1"], "no such asset"),
    (["C2,BTC,0"], "smallest units"),
    (["C2,BTC,1.5"], "smallest units"),
    (["C2,BTC,-1"], "smallest units"),
    (["C2,BTC,"], "a cell is empty"),
    (["C2,BTC,1", "C2,BTC,2"], "named twice"),
]


def test_a_row_that_cannot_be_is_named_and_nothing_is_left(books, firm, tmp_path) -> None:
    opened(books, firm)
    names = tmp_path / "names.csv"
    for rows, match in FAULTY:
        names.write_text("\n".join(["customer_id,asset,units", "C1,BTC,1", *rows]) + "\n")
        with pytest.raises(IncidentRefused, match=match) as refused:
            value(books, firm, Attribution.NAMED, names=names)
        assert refused.value.where == "names.csv, row 2"
    assert list((firm / "cases" / CASE).iterdir()) == []
    assert hand(books).state().valued is None


@pytest.mark.parametrize(
    ("lost", "match"),
    [
        ({"BTC": 10 * BTC + 1}, f"1 to {10 * BTC} units"),
        ({"BTC": 0}, "1 to"),
        ({"DOGE": 1}, "no such asset"),
    ],
)
def test_more_than_is_held_and_what_the_book_does_not_know_is_refused(books, firm, lost, match) -> None:
    opened(books, firm)
    with pytest.raises(IncidentRefused, match=match):
        value(books, firm, lost=lost)


def test_all_that_customers_hold_can_be_lost(books, firm) -> None:
    opened(books, firm)
    value(books, firm, lost={"BTC": 10 * BTC})
    assert losses(firm) == [("C1", "BTC", 6 * BTC), ("C2", "BTC", 4 * BTC)]


def test_without_amounts_what_the_wallets_hit_held_is_lost(books, firm) -> None:
    opened(books, firm, wallets=("btc-hot", "eth-hot"))
    entry = value(books, firm)
    # The hot part of the small exchange: 0.3 BTC and 1 ETH.
    assert [(one["asset"], one["lost"]) for one in entry.body["assets"]] == [
        ("BTC", 3 * BTC // 10),
        ("ETH", ETH),
    ]


def test_nothing_lost_and_no_wallet_is_refused(books, firm) -> None:
    opened(books, firm)
    with pytest.raises(IncidentRefused, match="nothing says what was lost"):
        value(books, firm)


def test_the_sealed_prices_are_the_days_and_stand_with_their_hash(books, firm) -> None:
    opened(books, firm)
    entry = value(books, firm, lost={"BTC": 1})
    table = pq.read_table(firm / "cases" / CASE / "prices.parquet")
    assert table.column("asset").to_pylist() == ["BTC", "ETH"]
    assert set(table.column("at").to_pylist()) == {"2026-11-20T14:59:59.000000Z"}
    assert [str(one.type) for one in table.schema] == ["string"] * 4
    assert entry.body["prices"] == {
        "name": "prices.parquet",
        "sha256": sha256_of(firm / "cases" / CASE / "prices.parquet"),
        "rows": 2,
    }
    assert entry.body["losses"]["sha256"] == sha256_of(firm / "cases" / CASE / "losses.parquet")


def test_another_price_table_may_be_handed_in(books, firm, tmp_path) -> None:
    opened(books, firm)
    prices = tmp_path / "p.csv"
    prices.write_text("asset,price,source\nBTC,88.549,three venues\n")
    entry = value(books, firm, lost={"BTC": 1}, prices=prices)
    assert (entry.body["assets"][0]["price"], entry.body["assets"][0]["source"]) == ("88.549", "three venues")
    for text, match in [
        ("asset,price,source\nETH,1,x\n", "no price"),
        ("asset,price,source\nBTC,0.0,x\n", "no price"),
        ("asset,price,source\nBTC,1,x\nBTC,2,x\n", "each asset once|not as expected"),
        ("asset,price\nBTC,1\n", "columns"),
    ]:
        prices.write_text(text)
        with pytest.raises(IncidentRefused, match=match):
            value(books, firm, lost={"BTC": 1}, prices=prices)


@pytest.mark.parametrize("stranger", ["DOGE", "JPY"])
def test_a_price_of_what_the_book_does_not_know_is_refused_with_its_line(
    books, firm, tmp_path, stranger
) -> None:
    opened(books, firm)
    prices = tmp_path / "p.csv"
    prices.write_text(f"asset,price,source\nBTC,1,x\n{stranger},2,x\n")
    with pytest.raises(IncidentRefused) as refused:
        value(books, firm, lost={"BTC": 1}, prices=prices)
    assert (refused.value.where, refused.value.found) == ("p.csv, line 3, column asset", repr(stranger))
    assert list((firm / "cases" / CASE).iterdir()) == []


def test_a_moment_before_the_discovery_is_fine_and_one_in_the_future_is_not(books, firm) -> None:
    opened(books, firm)
    value(books, firm, lost={"BTC": 1}, moment=MOMENT - timedelta(days=3))
    with pytest.raises(IncidentRefused, match="in the future"):
        value(books, firm, lost={"BTC": 1}, moment=NOW + timedelta(seconds=1))


def test_valued_again_the_same_way_it_names_the_same_files_and_another_way_new_ones(books, firm) -> None:
    opened(books, firm)
    one = value(books, firm, lost={"BTC": 1})
    assert value(books, firm, lost={"BTC": 1}).body["losses"] == one.body["losses"]
    two = value(books, firm, lost={"BTC": 2})
    assert (two.body["losses"]["name"], two.body["prices"]["name"]) == ("losses-2.parquet", "prices.parquet")
    assert losses(firm) == [("C1", "BTC", 1)]


def test_a_day_that_was_not_closed_is_refused(books, firm) -> None:
    opened(books, firm)
    order = Valuation(DAY - timedelta(days=1), MOMENT, Attribution.PRO_RATA, {"BTC": 1})
    with pytest.raises(IncidentRefused, match="no closing of the day"):
        value_losses(hand(books), firm, order, NOW)


def test_files_that_have_changed_since_the_closing_are_refused(books, firm, exchange) -> None:
    opened(books, firm)
    exchange.add("customers", {"customer_id": "C3"})
    exchange.write()
    with pytest.raises(IncidentRefused, match="changed since the day was closed"):
        value(books, firm, lost={"BTC": 1})


def test_many_customers_get_what_the_plain_split_gives_them(exchange) -> None:
    # 2,000 customers with uneven balances, many of them alike, so that ties are there to be broken.
    balances = {f"K{number:04}": (number * 7919) % 97 + 1 for number in range(2_000)}
    exchange.add("customers", *({"customer_id": name} for name in balances))
    exchange.add("customer_balances", *(owed(name, "ETH", units) for name, units in balances.items()))
    root = exchange.write()
    target = root.parent / "books.sqlite"
    close(root, DAY, actor="sato", books=target)
    lost = sum(balances.values()) * ETH // ETH + 50 * ETH + 1
    with open_books(target, clock=lambda: NOW) as books:
        opened(books, root)
        value(books, root, lost={"ETH": lost})
    held = {"C2": 100 * ETH, **balances}
    names = sorted(held)
    expected = zip(names, split(lost, [held[name] for name in names], keys=names), strict=True)
    assert losses(root) == [(name, "ETH", units) for name, units in expected if units]
    assert sum(units for _, _, units in losses(root)) == lost


@pytest.mark.spark
def test_spark_finds_the_same_losses_to_the_unit(books, firm, spark_engine) -> None:
    del spark_engine  # skips where there is none
    opened(books, firm)
    here, there = (
        value(books, firm, lost={"BTC": 3, "ETH": 7}, engine=engine) for engine in ("duckdb", "spark")
    )
    # As by hand above: 1.8 and 1.2 of 3 are 2 and 1; the ETH is all C2's.
    expected = [("C1", "BTC", 2), ("C2", "BTC", 1), ("C2", "ETH", 7)]
    assert losses(firm, there.body["losses"]["name"]) == expected == losses(firm)
    assert [there.body[name] for name in ("assets", "prices", "customers")] == [
        here.body[name] for name in ("assets", "prices", "customers")
    ]
