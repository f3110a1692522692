"""Bitcoin Core's snapshot, against a writer of its own and the published vectors of Core's compressor."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outside_files import (
    BLOCK,
    COINS,
    EXAMPLES,
    GENESIS,
    MULTISIG,
    P2PKH,
    P2WPKH,
    TAPROOT,
    Coin,
    compact,
    packed_amount,
    snapshot,
    varint,
)

from hozen.records.importers import ImportRefused, SnapshotFile
from hozen.records.importers.compressed import amount_of

COIN, CENT, MOST = 10**8, 10**6, 21_000_000 * 10**8
# The x of GENESIS's key, and a second key with an even y: that of the coinbase of block 84990
SECOND = (
    "41047a488354d9d5414de09b7121b80b973c991b76998ad68756d8cf4560c0ddcbe2"
    "4ae72a77cca86f6d1d11b1b796e3f14caa5852e6d4c60e9bebedc71673b58ec0ac"
)


def read(data: bytes) -> list[Coin]:
    file = SnapshotFile(io.BytesIO(data), "utxo.dat")
    return [
        Coin(one.txid, one.vout, one.script, one.units, one.height, one.coinbase) for one in file.unspents()
    ]


def refused(data: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        read(data)
    return refusal.value


@pytest.mark.parametrize(
    ("packed", "satoshi"), [(0, 0), (1, 1), (7, CENT), (9, COIN), (0x32, 50 * COIN), (0x1406F40, MOST)]
)
def test_amounts_are_packed_as_core_packs_them(packed, satoshi) -> None:
    assert amount_of(packed) == satoshi  # the pairs of Core's compress_tests
    assert packed_amount(satoshi) == packed


@given(st.integers(0, MOST))
def test_every_amount_comes_back(satoshi) -> None:
    assert amount_of(packed_amount(satoshi)) == satoshi


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *((0, "00"), (1, "01"), (127, "7f"), (128, "8000"), (255, "807f"), (256, "8100")),
        *((16383, "fe7f"), (16384, "ff00"), (16511, "ff7f"), (65535, "82fe7f"), (2**32, "8efefeff00")),
    ],
)
def test_numbers_are_written_as_core_writes_them(value, written) -> None:
    assert varint(value).hex() == written  # the examples in Core's serialize.h
    # Read back as the height and coinbase flag of an output.
    if value < 2**32:
        coin = Coin("00" * 32, 0, P2WPKH, 1, value >> 1, bool(value & 1))
        assert read(snapshot([coin])) == [coin]


def test_the_example_is_what_the_writer_writes_and_comes_back_whole() -> None:
    data = (EXAMPLES / "utxo.dat").read_bytes()
    assert data == snapshot(COINS)
    assert read(data) == COINS


def test_the_header_names_network_block_and_number() -> None:
    head = SnapshotFile(io.BytesIO(snapshot(COINS)), "utxo.dat").head
    assert (head.network, head.block_hash, head.coins, head.height) == ("main", BLOCK, 7, None)


@pytest.mark.parametrize(
    ("magic", "name"),
    [("0b110907", "testnet3"), ("1c163f28", "testnet4"), ("0a03cf40", "signet"), ("fabfb5da", "regtest")],
)
def test_every_network_is_known(magic, name) -> None:
    assert SnapshotFile(io.BytesIO(snapshot([], magic=magic)), "u").head.network == name


@pytest.mark.parametrize("script", [P2WPKH, P2PKH, TAPROOT, GENESIS, SECOND, MULTISIG, "", "6a" * 200])
def test_every_form_of_script_comes_back(script) -> None:
    coin = Coin("ab" * 32, 7, script, 1, 1)
    assert read(snapshot([coin])) == [coin]


coins = st.builds(
    Coin,
    txid=st.binary(min_size=32, max_size=32).map(bytes.hex),
    vout=st.integers(0, 2**16 + 300),
    script=st.binary(max_size=300).map(bytes.hex),
    satoshi=st.integers(0, MOST),
    height=st.integers(0, 2**31 - 1),
    coinbase=st.booleans(),
)


@given(st.lists(coins, max_size=8, unique_by=lambda one: one.txid))
def test_whatever_is_written_comes_back(written) -> None:
    # A random script may look like a short form with a key that is on no curve; the file then cannot hold it.
    sound = [one for one in written if len(one.script) not in {50, 46, 70, 134}]
    assert read(snapshot(sound)) == sound


def test_a_file_that_was_cut_off_anywhere_is_refused() -> None:
    whole = snapshot(COINS)
    for length in range(len(whole)):
        assert "cut off" in refused(whole[:length]).message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (snapshot(COINS) + b"\x00", "after the last output"),
        (snapshot(COINS, count=6), "after the last output"),
        (snapshot(COINS, count=1), "impossible number of outputs"),
        (snapshot(COINS, count=8), "cut off"),
        (snapshot(COINS, version=1), "another version"),
        (snapshot(COINS, version=3), "another version"),
        (snapshot(COINS, magic="deadbeef"), "another network"),
        (b"utxo\xfe" + snapshot(COINS)[5:], "not a snapshot"),
        (b'{"success": true}', "not a snapshot"),
        (snapshot([Coin("00" * 32, 0, P2WPKH, MOST + 1, 1)]), "amount that cannot be"),
        (snapshot([Coin("00" * 32, 0, P2WPKH, 1, 2**31)]), "impossible place or height"),
        (snapshot([], count=1) + b"\x00" * 32 + compact(0), "impossible number of outputs"),
        (
            snapshot([], count=1) + b"\x00" * 32 + b"\x01\x00\x02\x01" + varint(10_007),
            "script that cannot be",
        ),
        (
            snapshot([], count=1) + b"\x00" * 32 + b"\x01\x00\x02\x01\x04" + b"\xff" * 32,
            "script that cannot be",
        ),
        (snapshot([], count=1) + b"\x00" * 32 + b"\x01\x00" + b"\xff" * 20, "does not end"),
    ],
)
def test_what_cannot_be_is_refused(data, said) -> None:
    assert said in refused(data).message
