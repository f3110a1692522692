"""Addresses to scripts: the vectors of BIP-173 and BIP-350, and known base58 addresses."""

from __future__ import annotations

import pytest

from hozen.records.importers.bitcoin_address import NETWORKS, script_of

MAIN, TEST = NETWORKS[0], NETWORKS[1]
TEST_PREFIXES = ("tb1", "m", "n", "2")

# BIP-350, "valid segwit addresses and the scriptPubKey that they translate to"
VALID = {
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4": "0014751e76e8199196d454941c45d1b3a323f1433bd6",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7": (
        "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262"
    ),
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y": (
        "5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6"
    ),
    "BC1SW50QGDZ25J": "6002751e",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs": "5210751e76e8199196d454941c45d1b3a323",
    "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy": (
        "0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"
    ),
    "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c": (
        "5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"
    ),
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": (
        "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    ),
    # base58check: HASH160 between the opcodes of pay-to-key-hash and pay-to-script-hash
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa": "76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2": "76a91477bff20c60e522dfaa3350c39b030a5d004e839a88ac",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy": "a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87",
}
# BIP-350, "invalid segwit addresses", with the reason that the BIP gives
INVALID = {
    "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty": "unknown prefix",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd": "bech32 for bech32m",
    "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf": "bech32 for bech32m",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL": "bech32 for bech32m",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh": "bech32m for bech32",
    "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47": "bech32m for bech32",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4": "letter in the checksum",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R": "version 17",
    "bc1pw5dgrnzv": "1 byte",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav": "41 bytes",
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P": "version 0 of 16 bytes",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq": "mixed case",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf": "more than 4 bits of padding",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j": "padding that is not zero",
    "bc1gmk9yu": "empty",
}


def network_of(address: str) -> object:
    return TEST if address.lower().startswith(TEST_PREFIXES) else MAIN


@pytest.mark.parametrize(("address", "script"), VALID.items())
def test_a_valid_address_is_its_script(address, script) -> None:
    assert script_of(address, network_of(address)).hex() == script


@pytest.mark.parametrize("address", INVALID)
def test_an_invalid_address_is_refused(address) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the reasons are worded as the BIP has them only in part
        script_of(address, network_of(address))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vault 7",
        "0x751e76e8199196d454941c45d1b3a323f1433bd6",
        "1",
        "bc1q",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divfna",
    ],
)
def test_what_is_no_address_is_refused(text) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # any reason will do
        script_of(text)


def test_one_wrong_letter_is_always_found() -> None:
    for address in ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"):
        for place in range(4, len(address)):
            other = "q" if address[place] != "q" else "p"
            with pytest.raises(ValueError):  # noqa: PT011  # any reason will do
                script_of(address[:place] + other + address[place + 1 :])


def test_an_address_of_another_network_is_refused() -> None:
    with pytest.raises(ValueError, match="another network"):
        script_of("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx")
    with pytest.raises(ValueError, match="another network"):
        script_of("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", TEST)
