"""The measures on both engines, to the last wallet; counted by hand."""

from datetime import date

import pytest

from hozen.engine.sql_text import not_portable
from hozen.rules.custody.ownership.measures import (
    PIECES,
    WEIGHED,
    evidence_of_counted,
    evidence_pieces,
    evidence_to_weigh,
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


def test_pieces_of_counted_wallets_are_numbered_by_what_weighs(book):
    found = book.rows(evidence_of_counted(DAY))
    assert [row[:5] for row in found] == [
        (1, 1, "w1", "bip322", DAY),  # each signature is weighed alone
        (2, 1, "w2", "bip322", DAY),  # w4's is not asked for
        (3, 1, "w1", "send_to_self", EARLIER),
    ]
    assert found[2][5:] == (DAY, "a1", "self", "a1", None, None, None, "A", "t", 5, "a1", EARLIER)
    assert [row[16] for row in found] == [None, None, EARLIER]  # a signature has its own anchor


@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        ({}, 1),
        ({"checked_by": "B"}, 1),  # who checked does not weigh, that somebody did does
        ({"checked_by": None}, 2),
        ({"txid": "u"}, 1),
        ({"valid_until": EARLIER}, 2),
        ({"units": 6}, 1),
        ({"units": 0}, 2),
        ({"to_address": "a9"}, 2),
    ],
)
def test_two_tests_of_two_wallets_are_weighed_together_where_nothing_that_weighs_differs(
    book, change, numbers
):
    columns, (_, first, *_) = TABLES["wallet_evidence"]
    names = [name for name, _ in columns]
    second = dict(zip(names, first, strict=True)) | {"wallet_id": "w2", "address": "a2", "to_address": "a2"}
    rows = [first, tuple((second | change)[name] for name in names)]
    book.view("wallet_evidence", view(columns, rows))
    assert len({row[0] for row in book.rows(evidence_of_counted(DAY))}) == numbers


def test_one_piece_of_each_number_is_handed_out_page_by_page(book):
    book.view(
        PIECES, "SELECT * FROM (VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 1, 'c'), (3, 1, 'd')) v(alike, place, w)"
    )
    pages = [book.rows(evidence_to_weigh(after, 2)) for after in (0, 2, 4)]
    assert pages == [[(1, 1, "a"), (2, 1, "c")], [(3, 1, "d")], []]


def test_how_many_pieces_there_are(book):
    assert book.rows(evidence_pieces()) == [(4,)]


@pytest.mark.parametrize(
    "query",
    [
        wallets_by_evidence(DAY),
        ownership_rows(DAY),
        evidence_of_counted(DAY),
        evidence_to_weigh(0, 2),
        evidence_pieces(),
    ],
)
def test_the_sql_is_portable(query):
    assert list(not_portable(query.sql)) == []
    assert {WEIGHED, PIECES, "wallet_evidence"} & set(query.tables)
