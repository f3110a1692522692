"""Contracts for a test chain, put together from EVM instructions: nothing of anybody else's code.

A part is a number (pushed), a text (an instruction, ":name" a place to jump to, "@name" that place) or a list of parts.
A tuple is an instruction with its operands, which go onto the stack last first: ("ADD", 1, 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

OPS = {
    "STOP": 0x00,
    "ADD": 0x01,
    "MUL": 0x02,
    "SUB": 0x03,
    "DIV": 0x04,
    "LT": 0x10,
    "EQ": 0x14,
    "ISZERO": 0x15,
    "AND": 0x16,
    "OR": 0x17,
    "NOT": 0x19,
    "SHR": 0x1C,
    "BALANCE": 0x31,
    "CALLDATALOAD": 0x35,
    "CALLDATACOPY": 0x37,
    "RETURNDATASIZE": 0x3D,
    "RETURNDATACOPY": 0x3E,
    "MLOAD": 0x51,
    "MSTORE": 0x52,
    "SLOAD": 0x54,
    "JUMP": 0x56,
    "JUMPI": 0x57,
    "GAS": 0x5A,
    "RETURN": 0xF3,
    "STATICCALL": 0xFA,
    "REVERT": 0xFD,
}
BALANCE_OF, DECIMALS, ETH_BALANCE, AGGREGATE3 = 0x70A08231, 0x313CE567, 0x4D2301CC, 0x82AD56CB
REVERTS, BURNS_GAS, SHORT = 2**256 - 1, 2**256 - 2, 2**256 - 3  # stored as balances that misbehave


def assembled(*parts: Any) -> bytes:
    """The code's bytes; every push of a place takes two bytes, so places are known in one pass."""
    flat = list(flattened(parts))
    places, at = {}, 0
    for one in flat:
        places |= {one[1:]: at} if isinstance(one, str) and one[0] == ":" else {}
        at += len(coded(one, {}))
    return b"".join(coded(one, places) for one in flat)


def flattened(part: Any) -> Iterator[int | str]:
    if isinstance(part, tuple) and part and part[0] in OPS:
        for operand in reversed(part[1:]):
            yield from flattened(operand)
        yield part[0]
    elif isinstance(part, tuple | list):
        for one in part:
            yield from flattened(one)
    else:
        yield part


def coded(one: int | str, places: dict[str, int]) -> bytes:
    if isinstance(one, int):
        data = one.to_bytes(max(1, (one.bit_length() + 7) // 8), "big")
        return bytes([0x5F + len(data)]) + data
    if one[0] == ":":
        return b"\x5b"
    if one[0] == "@":
        return b"\x61" + places.get(one[1:], 0).to_bytes(2, "big")
    return bytes([OPS[one]])


def when(selector: int, place: str) -> tuple[Any, ...]:
    return ("JUMPI", place, ("EQ", selector, ("SHR", 224, ("CALLDATALOAD", 0))))


def answer(value: Any, size: int = 32) -> list[Any]:
    return [("MSTORE", 0, value), ("RETURN", 0, size)]


def token(decimals: int) -> bytes:
    """ERC-20's balanceOf and decimals. A balance lies in the storage slot that is the account's own number."""
    held = ("SLOAD", ("CALLDATALOAD", 4))
    return assembled(
        when(BALANCE_OF, "@balance"),
        when(DECIMALS, "@decimals"),
        ("REVERT", 0, 0),
        [":balance", ("JUMPI", "@reverts", ("EQ", held, REVERTS))],
        [
            ("JUMPI", "@burns", ("EQ", held, BURNS_GAS)),
            ("JUMPI", "@short", ("EQ", held, SHORT)),
            *answer(held),
        ],
        [":decimals", *answer(decimals)],
        [":reverts", ("REVERT", 0, 0)],
        [":burns", ("JUMP", "@burns")],
        [":short", *answer(7, 31)],
    )


def multicall() -> bytes:
    """Multicall3's aggregate3 and getEthBalance: the same interface, our own code.

    Variables lie in memory below 0x100; the answer begins there, its heads at 0x140.
    """
    i, count, base, end, call, data, good = (0x20 * number for number in range(7))

    def got(variable: int) -> tuple[Any, ...]:
        return ("MLOAD", variable)

    def put(variable: int, value: Any) -> tuple[Any, ...]:
        return ("MSTORE", variable, value)

    size = ("CALLDATALOAD", got(data))
    rounded = ("AND", ("NOT", 31), ("ADD", 31, "RETURNDATASIZE"))
    return assembled(
        when(ETH_BALANCE, "@balance"),
        when(AGGREGATE3, "@aggregate"),
        ("REVERT", 0, 0),
        [":balance", *answer(("BALANCE", ("CALLDATALOAD", 4)))],
        [":aggregate", put(base, ("ADD", 36, ("CALLDATALOAD", 4)))],
        put(count, ("CALLDATALOAD", ("SUB", got(base), 32))),
        put(end, ("ADD", 0x140, ("MUL", 32, got(count)))),
        [put(0x100, 0x20), put(0x120, got(count))],
        [":next", ("JUMPI", "@done", ("EQ", got(i), got(count)))],
        put(call, ("ADD", got(base), ("CALLDATALOAD", ("ADD", got(base), ("MUL", 32, got(i)))))),
        put(data, ("ADD", got(call), ("CALLDATALOAD", ("ADD", got(call), 64)))),
        ("CALLDATACOPY", got(end), ("ADD", 32, got(data)), size),
        put(good, ("STATICCALL", "GAS", ("CALLDATALOAD", got(call)), got(end), size, 0, 0)),
        ("JUMPI", "@fine", ("OR", got(good), ("CALLDATALOAD", ("ADD", got(call), 32)))),
        ("REVERT", 0, 0),
        ":fine",
        ("MSTORE", ("ADD", 0x140, ("MUL", 32, got(i))), ("SUB", got(end), 0x140)),
        [("MSTORE", got(end), got(good)), ("MSTORE", ("ADD", 32, got(end)), 64)],
        ("MSTORE", ("ADD", 64, got(end)), "RETURNDATASIZE"),
        ("RETURNDATACOPY", ("ADD", 96, got(end)), 0, "RETURNDATASIZE"),
        ("MSTORE", ("ADD", ("ADD", 96, got(end)), "RETURNDATASIZE"), 0),
        put(end, ("ADD", ("ADD", 96, got(end)), rounded)),
        [put(i, ("ADD", 1, got(i))), ("JUMP", "@next")],
        [":done", ("RETURN", 0x100, ("SUB", got(end), 0x100))],
    )
