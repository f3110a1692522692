"""The whole tree of OKX, made here by hand: three leaves, so that a copy with nothing in it stands to the right."""

from __future__ import annotations

import hashlib

import pytest

from hozen.rules.liabilities.foreign import Asked, Fields, ForeignProofUnreadable, Verdict, okx_tree

NOBODY = Asked()


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def row(hash_: str, height: int, btc: int) -> str:
    return f'{hash_},{height},{{"BTC":"{btc}","ETH":"0","USDT":"0"}}'


KEY = sha('nonce{"BTC":"5","ETH":"0","USDT":"0"}')  # one customer is owed 5, in parts of 2 and 3
LEAVES = [(sha(f"{KEY}200"), 2), (sha("somebody else"), 7), (sha(f"{KEY}300"), 3)]
(A, B, C) = (hash_ for hash_, _ in LEAVES)
LEFT, RIGHT = sha(f"{A}{B}9002"), sha(f"{C}{C}3002")
ROOT = sha(f"{LEFT}{RIGHT}12003")
# Right to left: the copy of the last leaf holds nothing and comes first in its level.
TREE = [
    row(ROOT, 3, 12),
    *(row(RIGHT, 2, 3), row(LEFT, 2, 9)),
    *(row(C, 1, 0), row(C, 1, 3), row(B, 1, 7), row(A, 1, 2)),
]


def customer(*parts: tuple[str, str], total: str = "5"):
    def balances(btc: str):
        return {"BTC": btc, "ETH": "0", "USDT": "0"}

    nodes = [{"hash": hash_, "balances": balances(btc)} for hash_, btc in parts]
    return Fields({"hash": KEY, "nonce": "nonce", "nodes": nodes, "totalBalances": balances(total)}, "")


MINE = ((A, "2"), (C, "3"))


def inspect(lines, file=None, asked=NOBODY):
    return okx_tree.inspect_tree(lambda: lines, file, asked)


def test_as_it_is_it_holds_and_is_not_called_sound() -> None:
    found = inspect(TREE, customer(*MINE), Asked(root=ROOT))
    assert (found.verdict, found.refusal, found.left) == (Verdict.UNSAFE, None, ())
    assert (found.shown[0].amount, found.totals[0].amount, found.nodes) == ("5", "12", 7)


def test_a_copy_above_the_leaves_has_no_children() -> None:
    """Five leaves: three nodes above them, so a copy; the same two levels higher."""
    leaves = [(sha(str(number)), 1) for number in range(5)]
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        if len(below) % 2:
            below.append((below[-1][0], 0))
        pairs = zip(below[::2], below[1::2], strict=True)
        levels.append([(sha(f"{a}{b}{x + y}00{len(levels) + 1}"), x + y) for (a, x), (b, y) in pairs])
    lines = [
        row(hash_, height, btc)
        for height in range(len(levels), 0, -1)
        for hash_, btc in reversed(levels[height - 1])
    ]
    assert [len(level) for level in levels] == [6, 4, 2, 1]
    found = inspect(lines)
    assert (found.refusal, found.nodes, found.totals[0].amount) == (None, 13, "5")


@pytest.mark.parametrize("line", range(7))
def test_an_amount_changed_in_any_row_is_refused(line) -> None:
    changed = [*TREE[:line], TREE[line].replace('"ETH":"0"', '"ETH":"1"'), *TREE[line + 1 :]]
    assert inspect(changed).refusal.reason == "total_differs"


@pytest.mark.parametrize("line", range(7))
def test_a_hash_changed_in_any_row_is_refused(line) -> None:
    digit = "1" if TREE[line][0] != "1" else "2"
    found = inspect([*TREE[:line], digit + TREE[line][1:], *TREE[line + 1 :]])
    assert found.refusal.reason == "path_leads_elsewhere"


def test_an_amount_below_zero_is_refused() -> None:
    assert inspect([*TREE[:5], row(B, 1, -7), TREE[6]]).refusal.reason == "negative"


@pytest.mark.parametrize("lines", [TREE[:2], TREE[:4], TREE[:6], [*TREE, TREE[6]]])
def test_rows_too_few_or_too_many_are_no_proof(lines) -> None:
    with pytest.raises(ForeignProofUnreadable):
        inspect(lines)


def test_a_row_left_out_in_the_middle_is_refused() -> None:
    """The copy takes the last leaf's place, and nothing adds up any more."""
    assert inspect([*TREE[:4], *TREE[5:]]).refusal.reason == "total_differs"


def test_a_part_that_is_not_in_the_tree_is_refused() -> None:
    """The customer's file holds by itself; the tree was made without the part of 4."""
    key = sha('nonce{"BTC":"4","ETH":"0","USDT":"0"}')
    part = sha(f"{key}400")
    file = customer((part, "4"), total="4")
    file.values["hash"] = key  # type: ignore[index]  # made just above, of a dict
    assert inspect(TREE, file).refusal.reason == "leaf_absent"


def test_one_part_twice_must_be_twice_in_the_tree() -> None:
    key = sha('nonce{"BTC":"4","ETH":"0","USDT":"0"}')
    part = sha(f"{key}200")
    file = customer((part, "2"), (part, "2"), total="4")
    file.values["hash"] = key  # type: ignore[index]  # made just above, of a dict
    node = sha(f"{part}{B}9002")
    once = [row(node, 2, 9), row(B, 1, 7), row(part, 1, 2)]
    assert inspect(once, file).refusal.reason == "leaf_absent"
    both = sha(f"{part}{part}4002")
    assert inspect([row(both, 2, 4), row(part, 1, 2), row(part, 1, 2)], file).refusal is None


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (customer(*MINE, total="6"), "leaf_differs"),
        (customer((A, "2")), "balance_differs"),
        (customer((A, "2"), (C, "4")), "leaf_differs"),
    ],
    ids=["another total", "a part left out", "another amount"],
)
def test_a_customers_file_that_does_not_hold_by_itself_is_refused(file, reason) -> None:
    assert inspect(TREE, file).refusal.reason == reason
    assert okx_tree.inspect_customer(file, NOBODY).refusal.reason == reason
