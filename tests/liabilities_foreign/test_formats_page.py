"""The table of formats says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from hozen.rules.liabilities.foreign import (
    CRUCIAL,
    Claim,
    bitmex,
    bybit,
    coinex,
    galoy,
    lproof,
    okx,
    swissborg,
)

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/foreign-proofs.md").read_text("utf-8")
ROWS = {
    "SwissBorg": swissborg.BOUND,
    "BitMEX, by the account's nonce": bitmex.BOUND,
    "BitMEX, by the snapshot's nonce": bitmex.BOUND_BY_SNAPSHOT_NONCE,
    "River": bitmex.BOUND,  # the same tree; an account's key always has its number in it
    "lproof, complete tree": lproof.BOUND_COMPLETE,
    "lproof, partial tree": lproof.BOUND,
    "Galoy": galoy.BOUND,
    "OKX 2022": okx.BOUND,
    "Bybit": bybit.BOUND,
    "CoinEx": coinex.BOUND,
}


def test_every_format_and_every_claim() -> None:
    first_table = re.findall(r"^\| (.+) \|$", PAGE.partition("\n* ")[0], re.MULTILINE)
    head, *rows = [line.split(" | ") for line in first_table]
    assert head == ["format", *(one.value for one in Claim)]
    shown = {
        name: {claim for claim, sign in zip(Claim, signs, strict=True) if sign == "✓"}
        for name, *signs in rows
    }
    assert shown == {name: set(bound.binds) for name, bound in ROWS.items()}


def test_a_format_is_unsafe_where_one_of_the_first_three_is_open() -> None:
    assert frozenset(tuple(Claim)[:3]) == CRUCIAL
    safe = {name for name, bound in ROWS.items() if not bound.is_unsafe}
    assert safe == {"SwissBorg", "BitMEX, by the account's nonce", "River", "lproof, complete tree"}


def test_both_readings_of_the_text_are_one() -> None:
    first, second = re.findall(r"^<Anna's hash>(.*?) {3,}as", PAGE, re.MULTILINE)
    assert first.replace(" ", "") == second.replace(" ", "")
