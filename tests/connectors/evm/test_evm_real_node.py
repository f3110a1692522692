"""Against a real node, anvil: what is read at a block equals what the node says of each account by itself."""

from __future__ import annotations

from datetime import date

import evm_code
import pytest
from anvil_node import CHAIN_ID, END, NOON, Anvil, account, contract

from hozen.connectors.errors import NodeAnswered, NodeBehind
from hozen.connectors.evm import (
    Balances,
    EvmNode,
    Pinned,
    TokenDiffers,
    block_of_day,
    finalized_block,
    has_multicall,
    must_all_be_as_booked,
    pin,
)
from hozen.connectors.rpc import Rpc
from hozen.connectors.steady import Moved
from hozen.records.importers import EvmAccount
from hozen.records.importers.evm_balances import NATIVE

DAY = date(2026, 11, 20)
USDT, DAI, GOLD = contract(1), contract(2), contract(3)


def node_of(anvil: Anvil) -> EvmNode:
    return EvmNode(Rpc(anvil.url, per_second=10_000, tries=1, timeout=20))


def pinned_now(anvil: Anvil) -> Pinned:
    node = node_of(anvil)
    return pin(node, node.newest())


@pytest.mark.parametrize(
    ("seconds", "block"),
    [
        (-2, 2),  # block 2 a second before the last: block 1 at −60, block 2 at −2, block 3 after
        (-1, 2),  # the last second of the day
        (0, 1),  # midnight in Japan is of the next day
        (1, 1),
    ],
)
def test_the_block_of_a_day_is_the_last_before_midnight_in_japan(anvil, seconds, block) -> None:
    anvil.mine(END - 60)
    anvil.mine(END + seconds)
    anvil.mine(END + 600, blocks=5)
    node = node_of(anvil)
    found = block_of_day(node, DAY, 0)
    assert found.number == block
    assert found.hash == anvil("eth_getBlockByNumber", hex(block), False)["hash"]


def test_it_is_found_among_many_and_is_as_deep_as_asked(anvil) -> None:
    """Blocks 1 to 300 every 10 seconds up to −1; then 7 blocks above it."""
    anvil("anvil_mine", "0x1", "0x0")
    for at in range(300):
        anvil.mine(END - 1 - 10 * (299 - at))
    anvil.mine(END + 5, blocks=7)
    node = node_of(anvil)
    assert block_of_day(node, DAY, 7).number == 301
    with pytest.raises(NodeBehind, match="not deep enough"):
        block_of_day(node, DAY, 8)


def test_a_day_that_has_not_ended_for_the_node_is_refused(anvil) -> None:
    anvil.mine(END - 1)
    with pytest.raises(NodeBehind, match="no block after the day's end"):
        block_of_day(node_of(anvil), DAY, 0)
    anvil.mine(END)
    assert block_of_day(node_of(anvil), DAY, 1).number == 1


def test_a_day_before_the_chain_is_refused(anvil) -> None:
    anvil.mine(NOON + 60)
    with pytest.raises(NodeBehind, match="began after the day"):
        block_of_day(node_of(anvil), date(2026, 11, 18), 0)


def test_a_final_block_after_the_days_end_is_refused(anvil) -> None:
    anvil.mine(END - 60, blocks=80)  # 64 slots later a block is final: block 16
    node = node_of(anvil)
    final = int(anvil("eth_getBlockByNumber", "finalized", False)["number"], 16)
    assert finalized_block(node, DAY, 10).number == final
    with pytest.raises(NodeBehind, match="not deep enough"):
        finalized_block(node, DAY, 80 - final + 1)
    anvil.mine(END + 600, blocks=100)
    with pytest.raises(NodeBehind, match="after the day's end"):
        finalized_block(node, DAY, 0)


def test_another_chain_is_refused(anvil) -> None:
    node_of(anvil).must_be_of(CHAIN_ID)
    with pytest.raises(NodeBehind) as refusal:
        node_of(anvil).must_be_of(1)
    assert (refusal.value.found, refusal.value.expected) == ("chain_id 31337", "chain_id 1")


ACCOUNTS = [account(number) for number in range(1, 61)]


def filled(anvil: Anvil) -> None:
    """60 accounts, 3 tokens: account n has n ether and a wei, 7·n of USDT, DAI for every third, no GOLD but one full word."""
    for token, decimals in ((USDT, 6), (DAI, 18), (GOLD, 0)):
        anvil.put_token(token, decimals)
    for number, one in enumerate(ACCOUNTS, 1):
        anvil.give(one, number * 10**18 + 1)
        anvil.give_token(USDT, one, 7 * number)
        if number % 3 == 0:
            anvil.give_token(DAI, one, number)
    anvil.give_token(GOLD, ACCOUNTS[9], 10**38 - 1)
    anvil.mine()


def expected(anvil: Anvil) -> list[EvmAccount]:
    """The plain way: one question for each native balance; the tokens by the rule that filled them."""
    found = []
    for number, one in enumerate(ACCOUNTS, 1):
        units = {NATIVE: anvil.balance(one), USDT: 7 * number}
        units |= {DAI: number} if number % 3 == 0 else {}
        units |= {GOLD: 10**38 - 1} if number == 10 else {}
        found.append(EvmAccount(one, units, {}))
    return found


@pytest.mark.parametrize("most", [1, 7, 10_000])
@pytest.mark.parametrize("together", [True, False])
def test_one_by_one_or_together_in_any_size_it_is_the_same(anvil, most, together) -> None:
    filled(anvil)
    if together:
        anvil.put_multicall()
        anvil.mine()
    pinned = pinned_now(anvil)
    assert pinned.by_hash
    assert has_multicall(pinned, ACCOUNTS[0]) is together
    found = Balances(pinned, (NATIVE, USDT, DAI, GOLD), most, together).of(ACCOUNTS)
    assert found == expected(anvil)
    assert found[0].units[NATIVE] == 10**18 + 1


def test_what_happens_after_the_block_is_not_seen(anvil) -> None:
    filled(anvil)
    before = expected(anvil)
    pinned = pinned_now(anvil)
    anvil.mine()  # what anvil is told to set, it sets in the newest block itself
    anvil.give(ACCOUNTS[0], 5)
    anvil.give_token(USDT, ACCOUNTS[1], 5)
    anvil.mine(blocks=3)
    for pinning in (pinned, Pinned(pinned.node, pinned.block, by_hash=False)):
        assert Balances(pinning, (NATIVE, USDT, DAI, GOLD), 50, False).of(ACCOUNTS) == before


@pytest.mark.parametrize("together", [True, False])
def test_a_token_that_misbehaves_is_named_and_spoils_no_other(anvil, together) -> None:
    anvil.put_token(USDT, 6)
    anvil.put_multicall()
    bad = [evm_code.REVERTS, evm_code.SHORT, evm_code.BURNS_GAS, 10**38]
    for one, units in zip(ACCOUNTS, [*bad, 10**38 - 1], strict=False):
        anvil.give_token(USDT, one, units)
    anvil.mine()
    found = Balances(pinned_now(anvil), (NATIVE, USDT), 100, together).of(ACCOUNTS[:6])
    assert [one.failed for one in found] == [
        {USDT: "reverted"},
        {USDT: "no-number"},
        {USDT: "reverted"},
        {USDT: "too-large"},
        {},
        {},
    ]
    assert found[4].units == {USDT: 10**38 - 1}


def test_a_contract_in_multicalls_place_that_is_another_is_not_used(anvil) -> None:
    anvil("anvil_setCode", "0xcA11bde05977b3631167028862bE2a173976CA11", "0x" + evm_code.token(6).hex())
    anvil.mine()
    assert not has_multicall(pinned_now(anvil), ACCOUNTS[0])


def test_decimals_are_held_against_the_books(anvil) -> None:
    anvil.put_token(USDT, 6)
    anvil.mine()
    pinned = pinned_now(anvil)
    must_all_be_as_booked(pinned, {USDT: ("USDT", 6)})
    with pytest.raises(TokenDiffers) as refusal:
        must_all_be_as_booked(pinned, {USDT: ("USDT", 18)})
    assert (refusal.value.found, refusal.value.expected) == ("6 on the chain", "18, as assets has them")


def test_no_contract_and_one_that_is_no_token_are_refused(anvil) -> None:
    anvil("anvil_setCode", DAI, "0x" + evm_code.multicall().hex())  # a contract without decimals()
    anvil("anvil_setCode", GOLD, "0x00")  # stops at once, and so answers nothing
    anvil.mine()
    pinned = pinned_now(anvil)
    for token, said in ((USDT, "no contract"), (DAI, "does not say"), (GOLD, "does not say")):
        with pytest.raises(TokenDiffers, match=said):
            must_all_be_as_booked(pinned, {token: ("X", 18)})


@pytest.mark.parametrize("by_hash", [True, False])
def test_a_real_reorg_between_two_pages_is_noticed(anvil, by_hash) -> None:
    """The chain goes back below the block and another block takes its place."""
    anvil.give(ACCOUNTS[0], 10)
    anvil.mine()
    before = anvil("evm_snapshot")
    anvil.give(ACCOUNTS[0], 20)
    anvil.mine()
    node = node_of(anvil)
    balances = Balances(Pinned(node, node.newest(), by_hash), (NATIVE,), 10, False)
    assert balances.of(ACCOUNTS[:1]) == [EvmAccount(ACCOUNTS[0], {NATIVE: 20}, {})]
    anvil("evm_revert", before)
    anvil.give(ACCOUNTS[0], 30)
    anvil.mine(blocks=2)
    with pytest.raises(Moved):
        balances.of(ACCOUNTS[:1])


def test_a_reorg_by_the_nodes_own_command_is_noticed(anvil) -> None:
    anvil.mine(blocks=5)
    pinned = pinned_now(anvil)
    anvil("anvil_reorg", 2, [])
    with pytest.raises(Moved):
        pinned.must_stand()


def test_a_block_whose_state_is_gone_says_what_to_ask(tmp_path, anvil) -> None:
    anvil.kill()
    anvil.start("--prune-history", "3")
    anvil.mine(blocks=2)
    old = node_of(anvil).newest()
    anvil.mine(blocks=40)
    with pytest.raises(NodeAnswered) as refusal:
        pin(node_of(anvil), old)
    assert "archive" in str(refusal.value.try_next)
