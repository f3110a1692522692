"""The measures on both engines, to the last wallet; counted by hand."""

from datetime import date

import pytest

from hozen.engine.sql_text import not_portable
from hozen.rules.custody.ownership import measures
from hozen.rules.custody.ownership.measures import (
    WEIGHED,
    evidence_of_counted,
    evidence_pieces,
    ownership_rows,
    wallets_by_evidence,
)

DAY = date(2026, 11, 20)
EARLIER = date(2026, 11, 19)
TEXT, UNITS = "STRING", "DECIMAL(38,0)"
_EVIDENCE = ("challenge", "signature", "address", "file_sha256", "checked_by", "txid", "to_address", "note")

TABLES = {
    "wallets": (
        [(name, TEXT) for name in ("wallet_id", "address", "chain", "purpose", "keeper")],
        [
            ("w1", "a1", "btc", "customer", "self"),
            ("w2", "a2", "btc", "customer", "self"),
            ("w3", "a3", "eth", "guarantee", "Keeper"),
            ("w4", "a4", "btc", "own", "self"),  # the firm's own: not counted in the close
            ("w5", "a5", "btc", "customer", "self"),  # holds nothing on the day
            ("w6", "a6", "btc", "customer", "self"),  # held something the day before
            ("w7", "a7", "btc", "customer", "self"),
        ],
    ),
    "wallet_balances": (
        [("day", "DATE"), ("wallet_id", TEXT), ("asset", TEXT), ("units", UNITS)],
        [
            (DAY, "w1", "BTC", 1),
            (DAY, "w1", "XYZ", 5),  # two assets in one wallet: it is counted once
            (DAY, "w2", "BTC", 9),
            (DAY, "w3", "ETH", 3),
            (DAY, "w4", "BTC", 3),
            (DAY, "w5", "BTC", 0),
            (EARLIER, "w6", "BTC", 7),
            (DAY, "w7", "BTC", 7),
        ],
    ),
    "wallet_evidence": (
        [
            *[("wallet_id", TEXT), ("kind", TEXT), ("made_on", "DATE"), ("valid_until", "DATE")],
            *((name, TEXT) for name in _EVIDENCE),
            ("units", UNITS),
        ],
        [
            ("w2", "bip322", DAY, None, "c", "s", None, None, None, None, None, None, None),
            ("w1", "send_to_self", EARLIER, DAY, None, None, "a1", None, "A", "t", "a1", None, 5),
            ("w1", "bip322", DAY, None, "c", "s", None, None, None, None, None, None, None),
            ("w4", "bip322", DAY, None, "c", "s", None, None, None, None, None, None, None),
        ],
    ),
    WEIGHED: (
        [
            *[("wallet_id", TEXT), ("kind", TEXT), ("made_on", "DATE")],
            *[("stands", TEXT), ("reason", TEXT), ("fresh_until", "DATE")],
        ],
        [
            ("w1", "bip322", DAY, "refused", "signature_wrong", None),
            ("w1", "bip137", EARLIER, "fresh", None, date(2027, 1, 1)),
            ("w1", "send_to_self", EARLIER, "fresh", None, date(2026, 12, 1)),  # fresh, but not as long
            ("w2", "bip322", EARLIER, "expired", None, EARLIER),
            ("w2", "bip137", DAY, "refused", "no_expiry", None),  # worse than one that was fresh once
            ("w3", "custodian_statement", DAY, "refused", "no_file_hash", None),
            ("w4", "bip322", DAY, "fresh", None, date(2027, 1, 1)),
        ],
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


def test_each_counted_wallet_stands_once_by_its_best_evidence(book):
    assert book.rows(wallets_by_evidence(DAY)) == [
        ("Keeper", "refused", "no_file_hash", 1),  # w3
        ("self", "expired", "", 1),  # w2
        ("self", "fresh", "bip137", 1),  # w1
        ("self", "missing", "", 1),  # w7; w4, w5 and w6 are not counted
    ]


def test_the_rows_behind_begin_with_what_is_not_proven(book):
    assert book.rows(ownership_rows(DAY)) == [
        (
            "w3",
            "a3",
            "eth",
            "guarantee",
            "Keeper",
            "refused",
            "custodian_statement",
            DAY,
            "no_file_hash",
            None,
        ),
        ("w2", "a2", "btc", "customer", "self", "expired", "bip322", EARLIER, None, EARLIER),
        ("w7", "a7", "btc", "customer", "self", "missing", None, None, None, None),
        ("w1", "a1", "btc", "customer", "self", "fresh", "bip137", EARLIER, None, date(2027, 1, 1)),
    ]


def test_evidence_comes_page_by_page_and_only_for_counted_wallets(book):
    first = book.rows(evidence_of_counted(DAY, "", 2))
    rest = book.rows(evidence_of_counted(DAY, first[-1][0], 2))
    assert [row[1:4] for row in first] == [("w1", "bip322", DAY), ("w1", "send_to_self", EARLIER)]
    assert [row[1:4] for row in rest] == [("w2", "bip322", DAY)]  # w4's is not asked for
    assert first[1][4:] == (DAY, "a1", "self", "a1", None, None, None, "A", "t", 5, "a1", EARLIER)
    assert [row[15] for row in (*first, *rest)] == [None, EARLIER, None]  # a signature has its own anchor


def test_how_many_pieces_there_are(book):
    assert book.rows(evidence_pieces()) == [(4,)]


@pytest.mark.parametrize(
    "query",
    [wallets_by_evidence(DAY), ownership_rows(DAY), evidence_of_counted(DAY, "", 2), evidence_pieces()],
)
def test_the_sql_is_portable(query):
    assert list(not_portable(query.sql)) == []
    assert measures.WEIGHED in query.tables or "wallet_evidence" in query.tables
