"""The ABI: the specification's own worked examples, and an answer that is not what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.connectors.evm.abi import (
    AGGREGATE3,
    BALANCE_OF,
    Tail,
    address_word,
    aggregate3,
    asking,
    blob,
    joined,
    listed,
    results_of,
    uint_of,
    word,
)


def words(*hexes: str) -> bytes:
    """Words as the specification prints them, leading or trailing zeros left out: '20' on the right, 'dave|' on the left."""
    return b"".join(
        bytes.fromhex(one[:-1]).ljust(32, b"\0") if one[-1] == "|" else bytes.fromhex(one).rjust(32, b"\0")
        for one in hexes
    )


def test_two_fixed_values() -> None:
    """baz(uint32,bool) with 69 and true."""
    assert joined(word(69), word(True)) == words("45", "01")


def test_bytes_a_flag_and_a_list() -> None:
    """sam(bytes,bool,uint256[]) with "dave", true and [1,2,3]."""
    expected = words("60", "01", "a0", "04", "64617665|", "03", "01", "02", "03")
    assert joined(blob(b"dave"), word(True), listed([word(1), word(2), word(3)])) == expected


def test_heads_before_tails() -> None:
    """f(uint256,uint32[],bytes10,bytes) with 0x123, [0x456, 0x789], "1234567890" and "Hello, world!"."""
    found = joined(
        word(0x123),
        listed([word(0x456), word(0x789)]),
        b"1234567890".ljust(32, b"\0"),
        blob(b"Hello, world!"),
    )
    assert found == words(
        *("0123", "80", "31323334353637383930|", "e0", "02", "0456", "0789"),
        *("0d", "48656c6c6f2c20776f726c6421|"),
    )


def test_lists_of_lists() -> None:
    """g(uint256[][],string[]) with [[1,2],[3]] and ["one","two","three"]."""
    numbers = listed([listed([word(1), word(2)]), listed([word(3)])])
    assert joined(numbers, listed([blob(b"one"), blob(b"two"), blob(b"three")])) == words(
        *("40", "0140", "02", "40", "a0", "02", "01", "02", "01", "03"),
        *("03", "60", "a0", "e0", "03", "6f6e65|", "03", "74776f|", "05", "7468726565|"),
    )


def test_a_balance_is_asked_for_with_four_bytes_and_a_word() -> None:
    assert asking(BALANCE_OF, bytes.fromhex("11" * 20)).hex() == "70a08231" + "00" * 12 + "11" * 20


def test_many_calls_as_one_worked_out_by_hand() -> None:
    """One call of one word to contract 0x22…: the list's offset, its length, the call's offset, then the call."""
    expected = words("20", "01", "20", "22" * 20, "01", "60", "04", "313ce567|")
    assert aggregate3([(bytes.fromhex("22" * 20), bytes.fromhex("313ce567"))]) == AGGREGATE3 + expected


def answer(*results: tuple[bool, bytes]) -> bytes:
    """(bool,bytes)[] as a contract returns it."""
    return joined(listed([Tail(joined(word(good), blob(data))) for good, data in results]))


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=70)), max_size=6))
def test_what_was_packed_is_unpacked(results) -> None:
    assert results_of(answer(*results), len(results)) == results


@pytest.mark.parametrize("count", [0, 1, 3])
def test_another_count_of_results_is_refused(count) -> None:
    with pytest.raises(ValueError, match="2 results"):
        results_of(answer((True, b"a"), (False, b"")), count)


def test_an_answer_that_was_cut_off_anywhere_is_refused() -> None:
    whole = answer((True, word(5)), (False, b""))
    for length in range(len(whole)):
        with pytest.raises(ValueError, match=r"bytes, not 32|cut off|results"):
            results_of(whole[:length], 2)


def test_a_flag_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no flag"):
        results_of(joined(listed([Tail(joined(word(2), blob(b"")))])), 1)


def test_an_offset_beyond_the_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="0 bytes"):
        results_of(word(2**255), 1)


@pytest.mark.parametrize("data", [b"", bytes(31), bytes(33)])
def test_a_number_is_one_word(data) -> None:
    with pytest.raises(ValueError, match="not 32"):
        uint_of(data)


def test_the_largest_number() -> None:
    assert uint_of(b"\xff" * 32) == 2**256 - 1
    with pytest.raises(OverflowError):
        word(2**256)
    assert address_word(b"\x01" * 20) == bytes(12) + b"\x01" * 20
