"""scantxoutset: JSON as a stream, every digit kept."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outside_files import BLOCK, EXAMPLES, P2PKH, P2WPKH

from hozen.records.importers import ImportRefused, Snapshot, Unspent, read_scantxoutset
from hozen.records.importers.json_stream import JsonObject


def read(text: str | bytes) -> list[Snapshot | Unspent]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_scantxoutset(io.BytesIO(data), "scan.json"))


def refused(text: str | bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        read(text)
    return refusal.value


def unspent(amount: str = "0.10000000", **changed: str) -> str:
    cells = {
        "txid": f'"{"a1" * 32}"',
        "vout": "0",
        "scriptPubKey": f'"{P2WPKH}"',
        "amount": amount,
        "coinbase": "false",
        "height": "5",
        **changed,
    }
    return "{" + ", ".join(f'"{name}": {value}' for name, value in cells.items()) + "}"


def scan(*unspents: str, total: str = "0.10000000", head: str = '"success": true, "height": 9') -> str:
    return f'{{{head}, "bestblock": "{BLOCK}", "unspents": [{", ".join(unspents)}], "total_amount": {total}}}'


def test_the_example_is_read() -> None:
    *outputs, head = read((EXAMPLES / "scantxoutset.json").read_bytes())
    assert [(one.script, one.units) for one in outputs if isinstance(one, Unspent)] == [
        (P2WPKH, 350_000_000),
        (P2WPKH, 125_000_000),
        (P2PKH, 20_000_000),
    ]
    assert head == Snapshot("", BLOCK, 921_500, None)


@pytest.mark.parametrize(
    ("amount", "units"),
    [("0.00000001", 1), ("20999999.97690000", 2_099_999_997_690_000), ("1", 10**8), ("0.3", 3 * 10**7)],
)
def test_an_amount_is_exact(amount, units) -> None:
    first = read(scan(unspent(amount), total=amount))[0]
    assert isinstance(first, Unspent)
    assert first.units == units


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (scan(unspent(), total="0.2"), "total is not what"),
        (scan(unspent(), head='"success": false, "height": 9'), "did not succeed"),
        (scan(unspent(), head='"success": "false", "height": 9'), "did not succeed"),
        (scan(unspent(), head='"height": 9'), "did not succeed"),
        (scan(unspent(), head='"success": true, "height": 4'), "above the scan's height"),
        (scan(unspent(), head='"success": true, "height": -1'), "not a count"),
        (scan(unspent("0.000000001")), "more digits"),
        (scan(unspent("1e-8")), "not an amount"),
        (scan(unspent("-0.1")), "not an amount"),
        (scan(unspent("21000001")), "amount that cannot be"),
        (scan(unspent("NaN")), "no number"),
        (scan(unspent("Infinity")), "no number"),
        (scan(unspent("1" * 70)), "no number"),
        (scan(unspent("null")), "not an amount"),
        (scan(unspent("true")), "not an amount"),
        (scan(unspent(txid='"a1"')), "not hex"),
        (scan(unspent(scriptPubKey='"0g"')), "not hex"),
        (scan(unspent(vout="1.5")), "not a count"),
        (scan(unspent()) + "x", "after the object"),
        (scan(unspent())[:-1] + ', "height": 9}', "stands twice"),
        ("[]", "not JSON as expected"),
        ("hello", "not JSON as expected"),
        ("", "cut off"),
        (b"\xff\xfe{", "another encoding"),
    ],
)
def test_what_does_not_fit_is_refused(text, said) -> None:
    assert said in refused(text).message


def test_a_file_that_was_cut_off_anywhere_is_refused() -> None:
    whole = scan(unspent(), unspent("0.00000000"))
    for length in range(len(whole)):
        refused(whole[:length])


class Drops(io.BytesIO):
    """Gives a few bytes at a time, so that values fall across the edges of what is in hand."""

    def read(self, _size: int | None = -1) -> bytes:
        return super().read(3)


values: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**50), 10**50) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(values, max_size=6), st.booleans())
def test_in_drops_or_at_once_json_is_what_pythons_reader_says(items, ascii_only) -> None:
    text = json.dumps({"a": 1, "items": items, "b": [2]}, ensure_ascii=ascii_only)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return  # half of a surrogate pair has no UTF-8
    found = list(JsonObject(Drops(data), "f", "items").fields())
    assert found == [("a", 1), *(("items", one) for one in items), ("b", [2])]


@pytest.mark.parametrize("begun", ['{"success": true, "unspents": [', '{"x": ', '{"x": {"a": '])
def test_values_without_bottom_are_refused(begun) -> None:
    refusal = refused((begun + "[" * 100_000).encode())
    assert "too deep" in refusal.message
