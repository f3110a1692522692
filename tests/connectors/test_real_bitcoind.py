"""Against a real bitcoind on regtest: balances, a real reorganisation between two scans, a node that is killed half way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from regtest import CHAIN, Regtest, bitcoind, book_on, jst

from hozen.connectors.bitcoin.node import BitcoinNode
from hozen.connectors.bitcoin.scan import Scan, scan
from hozen.connectors.errors import ChainReorged, NodeBehind, NodeUnreachable
from hozen.engine import open_engine
from hozen.faces.cli import main
from hozen.records import Query
from hozen.workflows.importing import ImportConflict
from hozen.workflows.live import BitcoinAsked, preview_bitcoin, read_bitcoin
from hozen.workflows.live import bitcoin as live

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a node with a wallet that has coins to spend, its last block on 19 November in Japan; stopped."""
    if not bitcoind():
        pytest.skip(
            "NO BITCOIND: set HOZEN_BITCOIND (scripts/nodes/bitcoind fetches one); no real node was read"
        )
    one = Regtest(bitcoind(), tmp_path_factory.mktemp("begun") / "node").start()
    try:
        one.call("setmocktime", int(jst(19, 7).timestamp()))
        one.call("createwallet", "w")
        one.call("generatetoaddress", 101, one.call("getnewaddress"))
        one.stop()
    finally:
        one.kill()
    return one.folder


@pytest.fixture
def node(begun: Path, tmp_path: Path) -> Iterator[Regtest]:
    """A node of its own for each test."""
    shutil.copytree(begun, tmp_path / "node")
    one = Regtest(bitcoind(), tmp_path / "node").start()
    try:
        one.call("loadwallet", "w")
        yield one
    finally:
        one.kill()


def held(book: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    with open_engine("duckdb") as engine:
        source = engine.scan(sorted((book / table).glob("*.parquet")), "parquet", {})
        return list(engine.rows(Query("held", f"SELECT {columns} FROM {source} ORDER BY ALL", ())))


def balances(book: Path) -> dict[object, object]:
    return dict(held(book, "wallet_balances", "wallet_id, units"))  # type: ignore[arg-type]  # pairs


def pay(node: Regtest, address: str, amount: str) -> str:
    return str(node.call("sendtoaddress", address, amount))


def scene(node: Regtest) -> tuple[dict[str, str], int]:
    """Wallets with coins on the 20th, some of which move on the 21st; and the height of the day's last block.

    The last block of the 20th is at 22:50, the first of the 21st at 03:00.
    """
    wallets = {name: node.call("getnewaddress", "", kind) for name, kind in KINDS.items()}
    for name, amount in (("W-A", "1.5"), ("W-B", "0.00000546"), ("W-C", "2"), ("W-C", "0.25")):
        pay(node, wallets[name], amount)
    node.mine(12, node.call("getnewaddress"), jst(20, 21))
    height = node.call("getblockcount")
    # On the 21st A's coins go away, B gets more, and D gets its first.
    (coin,) = node.call("listunspent", 1, 9999, [wallets["W-A"]])
    raw = node.call(
        "createrawtransaction", [{"txid": coin["txid"], "vout": coin["vout"]}], {wallets["W-D"]: "1.4999"}
    )
    node.call("sendrawtransaction", node.call("signrawtransactionwithwallet", raw)["hex"])
    pay(node, wallets["W-B"], "3")
    node.mine(15, node.call("getnewaddress"), jst(21, 3))
    return wallets, height


KINDS = {"W-A": "bech32", "W-B": "legacy", "W-C": "p2sh-segwit", "W-D": "bech32m"}


def test_the_days_last_block_is_read_as_the_node_itself_has_it_when_taken_back_there(node, tmp_path) -> None:
    wallets, height = scene(node)
    book = book_on(node, tmp_path, wallets)
    read, done = read_bitcoin(BitcoinAsked(book, DAY))
    assert read.height == height
    oracle = node.unspent_at(height, list(wallets.values()))
    path = book / done.record.kept[0].path
    with open_engine("duckdb") as engine:
        source = engine.scan([path], "parquet", {})
        kept = list(engine.rows(Query("kept", f"SELECT txid, vout, units FROM {source}", ())))
    assert {(t, v): Decimal(str(u)) / 10**8 for t, v, u in kept} == oracle
    assert balances(book) == {"W-A": 150_000_000, "W-B": 546, "W-C": 225_000_000, "W-D": 0}
    (row,) = held(book, "chain_cutoffs", "chain, keeper, height, hash, finality_depth")
    assert row == (CHAIN, "self", height, node.call("getblockhash", height), 6)


def test_at_the_newest_block_it_is_what_the_nodes_own_wallet_says(node, tmp_path) -> None:
    wallets, _ = scene(node)
    book = book_on(node, tmp_path, wallets)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert (read.height, read.depth) == (node.call("getblockcount"), 0)
    own = {
        name: sum((one["amount"] for one in node.call("listunspent", 1, 9999, [address])), Decimal(0))
        for name, address in wallets.items()
    }
    assert balances(book) == {name: int(coins * 10**8) for name, coins in own.items()}
    assert own["W-D"] == Decimal("1.4999")


def test_an_unconfirmed_payment_does_not_count_and_a_mined_coin_is_told_apart(node, tmp_path) -> None:
    miner, waiting = node.call("getnewaddress"), node.call("getnewaddress")
    node.mine(2, miner, jst(20, 10))
    pay(node, waiting, "1")
    book = book_on(node, tmp_path, {"W-MINER": miner, "W-WAITING": waiting})
    _, done = read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert balances(book) == {"W-MINER": 100_0000_0000, "W-WAITING": 0}  # 50 coins a block
    assert done.record.totals["immature_units"] == 100_0000_0000


def test_reading_again_changes_nothing(node, tmp_path) -> None:
    wallets, _ = scene(node)
    book = book_on(node, tmp_path, wallets)
    _, found = preview_bitcoin(BitcoinAsked(book, DAY))
    assert found.rows == {"wallet_balances": 4, "chain_cutoffs": 1}
    assert not (book / "wallet_balances").exists()
    first, done = read_bitcoin(BitcoinAsked(book, DAY))
    assert (first.scans, first.kept) == (1, 1)  # the preview had left it
    assert not list((book / "imports" / ".reading").glob("bitcoin*"))
    node.mine(3, node.call("getnewaddress"), jst(21, 9))
    again, same = read_bitcoin(BitcoinAsked(book, DAY))
    assert (again.height, same.already_there, same.record) == (first.height, True, done.record)


def test_another_block_of_the_same_day_is_refused_unless_it_replaces(node, tmp_path) -> None:
    wallets, _ = scene(node)
    book = book_on(node, tmp_path, wallets)
    read_bitcoin(BitcoinAsked(book, DAY))
    with pytest.raises(ImportConflict, match="same account and day"):
        read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    read_bitcoin(BitcoinAsked(book, DAY, tip=True, replace=True))
    assert balances(book)["W-D"] == 149_990_000


def public_descriptor(node: Regtest) -> str:
    """The wallet's own receiving descriptor for bech32, without its checksum."""
    listed = node.call("listdescriptors")["descriptors"]
    (one,) = (one["desc"] for one in listed if one["desc"].startswith("wpkh(") and not one["internal"])
    return str(one).partition("#")[0]


def test_a_descriptor_is_followed_as_far_as_its_addresses_are_used(node, tmp_path) -> None:
    descriptor = public_descriptor(node)
    checked = node.call("getdescriptorinfo", descriptor)["descriptor"]
    addresses = node.call("deriveaddresses", checked, [0, 40])
    for index, amount in (
        (3, "0.1"),
        (8, "0.02"),
        (13, "0.003"),
        (30, "7"),
    ):  # gaps of 5: 3, 8, 13; 30 is too far
        pay(node, addresses[index], amount)
    node.mine(1, node.call("getnewaddress", "", "legacy"))
    book = book_on(node, tmp_path, {"W-X": descriptor, "W-P": node.call("getnewaddress", "", "legacy")})
    read, done = read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert read.addresses == 1 + 19  # up to index 18: five unused ones after 13
    assert balances(book) == {"W-P": 0, "W-X": 12_300_000}
    with open_engine("duckdb") as engine:
        source = engine.scan([book / done.record.kept[0].path], "parquet", {})
        kept = list(engine.rows(Query("kept", f"SELECT address FROM {source} ORDER BY units", ())))
    assert kept == [(addresses[13],), (addresses[8],), (addresses[3],)]


def test_a_used_address_that_was_emptied_since_the_day_still_counts_as_used(node, tmp_path) -> None:
    descriptor = public_descriptor(node)
    checked = node.call("getdescriptorinfo", descriptor)["descriptor"]
    addresses = node.call("deriveaddresses", checked, [0, 20])
    pay(node, addresses[4], "1")
    pay(node, addresses[9], "2")
    node.mine(8, node.call("getnewaddress", "", "legacy"), jst(20, 10))
    (coin,) = node.call("listunspent", 1, 9999, [addresses[4]])
    raw = node.call(
        "createrawtransaction",
        [{"txid": coin["txid"], "vout": coin["vout"]}],
        {node.call("getnewaddress", "", "legacy"): "0.9999"},
    )
    node.call("sendrawtransaction", node.call("signrawtransactionwithwallet", raw)["hex"])
    node.mine(15, node.call("getnewaddress", "", "legacy"), jst(21, 3))
    book = book_on(node, tmp_path, {"W-X": descriptor})
    read_bitcoin(BitcoinAsked(book, DAY))
    assert balances(book) == {"W-X": 300_000_000}


def test_two_wallets_may_not_share_an_address_of_a_descriptor(node, tmp_path) -> None:
    descriptor = public_descriptor(node)
    checked = node.call("getdescriptorinfo", descriptor)["descriptor"]
    (address,) = node.call("deriveaddresses", checked, [2, 2])
    book = book_on(node, tmp_path, {"W-X": descriptor, "W-P": address})
    with pytest.raises(ImportConflict, match="two wallets have one address"):
        read_bitcoin(BitcoinAsked(book, DAY, tip=True))


def scans(monkeypatch: pytest.MonkeyPatch, after: Callable[[int], None]) -> list[int]:
    """Two scripts a scan; `after` is called with the number of each. Returns how many there were."""
    made: list[int] = []

    def one(bitcoin: BitcoinNode, batch: tuple[str, ...]) -> Scan:
        found = scan(bitcoin, batch)
        made.append(len(batch))
        after(len(made))
        return found

    monkeypatch.setattr(live, "BATCH", 2)
    monkeypatch.setattr(live, "scan", one)
    return made


def test_a_reorganisation_between_two_scans_begins_the_reading_again(node, tmp_path, monkeypatch) -> None:
    wallets, height = scene(node)
    book = book_on(node, tmp_path, wallets)
    other = node.call("getnewaddress")

    def reorganise(number: int) -> None:
        if (
            number == 1
        ):  # the day's last block and all after it give way to a longer branch without A's coins' way out
            node.call("invalidateblock", node.call("getblockhash", height - 3))
            node.mine(40, other, jst(20, 22))

    made = scans(monkeypatch, reorganise)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY))
    assert len(made) > 2  # the first scan was of blocks that are gone
    assert read.hash == node.call("getblockhash", read.height)
    oracle = node.unspent_at(read.height, list(wallets.values()))
    assert sum(int(coins * 10**8) for coins in oracle.values()) == read.units  # type: ignore[operator]  # Decimal


def test_a_chain_that_never_stands_still_is_refused_and_nothing_is_written(
    node, tmp_path, monkeypatch
) -> None:
    wallets, _ = scene(node)
    book = book_on(node, tmp_path, wallets)

    def reorganise(_: int) -> None:
        tip = node.call("getblockcount")
        node.call("invalidateblock", node.call("getblockhash", tip - 1))
        node.mine(3, node.call("getnewaddress"))

    scans(monkeypatch, reorganise)
    monkeypatch.setattr(live, "TIMES", 2)
    with pytest.raises(ChainReorged, match="changed while it was read"):
        read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert not (book / "wallet_balances").exists()


def test_a_block_more_between_two_scans_changes_nothing(node, tmp_path, monkeypatch) -> None:
    wallets, height = scene(node)
    book = book_on(node, tmp_path, wallets)
    made = scans(monkeypatch, lambda _: node.mine(1, wallets["W-D"]) and None)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY))
    assert (made, read.height) == ([2, 2], height)
    assert balances(book) == {"W-A": 150_000_000, "W-B": 546, "W-C": 225_000_000, "W-D": 0}


def test_a_node_that_is_killed_half_way_is_read_on_and_nothing_is_double(node, tmp_path, monkeypatch) -> None:
    wallets, _ = scene(node)
    book = book_on(node, tmp_path, wallets)

    def dies(number: int) -> None:
        if number == 2:
            node.kill()

    scans(monkeypatch, dies)
    monkeypatch.setattr(live, "_TRIES", 1)
    with pytest.raises(NodeUnreachable):
        read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    monkeypatch.undo()
    monkeypatch.setattr(live, "BATCH", 2)
    kept = book / "imports" / ".reading" / "bitcoin-regtest-2026-11-20"
    assert kept.stat().st_mode & 0o777 == 0o700
    node.start()
    node.call("loadwallet", "w")
    read, _ = read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert (read.scans, read.kept) == (2, 1)  # the first was kept; the second's answer could not be confirmed
    own = [node.call("listunspent", 1, 9999, [address]) for address in wallets.values()]
    assert sum(map(int, balances(book).values())) == sum(int(c["amount"] * 10**8) for one in own for c in one)  # type: ignore[call-overload]  # ints


def test_a_node_of_another_chain_is_asked_nothing_about_wallets(node, tmp_path) -> None:
    book = book_on(node, tmp_path, {"W-P": "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"}, chain='"signet"')
    text = (book / "import.toml").read_text().replace("regtest", "signet")
    (book / "import.toml").write_text(text)
    with pytest.raises(NodeBehind, match="another chain"):
        read_bitcoin(BitcoinAsked(book, DAY))


def test_the_command_from_preview_to_check(node, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("HOZEN_LANG", "en")
    wallets, height = scene(node)
    book = str(book_on(node, tmp_path, wallets))
    assert main(["read", "bitcoin", "--into", book, "--day", "2026-11-20", "--preview"]) == 0
    assert f"Read at block {height}" in capsys.readouterr().out
    assert main(["read", "bitcoin", "--into", book, "--day", "2026-11-20", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["read"]["units"] == 375_000_546
    assert shown["read"]["spent_units"] == 150_000_000  # A's coins, which left on the 21st
    assert main(["read", "bitcoin", "--into", book, "--day", "2026-11-20", "--lang", "ja"]) == 0
    assert "の時点で読み込みました" in capsys.readouterr().out
    secret = node.cookie.read_text().partition(":")[2]
    files = [path.read_bytes() for path in Path(book).rglob("*") if path.is_file()]
    assert not any(secret.encode() in one for one in files)
