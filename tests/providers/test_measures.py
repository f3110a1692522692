"""Who kept what on a day, on both engines, to the last unit; sums by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from hozen.engine import Engine
from hozen.engine.sql_text import not_portable
from hozen.records import BY_NAME, Query
from hozen.records.sql_words import name as quoted
from hozen.records.sql_words import type_of
from hozen.rules.providers import Share, UnknownKeepers, measures, register_measures
from hozen.rules.providers import from_rows as read
from hozen.rules.providers.register import Contract, KeyPerson, Link, Provider, Review, StatusPeriod
from hozen.values.period import Period

DAY, BEFORE, SINCE = date(2026, 11, 20), date(2026, 11, 19), date(2026, 4, 1)
WEI = 10**18

WALLETS = [
    # wallet, temperature, purpose, keeper
    ("w1", "cold", "customer", "self"),
    ("w2", "cold", "customer", "Kita"),
    ("w3", "hot", "customer", "Kita"),
    ("w4", "cold", "customer", "Kita"),  # a link of its own: kept by L
    ("w5", "cold", "guarantee", "Minami"),  # in no link
    ("w6", "cold", "customer", "Minami"),
    ("w7", "cold", "own", "Nishi"),  # the firm's own coins are not asked about
    ("w8", "cold", "customer", "Higashi"),  # empty
]
BALANCES = [
    (DAY, "w1", "BTC", 150_000_001),
    (DAY, "w2", "BTC", 2),
    (DAY, "w2", "ETH", 10**7 * WEI + 3),
    (DAY, "w3", "BTC", 4),
    (DAY, "w4", "BTC", 100_000_000),
    (DAY, "w5", "BTC", 7),
    (DAY, "w6", "BTC", 8),
    (DAY, "w7", "BTC", 9),
    (DAY, "w8", "XYZ", 0),  # no price, and none is needed
    (BEFORE, "w1", "BTC", 77),
]
LINKS = [
    # provider, what, ref, since, until
    ("K", "keeper", "Kita", SINCE, None),
    ("L", "wallet", "w4", DAY, DAY),  # on this one day alone
    ("M", "keeper", "Minami", SINCE, BEFORE),  # ended the day before
    ("N", "keeper", "Minami", date(2026, 11, 21), None),  # begins the day after
    ("T", "keeper_technology", "self", SINCE, None),
    ("T", "keeper_technology", "Kita", SINCE, None),
    ("T", "wallet_technology", "w2", SINCE, None),  # the same technology twice under one wallet
    ("U", "wallet_technology", "w2", SINCE, None),
    ("U", "wallet_technology", "w3", SINCE, BEFORE),
    ("U", "wallet_technology", "w4", SINCE, None),
    ("C", "system", "web", SINCE, None),
]
ROWS: dict[str, list[tuple[object, ...]]] = {
    "assets": [("BTC", "Bitcoin", 8), ("ETH", "Ether", 18), ("XYZ", "None", 2)],
    "prices": [(DAY, "BTC", "10000000.5", "desk"), (DAY, "ETH", "400000", "desk")],
    "wallets": [(wallet, f"a-{wallet}", "btc", *rest) for wallet, *rest in WALLETS],
    "wallet_balances": list(BALANCES),
    "provider_links": [(who, what, ref, None, since, until) for who, what, ref, since, until in LINKS],
    "providers": [("K", "Kita Co.", "北", "213800KUD8LAJWSQ9D15", "5835678256246", "custodian", "FSA", "JP")],
    "provider_status": [
        ("K", "registered", "63-2", SINCE, None, "No. 1", None),
        ("K", "none", None, date(2026, 3, 1), date(2026, 3, 31), None, "own look"),
    ],
    "provider_contracts": [("K", "K1", SINCE, None, "keys come back", 90)],
    "provider_chain": [("K", "S", None, SINCE, DAY)],
    "provider_reviews": [("K", SINCE, DAY, "audit", "passed")],
    "provider_incidents": [("K", BEFORE, "an hour down", None)],
    "provider_persons": [("K", "signs", False)],
}


def view(table: str) -> str:
    """The table as the door would type it; columns that a row leaves out at its end are NULL."""
    columns = BY_NAME[table].columns

    def one(row: tuple[object, ...]) -> str:
        cells = [*row, *(None for _ in columns[len(row) :])]
        return ", ".join(
            f"CAST({'NULL' if cell is None else repr(str(cell))} AS {type_of(column)}) AS {quoted(column.name)}"
            for column, cell in zip(columns, cells, strict=True)
        )

    return " UNION ALL ".join(f"SELECT {one(row)}" for row in ROWS[table])


@pytest.fixture
def book(engine: Engine) -> Engine:
    for table in ROWS:
        engine.view(table, view(table))
    return engine


KEPT = [
    ("", "customer", 1, "BTC", 8, "10000000.5", 8, 1),  # w6
    ("", "customer", 1, "XYZ", 2, None, 0, 0),  # w8
    ("", "guarantee", 1, "BTC", 8, "10000000.5", 7, 1),  # w5
    ("K", "customer", 0, "BTC", 8, "10000000.5", 4, 1),  # w3
    ("K", "customer", 1, "BTC", 8, "10000000.5", 2, 1),  # w2
    ("K", "customer", 1, "ETH", 18, "400000", 10**7 * WEI + 3, 1),
    ("L", "customer", 1, "BTC", 8, "10000000.5", 100_000_000, 1),  # w4
    ("self", "customer", 1, "BTC", 8, "10000000.5", 150_000_001, 1),  # w1
]
SIGNED = [
    ("T", "customer", 0, "BTC", 8, "10000000.5", 4, 1),  # w3
    ("T", "customer", 1, "BTC", 8, "10000000.5", 250_000_003, 3),  # w1 + w2 once + w4
    ("T", "customer", 1, "ETH", 18, "400000", 10**7 * WEI + 3, 1),  # w2
    ("U", "customer", 1, "BTC", 8, "10000000.5", 100_000_002, 2),  # w2 + w4
    ("U", "customer", 1, "ETH", 18, "400000", 10**7 * WEI + 3, 1),  # w2
]
UNSIGNED = [
    ("", "customer", 1, "BTC", 8, "10000000.5", 8, 1),  # w6
    ("", "customer", 1, "XYZ", 2, None, 0, 0),  # w8
    ("", "guarantee", 1, "BTC", 8, "10000000.5", 7, 1),  # w5
]


def test_each_measure_yields_the_sums_made_by_hand(book: Engine) -> None:
    held = book.rows(measures.held_by_who(DAY))
    assert held == [
        *[("kept", *row) for row in KEPT],
        *[("signed", *row) for row in SIGNED],
        *[("unsigned", *row) for row in UNSIGNED],
    ]
    assert book.rows(measures.unknown_keepers(DAY)) == [(2, 1, "Minami")]  # w5, w6; w8 is empty
    assert book.rows(measures.newest_day()) == [(DAY,)]
    # The day before, M still kept what Minami is called, and only w1 had a balance.
    kept = read.by_how(book.rows(measures.held_by_who(BEFORE)))["kept"]
    assert [(row[0], row[6]) for row in kept] == [("self", 77)]


def test_the_rows_behind_a_share_carry_their_yen_rounded_down(book: Engine) -> None:
    # 0.00000008 × 10,000,000.5 = 0.8…, 0.00000002 × = 0.2…; 10,000,000.000000000000000003 × 400,000 = 4·10^12 and a trace.
    kept = {(row[1], row[3], row[8]): row[-1] for row in book.rows(measures.provider_rows(DAY))}
    assert kept == {
        ("", "w5", "BTC"): 0,
        ("", "w6", "BTC"): 0,
        ("K", "w2", "BTC"): 0,
        ("K", "w2", "ETH"): 4_000_000_000_000,
        ("K", "w3", "BTC"): 0,
        ("L", "w4", "BTC"): 10_000_000,  # one coin: 10,000,000.5
    }
    signed = [(row[1], row[3], row[8]) for row in book.rows(measures.technology_rows(DAY))]
    assert signed == [
        ("", "w5", "BTC"),  # none is stated
        ("", "w6", "BTC"),
        ("T", "w1", "BTC"),
        ("T", "w2", "BTC"),
        ("T", "w3", "BTC"),
        ("T", "w4", "BTC"),
        ("T", "w2", "ETH"),
        ("U", "w2", "BTC"),
        ("U", "w4", "BTC"),
        ("U", "w2", "ETH"),
    ]


def test_the_register_is_read_whole_and_links_to_wallets_are_counted(book: Engine) -> None:
    def rows(query: Query) -> list[tuple[object, ...]]:
        return list(book.rows(query))

    (kita,) = read.providers_of(rows(register_measures.providers()))
    assert kita == Provider(
        "K", "Kita Co.", "北", "213800KUD8LAJWSQ9D15", "5835678256246", "custodian", "FSA", "JP"
    )
    assert read.statuses_of(rows(register_measures.statuses())) == (
        StatusPeriod("K", "none", "", Period(date(2026, 3, 1), date(2026, 3, 31)), "", "own look"),
        StatusPeriod("K", "registered", "63-2", Period(SINCE), "No. 1", ""),
    )
    links = read.links_of_rows(rows(register_measures.links()))
    assert Link("U", "wallet_technology", "", Period(SINCE), 2) in links  # w2 and w4; w3's is over
    assert Link("U", "wallet_technology", "", Period(SINCE, BEFORE), 1) in links
    assert Link("K", "keeper", "Kita", Period(SINCE), 1) in links
    assert len(links) == 10  # of 11 rows, two of which are counted together
    contracts = read.contracts_of(rows(register_measures.contracts()))
    assert contracts == (Contract("K", "K1", Period(SINCE), "keys come back", 90),)
    (handing,) = read.chain_of(rows(register_measures.chain()))
    assert (handing.sub_provider_id, handing.period) == ("S", Period(SINCE, DAY))
    assert read.reviews_of(rows(register_measures.reviews())) == (Review("K", SINCE, DAY, "audit", "passed"),)
    (incident,) = read.incidents_of(rows(register_measures.incidents()))
    assert (incident.day, incident.text, incident.source) == (BEFORE, "an hour down", "")
    assert read.persons_of(rows(register_measures.persons())) == (KeyPerson("K", "signs", False),)


def test_shares_are_customers_crypto_in_exact_yen() -> None:
    price = Fraction("10000000.5") / 10**8  # yen for a satoshi
    eth = 4_000_000_000_000 + Fraction(3 * 400_000, WEI)
    by_who = {one.who: one for one in read.shares_of(KEPT)}
    assert by_who == {
        "": Share("", 8 * price, 1, 1),  # w6; guarantee crypto is not customers', w8 is empty
        "K": Share("K", 6 * price + eth, 3, 2),
        "L": Share("L", 100_000_000 * price, 1, 1),
        "self": Share("self", 150_000_001 * price, 1, 1),
    }
    whole = read.whole_of(by_who.values())
    assert whole == Share("", 250_000_015 * price + eth, 6, 5)
    # Unknown keepers hold customers' 8 and guarantee's 7 satoshi.
    assert read.unknown_of((2, 1, "Minami"), KEPT) == UnknownKeepers(2, 1, "Minami", 15 * price)


def test_an_amount_without_a_price_is_refused_rather_than_left_out() -> None:
    with pytest.raises(ValueError, match="not a price"):
        read.shares_of([("K", "customer", 1, "XYZ", 2, None, 1, 1)])


EVERY = [
    measures.held_by_who(DAY),
    measures.unknown_keepers(DAY),
    measures.provider_rows(DAY),
    measures.technology_rows(DAY),
    measures.newest_day(),
    register_measures.links(),
    register_measures.incidents(),
    register_measures.persons(),
]


@pytest.mark.parametrize("query", EVERY, ids=lambda query: query.name)
def test_nothing_in_a_measure_depends_on_the_engine(query: Query) -> None:
    assert list(not_portable(query.sql)) == []
