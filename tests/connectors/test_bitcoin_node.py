"""What is read of a Bitcoin node: the day's last block, the scan, and the way back from the newest block to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from bitcoin_chain import FakeChain, hex32
from hypothesis import given, settings
from hypothesis import strategies as st
from node_server import NodeServer, Refusal, drops, says, turned

from hozen.connectors.bitcoin.cutoff import block_of_day, tip_of
from hozen.connectors.bitcoin.descriptors import Descriptor, derive, descriptor_of, wanted_end
from hozen.connectors.bitcoin.fields import Fields
from hozen.connectors.bitcoin.node import BitcoinNode, Header
from hozen.connectors.bitcoin.rewind import at_cut, later_blocks
from hozen.connectors.bitcoin.scan import scan
from hozen.connectors.errors import (
    ChainReorged,
    NodeAnswered,
    NodeAnswerUnreadable,
    NodeBehind,
    NodeSettings,
    NodeUnreachable,
)
from hozen.connectors.rpc import Rpc
from hozen.connectors.steady import Moved, must_have_caught_up, steady

DAY = date(2026, 11, 20)
END = int(datetime(2026, 11, 20, 15, tzinfo=UTC).timestamp())  # midnight in Japan: the day is over
OURS, THEIRS = "0014" + "aa" * 20, "0014" + "bb" * 20


@pytest.fixture
def chain() -> FakeChain:
    return FakeChain()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def bitcoin(node: NodeServer, chain: FakeChain, slept: list[float]) -> BitcoinNode:
    chain.serve(node)
    return BitcoinNode(Rpc(node.url, per_second=10_000, tries=3, timeout=5, sleep=slept.append))


# The block -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    # Blocks an hour apart; the one in question, and three above it, after the day.
    ("at", "height"),
    [(END - 1, 2), (END, 1), (END + 1, 1)],
)
def test_a_block_is_of_the_day_while_its_time_is_before_midnight_in_japan(bitcoin, chain, at, height) -> None:
    for one in (END - 7200, END - 3600, at, END + 3600, END + 7200, END + 9000):
        chain.add(one)
    tip = tip_of(bitcoin, "regtest")
    assert block_of_day(bitcoin, tip, DAY, 3).height == height


@given(times=st.lists(st.integers(END - 50, END + 50), min_size=1, max_size=40))
@settings(max_examples=100)
def test_it_is_the_last_one_before_the_days_end(times) -> None:
    chain = FakeChain()
    for at in (END - 100, *sorted(times), END + 60):
        chain.add(at)
    bitcoin = chain.node()
    found = block_of_day(bitcoin, tip_of(bitcoin, "regtest"), DAY, 1)
    assert found.height == sum(
        at < END for at in times
    )  # block 0 is before, so this is the last one's height


@given(st.lists(st.integers(-3000, 3000), min_size=1, max_size=30))
@settings(max_examples=100)
def test_times_that_go_back_and_forth_still_make_one_last_block(jitter) -> None:
    """By brute force: the last one before the end by its own time, among those before the end by median time."""
    chain = FakeChain(medians=True)
    for number, off in enumerate([*[0] * 12, *jitter, *[0] * 20]):
        chain.add(END - 9000 + 600 * number + off)
    medians = [chain.header(one.hash)["mediantime"] for one in chain.blocks]  # type: ignore[index]  # a dict
    medians = [max(medians[: n + 1]) for n in range(len(medians))]
    expected = max(h for h, m in enumerate(medians) if m < END and chain.blocks[h].at < END)
    bitcoin = chain.node()
    assert block_of_day(bitcoin, tip_of(bitcoin, "regtest"), DAY, 1).height == expected


def test_the_hour_that_median_time_lags_is_not_counted_to_the_day(bitcoin, chain) -> None:
    # Ten minutes apart: block 12 at 23:50, block 13 at midnight. By median time block 17 (five later) is of the day still.
    chain.medians = True
    for number in range(40):
        chain.add(END - 600 * 13 + 600 * number)
    assert block_of_day(bitcoin, tip_of(bitcoin, "regtest"), DAY, 6).height == 12


@pytest.mark.parametrize(("depth", "enough"), [(2, True), (3, True), (4, False)])
def test_as_many_blocks_as_asked_stand_above_it(bitcoin, chain, depth, enough) -> None:
    for one in (END - 7200, END - 3600, END, END + 1, END + 2):
        chain.add(one)
    tip = tip_of(bitcoin, "regtest")
    if enough:
        assert block_of_day(bitcoin, tip, DAY, depth).height == 1
        return
    with pytest.raises(NodeBehind, match="not deep enough") as refusal:
        block_of_day(bitcoin, tip, DAY, depth)
    assert refusal.value.found == "3 blocks above block 1"


def test_a_day_that_is_not_over_on_the_chain_has_no_last_block(bitcoin, chain) -> None:
    for one in (END - 7200, END - 1):
        chain.add(one)
    with pytest.raises(NodeBehind, match="has not ended"):
        block_of_day(bitcoin, tip_of(bitcoin, "regtest"), DAY, 1)


def test_a_chain_that_began_later_has_no_block_of_the_day(bitcoin, chain) -> None:
    for one in (END, END + 1):
        chain.add(one)
    with pytest.raises(NodeBehind, match="began after"):
        block_of_day(bitcoin, tip_of(bitcoin, "regtest"), DAY, 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"chain": "main"}, "another chain"),
        ({"chain": "test"}, "another chain"),
        ({"downloading": True}, "still fetching"),
        ({"unseen": 3}, "behind its chain"),
    ],
)
def test_a_node_that_is_not_ready_is_refused(bitcoin, chain, changed, said) -> None:
    chain.add(END)
    for name, value in changed.items():
        setattr(chain, name, value)
    with pytest.raises(NodeBehind, match=said):
        tip_of(bitcoin, "regtest")


@pytest.mark.parametrize(("at", "fine"), [(100, True), (98, True), (97, False)])
def test_how_far_a_node_may_be_behind(at, fine) -> None:
    if fine:
        must_have_caught_up("node", at, 100, 2)
        return
    with pytest.raises(NodeBehind) as refusal:
        must_have_caught_up("node", at, 100, 2)
    assert refusal.value.found == "block 97 of 100: 3 blocks behind"


@pytest.mark.parametrize(("moves", "works"), [(0, True), (2, True), (3, False)])
def test_a_reading_is_begun_again_while_blocks_give_way_but_not_for_ever(moves, works) -> None:
    left = [moves]

    def read() -> str:
        if left[0]:
            left[0] -= 1
            raise Moved("block 7 is gone")
        return "whole"

    if works:
        assert steady(read, 3, "node") == "whole"
        return
    with pytest.raises(ChainReorged, match="changed while it was read") as refusal:
        steady(read, 3, "node")
    assert refusal.value.found == "block 7 is gone (begun 3 times)"


# The scan --------------------------------------------------------------------------------------------


def test_a_scan_is_exact_and_of_one_block(bitcoin, chain) -> None:
    chain.add(1, [(OURS, 1), (THEIRS, 7), (OURS, 2_099_999_997_690_000)])
    found = scan(bitcoin, [OURS])
    assert [one.units for one in found.outputs] == [1, 2_099_999_997_690_000]
    assert (found.height, found.hash) == (0, chain.blocks[0].hash)


def test_somebody_elses_scan_is_waited_for(bitcoin, node, chain, slept) -> None:
    chain.add(1, [(OURS, 5)])
    chain.running = 3  # `status` says so twice more
    assert scan(bitcoin, [OURS]).height == 0
    assert slept == [5, 5]
    assert "abort" not in str(node.requests)


def test_a_scan_that_never_ends_is_said_to_be(bitcoin, chain, monkeypatch) -> None:
    monkeypatch.setattr("hozen.connectors.bitcoin.scan._POLLS", 4)
    chain.add(1)
    chain.running = 99
    with pytest.raises(NodeUnreachable, match="busy with another scan"):
        scan(bitcoin, [OURS])


def test_a_scan_that_began_between_two_looks_is_waited_for_too(bitcoin, node, chain) -> None:
    chain.add(1, [(OURS, 5)])
    sound, busy = chain.scan, [Refusal(-8, 'Scan already in progress, use action "abort" or "status"')]

    def answer(action: str, *more: Any) -> object:
        if action == "start" and busy:
            raise busy.pop()
        return sound(action, *more)

    node.methods["scantxoutset"] = answer
    assert [one.units for one in scan(bitcoin, [OURS]).outputs] == [5]


def test_a_scan_whose_answer_was_lost_is_broken_off_and_begun_again(bitcoin, node, chain) -> None:
    chain.add(1, [(OURS, 5)])
    node.then(None, drops)  # the status, then the scan
    assert [one.units for one in scan(bitcoin, [OURS]).outputs] == [5]
    actions = [one["params"][0] for one in node.requests]
    assert actions == ["status", "start", "abort", "status", "start"]


def test_what_the_node_refuses_is_not_asked_again(bitcoin, node, chain) -> None:
    def answer(action: str, *_: Any) -> object:
        if action == "status":
            return None
        raise Refusal(-5, "Invalid descriptor")

    node.methods["scantxoutset"] = answer
    with pytest.raises(NodeAnswered, match="the node refused"):
        scan(bitcoin, [OURS])
    assert len(node.requests) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"success": False}, "broken off"),
        ({"success": 1}, "not as expected"),
        ({"total_amount": Decimal("0.00000006")}, "not what the outputs come to"),
        ({"height": -1}, "not as expected"),
        ({"height": True}, "not as expected"),
        ({"bestblock": "00"}, "not as expected"),
        ({"unspents": {}}, "not as expected"),
        ({"unspents": [7]}, "not an object"),
    ],
)
def test_an_answer_that_is_no_scan_is_refused(bitcoin, node, chain, change, said) -> None:
    chain.add(1, [(OURS, 5)])
    node.then(None, turned(lambda answer: {**answer, "result": {**answer["result"], **change}}))
    with pytest.raises(NodeAnswerUnreadable, match=said):
        scan(bitcoin, [OURS])


@pytest.mark.parametrize(
    ("value", "units"),
    [
        (Decimal("0.00000001"), 1),
        (Decimal("20999999.9769"), 2_099_999_997_690_000),
        (21_000_000, 2_100_000_000_000_000),
        (Decimal("0E-8"), 0),
        *((bad, None) for bad in (Decimal("0.000000001"), Decimal(-1), 21_000_001, "1", None, True)),
        (Decimal("1E+99"), None),
    ],
)
def test_coins_are_whole_satoshi_and_no_more_than_there_can_be(value, units) -> None:
    fields = Fields({"amount": value}, "here")
    if units is not None:
        assert fields.satoshi("amount") == units
        return
    with pytest.raises(NodeAnswerUnreadable):
        fields.satoshi("amount")


# The way back ----------------------------------------------------------------------------------------


def header(chain: FakeChain, height: int) -> Header:
    at = chain.blocks[height].at
    return Header(height, chain.blocks[height].hash, at, at)


def read_back(bitcoin: BitcoinNode, chain: FakeChain, cut: int) -> dict[tuple[str, int], int]:
    """What our scripts hold at the cut-off, by way of a scan of the newest block."""
    found = scan(bitcoin, [OURS])
    later = later_blocks(bitcoin, header(chain, cut), found.height, found.hash, {OURS})
    part = at_cut(found, header(chain, cut), later, {OURS})
    return {(one.txid, one.vout): one.units for one in (*part.still, *part.spent)}


def test_what_was_spent_since_was_there_and_what_came_since_was_not(bitcoin, chain) -> None:
    chain.add(0)
    (old, kept) = chain.add(1, [(OURS, 100), (OURS, 40)])
    chain.add(2, [(THEIRS, 90), (OURS, 10)], [old])  # 100 spent, 10 back as change
    assert read_back(bitcoin, chain, 1) == {(old.txid, 0): 100, (kept.txid, 1): 40}
    assert sum(read_back(bitcoin, chain, 2).values()) == 50


def test_what_came_and_went_since_was_never_there(bitcoin, chain) -> None:
    chain.add(0)
    (passing,) = chain.add(1, [(OURS, 100)])
    chain.add(2, [(THEIRS, 100)], [passing])
    assert read_back(bitcoin, chain, 0) == {}


moves = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from([OURS, THEIRS]), st.integers(0, 10**9)), max_size=3),
        st.integers(0, 7),
    ),
    min_size=1,
    max_size=12,
)


@given(plan=moves, data=st.data())
@settings(max_examples=100)
def test_at_any_block_it_is_what_a_replay_of_the_chain_says(plan, data) -> None:
    chain = FakeChain()
    chain.add(0)
    for at, (made, spends) in enumerate(plan, 1):
        held = list(chain.at_height(at).values())
        chain.add(at, made, held[:spends])
    cut = data.draw(st.integers(0, len(chain.blocks) - 1))
    bitcoin = chain.node()
    expected = {name: one.units for name, one in chain.at_height(cut).items() if one.script == OURS}
    assert read_back(bitcoin, chain, cut) == expected


def test_a_chain_that_does_not_lead_back_to_the_cut_off_is_another(bitcoin, chain) -> None:
    for at in range(4):
        chain.add(at, [(OURS, 5)])
    gone = Header(1, hex32("gone"), 1, 1)
    found = scan(bitcoin, [OURS])
    with pytest.raises(Moved, match="block 1 is no longer"):
        later_blocks(bitcoin, gone, found.height, found.hash, {OURS})


def test_a_scan_of_a_block_that_gave_way_is_not_used(bitcoin, chain) -> None:
    for at in range(3):
        chain.add(at, [(OURS, 5)])
    cut, old = header(chain, 1), scan(bitcoin, [OURS])
    chain.blocks.pop()
    chain.branch = "b"
    chain.add(2, [(OURS, 6)])
    later = later_blocks(bitcoin, cut, 2, chain.blocks[2].hash, {OURS})
    with pytest.raises(Moved, match="block 2 is no longer"):
        at_cut(old, cut, later, {OURS})


@pytest.mark.parametrize("lacking", ["prevout", "scriptPubKey", "height", "value"])
def test_a_node_too_old_to_name_what_a_block_spends_is_refused(bitcoin, chain, node, lacking) -> None:
    chain.add(0)
    (coin,) = chain.add(1, [(OURS, 5)])
    chain.add(2, [], [coin])

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: without(v) for k, v in value.items() if k != lacking or (k == "height" and "tx" in value)
            }
        return [without(one) for one in value] if isinstance(value, list) else value

    node.methods["getblock"] = lambda *params: without(chain.block(*params))
    with pytest.raises(NodeAnswerUnreadable):
        read_back(bitcoin, chain, 1)


# Descriptors -----------------------------------------------------------------------------------------

TPRV = "tprv8ZgxMBicQKsPd7Uf69XL1XwhmjHopUGep8GuEiJDZmbQz6o58LninorQAfcKZWARbtRtfnLcJ5MQ2AtHcQJCCRUcMRvmDUjyEmNUWwx8UbK"
WIF = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA"


@pytest.mark.parametrize(
    "text", [f"wpkh({TPRV}/0/*)", f"wpkh({WIF})", f"pkh(x{TPRV[1:]})", f"tr({WIF},pk({WIF}))"]
)
def test_a_private_key_is_neither_sent_nor_shown(bitcoin, node, text) -> None:
    with pytest.raises(NodeSettings, match="private key") as refusal:
        descriptor_of(bitcoin, text, "wallet W1")
    assert node.requests == []
    assert TPRV[5:] not in str(refusal.value)
    assert WIF not in str(refusal.value)


def test_several_paths_at_once_are_refused(bitcoin) -> None:
    with pytest.raises(NodeSettings, match="several paths"):
        descriptor_of(bitcoin, "wpkh(tpub/<0;1>/*)", "wallet W1")


@pytest.mark.parametrize(
    ("answer", "fine"),
    [
        (["bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"] * 2, True),  # BIP-173's key, regtest's prefix
        (["bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"], False),
        (["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"] * 2, False),  # of another network
        ([7, 8], False),
        ("no list", False),
    ],
)
def test_each_index_has_one_address_of_the_network(bitcoin, node, answer, fine) -> None:
    node.methods["deriveaddresses"] = lambda *_: answer
    one = Descriptor("wpkh(tpub/0/*)#xxxxxxxx", ranged=True)
    if fine:
        found = derive(bitcoin, one, 5, 7, "regtest")
        assert [(each.index, each.script) for each in found] == [
            (5, "0014751e76e8199196d454941c45d1b3a323f1433bd6"),
            (6, "0014751e76e8199196d454941c45d1b3a323f1433bd6"),
        ]
        assert node.requests[-1]["params"] == [one.text, [5, 6]]
        return
    with pytest.raises(NodeAnswerUnreadable):
        derive(bitcoin, one, 5, 7, "regtest")


@pytest.mark.parametrize(("used", "end"), [(None, 20), (0, 21), (19, 40), (20, 41)])
def test_a_gap_of_unused_addresses_follows_the_last_used_one(used, end) -> None:
    assert wanted_end(used, 20) == end


def test_garbage_for_a_block_is_refused(bitcoin, node, chain) -> None:
    chain.add(0)
    node.then(says('{"jsonrpc": "2.0", "id": 1, "result": "not a hash"}'))
    with pytest.raises(NodeAnswerUnreadable, match="not as expected"):
        bitcoin.hash_at(0)
