"""evm-balances: balances of one block as JSON lines, and what of it goes into the book."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from outside_files import EXAMPLES, book_in

from hozen.engine import open_engine
from hozen.records import Query
from hozen.records.importers import EvmAccount, EvmHead, ImportRefused, read_evm_balances
from hozen.workflows.importing import Asked, ImportConflict, Imported, MappingError, import_file, preview

DAY, LATEST = date(2026, 11, 20), date(2027, 12, 31)
END = int(datetime(2026, 11, 20, 15, tzinfo=UTC).timestamp())  # midnight in Japan after the day
USDC = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"
COLD, HOT = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"
HASH = "0x" + "ab" * 32


def head(**changed: object) -> dict[str, Any]:
    fields = {
        "chain_id": 1,
        "day": "2026-11-20",
        "block": 26_410_512,
        "hash": HASH,
        "timestamp": END - 13,
        "read_at": "2026-11-20T15:14:09Z",
        "finality_depth": 64,
        "assets": {"native": 18, USDC: 6},
        "addresses": 1,
    }
    return {name: value for name, value in {**fields, **changed}.items() if value is not None}


def line(address: str = COLD, **units: str) -> dict[str, Any]:
    return {"address": address, "units": {"native": "5"} | units}


def text(*lines: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in lines)


def read(data: bytes) -> list[EvmHead | EvmAccount]:
    return list(read_evm_balances(io.BytesIO(data), "b.jsonl", LATEST))


def test_the_example_is_read() -> None:
    found, cold, hot = read((EXAMPLES / "evm-balances.jsonl").read_bytes())
    assert isinstance(found, EvmHead)
    assert (found.chain_id, found.day, found.block, found.timestamp) == (1, DAY, 26_410_512, END - 13)
    assert cold == EvmAccount(COLD, {"native": 7_250_000_000_000_000_000}, {})
    assert hot == EvmAccount(HOT, {"native": 5 * 10**17, USDC: 1_250_000_000}, {})


def test_the_last_second_of_the_day_is_of_the_day_and_the_next_is_not() -> None:
    assert read(text(head(timestamp=END - 1), line()))
    with pytest.raises(ImportRefused, match="after the end of the day"):
        read(text(head(timestamp=END), line()))


def test_a_depth_may_be_unknown_and_a_balance_has_up_to_38_digits() -> None:
    first, account = read(text(head(finality_depth=None), line(native="9" * 38)))
    assert isinstance(first, EvmHead)
    assert first.finality_depth is None
    assert account == EvmAccount(COLD, {"native": 10**38 - 1}, {})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (text(head()), "cut off"),
        (text(head(), line(), line(HOT)), "not its own"),
        (text(head(addresses=2), line(), line()), "twice or out of order"),
        (text(head(addresses=2), line(HOT), line(COLD)), "twice or out of order"),
        (text(head(addresses=2), line(HOT), line(HOT.upper().replace("0X", "0x"))), "twice"),
        (text(head(chain_id="1"), line()), "not a count"),
        (text(head(chain_id=True), line()), "not a count"),
        (text(head(block=-1), line()), "not a count"),
        (text(head(hash="0xAB"), line()), "not as expected"),
        (text(head(timestamp=10**20), line()), "time that cannot be"),
        (text(head(day="2026-11-31"), line()), "not a day"),
        (text(head(read_at="2026-11-20T15:14:09"), line()), "without its zone"),
        (text(head(assets={}), line()), "nothing was asked"),
        (text(head(assets={"native": 31}), line()), "decimals that cannot be"),
        (text(head(assets={"native": 18, USDC.upper(): 6}), line()), "capital"),
        (text(head(assets={"native": 18, "0xa0": 6}), line()), "not one"),
        (text(head(more=1), line()), "not known"),
        (text(head(), line(native="-5")), "not a whole number"),
        (text(head(), line(native="5.0")), "not a whole number"),
        (text(head(), line(native="1" * 39)), "not a whole number"),
        (text(head(), {"address": COLD, "units": {"native": 5}}), "not a text"),
        (text(head(), {"address": COLD}), "not an object"),
        (text(head(), {"units": {}}), "not a text"),
        (text(head(), line("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")), "EIP-55"),
        (text(head(), line(**{"0x" + "11" * 20: "5"})), "head does not have"),
        (text(head(), line() | {"failed": {USDC: "tired"}}), "word that is not known"),
        (text(head(), line() | {"failed": {"native": "reverted"}}), "could not be read"),
        (text(head()) + b'{"address": "0x', "not JSON"),
        (
            text(head()) + b'{"address": "%s", "units": {"native": "1", "native": "2"}}' % COLD.encode(),
            "cannot be read",
        ),
        (text(head()) + b"[]\n", "no object"),
        (text(head()) + b"\n", "not JSON"),
        (text(head()).replace(b"26410512", b"1.5"), "cannot be read"),
        (text(head()).replace(b"26410512", b"NaN"), "cannot be read"),
        (b"\xff\xfe", "another encoding"),
    ],
)
def test_what_does_not_fit_is_refused(data, said) -> None:
    with pytest.raises(ImportRefused, match=said):
        read(data)


def test_a_file_that_was_cut_off_anywhere_is_refused() -> None:
    whole = text(head(addresses=2), line(), line(HOT))
    for length in range(len(whole) - 1):
        with pytest.raises(ImportRefused):
            read(whole[:length])


# Into the book ------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return book_in(tmp_path)


def asked(book: Path, *lines: object, **more: Any) -> Asked:
    file = book.parent / "b.jsonl"
    file.write_bytes(text(*lines))
    return Asked("evm-balances", file, book, **more)


def held(book: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    with open_engine("duckdb") as engine:
        source = engine.scan(sorted((book / table).glob("*.parquet")), "parquet", {})
        return list(engine.rows(Query("held", f"SELECT {columns} FROM {source} ORDER BY ALL", ())))


def listed(done: Imported) -> list[tuple[str, str]]:
    return [one for one in done.left_out if one[0] != "W-VAULT-ETH"]  # a custodian's, without an address


def test_each_balance_stands_with_its_block(book) -> None:
    done = import_file(Asked("evm-balances", EXAMPLES / "evm-balances.jsonl", book, day=DAY))
    assert held(book, "wallet_balances", "day, wallet_id, asset, units, block_height") == [
        (DAY, "W-ETH-COLD", "ETH", 7_250_000_000_000_000_000, 26_410_512),
        (DAY, "W-ETH-HOT", "ETH", 5 * 10**17, 26_410_512),
        (DAY, "W-ETH-HOT", "USDC", 1_250_000_000, 26_410_512),
    ]
    assert held(book, "chain_cutoffs", "day, chain, keeper, read_at, height, finality_depth") == [
        (DAY, "eip155:1", "self", datetime(2026, 11, 20, 14, 59, 47), 26_410_512, 64)
    ]
    assert done.left_out == (("W-VAULT-ETH", "no-address"),)
    assert done.record.totals["balance:ETH"] == 7_750_000_000_000_000_000


def test_the_file_itself_is_kept_beside_its_record(book) -> None:
    done = import_file(Asked("evm-balances", EXAMPLES / "evm-balances.jsonl", book))
    (kept,) = done.record.kept
    assert (book / kept.path).read_bytes() == (EXAMPLES / "evm-balances.jsonl").read_bytes()
    assert (kept.rows, kept.sha256) == (2, done.record.sha256)


def test_an_empty_wallet_has_0_of_the_chains_own_coin_and_no_row_of_a_token(book) -> None:
    import_file(asked(book, head(addresses=2), {"address": COLD, "units": {}}, line(HOT, **{USDC: "0"})))
    assert held(book, "wallet_balances", "wallet_id, asset, units") == [
        ("W-ETH-COLD", "ETH", 0),
        ("W-ETH-HOT", "ETH", 5),
    ]


def test_what_could_not_be_read_is_listed_and_not_taken_for_0(book) -> None:
    failing = {"address": COLD, "units": {"native": "5"}, "failed": {USDC: "reverted"}}
    done = import_file(asked(book, head(), failing))
    assert listed(done) == [("W-ETH-COLD, USDC", "reverted"), ("W-ETH-HOT", "not-in-file")]
    assert held(book, "wallet_balances", "wallet_id, asset, units") == [("W-ETH-COLD", "ETH", 5)]


def test_strangers_addresses_are_counted_alone(book) -> None:
    stranger = line("0x" + "11" * 20, native="999")
    done = import_file(asked(book, head(addresses=2), stranger, line()))
    assert done.record.totals["other_addresses"] == 1
    assert held(book, "wallet_balances", "wallet_id, asset, units") == [("W-ETH-COLD", "ETH", 5)]


def test_other_decimals_than_the_books_are_refused_with_both(book) -> None:
    with pytest.raises(ImportConflict) as refusal:
        import_file(asked(book, head(assets={"native": 18, USDC: 18}), line()))
    assert (refusal.value.found, refusal.value.expected) == (
        "18 on the chain",
        "6, as assets has them for USDC",
    )
    assert not (book / "wallet_balances").exists()


def test_an_asset_that_is_not_mapped_is_named_as_a_line_to_add(book) -> None:
    token = "0x" + "22" * 20
    one = asked(book, head(assets={"native": 18, token: 2}), line(**{token: "7"}))
    assert preview(one).unmapped == {f"eip155:1/erc20:{token}": "assets"}
    with pytest.raises(MappingError):
        import_file(one)


def test_another_chain_is_mapped_by_name_and_asset(book) -> None:
    """W-ETH-COLD moves to 'arbitrum'; its ETH and USDC there are those of the book by the mapping."""
    wallets, mapping = book / "wallets.csv", book / "import.toml"
    lines = wallets.read_text("utf-8").splitlines()
    moved = [one.replace("eip155:1,", "arbitrum,") if one.startswith("W-ETH-COLD") else one for one in lines]
    wallets.write_text("\n".join(moved) + "\n", "utf-8")
    there = "0x" + "33" * 20
    known = f'[assets]\n"eip155:42161/erc20:{there}" = "USDC"\n"eip155:42161/slip44:60" = "ETH"\n'
    mapping.write_text(known + '[evm_chains]\narbitrum = "eip155:42161"\n', "utf-8")
    import_file(asked(book, head(chain_id=42161, assets={"native": 18, there: 6}), line(**{there: "7"})))
    assert held(book, "wallet_balances", "wallet_id, asset, units") == [
        ("W-ETH-COLD", "ETH", 5),
        ("W-ETH-COLD", "USDC", 7),
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        (
            "wallets",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            "EIP-55",
        ),
        ("wallets", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "vault 9", "40 hex digits"),
        ("wallets", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", COLD, "two wallets have one address"),
        ("wallets", "eip155:1,", "eip155:10,", "no wallet of that chain"),
        ("assets", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "0xA0b8", "contract that is no address"),
        ("assets", "BTC,Bitcoin,8,", "BTC,Bitcoin,8,eip155:1/slip44:60", "two assets are one"),
    ],
)
def test_a_book_that_does_not_fit_is_refused(book, table, old, new, said) -> None:
    path = book / f"{table}.csv"
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    with pytest.raises(ImportConflict, match=said):
        import_file(asked(book, head(), line()))


def test_an_asset_with_two_contracts_on_a_chain_is_refused(book) -> None:
    with (book / "import.toml").open("a", encoding="utf-8") as file:
        file.write('\n[evm_chains]\nmainnet = "eip155:1"\n')
    text_before = (book / "import.toml").read_text("utf-8")
    twice = text_before.replace("[assets]", f'[assets]\n"eip155:1/erc20:{"0x" + "44" * 20}" = "USDC"')
    (book / "import.toml").write_text(twice, "utf-8")
    with pytest.raises(ImportConflict, match="two contracts of one chain"):
        import_file(asked(book, head(), line()))


def test_another_reading_of_the_same_day_takes_the_others_place_only_when_told(book) -> None:
    import_file(asked(book, head(), line(native="5")))
    again = asked(book, head(), line(native="6"))
    with pytest.raises(ImportConflict, match="imported before"):
        import_file(again)
    import_file(asked(book, head(), line(native="6"), replace=True))
    assert held(book, "wallet_balances", "units") == [(6,)]


def test_another_day_than_the_one_asked_for_is_refused(book) -> None:
    with pytest.raises(ImportConflict, match="another day"):
        import_file(asked(book, head(), line(), day=date(2026, 11, 19)))


def block_on(days_later: int, block: int) -> dict[str, Any]:
    """The head of a reading of another day."""
    day, made = DAY + timedelta(days=days_later), END - 13 + days_later * 86_400
    return head(day=str(day), block=block, timestamp=made, read_at=f"{day}T15:14:09Z")


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(("later", "first", "second"), [(1, 500, 499), (-1, 500, 501)])
def test_a_chain_that_would_go_back_is_refused(book, later, first, second, replace) -> None:
    import_file(asked(book, block_on(0, first), line()))
    with pytest.raises(ImportConflict, match="the chain would go back") as refusal:
        import_file(asked(book, block_on(later, second), line(), replace=replace))
    other = DAY + timedelta(days=later)
    assert refusal.value.where == f"eip155:1, self, {other}"
    assert refusal.value.found == f"block {second} on {other}, block {first} on {DAY}"
    assert held(book, "chain_cutoffs", "height") == [(first,)]


def test_a_reading_that_takes_the_place_of_a_wrong_one_is_not_held_against_it(book) -> None:
    import_file(asked(book, block_on(0, 500), line()))
    import_file(asked(book, block_on(1, 900), line()))  # wrong: another chain's height
    with pytest.raises(ImportConflict, match="the chain would go back"):
        import_file(asked(book, block_on(2, 700), line()))
    with pytest.raises(ImportConflict, match="the chain would go back"):
        import_file(asked(book, block_on(1, 499), line(), replace=True))
    import_file(
        asked(book, block_on(1, 500), line(), replace=True)
    )  # no block all day: the same height is none lower
    import_file(asked(book, block_on(2, 700), line()))
    assert held(book, "chain_cutoffs", "height") == [(500,), (500,), (700,)]
