"""Every measure of custody and segregation on both engines, to the last unit; sums by hand."""

from datetime import date

import pytest

from hozen.engine.sql_text import not_portable
from hozen.rules.custody import measures as custody
from hozen.rules.insurance import measures as insurance
from hozen.rules.insurance.from_rows import policies_of
from hozen.rules.reserves import measures as reserves
from hozen.rules.segregation import measures as segregation
from hozen.values import Ratio, Yen

DAY = date(2026, 11, 20)
D = "CAST('2026-11-20' AS DATE)"
BEFORE = "CAST('2026-11-19' AS DATE)"
EVERY = ("cold", "warm", "hot")
WEI = 10**18
TEXT, UNITS, COUNT = "STRING", "DECIMAL(38,0)", "BIGINT"

TABLES: dict[str, tuple[tuple[tuple[str, str], ...], tuple[tuple[object, ...], ...]]] = {
    "assets": (
        (("asset", TEXT), ("decimals", COUNT)),
        (("BTC", 8), ("ETH", 18), ("JPY", 0), ("XYZ", 2)),
    ),
    "customer_balances": (
        (("day", "DATE"), ("customer_id", TEXT), ("asset", TEXT), ("units", UNITS)),
        (
            (DAY, "c1", "BTC", 5),
            (DAY, "c2", "BTC", 7),
            (DAY, "c1", "ETH", 10**7 * WEI + 3),
            (DAY, "c1", "JPY", 900),
            (date(2026, 11, 19), "c1", "BTC", 100),
        ),
    ),
    "wallets": (
        tuple((name, TEXT) for name in ("wallet_id", "address", "chain", "temperature", "purpose", "keeper")),
        (
            ("w1", "a1", "btc", "cold", "customer", "self"),
            ("w2", "a2", "btc", "hot", "customer", "self"),
            ("w3", "a3", "eth", "cold", "guarantee", "self"),
        ),
    ),
    "wallet_balances": (
        (
            ("day", "DATE"),
            ("wallet_id", TEXT),
            ("asset", TEXT),
            ("units", UNITS),
            ("block_height", COUNT),
            ("block_hash", TEXT),
            ("source", TEXT),
        ),
        (
            (DAY, "w1", "BTC", 150_000_001, 900, "ff", "node"),
            (DAY, "w2", "BTC", 4, None, None, None),
            (DAY, "w3", "ETH", 10**7 * WEI + 3, 1, "aa", "node"),
            (date(2026, 11, 19), "w1", "BTC", 77, 1, "bb", "node"),
        ),
    ),
    "prices": (
        (("day", "DATE"), ("asset", TEXT), ("price", TEXT), ("source", TEXT)),
        ((DAY, "BTC", "10000000.5", "desk"), (DAY, "ETH", "400000", "desk")),
    ),
    "transfers": (
        (
            ("day", "DATE"),
            ("transfer_id", TEXT),
            ("asset", TEXT),
            ("direction", TEXT),
            ("seen_on", TEXT),
            ("units", UNITS),
            ("expires", "DATE"),
            ("fee_units", UNITS),
            ("seen_at", "TIMESTAMP"),
        ),
        (
            (DAY, "t1", "BTC", "deposit", "chain", 2, None, 1, None),
            (DAY, "t2", "BTC", "deposit", "chain", 3, date(2026, 11, 19), 64, None),  # late, and still owed
            (DAY, "t3", "ETH", "deposit", "ledger", 4, DAY, None, None),  # its last day
            (
                DAY,
                "t4",
                "ETH",
                "deposit",
                "ledger",
                8,
                date(2026, 11, 19),
                None,
                None,
            ),  # late: it excuses nothing
            (
                DAY,
                "t5",
                "ETH",
                "withdrawal",
                "chain",
                16,
                date(2026, 11, 19),
                128,
                None,
            ),  # late: it excuses nothing
            (
                DAY,
                "t6",
                "ETH",
                "withdrawal",
                "ledger",
                32,
                date(2026, 11, 19),
                256,
                None,
            ),  # late, and still there
        ),
    ),
    "house_balances": (
        (("day", "DATE"), ("asset", TEXT), ("purpose", TEXT), ("temperature", TEXT), ("units", UNITS)),
        ((DAY, "BTC", "buffer", "hot", 4), (DAY, "BTC", "buffer", None, 6)),
    ),
    "trust_accounts": (
        (("trust_account_id", TEXT), ("trustee", TEXT)),
        (("ta", "Trust A"), ("tb", "Trust B")),
    ),
    "trust_balances": (
        (("day", "DATE"), ("trust_account_id", TEXT), ("yen", UNITS)),
        ((DAY, "ta", 600), (DAY, "tb", 299)),
    ),
    "trades": (
        (("day", "DATE"), ("timestamp", "TIMESTAMP"), ("product", TEXT), ("cost", UNITS)),
        (
            (DAY, "2026-11-19 15:00:00", "spot", 10**15),  # the first instant of the 20th in Japan
            (DAY, "2026-11-20 14:59:59.999999", "spot", 1),  # the last
            (DAY, "2026-11-20 03:00:00", "margin", 4),
            (date(2026, 11, 19), "2026-11-19 14:59:59.999999", "spot", 3),
            (date(2026, 11, 21), "2026-11-20 15:00:00", "spot", 9),
        ),
    ),
    "volumes": (
        (("period", TEXT), ("product", TEXT), ("yen", UNITS)),
        (("FY2025", "spot", 5), ("2026-07", "spot", 6)),
    ),
    "reserve_positions": (
        (("day", "DATE"), ("account", TEXT), ("yen", UNITS)),
        (
            (date(2026, 3, 31), "a", 100),
            (date(2026, 9, 30), "a", 60),
            (date(2026, 9, 30), "b", 7),
            (date(2026, 12, 31), "a", 1),
        ),
    ),
    "policies": (
        (
            *((name, TEXT) for name in ("policy_id", "insurer", "rating")),
            *((name, "DATE") for name in ("starts", "ends")),
            ("notice_days", COUNT),
            *((name, UNITS) for name in ("limit_yen", "aggregate_yen", "eroded_yen", "retention_yen")),
            ("share", TEXT),
            ("attachment_yen", UNITS),
            *((name, TEXT) for name in ("causes", "exclusions")),
            ("waiting_days", COUNT),
        ),
        (("P1", "I", None, DAY, DAY, 30, 8, 9, 1, 2, "4/5", 3, "theft insider", None, 10),),
    ),
    "financials": (
        (("day", "DATE"), ("capital", UNITS), ("net_assets", UNITS)),
        (
            (date(2026, 9, 30), 10_000_000, -5),
            (date(2026, 10, 31), 10_000_000, 7),
            (date(2026, 12, 31), 1, 1),
        ),
    ),
}


def view(columns, rows):
    def one(row):
        cells = zip(columns, row, strict=True)
        return ", ".join(
            f"CAST({'NULL' if value is None else repr(str(value))} AS {kind}) AS {name}"
            for (name, kind), value in cells
        )

    return " UNION ALL ".join(f"SELECT {one(row)}" for row in rows)


@pytest.fixture
def book(engine):
    for name, (columns, rows) in TABLES.items():
        engine.view(name, view(columns, rows))
    return engine


ANSWERS = [
    (
        segregation.owed(DAY),
        [
            ("BTC", 12, 2),
            ("ETH", 10**7 * WEI + 3, 1),
            ("JPY", 900, 1),
        ],  # 5 + 7; yesterday's 100 is not today's
    ),
    (
        segregation.in_flight(DAY),
        [
            ("BTC", "deposit", "chain", 5, 1),  # 2 + 3; the fee of what is late lowers nothing any more
            ("ETH", "deposit", "ledger", 4, 0),
            ("ETH", "withdrawal", "chain", 0, 0),
            ("ETH", "withdrawal", "ledger", 32, 256),  # debited and not paid: it is still there
        ],
    ),
    (segregation.house_ledger(DAY), [("BTC", "buffer", None, 6), ("BTC", "buffer", "hot", 4)]),
    (segregation.trust_principal(DAY), [(899, 2)]),  # 600 + 299
    (segregation.newest_financials(DAY), [(date(2026, 10, 31), 10_000_000, 7)]),  # December is still to come
    (
        reserves.traded(DAY),  # the 21st is still to come; 10^15 + 1 keeps its last yen
        [
            (date(2026, 11, 19), "spot", 3),
            (DAY, "margin", 4),
            (DAY, "spot", 10**15 + 1),
        ],
    ),
    (reserves.stated(), [("2026-07", "spot", 6), ("FY2025", "spot", 5)]),
    (reserves.newest_reserve(DAY), [(date(2026, 9, 30), 67)]),  # 60 + 7; March is older, December is to come
    (
        insurance.policies(),
        [("P1", "I", None, DAY, DAY, 30, 8, 9, 1, 2, "4/5", 3, "theft insider", None, 10)],
    ),
    (
        custody.wallet_holdings(DAY),
        [
            ("BTC", "customer", "cold", 150_000_001, 0),
            ("BTC", "customer", "hot", 4, 0),
            ("ETH", "guarantee", "cold", 10**7 * WEI + 3, 0),
        ],
    ),
    (
        custody.prices(DAY),
        [("BTC", 8, "10000000.5", "desk"), ("ETH", 18, "400000", "desk"), ("XYZ", 2, None, None)],
    ),
    (
        segregation.money_rows(DAY, short=True),
        [("ledger", "c1", 900, "owed"), ("trust", "ta", 600, "Trust A"), ("trust", "tb", 299, "Trust B")],
    ),
    (
        segregation.money_rows(DAY, short=False),
        [("trust", "ta", 600, "Trust A"), ("trust", "tb", 299, "Trust B")],
    ),
    (
        segregation.holding_rows(DAY, ["BTC"]),
        [
            ("BTC", "ledger", "c1", 5, None, None, "owed"),
            ("BTC", "ledger", "c2", 7, None, None, "owed"),
            ("BTC", "network fee", "t1", 1, None, None, "seen on chain"),
            ("BTC", "network fee", "t2", 64, None, None, "seen on chain"),
            ("BTC", "own buffer", "", 6, None, None, "house ledger"),
            ("BTC", "own buffer", "hot", 4, None, None, "house ledger"),
            ("BTC", "transfer", "t1", 2, None, None, "deposit seen on chain"),
            ("BTC", "transfer", "t2", 3, None, None, "deposit seen on chain"),
            ("BTC", "wallet", "w1", 150_000_001, 900, "ff", "node"),
            ("BTC", "wallet", "w2", 4, None, None, None),
            ("ETH", "network fee", "t5", 128, None, None, "seen on chain"),
            ("ETH", "network fee", "t6", 256, None, None, "seen on ledger"),
            ("ETH", "transfer", "t3", 4, None, None, "deposit seen on ledger"),
            ("ETH", "transfer", "t4", 8, None, None, "deposit seen on ledger"),
            ("ETH", "transfer", "t5", 16, None, None, "withdrawal seen on chain"),
            ("ETH", "transfer", "t6", 32, None, None, "withdrawal seen on ledger"),
        ],
    ),
]


@pytest.mark.parametrize(("query", "rows"), ANSWERS, ids=lambda value: getattr(value, "name", ""))
def test_a_measure_yields_the_sums_made_by_hand(book, query, rows):
    assert book.rows(query) == rows


def test_an_asset_that_is_not_short_brings_no_customer_rows(book):
    assert "ledger" not in {row[1] for row in book.rows(segregation.holding_rows(DAY, []))}


def test_a_policy_row_becomes_a_policy(book):
    (policy,) = policies_of(book.rows(insurance.policies()))
    assert (policy.policy_id, policy.rating, policy.notice_days, policy.waiting_days) == ("P1", "", 30, 10)
    amounts = (policy.limit, policy.aggregate, policy.eroded, policy.retention, policy.attachment)
    assert amounts == (Yen(8), Yen(9), Yen(1), Yen(2), Yen(3))
    assert policy.share == Ratio.parse("0.8")
    assert (policy.causes, policy.exclusions) == (frozenset({"theft", "insider"}), frozenset())


def test_a_wallet_row_carries_its_yen_rounded_down(book):
    # 1.50000001 × 10,000,000.5 = 15,000,000.85 (and a little) → 15,000,000; 0.00000004 × … = 0.4 → 0.
    # 10,000,000.000000000000000003 × 400,000 = 4,000,000,000,000 and a trace.
    found = book.rows(custody.wallet_rows("all", DAY, ("customer", "guarantee"), EVERY))
    assert [(row[0], row[3], row[-1]) for row in found] == [
        ("BTC", "w1", 15_000_000),
        ("BTC", "w2", 0),
        ("ETH", "w3", 4_000_000_000_000),
    ]


@pytest.mark.parametrize("query", [one for one, _ in ANSWERS], ids=lambda value: value.name)
def test_nothing_in_a_measure_depends_on_the_engine(query):
    assert list(not_portable(query.sql)) == []
