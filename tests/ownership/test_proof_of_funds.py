"""Proofs of funds that were tampered with. They start from a published one, and skip without it."""

import base64

import pytest

from hozen.rules.custody.ownership import Method, Proof, verify
from hozen.rules.custody.ownership.signed.in_bytes import Reader, sized
from hozen.rules.custody.ownership.signed.transaction import Output, Transaction, read_transaction

WHOLE_SOURCE, CLAIMED, FINAL_WITNESS = b"\x00", b"\x01", b"\x08"


def taken_apart(text):
    """[global map, input maps…, output maps…] as lists of (key, value)."""
    reader = Reader(base64.b64decode(text[3:]))
    reader.take(5)
    maps = []
    while reader.left:
        pairs = []
        while key := reader.sized():
            pairs.append((key, reader.sized()))
        maps.append(pairs)
    return maps


def together(maps):
    data = b"psbt\xff"
    for pairs in maps:
        data += b"".join(sized(key) + sized(value) for key, value in pairs) + b"\0"
    return "pof" + base64.b64encode(data).decode()


@pytest.fixture
def row(bip322):
    return next(one for one in bip322["proof_of_funds"] if one["type"] == "p2pkh")


@pytest.fixture
def maps(row):
    return taken_apart(row["bip322_signatures"][0])


def answer(row, maps):
    return verify(row["address"], row["message"], together(maps), Method.BIP322)


def test_put_together_again_it_is_valid(row, maps):
    assert answer(row, maps).valid


def test_a_claimed_amount_is_covered_by_the_signature(row, maps):
    """The last coin is a witness output of 345,678 satoshi; 345,679 are claimed."""
    claims = [at for at, pairs in enumerate(maps) if any(key == CLAIMED for key, _ in pairs)]
    output = dict(maps[claims[-1]])[CLAIMED]
    maps[claims[-1]] = [
        (key, (345_679).to_bytes(8, "little") + output[8:] if key == CLAIMED else value)
        for key, value in maps[claims[-1]]
    ]
    assert answer(row, maps).reason == "signature_wrong"


def test_an_amount_that_no_signature_covers_is_not_shown(row, maps):
    """The second coin's signature is of the old kind: it says nothing of the amount, so anybody could write 10,000 BTC."""
    assert FINAL_WITNESS not in dict(maps[2])
    spends = read_transaction(maps[0][0][1]).inputs[1]
    lock = read_transaction(dict(maps[2])[WHOLE_SOURCE]).outputs[spends.index].script
    maps[2] = [(key, value) for key, value in maps[2] if key != WHOLE_SOURCE]
    maps[2].append((CLAIMED, (10**12).to_bytes(8, "little") + sized(lock)))
    assert answer(row, maps).reason == "spent_output_not_shown"


def test_a_source_that_is_another_transaction_shows_nothing(row, maps):
    at = next(at for at, pairs in enumerate(maps) if at > 1 and any(key == WHOLE_SOURCE for key, _ in pairs))
    source = read_transaction(dict(maps[at])[WHOLE_SOURCE])
    richer = Transaction(
        source.version, source.inputs, (Output(10**12, source.outputs[0].script),), source.lock_time
    )
    maps[at] = [(key, bytes(richer) if key == WHOLE_SOURCE else value) for key, value in maps[at]]
    assert answer(row, maps).reason == "malformed"


def test_a_coin_without_its_source_is_not_shown(row, maps):
    maps[2] = [(key, value) for key, value in maps[2] if key != WHOLE_SOURCE]
    assert answer(row, maps).reason == "spent_output_not_shown"


def test_the_same_coin_twice_is_refused(row, maps):
    unsigned = read_transaction(maps[0][0][1])
    doubled = Transaction(
        unsigned.version, (*unsigned.inputs, unsigned.inputs[-1]), unsigned.outputs, unsigned.lock_time
    )
    maps[0] = [(maps[0][0][0], bytes(doubled))]
    count = len(unsigned.inputs)
    maps.insert(count + 1, maps[count])
    assert answer(row, maps).reason == "coin_twice"


@pytest.mark.parametrize("at", [0, 1])
def test_a_key_twice_in_one_map_is_refused(row, maps, at):
    maps[at] = [*maps[at], maps[at][0]]
    assert answer(row, maps).reason == "malformed"


def test_one_that_is_not_finished_is_refused(row, maps):
    maps[1] = [(key, value) for key, value in maps[1] if key == WHOLE_SOURCE]
    assert answer(row, maps).proof is Proof.REFUSED


def test_cut_anywhere_it_is_refused(row):
    text = row["bip322_signatures"][0]
    data = base64.b64decode(text[3:])
    for cut in range(0, len(data), 7):
        part = "pof" + base64.b64encode(data[:cut]).decode()
        assert not verify(row["address"], row["message"], part, Method.BIP322).valid


def test_a_changed_byte_never_changes_what_is_proved(bip322):
    """Each byte of each proof changed by one bit. A field that nobody reads may change; the answer may not."""
    for row in bip322["proof_of_funds"]:
        data = base64.b64decode(row["bip322_signatures"][0][3:])
        sound, taken = answer(row, taken_apart(row["bip322_signatures"][0])), 0
        for at in range(len(data)):
            changed = bytearray(data)
            changed[at] ^= 1
            part = "pof" + base64.b64encode(bytes(changed)).decode()
            found = verify(row["address"], row["message"], part, Method.BIP322)
            taken += found.valid
            assert found == sound or not found.valid, at
        assert taken <= 1
