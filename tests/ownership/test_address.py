"""Addresses and their scripts, by the vectors of BIP-173, BIP-350, BIP-13's kind and EIP-55."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wallet_signing import base58, segwit

from hozen.rules.custody.ownership.signed.address import script_of
from hozen.rules.custody.ownership.signed.eip191 import verify_eip191, with_capitals
from hozen.rules.custody.ownership.signed.verified import NotProven

SCRIPTS = {
    # BIP-173 and BIP-350, "valid segwit addresses"
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4": "0014751e76e8199196d454941c45d1b3a323f1433bd6",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y": (
        "5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6"
    ),
    "BC1SW50QGDZ25J": "6002751e",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs": "5210751e76e8199196d454941c45d1b3a323",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": (
        "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    ),
    # the first block's miner, whose key hash is known
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa": "76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
}
NONE = {
    "another network": "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
    "another network, old kind": "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
    "one character changed": "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T5",
    "Bech32 for version 1": "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "Bech32m for version 0": "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "capitals mixed": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kV8f3t4",
    "too short": "bc1pw5dgrnzv",
    "old kind, one character changed": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "a sign that the alphabet lacks": "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a",
    "nothing": "",
    "a name": "cold wallet 3",
    "an account of Ethereum": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
}


@pytest.mark.parametrize(("address", "script"), SCRIPTS.items())
def test_an_address_stands_for_its_script(address, script):
    assert script_of(address).hex() == script


@pytest.mark.parametrize("address", NONE.values(), ids=NONE)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(NotProven) as why:
        script_of(address)
    assert why.value.reason == "address_unreadable"


@given(st.binary(min_size=20, max_size=20), st.sampled_from(["", "script"]))
def test_an_old_address_reads_back(content, kind):
    script = script_of(base58(5 if kind else 0, content))
    assert script.hex() == (f"a914{content.hex()}87" if kind else f"76a914{content.hex()}88ac")


@given(st.integers(0, 16), st.binary(min_size=32, max_size=32))
def test_a_new_address_reads_back(version, program):
    lead = "00" if version == 0 else f"{0x50 + version:02x}"
    assert script_of(segwit(version, program)).hex() == f"{lead}20{program.hex()}"


@given(st.integers(4, 61), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_one_changed_character_is_always_caught(at, sign):
    address = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
    changed = address[:at] + sign + address[at + 1 :]
    if changed != address:
        with pytest.raises(NotProven):
            script_of(changed)


@pytest.mark.parametrize(  # EIP-55
    "address",
    [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_capitals_are_the_checksum_of_an_account(address):
    assert with_capitals(address.lower()) == address


@pytest.mark.parametrize(
    "address",
    ["0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "5aAeb6", ""],
)
def test_an_account_with_wrong_capitals_or_length_is_refused(address):
    assert verify_eip191(address, "m", "0x" + "00" * 65).reason == "address_unreadable"
