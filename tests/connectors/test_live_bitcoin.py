"""From a made-up chain into a book: the same as a replay says, read on after a failure, nothing double."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bitcoin_chain import FakeChain
from node_server import NodeServer, drops, says
from regtest import CHAIN, book_on

from hozen.connectors.bitcoin.node import BitcoinNode
from hozen.connectors.bitcoin.scan import scan
from hozen.connectors.errors import ChainReorged, NodeAnswerUnreadable, NodeSettings, NodeUnreachable
from hozen.engine import open_engine
from hozen.records import Query
from hozen.records.importers.bitcoin_address import NETWORKS, script_of
from hozen.workflows.importing import ImportConflict
from hozen.workflows.live import BitcoinAsked, read_bitcoin
from hozen.workflows.live import bitcoin as live

DAY = date(2026, 11, 20)
END = int(datetime(2026, 11, 20, 15, tzinfo=UTC).timestamp())
REGTEST = next(one for one in NETWORKS if one.name == "regtest")
# BIP-173's example programs under regtest's prefix, and two of base58
ADDRESSES = {
    "W-1": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
    "W-2": "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
    "W-3": "2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc",
}
SCRIPTS = {name: script_of(address, REGTEST).hex() for name, address in ADDRESSES.items()}
STRANGER = "0014" + "ee" * 20


class Place:
    """A server in place of a Regtest: it has a URL, and a cookie that it does not ask for."""

    def __init__(self, node: NodeServer, folder: Path) -> None:
        self.url = node.url
        self.cookie = folder / "cookie"
        self.cookie.write_text("__cookie__:hunter2")
        self.cookie.chmod(0o600)


@pytest.fixture
def chain(node: NodeServer) -> FakeChain:
    """Blocks of the 20th and the 21st; what is held at the day's end differs from what is held now."""
    made = FakeChain()
    made.add(END - 9000)
    one, two = made.add(END - 6000, [(SCRIPTS["W-1"], 700), (SCRIPTS["W-2"], 40)])
    made.add(END - 3000, [(SCRIPTS["W-1"], 5), (STRANGER, 9)], [two])
    made.add(END + 600, [(SCRIPTS["W-3"], 650)], [one])  # W-1's 700 leave after midnight
    for later in range(1, 8):
        made.add(END + 600 * later, [(SCRIPTS["W-2"], 1)])
    made.serve(node)
    return made


@pytest.fixture
def book(node: NodeServer, tmp_path: Path, chain: FakeChain, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(live, "_TRIES", 1)
    monkeypatch.setattr(live, "BATCH", 1)
    return book_on(Place(node, tmp_path), tmp_path, ADDRESSES)  # type: ignore[arg-type]  # as much of one as is needed


def balances(book: Path) -> dict[object, object]:
    with open_engine("duckdb") as engine:
        source = engine.scan(sorted((book / "wallet_balances").glob("*.parquet")), "parquet", {})
        return dict(engine.rows(Query("held", f"SELECT wallet_id, units FROM {source}", ())))  # type: ignore[arg-type]  # pairs


def by_replay(chain: FakeChain, height: int) -> dict[object, object]:
    held = chain.at_height(height).values()
    return {name: sum(one.units for one in held if one.script == script) for name, script in SCRIPTS.items()}


def starts(node: NodeServer) -> int:
    """How often a scan was begun."""
    return sum(
        one["method"] == "scantxoutset" and one["params"][0] == "start"
        for one in node.requests
        if "method" in one
    )


def test_the_days_end_is_what_a_replay_says(book, chain) -> None:
    read, _ = read_bitcoin(BitcoinAsked(book, DAY))
    assert (read.height, read.hash) == (2, chain.blocks[2].hash)
    assert balances(book) == by_replay(chain, 2) == {"W-1": 705, "W-2": 0, "W-3": 0}
    assert (read.spent_units, read.later_units) == (700, 650 + 7)


def test_the_newest_block_is_what_a_replay_says(book, chain) -> None:
    read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert balances(book) == by_replay(chain, len(chain.blocks) - 1)


def test_a_reading_that_broke_off_goes_on_and_asks_only_for_the_rest(book, chain, node, monkeypatch) -> None:
    made: list[int] = []

    def breaks(bitcoin: BitcoinNode, batch: tuple[str, ...]) -> object:
        if len(made) == 2:
            node.then(drops, drops, drops)
        made.append(1)
        return scan(bitcoin, batch)

    monkeypatch.setattr(live, "scan", breaks)
    with pytest.raises(NodeUnreachable):
        read_bitcoin(BitcoinAsked(book, DAY))
    assert not (book / "wallet_balances").exists()
    node.faults.clear()
    monkeypatch.setattr(live, "scan", scan)
    before = starts(node)
    chain.add(END + 9000, [(SCRIPTS["W-1"], 3)])  # the chain goes on meanwhile
    read, _ = read_bitcoin(BitcoinAsked(book, DAY))
    assert (read.scans, read.kept, starts(node) - before) == (3, 2, 1)
    assert balances(book) == by_replay(chain, 2)


def interrupted(book: Path, monkeypatch: pytest.MonkeyPatch, tip: bool) -> None:
    """All is scanned, and then the program is stopped before anything is in the book."""

    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(live, "write_scan", stops)
    with pytest.raises(KeyboardInterrupt):
        read_bitcoin(BitcoinAsked(book, DAY, tip=tip))
    monkeypatch.undo()
    monkeypatch.setattr(live, "_TRIES", 1)
    monkeypatch.setattr(live, "BATCH", 1)


def test_a_run_at_the_newest_block_goes_on_at_the_block_it_began_with(book, chain, node, monkeypatch) -> None:
    interrupted(book, monkeypatch, tip=True)
    height = len(chain.blocks) - 1
    chain.add(END + 9000, [(SCRIPTS["W-1"], 3)])
    read, _ = read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert (read.height, read.kept) == (height, 3)
    assert balances(book) == by_replay(chain, height)


@pytest.mark.parametrize(("later", "kept"), [(143, 3), (144, 0)])
def test_but_not_at_one_that_was_the_newest_a_day_ago(book, chain, monkeypatch, later, kept) -> None:
    interrupted(book, monkeypatch, tip=True)
    height = len(chain.blocks) - 1
    for number in range(later):
        chain.add(END + 9000 + number)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY, tip=True))
    assert (read.kept, read.height) == (kept, height if kept else height + later)


@pytest.mark.parametrize("tip", [True, False])
def test_what_was_kept_of_a_block_that_gave_way_is_asked_for_again(book, chain, monkeypatch, tip) -> None:
    interrupted(book, monkeypatch, tip)
    del chain.blocks[2:]
    chain.branch = "b"
    chain.add(END - 2000, [(SCRIPTS["W-3"], 11)])
    for later in range(12):
        chain.add(END + 600 * later)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY, tip=tip))
    assert read.kept == 0
    assert balances(book) == by_replay(chain, read.height) == {"W-1": 700, "W-2": 40, "W-3": 11}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"height": "2"}', '{"height": 2, "hash": "00", "outputs": [[1]]}']
)
def test_what_was_kept_and_is_damaged_is_asked_for_again(book, chain, monkeypatch, content) -> None:
    interrupted(book, monkeypatch, tip=False)
    for path in (book / "imports" / ".reading").glob("bitcoin*/*.json"):
        path.write_text(content)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY))
    assert read.kept == 0
    assert balances(book) == by_replay(chain, 2)


def test_the_same_block_makes_the_same_file_whenever_it_is_read(book, chain) -> None:
    _, first = read_bitcoin(BitcoinAsked(book, DAY))
    chain.add(END + 9000, [(STRANGER, 3)])
    _, again = read_bitcoin(BitcoinAsked(book, DAY))
    assert again.already_there
    assert first.record.sha256 == again.record.sha256


def test_what_is_spent_between_two_scans_counts_once(book, chain, monkeypatch) -> None:
    """The first scan still shows it, the second is of a block after it was spent: it is put back for neither twice."""
    made: list[int] = []

    def goes_on(bitcoin: BitcoinNode, batch: tuple[str, ...]) -> object:
        found = scan(bitcoin, batch)
        made.append(1)
        if len(made) == 1:
            (coin,) = (one for one in chain.at_height(2).values() if one.units == 5)
            chain.add(END + 9000, [(STRANGER, 5)], [coin])
        return found

    monkeypatch.setattr(live, "scan", goes_on)
    read, _ = read_bitcoin(BitcoinAsked(book, DAY))
    assert balances(book) == by_replay(chain, 2)
    assert read.units == 705


def test_blocks_that_give_way_while_they_are_read_are_read_anew(book, chain, monkeypatch) -> None:
    made: list[int] = []

    def turns(bitcoin: BitcoinNode, batch: tuple[str, ...]) -> object:
        found = scan(bitcoin, batch)
        made.append(1)
        if len(made) == 2:
            del chain.blocks[2:]
            chain.branch = "b"
            chain.add(END - 1000, [(SCRIPTS["W-2"], 2)])
            for later in range(9):
                chain.add(END + 600 * later)
        return found

    monkeypatch.setattr(live, "scan", turns)
    read_bitcoin(BitcoinAsked(book, DAY))
    assert balances(book) == by_replay(chain, 2) == {"W-1": 700, "W-2": 42, "W-3": 0}


@pytest.mark.parametrize("times", [1, 3])
def test_a_chain_that_never_stands_still_is_given_up(book, chain, monkeypatch, times) -> None:
    begun: list[int] = []

    def turns(bitcoin: BitcoinNode, batch: tuple[str, ...]) -> object:
        found = scan(bitcoin, batch)
        begun.append(1)
        chain.blocks.pop()
        chain.branch = f"branch {len(begun)}"
        chain.add(END + 9000)
        return found

    monkeypatch.setattr(live, "scan", turns)
    monkeypatch.setattr(live, "TIMES", times)
    with pytest.raises(ChainReorged):
        read_bitcoin(BitcoinAsked(book, DAY))
    assert len(begun) == times
    assert not (book / "wallet_balances").exists()


def test_garbage_in_the_middle_writes_nothing(book, chain, node, monkeypatch) -> None:
    def garbage(bitcoin: BitcoinNode, batch: tuple[str, ...]) -> object:
        node.then(None, says("<html>"))
        return scan(bitcoin, batch)

    monkeypatch.setattr(live, "scan", garbage)
    with pytest.raises(NodeAnswerUnreadable):
        read_bitcoin(BitcoinAsked(book, DAY))
    assert not (book / "wallet_balances").exists()


def test_the_node_learns_nothing_before_it_is_known_to_be_the_right_one(book, chain, node) -> None:
    chain.chain = "main"
    with pytest.raises(Exception, match="another chain"):
        read_bitcoin(BitcoinAsked(book, DAY))
    assert node.called() == ["getblockchaininfo"]


def test_two_networks_are_refused_before_anything_is_asked(book, node) -> None:
    (book / "import.toml").write_text(f'[bitcoin]\nnetwork = "signet"\nchains = ["{CHAIN}"]\n')
    with pytest.raises(NodeSettings, match="two networks"):
        read_bitcoin(BitcoinAsked(book, DAY))
    assert node.requests == []


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (lambda text: text.replace("gt080", "gt081"), ImportConflict, "an address that is not one"),
        (
            lambda text: text.replace(ADDRESSES["W-2"], ADDRESSES["W-1"]),
            ImportConflict,
            "two wallets have one address",
        ),
        (lambda text: text.replace(CHAIN, "bitcoin"), ImportConflict, "no wallet of that chain"),
    ],
)
def test_wallets_that_cannot_be_looked_up_are_refused_before_anything_is_asked(
    book, node, change, kind, said
) -> None:
    wallets = book / "wallets.csv"
    wallets.write_text(change(wallets.read_text()))
    with pytest.raises(kind, match=said):
        read_bitcoin(BitcoinAsked(book, DAY))
    assert node.requests == []


def test_a_private_key_in_the_book_is_not_sent(book, node) -> None:
    text = "wpkh(tprv8ZgxMBicQKsPd7Uf69XL1XwhmjHopUGep8GuEiJDZmbQz6o58LninorQAfcKZWARbtRtf/0/*)"
    wallets = book / "wallets.csv"
    wallets.write_text(wallets.read_text().replace(ADDRESSES["W-2"], text))
    with pytest.raises(NodeSettings, match="private key") as refusal:
        read_bitcoin(BitcoinAsked(book, DAY))
    assert "tprv8" not in str(refusal.value)
    assert "tprv8" not in str(node.requests)


def test_descriptors_of_a_wallet_that_has_a_plain_address_are_refused(book, node) -> None:
    with (book / "nodes.toml").open("a") as file:
        file.write('[bitcoin.descriptors]\n"W-1" = ["wpkh(tpub/1/*)"]\n')
    with pytest.raises(NodeSettings, match="a wallet that has none"):
        read_bitcoin(BitcoinAsked(book, DAY))


def test_two_readers_at_once_do_not_meet(book, chain, monkeypatch) -> None:
    def again(*_: object) -> object:
        return read_bitcoin(BitcoinAsked(book, DAY))

    monkeypatch.setattr(live, "scan", again)
    with pytest.raises(ImportConflict, match="another process reads"):
        read_bitcoin(BitcoinAsked(book, DAY))


def test_the_file_holds_every_digit(book, chain, tmp_path) -> None:
    chain.blocks.clear()
    chain.add(END - 100, [(SCRIPTS["W-1"], 2_099_999_997_690_000), (SCRIPTS["W-2"], 1)])
    for later in range(8):
        chain.add(END + later)
    read, done = read_bitcoin(BitcoinAsked(book, DAY))
    assert balances(book) == {"W-1": 2_099_999_997_690_000, "W-2": 1, "W-3": 0}
    kept = book / done.record.kept[0].path
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == done.record.kept[0].sha256
    assert read.units == 2_099_999_997_690_001
