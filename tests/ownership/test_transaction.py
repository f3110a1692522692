"""Bytes of a transaction: read, written, named; and what is cut short or not in the shortest form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.custody.ownership.signed.in_bytes import Reader, compact
from hozen.rules.custody.ownership.signed.transaction import Output, Spends, Transaction, read_transaction
from hozen.rules.custody.ownership.signed.verified import NotProven

# The first transaction of all, and its name as every explorer shows it.
FIRST = (
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468"
    "652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261"
    "696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e0"
    "3909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000"
)
FIRST_NAME = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"

bytes_ = st.binary(max_size=300)
spends = st.builds(
    Spends,
    st.binary(min_size=32, max_size=32),
    st.integers(0, 2**32 - 1),
    bytes_,
    st.integers(0, 2**32 - 1),
    st.lists(bytes_, max_size=3).map(tuple),
)
outputs = st.builds(Output, st.integers(0, 21 * 10**14), bytes_)
transactions = st.builds(
    Transaction,
    st.integers(0, 2**32 - 1),
    st.lists(spends, min_size=1, max_size=3).map(tuple),
    st.lists(outputs, max_size=3).map(tuple),
    st.integers(0, 2**32 - 1),
)


def test_the_first_transaction_has_its_known_name():
    found = read_transaction(bytes.fromhex(FIRST))
    assert found.txid[::-1].hex() == FIRST_NAME
    assert found.outputs[0].satoshi == 50 * 10**8
    assert bytes(found).hex() == FIRST


@given(transactions)
def test_what_is_written_reads_back(one):
    assert read_transaction(bytes(one)) == one


@given(transactions, st.lists(st.binary(min_size=1, max_size=5), min_size=1, max_size=2).map(tuple))
def test_a_witness_does_not_change_the_name(one, witness):
    signed = tuple(Spends(each.txid, each.index, each.script, each.sequence, witness) for each in one.inputs)
    assert Transaction(one.version, signed, one.outputs, one.lock_time).txid == one.txid


@given(transactions, st.data())
def test_what_is_cut_short_or_goes_on_is_refused(one, data):
    whole = bytes(one)
    cut = data.draw(st.integers(0, len(whole) - 1))
    for broken in (whole[:cut], whole + b"\0"):
        with pytest.raises(NotProven):
            read_transaction(broken)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "00"),
        (252, "fc"),
        (253, "fdfd00"),
        (0xFFFF, "fdffff"),
        (0x10000, "fe00000100"),
        (0xFFFFFFFF, "feffffffff"),
        (0x100000000, "ff0000000001000000"),
    ],
)
def test_lengths_have_one_form(number, text):
    assert compact(number).hex() == text
    assert Reader(bytes.fromhex(text)).compact() == number


@pytest.mark.parametrize("text", ["fdfc00", "feffff0000", "ffffffffff00000000", "fd", "fe0000"])
def test_a_length_in_a_longer_form_or_cut_short_is_refused(text):
    with pytest.raises(NotProven):
        Reader(bytes.fromhex(text)).compact()
