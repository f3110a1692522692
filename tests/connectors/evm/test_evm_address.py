"""Addresses: EIP-55's own examples, and a mistyped letter."""

from __future__ import annotations

import sys

import pytest

from hozen.records.importers.evm_address import evm_address, with_capitals

EIP_55 = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]


@pytest.mark.parametrize("address", EIP_55)
def test_the_capitals_are_those_of_the_standard(address) -> None:
    assert with_capitals(address.lower()) == address
    assert evm_address(address) == address.lower()


@pytest.mark.parametrize("address", [one for one in EIP_55 if one != one.lower()])
def test_without_mixed_letters_there_is_no_check(address) -> None:
    assert evm_address(address.lower()) == address.lower()
    assert evm_address("0x" + address[2:].upper()) == address.lower()


@pytest.mark.parametrize("address", EIP_55[4:])
def test_one_letter_of_the_other_case_is_refused(address) -> None:
    place = next(at for at, sign in enumerate(address) if at > 1 and sign.isalpha())
    wrong = address[:place] + address[place].swapcase() + address[place + 1 :]
    with pytest.raises(ValueError, match="EIP-55"):
        evm_address(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0x",
        EIP_55[0][2:],
        EIP_55[0][:-1],
        EIP_55[0] + "0",
        "0X" + EIP_55[0][2:],
        EIP_55[0][:-1] + "g",
        f" {EIP_55[0]}",
        f"{EIP_55[0]}\n",
        "vitalik.eth",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ],
)
def test_what_is_no_address_is_refused(text) -> None:
    with pytest.raises(ValueError, match="40 hex digits"):
        evm_address(text)


def test_without_the_library_mixed_letters_are_refused_and_small_ones_taken(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "Crypto.Hash", None)
    assert evm_address(EIP_55[4].lower()) == EIP_55[4].lower()
    with pytest.raises(ValueError, match=r"hozen\[live\]"):
        evm_address(EIP_55[4])
