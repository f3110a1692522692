"""Files that are no proof: each is refused with a typed error, and none takes memory or depth without bound."""

from __future__ import annotations

import hashlib
import os
import tracemalloc

import pytest

from hozen.connectors.errors import SecretRefused
from hozen.rules.liabilities.foreign import AccountNotSearchable, ForeignProofUnreadable
from hozen.workflows.proof_inspect import reading

ROOT = "a" * 64
NOT_PROOFS = {
    "empty": "",
    "spaces": " \n ",
    "a page": "<html><body>Not found</body></html>",
    "binary": "\x00\x01\x02",
    "JSON cut off": '{"self": {"balances": {"BTC": "1"',
    "JSON and more": '{"self": 1} {"path": 2}',
    "a field twice": '{"root": 1, "root": 2}',
    "not a number": '{"root": NaN}',
    "a list of lists": "[[1]]",
    "an empty list": "[]",
    "an empty object": "{}",
    "no known fields": '{"proof": "zk", "vk": "…"}',
    "fields of the wrong kind": '{"root": 1, "self": 2, "path": 3}',
    "a path of numbers": '{"self": {"balance": {}, "hash": "x"}, "path": [1, 2]}',
    "a line without amount": f"block_height:1\n{ROOT}",
    "a line with words": f"block_height:1\n{ROOT},ten",
    "a fraction of a satoshi": f"block_height:1\n{ROOT},1.5",
    "a height that is none": f"block_height:soon\n{ROOT},1",
    "a row of OKX cut off": f'{ROOT},1,{{"BTC":"1","ETH":"0"',
    "a tree of OKX without leaves": f'{ROOT},2,{{"BTC":"1","ETH":"0","USDT":"0"}}',
    "a lone surrogate": '{"self": {"balances": {"BTC":"1"}, "nonce": "\\ud800"}, "root": {}, "path": [{}]}',
}


@pytest.mark.parametrize("content", NOT_PROOFS.values(), ids=NOT_PROOFS)
def test_what_is_no_proof_is_an_error_that_says_where_and_what(content, kept, inspect) -> None:
    with pytest.raises(ForeignProofUnreadable) as refusal:
        inspect(kept("file", content))
    assert refusal.value.code == "foreign-proof"
    assert refusal.value.found is not None


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"partial_tree":'])
def test_a_hundred_thousand_brackets_are_an_error_and_no_crash(opening, kept, inspect) -> None:
    with pytest.raises(ForeignProofUnreadable, match="nested too deeply"):
        inspect(kept("deep", opening * 100_000))


@pytest.mark.parametrize("depth", [900, 940, 960, 980, 990])
def test_what_is_nested_almost_too_deeply_can_still_be_told_of(depth, kept, inspect) -> None:
    nested = "[" * depth + "]" * depth
    with pytest.raises(ForeignProofUnreadable):
        inspect(kept("deep.json", f'{{"root": {nested}, "self": {nested}, "path": {nested}}}'))


def test_a_partial_tree_deeper_than_any_tree_is_refused(kept, inspect) -> None:
    node: object = {"data": {"user": "u", "sum": "1", "nonce": "aa"}}
    for _ in range(200):
        node = {"left": node, "right": {"data": {"sum": "1", "hash": ROOT}}}
    with pytest.raises(ForeignProofUnreadable, match="not as the format has it"):
        inspect(kept("deep.json", {"partial_tree": node}))


def test_a_path_longer_than_any_tree_is_refused(kept, inspect) -> None:
    sibling = {"balances": {"BTC": "1"}, "hash": ROOT, "pos": "left"}
    file = {
        "root": {"balances": {}, "hash": ROOT},
        "self": {"balances": {}, "nonce": "n"},
        "path": [sibling] * 70,
    }
    with pytest.raises(ForeignProofUnreadable) as refusal:
        inspect(kept("long.json", file))
    assert "levels" in str(refusal.value)


def test_json_over_the_limit_is_refused_before_it_is_read(kept, inspect, monkeypatch) -> None:
    monkeypatch.setattr(reading, "MOST_JSON", 10)
    with pytest.raises(ForeignProofUnreadable, match="at most 10 bytes"):
        inspect(kept("big.json", '{"a": "bcdefghij"}'))


def test_a_line_without_an_end_is_not_read_to_its_end(kept, inspect) -> None:
    with pytest.raises(ForeignProofUnreadable, match="too long") as refusal:
        inspect(kept("line.csv", f"block_height:1\n{ROOT},{'9' * 10_000_000}"))
    assert "line 2" in str(refusal.value)


def test_numbers_without_end_are_refused(kept, inspect) -> None:
    with pytest.raises(ForeignProofUnreadable, match="too long"):
        inspect(kept("number.json", '{"root": ' + "9" * 5000 + "}"))


def test_no_file_a_folder_and_a_pipe(tmp_path, inspect) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(ForeignProofUnreadable):
            inspect(path)
    writer = os.open(tmp_path / "pipe", os.O_RDWR)  # else opening it to read would wait for one
    try:
        with pytest.raises(ForeignProofUnreadable, match="plain file"):
            inspect(tmp_path / "pipe")
    finally:
        os.close(writer)


def test_a_secret_that_others_can_read_is_refused(kept, inspect) -> None:
    path = kept("secret", "00" * 32)
    path.chmod(0o644)
    with pytest.raises(SecretRefused):
        inspect(kept("tree.csv", f"block_height:1\n{ROOT},1"), account="1", secret=path)


@pytest.mark.parametrize(("account", "text"), [("taro", "00" * 32), ("1", "00" * 31), ("-1", "00" * 32)])
def test_an_account_that_cannot_be_one_is_told_and_the_secret_is_not(
    account, text, kept, inspect, secret
) -> None:
    with pytest.raises(AccountNotSearchable) as refusal:
        inspect(kept("tree.csv", f"block_height:1\n{ROOT},1"), account=account, secret=secret(text))
    assert text not in str(refusal.value)


def test_a_format_without_accounts_says_so(kept, inspect) -> None:
    file = {"root": {}, "self": {}, "path": []}
    with pytest.raises(AccountNotSearchable, match="names no account"):
        inspect(kept("coinex.json", file), account="me")


def test_files_that_do_not_belong_together(kept, inspect) -> None:
    tree, json_file = kept("tree.csv", f"block_height:1\n{ROOT},1"), kept("x.json", '{"a": "b"}')
    okx = kept("okx.txt", f'{ROOT},1,{{"BTC":"1","ETH":"0","USDT":"0"}}')
    for file, beside in ((tree, json_file), (okx, json_file)):
        with pytest.raises(ForeignProofUnreadable) as refusal:
            inspect(file, beside)
        assert refusal.value.where == "--with"


def test_a_byte_order_mark_and_windows_lines_are_no_hindrance(tmp_path, inspect) -> None:
    path = tmp_path / "tree.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"block_height:1\r\n{ROOT},1\r\n".encode())
    assert inspect(path).nodes == 1


def write_tree(path, depth: int) -> None:
    """A whole tree of 2^depth leaves of one satoshi."""
    levels = [[(hashlib.sha256(number.to_bytes(4, "big")).digest(), 1) for number in range(2**depth)]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=True)
        levels.append(
            [
                (hashlib.sha256(a + x.to_bytes(8, "little") + b + y.to_bytes(8, "little")).digest(), x + y)
                for (a, x), (b, y) in pairs
            ]
        )
    with path.open("w", encoding="ascii") as file:
        file.write("block_height:1\n")
        for level in reversed(levels):
            file.writelines(f"{one.hex()},{amount}\n" for one, amount in level)


def peak(path, inspect) -> int:
    tracemalloc.start()
    try:
        assert inspect(path).refusal is None
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_tree_of_sixteen_times_the_size_takes_no_more_memory(tmp_path, inspect) -> None:
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    write_tree(small, 8)
    write_tree(large, 12)
    inspect(small)  # what is loaded once is not counted
    assert peak(large, inspect) < 1.5 * peak(small, inspect) + 50_000


def answers(path, inspect) -> bool:
    """Whether there is an answer; a refusal of the file is the only other thing that may come."""
    try:
        inspect(path)
    except ForeignProofUnreadable:
        return False
    return True


def test_whatever_stands_in_the_fields_there_is_an_answer_or_a_typed_error(kept, inspect) -> None:
    values = (None, 1, -1, "x", [], {}, [1], {"a": 1}, True, "0" * 64, 10**50)
    names = ("root", "self", "path", "partialLiabilityProofs", "audit", "partial_tree", "nodes", "proofs")
    own = {"balance": {}, "balances": {}, "hash": "x"}
    shapes = [{name: value, other: value} for name in names for other in names for value in values]
    told = [answers(kept("shape.json", {"self": own, **shape}), inspect) for shape in shapes]
    assert told.count(False) > len(told) // 2
