"""From a real node (anvil) into the book: every balance once, whatever happens on the way."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import evm_code
import pytest
from anvil_node import END, Anvil, account
from evm_book import CHAIN, DAI, GOLD, USDT, evm_book, held, put_tokens
from hypothesis import given
from hypothesis import strategies as st

from hozen.connectors.errors import ChainReorged, NodeBehind, NodeUnreachable
from hozen.connectors.evm import Balances, TokenDiffers
from hozen.records.importers import EvmAccount, read_evm_balances
from hozen.records.importers.evm_balances import NATIVE
from hozen.workflows.importing import ImportConflict
from hozen.workflows.live import EvmAsked, preview_evm, read_evm
from hozen.workflows.live.evm_reading import account_line

DAY = date(2026, 11, 20)
ACCOUNTS = [account(number) for number in range(1, 41)]
FAST = "per_second = 100000\ntries = 1\nfinality_depth = 3\n"
SMALL_PAGES = FAST + "page = 8\n"  # 8 addresses kept together, asked for 2 at a time: 4 assets each


def now() -> datetime:
    return datetime(2026, 11, 20, 15, 20, tzinfo=UTC)


def filled(anvil: Anvil) -> None:
    """Account n: n·10^15 wei and 3 more, 1000·n of USDT; DAI for every 4th; GOLD for none. Then the day ends."""
    put_tokens(anvil)
    for number, one in enumerate(ACCOUNTS, 1):
        anvil.give(one, number * 10**15 + 3)
        anvil.give_token(USDT, one, 1000 * number)
        if number % 4 == 0:
            anvil.give_token(DAI, one, 10**20)
    anvil.mine(END - 30)


def end_the_day(anvil: Anvil) -> None:
    anvil.mine(END + 12, blocks=10)


def expected(anvil: Anvil, block: str) -> list[tuple[str, str, int]]:
    """ETH by one question for each account at that block; tokens by the rule that filled them."""
    rows = []
    for number, one in enumerate(ACCOUNTS, 1):
        wallet = f"W-{number:04d}"
        rows.append((wallet, "ETH", anvil.balance(one, block)))
        rows.append((wallet, "USDT", 1000 * number))
        if number % 4 == 0:
            rows.append((wallet, "DAI", 10**20))
    return sorted(rows)


@pytest.fixture
def book(anvil: Anvil, tmp_path: Path) -> Path:
    return evm_book(tmp_path, anvil.url, ACCOUNTS, SMALL_PAGES)


def asked(book: Path, **more: object) -> EvmAsked:
    return EvmAsked(book, DAY, **more)  # type: ignore[arg-type]  # the tests say what they mean


@pytest.mark.parametrize("together", [False, True])
def test_every_balance_of_the_days_last_block_is_in_the_book(anvil, book, together) -> None:
    if together:
        anvil.put_multicall()
    filled(anvil)
    end_the_day(anvil)
    anvil.give(ACCOUNTS[0], 777)  # after the day
    anvil.mine()
    done = read_evm(asked(book), now=now)
    assert held(book) == expected(anvil, "0x1")
    block = anvil("eth_getBlockByNumber", "0x1", False)
    assert held(book, columns="DISTINCT day, block_height, block_hash") == [(DAY, 1, block["hash"])]
    assert held(book, "chain_cutoffs", "day, chain, keeper, height, hash, finality_depth") == [
        (DAY, CHAIN, "self", 1, block["hash"], 3)
    ]
    assert done.record.totals["balance:USDT"] == 1000 * 40 * 41 // 2
    assert not any((book / "imports" / ".reading").glob("evm-*"))


def test_a_preview_writes_no_table_and_the_import_after_it_asks_for_no_balance_again(
    anvil, book, monkeypatch
) -> None:
    filled(anvil)
    end_the_day(anvil)
    found = preview_evm(asked(book), now=now)
    assert found.rows == {"wallet_balances": 40 + 40 + 10, "chain_cutoffs": 1}
    assert held(book) == []
    monkeypatch.setattr(Balances, "of", None)
    read_evm(asked(book), now=now)
    assert held(book) == expected(anvil, "0x1")


def test_lying_decimals_are_refused_and_nothing_is_written(anvil, book) -> None:
    filled(anvil)
    anvil.put_token(DAI, 6)
    anvil.mine(END - 20)
    end_the_day(anvil)
    with pytest.raises(TokenDiffers, match="decimals on the chain") as refusal:
        read_evm(asked(book), now=now)
    assert (refusal.value.found, refusal.value.expected) == ("6 on the chain", "18, as assets has them")
    assert held(book) == []


def test_a_token_that_reverts_for_one_account_is_listed(anvil, book) -> None:
    filled(anvil)
    anvil.give_token(GOLD, ACCOUNTS[6], evm_code.REVERTS)
    anvil.mine(END - 20)
    end_the_day(anvil)
    done = read_evm(asked(book), now=now)
    assert done.left_out == (("W-0007, GOLD", "reverted"),)


balances = st.dictionaries(st.sampled_from([NATIVE, USDT, DAI, GOLD]), st.integers(1, 10**38 - 1))


@given(st.lists(balances, min_size=1, max_size=5))
def test_what_is_written_into_the_file_is_what_is_read_out_of_it(every) -> None:
    accounts = [EvmAccount(one, units, {}) for one, units in zip(ACCOUNTS, every, strict=False)]
    head = {
        "chain_id": 1,
        "day": "2026-11-20",
        "block": 1,
        "hash": "0x" + "ab" * 32,
        "timestamp": END - 1,
        "read_at": "2026-11-20T15:00:00Z",
        "addresses": len(accounts),
        "assets": dict.fromkeys((NATIVE, USDT, DAI, GOLD), 18),
    }
    lines = [json.dumps(head), *(account_line(one) for one in accounts)]
    _, *found = read_evm_balances(io.BytesIO("\n".join(lines).encode()), "f", date(2027, 1, 1))
    assert found == accounts


class Stops(Exception):
    """The process ends here."""


def stopping(monkeypatch: pytest.MonkeyPatch, after: int, then: object = None) -> list[list[str]]:
    """Let `after` questions through; at the next one do `then`. The lists of addresses that were asked for."""
    real, seen = Balances.of, list[list[str]]()

    def of(self: Balances, addresses: list[str]) -> list[EvmAccount]:
        seen.append(list(addresses))
        if len(seen) == after + 1 and callable(then):
            then()
        return real(self, addresses)

    monkeypatch.setattr(Balances, "of", of)
    return seen


def stop() -> None:
    raise Stops


def test_a_reading_that_was_stopped_goes_on_from_its_last_page(anvil, book, monkeypatch) -> None:
    """Pages are 8 addresses in 4 questions. Stopped at the 11th question: two pages are kept, 24 addresses are left."""
    filled(anvil)
    end_the_day(anvil)
    with monkeypatch.context() as patch:
        stopping(patch, 10, stop)
        with pytest.raises(Stops):
            read_evm(asked(book), now=now)
    assert held(book) == []
    with monkeypatch.context() as patch:
        seen = stopping(patch, 10**6)
        read_evm(asked(book), now=now)
    assert [one for part in seen for one in part] == ACCOUNTS[16:]
    assert held(book) == expected(anvil, "0x1")


def test_a_node_that_is_killed_in_the_middle_and_comes_back_with_its_chain(anvil, book, monkeypatch) -> None:
    """kill -9. Its state was saved before; the block still stands, so the second run takes what was kept."""
    anvil.kill()
    anvil.start("--state", str(anvil.state), "--state-interval", "1", "--preserve-historical-states")
    filled(anvil)
    end_the_day(anvil)
    anvil.await_saved_state(11)
    with monkeypatch.context() as patch:
        stopping(patch, 10, anvil.kill)
        with pytest.raises(NodeUnreachable, match="does not answer"):
            read_evm(asked(book), now=now)
    assert held(book) == []
    anvil.start("--state", str(anvil.state), "--preserve-historical-states")
    with monkeypatch.context() as patch:
        seen = stopping(patch, 10**6)
        read_evm(asked(book), now=now)
    assert len(seen) == 3 * 4
    assert held(book) == expected(anvil, "0x1")


def test_a_real_reorg_between_two_pages_begins_again_at_the_block_that_stands_then(
    anvil, book, monkeypatch
) -> None:
    """Before the day's block the chain goes back; the new block of that number holds another balance."""
    put_tokens(anvil)
    anvil.mine(END - 60)
    before = anvil("evm_snapshot")
    filled(anvil)
    end_the_day(anvil)

    def reorg() -> None:
        anvil("evm_revert", before)
        filled(anvil)
        anvil.give(ACCOUNTS[0], 12345)
        anvil.mine(END - 15)
        end_the_day(anvil)

    stopping(monkeypatch, 10, reorg)
    read_evm(asked(book), now=now)
    rows = held(book)
    assert rows == expected(anvil, "0x3")
    assert ("W-0001", "ETH", 12345) in rows


def test_a_chain_that_never_stands_still_is_given_up(anvil, book, monkeypatch) -> None:
    put_tokens(anvil)
    anvil.mine(END - 60)
    filled(anvil)
    end_the_day(anvil)
    real = Balances.of

    def of(self: Balances, addresses: list[str]) -> list[EvmAccount]:
        anvil("anvil_reorg", 11, [])
        anvil.mine(END - 1)
        end_the_day(anvil)
        return real(self, addresses)

    monkeypatch.setattr(Balances, "of", of)
    with pytest.raises(ChainReorged, match="changed while it was read"):
        read_evm(asked(book), now=now)
    assert held(book) == []


def test_pages_of_another_question_are_not_used(anvil, book, monkeypatch) -> None:
    """Between the two runs a wallet is taken off the book: other addresses, so all is asked for anew."""
    filled(anvil)
    end_the_day(anvil)
    with monkeypatch.context() as patch:
        stopping(patch, 10, stop)
        with pytest.raises(Stops):
            read_evm(asked(book), now=now)
    wallets = book / "wallets.csv"
    wallets.write_text("".join(wallets.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    seen = stopping(monkeypatch, 10**6)
    read_evm(asked(book), now=now)
    assert [one for part in seen for one in part] == ACCOUNTS[:-1]


def test_a_day_is_read_once_unless_told(anvil, book) -> None:
    filled(anvil)
    end_the_day(anvil)
    read_evm(asked(book), now=now)
    with pytest.raises(ImportConflict, match="imported before"):
        read_evm(asked(book), now=now)
    anvil("anvil_reorg", 10, [])  # empty blocks of the time of block 1 take the others' place
    end_the_day(anvil)
    read_evm(asked(book, replace=True), now=now)
    assert held(book) == expected(anvil, "0xb")


def test_the_chains_own_final_block(anvil, book) -> None:
    """Before the day ends: 80 blocks from END − 1000, of which the chain calls the one 64 below its newest final."""
    filled_at = END - 1000
    put_tokens(anvil)
    anvil.give(ACCOUNTS[0], 5)
    anvil.mine(filled_at, blocks=80)
    with pytest.raises(NodeBehind, match="no block after the day's end"):
        read_evm(asked(book), now=now)
    newest = END - 1000 + 79
    with pytest.raises(NodeBehind, match="newest block is old") as refusal:
        read_evm(asked(book, final=True), now=lambda: datetime.fromtimestamp(newest + 901, UTC))
    assert "901 seconds ago" in str(refusal.value.found)
    read_evm(asked(book, final=True), now=lambda: datetime.fromtimestamp(newest + 900, UTC))
    final = int(anvil("eth_getBlockByNumber", "finalized", False)["number"], 16)
    assert held(book, columns="DISTINCT block_height") == [(final,)]
    assert 0 < final < 80


READ_IN_A_PROCESS = """
import sys
from datetime import date
from pathlib import Path
from hozen.connectors.evm import Balances
from hozen.workflows.live import EvmAsked, read_evm
real, count = Balances.of, 0
def of(self, addresses):
    global count
    count += 1
    if count == 11:
        print("here", flush=True)
        sys.stdin.read()
    return real(self, addresses)
Balances.of = of
read_evm(EvmAsked(Path(sys.argv[1]), date(2026, 11, 20)))
"""


def test_our_own_process_killed_in_the_middle_leaves_nothing_twice(anvil, book, monkeypatch) -> None:
    filled(anvil)
    end_the_day(anvil)
    process = subprocess.Popen(
        [sys.executable, "-c", READ_IN_A_PROCESS, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"here\n"
    with pytest.raises(ImportConflict, match="another process"):
        read_evm(asked(book), now=now)
    process.kill()
    process.communicate()
    seen = stopping(monkeypatch, 10**6)
    read_evm(asked(book), now=now)
    assert [one for part in seen for one in part] == ACCOUNTS[16:]
    assert held(book) == expected(anvil, "0x1")


def test_what_is_kept_is_for_us_alone(anvil, book, monkeypatch) -> None:
    filled(anvil)
    end_the_day(anvil)
    stopping(monkeypatch, 10, stop)
    with pytest.raises(Stops):
        read_evm(asked(book), now=now)
    (kept,) = (book / "imports" / ".reading").glob("evm-*")
    assert kept.stat().st_mode & 0o777 == 0o700
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert json.loads((kept / "head.json").read_text("utf-8"))["block"]["number"] == 1
    assert len(list(kept.glob("page-*.json"))) == 2
