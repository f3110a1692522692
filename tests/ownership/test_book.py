"""A small book from the door to the finding: real keys sign the real challenge of real books."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from close_book import SmallExchange
from wallet_signing import Key, simple_text

from hozen.books import open_books
from hozen.engine import open_engine
from hozen.law import Law
from hozen.records import Book, BookError, Query
from hozen.rules.custody.jp_ownership import wallet_ownership_findings
from hozen.rules.custody.ownership import (
    Challenge,
    Evidence,
    EvidenceKind,
    OwnershipExtraMissing,
    verify,
    weigh,
)
from hozen.rules.custody.ownership.measures import WEIGHED, ownership_rows
from hozen.workflows.door import admit
from hozen.workflows.ownership import (
    Remembered,
    ownership_facts,
    wallet_challenge,
    weigh_evidence,
    weighing,
    written_in,
)
from hozen.workflows.ownership.challenging import NothingToAnchor

DAY = date(2026, 11, 20)
BTC, ETH, OTHER = Key(21), Key(22), Key(23)
# The exchange's six wallets: three of Bitcoin with one key, three of Ethereum with one key.
WALLETS = {"btc-cold": BTC.p2wpkh, "btc-hot": BTC.p2wpkh, "btc-guarantee": BTC.p2pkh}
WALLETS |= dict.fromkeys(("eth-cold", "eth-hot", "eth-guarantee"), ETH.account)


@pytest.fixture
def books(tmp_path):
    """Books with one entry, written at noon of the day in Japan."""
    at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    with open_books(tmp_path / "books.sqlite", clock=lambda: at) as kept:
        kept.append("note", {"said": "opened"}, actor="sato")
        yield kept


@pytest.fixture
def challenge(books):
    return wallet_challenge("small", DAY, books)


@pytest.fixture
def exchange(tmp_path):
    made = SmallExchange(tmp_path / "book")
    for wallet, address in WALLETS.items():
        made.put("wallets", "address", address, wallet_id=wallet)
    made.put("wallets", "keeper", "Custodian", wallet_id="eth-guarantee")
    made.toml += "[ownership]\nvalid_days = 90\n"
    return made


def signed(wallet, kind, challenge, text, **more):
    return {
        "wallet_id": wallet,
        "kind": kind,
        "made_on": str(DAY),
        "challenge": challenge,
        "signature": text,
        **more,
    }


def stated(wallet):
    return {
        "wallet_id": wallet,
        "kind": "custodian_statement",
        "made_on": str(DAY),
        "file_sha256": hashlib.sha256(b"statement").hexdigest(),
        "checked_by": "Suzuki",
    }


def every_wallet(challenge):
    """One piece for each of the six."""
    segwit, old = simple_text(BTC, challenge), BTC.signed_137(challenge, 31)
    account = ETH.signed_191(challenge.encode())
    return [
        signed("btc-cold", "bip322", challenge, segwit),
        signed("btc-hot", "bip137", challenge, old),
        signed("btc-guarantee", "bip137", challenge, old),
        signed("eth-cold", "eip191", challenge, account),
        signed("eth-hot", "eip191", challenge, account),
        stated("eth-guarantee"),
    ]


def judged(exchange, books, tmp_path, day=DAY):
    """(findings, what was weighed, rows of the evidence file)."""
    book = Book.open(exchange.write())
    with open_engine("duckdb", memory_limit="1GB", threads=2) as engine:
        admit(book, engine, day=DAY, rejects=tmp_path / "rejects")
        folder = tmp_path / "weighed"
        folder.mkdir(exist_ok=True)
        weighed = weigh_evidence(engine, book.settings, day, written_in(books), Remembered(tmp_path), folder)
        keepers, has_evidence = ownership_facts(engine, day)
        rows = engine.rows(ownership_rows(day))
    reading = Law.load("jp").reading(DAY)
    return wallet_ownership_findings(reading, keepers, has_evidence=has_evidence), weighed, rows


def test_a_book_with_a_signature_or_statement_for_each_wallet_is_met(exchange, books, challenge, tmp_path):
    exchange.add("wallet_evidence", *every_wallet(challenge))
    findings, weighed, rows = judged(exchange, books, tmp_path)
    assert [(one.subject, one.status.value) for one in findings] == [("Custodian", "met"), ("self", "met")]
    assert [(step.label, step.value) for step in findings[1].steps] == [
        ("wallets_counted", 5),
        ("wallets_fresh_bip137", 2),
        ("wallets_fresh_bip322", 1),
        ("wallets_fresh_eip191", 2),
    ]
    assert weighed.pieces == 6
    assert {row[9] for row in rows} == {DAY + timedelta(90)}


def test_each_fault_is_found_by_its_wallet(exchange, books, challenge, tmp_path):
    pieces = {one["wallet_id"]: one for one in every_wallet(challenge)}
    pieces["btc-cold"]["signature"] = simple_text(OTHER, challenge)
    pieces["btc-hot"]["challenge"] = challenge.replace("book small", "book large")
    pieces["btc-guarantee"]["challenge"] = challenge.replace("anchor 1:", "anchor 2:")
    pieces["eth-cold"]["valid_until"] = "2026-11-19"
    pieces["eth-hot"]["signature"] = "0x00"
    pieces["eth-guarantee"]["checked_by"] = ""
    exchange.add("wallet_evidence", *pieces.values())
    findings, _, rows = judged(exchange, books, tmp_path)
    assert {row[0]: row[8] or row[5] for row in rows} == {
        "btc-cold": "signature_wrong",
        "btc-hot": "challenge_other_book",
        "btc-guarantee": "anchor_unknown",
        "eth-cold": "expired",
        "eth-hot": "not_65_bytes",
        "eth-guarantee": "nobody_checked",
    }
    assert [(one.subject, one.status.value, one.measure) for one in findings] == [
        ("Custodian", "attention", 1),
        ("self", "attention", 5),
    ]


def test_a_wallet_without_evidence_is_missing_and_newer_evidence_cures_an_old_fault(
    exchange, books, challenge, tmp_path
):
    pieces = every_wallet(challenge)
    exchange.add("wallet_evidence", *pieces[1:])
    findings, *_ = judged(exchange, books, tmp_path)
    assert [one.measure for one in findings] == [0, 1]
    exchange.add("wallet_evidence", {**pieces[0], "made_on": "2026-11-19"}, pieces[0])
    findings, _, rows = judged(exchange, books, tmp_path)
    assert [one.measure for one in findings] == [0, 0]
    assert {row[7] for row in rows} == {DAY}


def test_an_old_statement_under_a_later_day_is_as_old_as_it_was(exchange, books, challenge, tmp_path):
    """Brought first on 21 August 2026: 91 days before the close, and 90 is what the firm's own rule allows."""
    old = stated("eth-guarantee") | {"made_on": "2026-08-21"}
    exchange.add("wallet_evidence", *every_wallet(challenge), old)
    findings, _, rows = judged(exchange, books, tmp_path)
    assert [(one.subject, one.measure) for one in findings] == [("Custodian", 1), ("self", 0)]
    assert {row[5] for row in rows if row[0] == "eth-guarantee"} == {"expired"}
    exchange.put("wallet_evidence", "file_sha256", "ab" * 32, wallet_id="eth-guarantee", made_on="2026-08-21")
    assert [one.measure for one in judged(exchange, books, tmp_path)[0]] == [0, 0]  # another file: a new one


def test_a_book_without_the_table_gets_one_finding_and_no_breach(exchange, books, tmp_path):
    findings, weighed, rows = judged(exchange, books, tmp_path)
    assert [(one.subject, one.status.value, one.measure) for one in findings] == [("", "attention", 6)]
    assert weighed.pieces == 0
    assert {row[5] for row in rows} == {"missing"}


def test_ninety_days_after_the_entry_everything_has_expired(exchange, books, challenge, tmp_path):
    exchange.add("wallet_evidence", *every_wallet(challenge))
    late = DAY + timedelta(91)  # no balance that day; the day before still counts as fresh below
    exchange.on(str(late)).on(str(late - timedelta(1)))
    last, *_ = judged(exchange, books, tmp_path, late - timedelta(1))
    after, *_ = judged(exchange, books, tmp_path, late)
    assert [one.measure for one in last] == [0, 0]
    assert [one.measure for one in after] == [1, 5]


def test_pages_do_not_change_the_answer(exchange, books, challenge, tmp_path, monkeypatch):
    exchange.add("wallet_evidence", *every_wallet(challenge))
    whole = judged(exchange, books, tmp_path)
    for most in (1, 2, 5, 6, 7):
        monkeypatch.setattr(weighing, "PAGE", most)
        assert judged(exchange, books, tmp_path) == whole


def a_piece(chance: Random, wallet: str, day: date) -> dict[str, str]:
    """A statement or a send-to-self test with something missing, wrong or old, or nothing of it."""
    own, hexes = WALLETS[wallet], ["0xAb", "0xaB", "0xzZ", "0xZz"]
    piece = {
        "wallet_id": wallet,
        "kind": chance.choice(["custodian_statement", "send_to_self"]),
        "made_on": str(day),
        "valid_until": chance.choice(["", "", str(DAY), str(DAY - timedelta(1))]),
        "address": chance.choice(["", own, own.upper(), own.lower(), *hexes]),
        "file_sha256": chance.choice(["", "a" * 64, "b" * 64]),
        "checked_by": chance.choice(["", "Suzuki", "Tanaka"]),
        "txid": chance.choice(["", "t1", "t2"]),
        "units": chance.choice(["", "0", "1", "2"]),
        "to_address": chance.choice(["", own, own.upper(), *hexes]),
    }
    if chance.random() < 0.7:  # sound enough to reach the later rules
        piece |= {
            "checked_by": "Suzuki",
            "txid": f"t{chance.randrange(9)}",
            "units": "1",
            "file_sha256": "a" * 64,
        }
    if chance.random() < 0.5:
        piece |= {"address": "", "to_address": own, "valid_until": ""}
    return piece


def as_evidence(piece: dict[str, str], pieces: list[dict[str, str]], keeper: str) -> Evidence:
    """The row as the rule sees it, by hand."""

    def same(other: dict[str, str]) -> bool:
        what = [one["txid"] or one["file_sha256"] for one in (piece, other)]
        return what[0] == what[1] != "" and all(piece[name] == other[name] for name in ("wallet_id", "kind"))

    days = [date.fromisoformat(other["made_on"]) for other in pieces if same(other)]
    until = piece["valid_until"]
    rest = {
        name: piece[name]
        for name in ("wallet_id", "address", "file_sha256", "checked_by", "txid", "to_address")
    }
    return Evidence(
        kind=EvidenceKind(piece["kind"]),
        made_on=date.fromisoformat(piece["made_on"]),
        valid_until=date.fromisoformat(until) if until else None,
        wallet_address=WALLETS[piece["wallet_id"]],
        keeper=keeper,
        units=int(piece["units"] or 0),
        first_on=min(days, default=None),
        **rest,
    )


@pytest.mark.parametrize("seed", range(3))
def test_pieces_that_are_weighed_together_get_the_answer_each_would_get_alone(
    exchange, books, tmp_path, seed
):
    chance = Random(seed)  # noqa: S311  # the same draw each time; no secret
    exchange.put("wallets", "address", "0xaB", wallet_id="eth-hot")
    exchange.put("wallets", "address", "0xZz", wallet_id="eth-cold")  # calls itself hexadecimal and is not
    addresses = WALLETS | {"eth-hot": "0xaB", "eth-cold": "0xZz"}
    days = [DAY + timedelta(step) for step in (-95, -91, -90, -89, -1, 0, 1)]
    drawn = [a_piece(chance, chance.choice(sorted(WALLETS)), chance.choice(days)) for _ in range(150)]
    pieces = list({(one["wallet_id"], one["kind"], one["made_on"]): one for one in drawn}.values())
    exchange.add("wallet_evidence", *pieces)
    book = Book.open(exchange.write())
    with open_engine("duckdb", memory_limit="1GB", threads=2) as engine:
        admit(book, engine, day=DAY, rejects=tmp_path / "rejects")
        weigh_evidence(
            engine, book.settings, DAY, written_in(books), Remembered(tmp_path), tmp_path / "weighed"
        )
        rows = engine.rows(Query("weighed", f"SELECT * FROM {WEIGHED}", ()))
    told = {row[:3]: row[3:] for row in rows}
    terms, counted = weighing.terms_of(book.settings), 0
    for piece in pieces:
        keeper = "Custodian" if piece["wallet_id"] == "eth-guarantee" else "self"
        one = replace(as_evidence(piece, pieces, keeper), wallet_address=addresses[piece["wallet_id"]])
        alone = weigh(one, DAY, terms, lambda _: None, lambda _: None)
        key = (one.wallet_id, one.kind.value, one.made_on)
        assert told[key] == (alone.stands.value, alone.reason or None, alone.fresh_until), piece
        counted += alone.stands.value == "fresh"
    assert counted > 3
    assert len(rows) == len(pieces)


def test_a_page_that_fails_leaves_the_file_before_it_as_it_was(
    exchange, books, challenge, tmp_path, monkeypatch
):
    exchange.add("wallet_evidence", *every_wallet(challenge))
    judged(exchange, books, tmp_path)
    before = (tmp_path / "weighed" / "wallet-evidence.csv").read_bytes()

    def fails(*_):
        raise OwnershipExtraMissing("gone")

    monkeypatch.setattr(weighing, "verify", fails)
    exchange.put("wallet_evidence", "signature", simple_text(OTHER, challenge), wallet_id="btc-cold")
    with pytest.raises(OwnershipExtraMissing):
        judged(exchange, books, tmp_path)
    assert {one.name for one in (tmp_path / "weighed").iterdir()} == {
        "wallet-evidence.csv",
        "wallet-evidence.parquet",
    }
    assert (tmp_path / "weighed" / "wallet-evidence.csv").read_bytes() == before


class TestRemembered:
    @pytest.fixture
    def asked(self, monkeypatch):
        """Every signature that is really verified."""
        seen = []

        def counted(*words):
            seen.append(words)
            return verify(*words)

        monkeypatch.setattr(weighing, "verify", counted)
        return seen

    def test_a_signature_is_verified_once(self, exchange, books, challenge, tmp_path, asked):
        exchange.add("wallet_evidence", *every_wallet(challenge))
        first = judged(exchange, books, tmp_path)
        # bip322 once; the two bip137 of different addresses; one signature for both wallets of the account
        assert len(asked) == 4
        assert judged(exchange, books, tmp_path) == first
        assert len(asked) == 4

    def test_a_changed_signature_is_verified_anew(self, exchange, books, challenge, tmp_path, asked):
        exchange.add("wallet_evidence", *every_wallet(challenge))
        judged(exchange, books, tmp_path)
        exchange.put("wallet_evidence", "signature", simple_text(OTHER, challenge), wallet_id="btc-cold")
        findings, *_ = judged(exchange, books, tmp_path)
        assert len(asked) == 5
        assert findings[1].measure == 1

    def test_an_answer_changed_by_hand_counts_for_nothing(self, exchange, books, challenge, tmp_path):
        import sqlite3

        pieces = every_wallet(challenge)
        pieces[0]["signature"] = simple_text(OTHER, challenge)
        exchange.add("wallet_evidence", *pieces)
        judged(exchange, books, tmp_path)
        with sqlite3.connect(tmp_path / "signatures.sqlite") as database:
            assert database.execute("UPDATE verified SET proof = 'valid', reason = ''").rowcount == 4
        findings, *_ = judged(exchange, books, tmp_path)
        assert findings[1].measure == 1

    def test_a_broken_store_is_no_store(self, exchange, books, challenge, tmp_path, asked):
        exchange.add("wallet_evidence", *every_wallet(challenge))
        (tmp_path / "signatures.sqlite").write_bytes(b"no database at all, and long enough to be looked at")
        findings, *_ = judged(exchange, books, tmp_path)
        assert [one.measure for one in findings] == [0, 0]
        assert len(asked) == 4

    def test_a_folder_that_is_not_there_is_no_store_either(self, tmp_path):
        store = Remembered(tmp_path / "nowhere")
        store.add({"k": ("valid", "")})
        assert store.known(["k"]) == {}


class TestSettings:
    @pytest.mark.parametrize(
        "line", ["valid_days = 0", "valid_days = -1", 'valid_days = "90"', "valid_days = 1.5"]
    )
    def test_days_are_a_count(self, exchange, line):
        exchange.toml = exchange.toml.replace("valid_days = 90", line)
        with pytest.raises(BookError) as refusal:
            Book.open(exchange.write())
        assert refusal.value.where.endswith("line 9")

    def test_an_unknown_key_is_refused_with_the_one_that_was_meant(self, exchange):
        exchange.toml = exchange.toml.replace("valid_days", "valid_day")
        with pytest.raises(BookError) as refusal:
            Book.open(exchange.write())
        assert refusal.value.expected == "valid_days?"

    def test_kinds_may_have_days_of_their_own(self, exchange):
        exchange.toml += "statement_days = 31\n"
        terms = weighing.terms_of(Book.open(exchange.write()).settings)
        assert (terms.signature_days, terms.statement_days, terms.send_to_self_days) == (90, 31, 90)


class TestAnchor:
    def test_the_challenge_carries_the_newest_entry(self, books, challenge):
        assert challenge == f"Proof of wallet control; book small; day 2026-11-20; anchor {books.anchor()}"
        assert challenge == wallet_challenge("small", DAY, books)

    def test_empty_books_have_nothing_that_nobody_knew(self, tmp_path):
        with open_books(tmp_path / "new.sqlite") as empty, pytest.raises(NothingToAnchor):
            wallet_challenge("small", DAY, empty)

    def test_the_books_say_when_they_wrote_an_entry(self, books):
        written, digest = written_in(books), books.entry(1).hash
        assert written(Challenge("small", DAY, 1, digest)) == DAY
        assert written(Challenge("small", DAY, 1, "0" * 64)) is None
        assert written(Challenge("small", DAY, 2, digest)) is None
        assert written(Challenge("small", DAY, 0, "0" * 64)) is None

    def test_the_day_is_that_of_japan(self, tmp_path):
        """15:00 in London's winter is midnight in Japan: the next legal day has begun."""
        at = datetime(2026, 11, 20, 15, tzinfo=UTC)
        with open_books(Path(tmp_path) / "late.sqlite", clock=lambda: at) as kept:
            entry = kept.append("note", {}, actor="sato")
            written = written_in(kept)
            assert written(Challenge("small", DAY, entry.seq, entry.hash)) == date(2026, 11, 21)
