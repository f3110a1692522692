"""A node in this process that refuses, limits, lies or changes its chain. Balances are right or there are none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from anvil_node import END
from fake_chain import ACCOUNTS, EXPECTED, USDT, FakeChain, word
from node_server import NodeServer, Refusal, says

from hozen.connectors.errors import NodeAnswered, NodeAnswerUnreadable, NodeBehind, NodeUnreachable
from hozen.connectors.evm import Balances, Block, block_of_day, has_multicall
from hozen.connectors.steady import Moved
from hozen.records.importers import EvmAccount
from hozen.records.importers.evm_balances import NATIVE

DAY = date(2026, 11, 20)


@pytest.fixture
def chain(node: NodeServer) -> FakeChain:
    return FakeChain(node)


@pytest.mark.parametrize("multicall", [True, False])
@pytest.mark.parametrize("by_hash", [True, False])
def test_every_way_comes_to_the_same(chain, multicall, by_hash) -> None:
    chain.multicall, chain.by_hash = multicall, by_hash
    assert chain.pinned().by_hash is by_hash
    assert chain.read(most=13) == EXPECTED


def test_what_is_too_much_gas_is_halved_until_it_is_not(chain, node) -> None:
    """40 questions, 6 are possible: 40, 20, 10, 5 are tried, then eight times 5."""
    chain.most = 6
    assert chain.read() == EXPECTED
    sizes = [
        int(one["params"][0]["data"][2 + 8 + 64 :][:64], 16) for one in node.requests if is_multicall(one)
    ]
    assert sizes == [1, 40, 20, 10, *[5] * 8]  # the first asks whether it is Multicall3 at all


def is_multicall(request: Any) -> bool:
    return not isinstance(request, list) and request["method"] == "eth_call"


def test_a_node_that_takes_no_large_batch_gets_smaller_ones(chain, node, monkeypatch) -> None:
    chain.multicall = False
    real = node.answer

    def answer(request: Any) -> object:
        if isinstance(request, list) and len(request) > 7:
            return {"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "batch too large"}}
        return real(request)

    monkeypatch.setattr(node, "answer", answer)
    assert chain.read() == EXPECTED
    assert [len(one) for one in node.requests if isinstance(one, list)] == [40, 20, 10, *[5] * 8]


def test_an_answer_that_is_refused_for_its_size_is_asked_for_in_parts(chain, node) -> None:
    pinned = chain.pinned()
    asked = Balances(pinned, (NATIVE, USDT), 500, True)
    node.then(says("<html>413 Payload Too Large</html>", 413))
    assert asked.of(ACCOUNTS) == EXPECTED
    assert asked.most == 20


def test_a_node_that_refuses_even_one_question_is_not_asked_for_ever(chain) -> None:
    chain.most = 0
    pinned = chain.pinned()
    with pytest.raises(NodeAnswered, match="refused") as refusal:
        Balances(pinned, (NATIVE, USDT), 500, True).of(ACCOUNTS)
    assert refusal.value.found == "-32000: out of gas"


def test_what_failed_for_lack_of_gas_within_the_call_is_asked_for_again(chain) -> None:
    pinned = chain.pinned()
    chain.starved = True
    assert Balances(pinned, (NATIVE, USDT), 500, True).of(ACCOUNTS) == EXPECTED


@pytest.mark.parametrize("multicall", [True, False])
def test_a_revert_is_one_accounts_and_no_others(chain, multicall) -> None:
    chain.multicall = multicall
    chain.refused = {ACCOUNTS[4][2:]}
    found = chain.read(pinned=chain.pinned())
    assert found[4] == EvmAccount(ACCOUNTS[4], found[4].units, {USDT: "reverted"})
    assert found[:4] + found[5:] == EXPECTED[:4] + EXPECTED[5:]


@pytest.mark.parametrize("said", ["rate limit exceeded", "missing trie node abc", "internal error"])
def test_any_other_error_is_not_taken_for_a_revert(chain, node, said) -> None:
    chain.multicall = False
    pinned = chain.pinned()

    def call(*_: object) -> str:
        raise Refusal(-32005, said)

    node.methods["eth_call"] = call
    with pytest.raises(NodeAnswered) as refusal:
        chain.read(pinned=pinned)
    assert refusal.value.found == f"-32005: {said}"


@pytest.mark.parametrize("by_hash", [True, False])
def test_another_branch_between_two_pages_is_noticed(chain, by_hash) -> None:
    chain.by_hash = by_hash
    pinned = chain.pinned()
    assert chain.read(pinned=pinned) == EXPECTED
    chain.branch = "b"
    with pytest.raises(Moved, match=r"0xa0.*0xb0"):
        Balances(pinned, (NATIVE, USDT), 500, False).of(ACCOUNTS)


def test_by_number_another_branch_within_a_page_is_noticed(chain, node) -> None:
    """The hash is the same before the page and another one after it."""
    chain.by_hash = chain.multicall = False
    pinned = chain.pinned()
    real = chain.balance

    def balance(address: str, block: Any) -> str:
        chain.branch = "b"
        return real(address, block)

    node.methods["eth_getBalance"] = balance
    with pytest.raises(Moved):
        Balances(pinned, (NATIVE, USDT), 500, False).of(ACCOUNTS)


def test_a_block_that_is_gone_is_no_reorg_to_be_missed(chain) -> None:
    pinned = chain.pinned()
    chain.height = 50
    with pytest.raises(Moved, match="now none"):
        pinned.must_stand()


def test_a_contract_that_says_other_than_the_node_is_not_taken_for_multicall(chain, node) -> None:
    pinned = chain.pinned()
    node.methods["eth_getBalance"] = lambda _address, _block: "0x1"
    assert not has_multicall(pinned, ACCOUNTS[0])


@pytest.mark.parametrize(
    "turn",
    [
        lambda found: found[:-64],
        lambda _: "0x" + word(32) + word(0),
        lambda _: "0x",
        lambda found: found.replace(word(64), word(2**200), 1),
        lambda found: found[:-1],
        lambda _: "0xzz",
        lambda _: None,
    ],
)
def test_an_answer_of_the_contract_that_is_cut_or_turned_is_refused(chain, node, turn) -> None:
    pinned = chain.pinned()
    real = chain.call
    node.methods["eth_call"] = lambda call, block: turn(real(call, block))
    with pytest.raises(NodeAnswerUnreadable):
        Balances(pinned, (NATIVE, USDT), 4, True).of(ACCOUNTS)


@pytest.mark.parametrize("found", ["", "0x", "12", 12, None, "0xg", "0x" + "1" * 65, "-0x1", {"a": 1}])
def test_a_balance_that_is_no_quantity_is_refused(chain, node, found) -> None:
    pinned = chain.pinned()
    node.methods["eth_getBalance"] = lambda _address, _block: found
    with pytest.raises(NodeAnswerUnreadable, match="not a quantity"):
        Balances(pinned, (NATIVE,), 1, False).of(ACCOUNTS[:1])


@pytest.mark.parametrize(
    "block",
    [
        "0x1",
        {"number": "0x5", "hash": "0x" + "a" * 64},
        {"number": "0x5", "hash": "0xa", "timestamp": "0x1"},
        {"number": "0x6", "hash": "0x" + "a" * 64, "timestamp": "0x1"},
    ],
)
def test_a_block_that_is_none_or_another_is_refused(chain, node, block) -> None:
    asked = chain.pinned().node
    node.methods["eth_getBlockByNumber"] = lambda _which, _full: block
    with pytest.raises(NodeAnswerUnreadable):
        asked.block(5)


def test_a_node_that_is_catching_up_is_refused_with_its_figures(chain, node) -> None:
    node.methods["eth_syncing"] = lambda: {"currentBlock": "0x64", "highestBlock": "0xc8"}
    with pytest.raises(NodeBehind) as refusal:
        chain.pinned().node.must_be_of(1)
    assert refusal.value.found == "block 100 of 200: 100 blocks behind"
    node.methods["eth_syncing"] = lambda: {"currentBlock": "0xc8", "highestBlock": "0xc8"}
    with pytest.raises(NodeBehind, match="catching up"):
        chain.pinned().node.must_be_of(1)
    node.methods["eth_syncing"] = lambda: True
    with pytest.raises(NodeAnswerUnreadable):
        chain.pinned().node.must_be_of(1)


def kept_from(chain: FakeChain, node: NodeServer, lowest: int) -> None:
    """Blocks below that are thrown away."""
    node.methods["eth_getBlockByNumber"] = lambda which, full: (
        None if which[:2] == "0x" and int(which, 16) < lowest else chain.block(which, full)
    )


def test_a_node_that_threw_away_what_is_long_before_the_day_is_enough(chain, node) -> None:
    """Block 100 is of midnight. From 300 back by 1, 2, 4, … 64: 299, 297, … 173, then 45, which is before; then by halves."""
    chain.height = 300
    asked = chain.pinned().node
    kept_from(chain, node, 45)
    assert block_of_day(asked, DAY, 200) == Block(99, chain.hash(99), END - 12)
    kept_from(chain, node, 46)
    with pytest.raises(NodeBehind, match="lacks a block") as refusal:
        block_of_day(asked, DAY, 200)
    assert refusal.value.found == "no block 45"


def test_a_node_that_goes_away_within_a_page_is_said(chain, node) -> None:
    pinned = chain.pinned()
    node.then(says("", 503))
    with pytest.raises(NodeUnreachable):
        Balances(pinned, (NATIVE,), 4, False).of(ACCOUNTS)
