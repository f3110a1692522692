"""Trees made and altered here, by hand-written hashes: what was changed anywhere is refused."""

from __future__ import annotations

import copy
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.liabilities.foreign import (
    Asked,
    Fields,
    ForeignProofUnreadable,
    Verdict,
    bitmex,
    bybit,
    coinex,
    lproof,
    okx,
    river,
    rows_of,
    swissborg,
)

NOBODY = Asked()


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def coinex_pair(first: int, second: int, published: int):
    """Two customers' files under one root that publishes `published`: each is shown what is left of it as the other's."""
    leaves = [sha(f'{who}{{"BTC":"{owed}"}}') for who, owed in (("a", first), ("b", second))]
    root = {
        "balances": {"BTC": str(published)},
        "hash": sha(f'{leaves[0]}{leaves[1]}{{"BTC":"{published}"}}'),
    }
    rows = ((first, "a", leaves[1], "right"), (second, "b", leaves[0], "left"))
    return [
        {
            "root": root,
            "self": {"balances": {"BTC": str(owed)}, "nonce": who},
            "path": [{"balances": {"BTC": str(published - owed)}, "hash": sibling, "pos": side}],
        }
        for owed, who, sibling, side in rows
    ]


class TestSumOnly:
    """H(left, right, sum): any total from the larger share upwards passes both customers' checks."""

    @given(st.integers(1, 10**12), st.integers(1, 10**12), st.data())
    def test_no_total_between_the_larger_share_and_the_sum_is_called_sound(self, first, second, data):
        published = data.draw(st.integers(max(first, second), first + second))
        one, other = (Fields(file, "") for file in coinex_pair(first, second, published))
        assert coinex.inspect(one, None, NOBODY).verdict is Verdict.UNSAFE
        together = coinex.inspect(one, other, NOBODY)
        assert (together.contradiction is None) == (published == first + second)

    @given(st.integers(1, 10**12), st.integers(1, 10**12), st.data())
    def test_a_total_below_the_larger_share_needs_an_amount_below_zero(self, first, second, data):
        published = data.draw(st.integers(0, max(first, second) - 1))
        files = [Fields(file, "") for file in coinex_pair(first, second, published)]
        reasons = {
            (found := coinex.inspect(file, None, NOBODY)).refusal and found.refusal.reason for file in files
        }
        assert "negative" in reasons

    def test_a_file_that_does_not_hold_speaks_against_nobody(self):
        """Else anybody could make one up, and have an honest exchange look false."""
        honest, other = coinex_pair(100, 60, 160)
        made_up = copy.deepcopy(other)
        made_up["self"]["balances"]["BTC"] = "70"
        with pytest.raises(ForeignProofUnreadable, match="speaks against nobody"):
            coinex.inspect(Fields(honest, ""), Fields(made_up, ""), NOBODY)

    def test_files_of_two_trees_are_not_compared(self):
        one, other = coinex_pair(100, 60, 160)[0], coinex_pair(100, 61, 161)[1]
        with pytest.raises(ForeignProofUnreadable, match="not of one tree"):
            coinex.inspect(Fields(one, ""), Fields(other, ""), NOBODY)

    def test_the_forged_tree_that_is_shown_passes_the_check_by_hand(self):
        """The customer's own leaf, and another who is owed as much; published is one share."""
        file = coinex_pair(100, 60, 160)[0]
        found = coinex.inspect(Fields(file, ""), None, NOBODY).forgery
        own, made = sha('a{"BTC":"100"}'), sha('hozen{"BTC":"100"}')
        assert found.root == sha(f'{own}{made}{{"BTC":"100"}}')
        assert (found.owed, found.owed_together, found.published) == (("100", "100"), "200", "100")

    def test_a_node_beside_nobody_is_hashed_with_itself(self):
        leaf = sha('a{"BTC":"1"}')
        root = {"balances": {"BTC": "1"}, "hash": sha(f'{leaf}{leaf}{{"BTC":"1"}}')}
        file = {"root": root, "self": {"balances": {"BTC": "1"}, "nonce": "a"}, "path": [{}]}
        assert coinex.inspect(Fields(file, ""), None, NOBODY).refusal is None


class TestPathRows:
    """OKX and Bybit: rows with type and height."""

    @staticmethod
    def okx_file():
        own = {"BTC": "1.5", "ETH": "0", "USDT": "2"}
        leaf = sha('n{"BTC":"1.5","ETH":"0","USDT":"2"}')
        sibling, root = sha("sibling"), {"BTC": "1.75", "ETH": "0", "USDT": "2"}
        return {
            "self": {"nonce": "n", "hash": leaf, "balances": own, "type": 1, "height": 1},
            "path": [
                {
                    "hash": sibling,
                    "balances": {"BTC": "0.25", "ETH": "0", "USDT": "0"},
                    "type": 2,
                    "height": 1,
                },
                {"hash": sha(f"{leaf}{sibling}1.75022"), "balances": root, "type": 3, "height": 2},
            ],
        }

    def reason(self, file) -> str:
        return okx.inspect(Fields(file, ""), None, NOBODY).refusal.reason

    def test_as_it_is_it_holds(self):
        assert okx.inspect(Fields(self.okx_file(), ""), None, NOBODY).refusal is None

    def test_another_balance_than_the_leafs(self):
        file = self.okx_file()
        file["self"]["balances"]["ETH"] = "1"
        assert self.reason(file) == "leaf_differs"

    def test_another_sibling(self):
        file = self.okx_file()
        file["path"][0]["hash"] = sha("another")
        assert self.reason(file) == "path_leads_elsewhere"

    def test_another_total_beside_the_right_hash(self):
        file = self.okx_file()
        file["path"][1]["balances"]["BTC"] = "1.7"
        assert self.reason(file) == "total_differs"

    def test_an_amount_finer_than_the_sums_is_not_cut_off_in_silence(self):
        file = self.okx_file()
        file["path"][0]["balances"]["BTC"] = "0.250000001"
        assert self.reason(file) == "too_fine"

    def test_a_hash_of_64_bits(self):
        file = self.okx_file()
        file["path"][0]["hash"] = file["path"][0]["hash"][:16]
        assert self.reason(file) == "digest_cut"

    @pytest.mark.parametrize(("field", "value"), [("height", 2), ("type", 3), ("type", "1"), ("type", 1)])
    def test_rows_that_do_not_fit_are_no_proof(self, field, value):
        file = self.okx_file()
        file["path"][0][field] = value
        with pytest.raises(ForeignProofUnreadable):
            okx.inspect(Fields(file, ""), None, NOBODY)

    def test_an_asset_that_no_version_of_bybit_has(self):
        balance = {"BTC": "1", "DOGGO": "2"}
        row = {"hash": sha("x"), "balance": balance, "type": 2, "height": 1}
        file = {"self": {**row, "type": 1, "userHash": "u"}, "path": [row, {**row, "height": 2}]}
        with pytest.raises(ForeignProofUnreadable) as refusal:
            bybit.inspect(Fields(file, ""), None, NOBODY)
        assert refusal.value.found == "DOGGO"


def u64(number: int) -> bytes:
    return number.to_bytes(8, "little")


def public_tree(leaves: list[tuple[bytes, int]]) -> list[str]:
    """Lines, root first, of leaves given as (hash, satoshi)."""
    levels = [leaves]
    while len(levels[0]) > 1:
        below = levels[0]
        pairs = zip(below[::2], below[1::2], strict=True)
        levels.insert(
            0, [(hashlib.sha256(a + u64(x) + b + u64(y)).digest(), x + y) for (a, x), (b, y) in pairs]
        )
    return ["block_height:7", *(f"{one.hex()},{amount}" for level in levels for one, amount in level)]


LEAVES = [(hashlib.sha256(bytes([number])).digest(), 10 + number) for number in range(8)]
TREE = public_tree(LEAVES)


class TestPublicTree:
    def inspect(self, lines, asked=NOBODY):
        return bitmex.inspect(lambda: lines, asked)

    def test_as_it_is_it_is_sound(self):
        found = self.inspect(TREE)
        assert (found.verdict, found.totals[0].amount) == (Verdict.SOUND, str(sum(range(10, 18))))

    @given(st.integers(1, 15), st.integers(0, 63), st.integers(1, 15))
    def test_one_hex_digit_changed_anywhere_is_refused(self, line, place, by):
        text = TREE[line]
        digit = f"{(int(text[place], 16) + by) % 16:x}"
        found = self.inspect([*TREE[:line], text[:place] + digit + text[place + 1 :], *TREE[line + 1 :]])
        assert found.verdict is Verdict.REFUSED

    @given(st.integers(1, 15), st.integers(-(10**6), 10**29).filter(bool))
    def test_one_amount_changed_anywhere_is_refused(self, line, by):
        digest, amount = TREE[line].split(",")
        found = self.inspect([*TREE[:line], f"{digest},{int(amount) + by}", *TREE[line + 1 :]])
        assert found.verdict is Verdict.REFUSED

    def test_two_children_swapped_are_refused(self):
        found = self.inspect([*TREE[:8], TREE[9], TREE[8], *TREE[10:]])
        assert (found.verdict, found.refusal.where) == (Verdict.REFUSED, "line 5")

    def test_an_amount_below_zero_that_adds_up_is_refused(self):
        """64 bits without a sign cannot hold it; a file can say it all the same."""
        lines = [*TREE[:8], TREE[8].replace(",10", ",-1"), TREE[9].replace(",11", ",22"), *TREE[10:]]
        assert self.inspect(lines).refusal.reason == "negative"

    @pytest.mark.parametrize("lines", [1, 3, 5, 6, 7, 15])
    def test_a_tree_that_is_cut_off_within_a_level_is_no_proof(self, lines):
        with pytest.raises(ForeignProofUnreadable, match="cut off"):
            self.inspect(TREE[:lines])

    def test_a_tree_without_its_lowest_level_keeps_its_total_and_loses_its_accounts(self):
        """Whole levels are missing: nobody can see that in the file, but no leaf is anybody's any more."""
        found = self.inspect(TREE[:8], Asked("3", bytes(32).hex()))
        assert (found.totals, found.refusal.reason) == (self.inspect(TREE).totals, "account_absent")

    def test_one_leaf_is_a_tree(self):
        key = hashlib.sha256(bytes(32) + u64(7) + u64(3)).digest()
        leaf = hmac.new(key, u64(5) + u64(0), "sha256").digest()
        found = self.inspect(public_tree([(leaf, 5)]), Asked("3", bytes(32).hex()))
        assert (found.verdict, found.shown[0].amount, found.nodes) == (Verdict.SOUND, "5", 1)

    @given(st.integers(0, 2**64 - 1))
    def test_any_64_bit_amount_is_held_exactly(self, amount):
        found = self.inspect(public_tree([(bytes(32), amount), (bytes(32), 2**64 - 1 - amount)]))
        assert (found.verdict, found.totals[0].amount) == (Verdict.SOUND, str(2**64 - 1))

    def test_the_published_root_in_capitals_or_another(self):
        root = TREE[1].split(",")[0]
        assert self.inspect(TREE, Asked(root=root.upper())).left == ("no_account",)
        assert self.inspect(TREE, Asked(root="0" * 64)).refusal.reason == "other_root"

    def test_an_account_of_river(self):
        """Key ‖ e-mail ‖ number, then ‖ height ‖ number. 'GE' in Base32 is one byte, 0x31."""
        number = u64(0x31)
        subkey = hashlib.sha256(bytes(range(32)) + b"taro@example.jp" + number).digest()
        key = hashlib.sha256(subkey + u64(7) + number).digest()
        leaves = list(LEAVES)
        for index, amount in ((2, 12), (5, 15)):
            leaves[index] = (hmac.new(key, u64(amount) + u64(index), "sha256").digest(), amount)
        lines = public_tree(leaves)
        secret = f"{bytes(range(32)).hex()} taro@example.jp"
        found = river.inspect(lambda: lines, Asked("GE", secret))
        assert (found.verdict, found.shown[0].amount) == (Verdict.SOUND, "27")
        other = river.inspect(lambda: lines, Asked("GE", secret.replace("taro", "jiro")))
        assert other.refusal.reason == "account_absent"


def swissborg_files(leaves: dict[int, str]):
    """Roots of one asset with four leaves, and the file of a user who holds some of them."""

    def leaf(index: int, amount: str) -> str:
        key = "cred"
        for text in ("Audit nonce derivation,A1", "Currency Merkle tree nonce derivation,BTC"):
            key = hmac.new(key.encode(), f"SB PoL - {text}".encode(), "sha256").hexdigest()
        key = hmac.new(key.encode(), f"SB PoL - Leaf nonce derivation,{index}".encode(), "sha256").hexdigest()
        return sha(f"leaf,{key},me,{amount}")

    row = [(leaves.get(i, "1"), leaf(i, leaves[i]) if i in leaves else sha(f"other{i}")) for i in range(4)]
    pair = [
        (str(int(a) + int(b)), sha(f"inner,{a},{b},{x},{y}"))
        for (a, x), (b, y) in zip(row[::2], row[1::2], strict=True)
    ]
    (a, x), (b, y) = pair
    total, root = str(int(a) + int(b)), sha(f"inner,{a},{b},{x},{y}")
    witness = [{"liability": amount, "digest": digest} for amount, digest in (*row, *pair)]
    mine = [
        {
            "audit_partition_id": "A1-BTC",
            "liability": amount,
            "proof": {"leaf_index": i, "witnesses": [witness[i ^ 1], witness[4 + (i >> 1 ^ 1)]]},
        }
        for i, amount in leaves.items()
    ]
    audit = sha(f"SB PoL - Audit commitment hash,A1-BTC,{total},{root}")
    partition = {"id": "A1-BTC", "currency": "BTC", "commitment": {"liability": total, "digest": root}}
    roots = {"audit": {"id": "A1", "commitment": {"digest": audit}, "partitions": [partition]}}
    return roots, {"audit_id": "A1", "user_id": "me", "liabilities": mine}


class TestSwissBorg:
    def inspect(self, roots, user, account=None):
        return swissborg.inspect(Fields(user, ""), Fields(roots, ""), Asked(account, "cred"))

    def test_as_it_is_it_is_sound(self):
        roots, user = swissborg_files({0: "5", 3: "7"})
        found = self.inspect(roots, user, "me")
        assert (found.verdict, found.shown[0].amount, found.totals[0].amount) == (Verdict.SOUND, "12", "14")

    def test_one_leaf_twice_would_show_more_than_is_in_the_tree(self):
        """Their own check adds it up twice."""
        roots, user = swissborg_files({0: "5"})
        user["liabilities"] *= 2
        assert self.inspect(roots, user).refusal.reason == "leaf_twice"

    @pytest.mark.parametrize(("place", "level"), [(0, 0), (0, 1), (3, 0), (3, 1)])
    def test_a_sibling_with_another_amount_is_refused(self, place, level):
        roots, user = swissborg_files({place: "5"})
        witness = user["liabilities"][0]["proof"]["witnesses"][level]
        witness["liability"] = str(int(witness["liability"]) - 1)
        assert self.inspect(roots, user).refusal.reason == "path_leads_elsewhere"

    def test_an_amount_below_zero_is_refused_before_all_else(self):
        roots, user = swissborg_files({0: "5"})
        user["liabilities"][0]["proof"]["witnesses"][0]["liability"] = "-1"
        assert self.inspect(roots, user).refusal.reason == "negative"

    def test_another_total_under_the_old_hash_is_refused(self):
        roots, user = swissborg_files({0: "5"})
        roots["audit"]["partitions"][0]["commitment"]["liability"] = "7"
        assert self.inspect(roots, user).refusal.reason == "path_leads_elsewhere"

    @pytest.mark.parametrize("place", [-1, 4, 10**90])
    def test_a_place_outside_the_tree_is_refused(self, place):
        roots, user = swissborg_files({0: "5"})
        user["liabilities"][0]["proof"]["leaf_index"] = place
        assert self.inspect(roots, user).refusal.reason == "index_differs"

    def test_another_user_is_refused(self):
        roots, user = swissborg_files({0: "5"})
        assert self.inspect(roots, user, "you").refusal.reason == "other_account"

    def test_an_asset_twice_among_the_totals_is_refused(self):
        roots, user = swissborg_files({0: "5"})
        roots["audit"]["partitions"] *= 2
        assert self.inspect(roots, user).refusal.reason == "asset_twice"


def lproof_rows(*holdings: tuple[str, str]):
    """A complete tree of two, or four, users."""
    leaves = [
        {"user": user, "sum": amount, "nonce": f"{number:02x}", "hash": sha(f"{user}|{amount}|{number:02x}")}
        for number, (user, amount) in enumerate(holdings)
    ]
    nodes: list[dict[str, str]] = [{}] * (len(leaves) - 1) + leaves
    for at in reversed(range(len(leaves) - 1)):
        left, right = nodes[2 * at + 1], nodes[2 * at + 2]
        total = str(int(left["sum"]) + int(right["sum"]))
        nodes[at] = {"sum": total, "hash": sha(f"{total}|{left['hash']}|{right['hash']}")}
    return [{"index": index, "data": data} for index, data in enumerate(nodes)]


def lproof_partial(rows, mine: int, theirs: int, shown: str):
    """The user's own leaf, and the other's hash with the amount that is shown for it."""
    own = {name: rows[mine]["data"][name] for name in ("user", "sum", "nonce")}
    other = {"sum": shown, "hash": rows[theirs]["data"]["hash"]}
    left, right = ({"data": own}, {"data": other}) if mine < theirs else ({"data": other}, {"data": own})
    return {"id": "x", "partial_tree": {"left": left, "right": right}}


class TestLproof:
    def test_a_partial_tree_is_unsafe_even_when_honest(self):
        rows = lproof_rows(("anna", "70"), ("ben", "50"))
        root = {"root": rows[0]["data"]}
        found = lproof.inspect(Fields(lproof_partial(rows, 1, 2, "50"), ""), Fields(root, ""), NOBODY)
        assert (found.verdict, found.refusal, found.missing) == (Verdict.UNSAFE, None, ())
        assert (found.account, found.shown[0].amount, found.totals[0].amount) == ("anna", "70", "120")

    def test_two_partial_trees_of_a_forged_root_contradict_each_other(self):
        rows = lproof_rows(("anna", "70"), ("ben", "50"))
        a, b = (rows[at]["data"]["hash"] for at in (1, 2))
        root = {"root": {"sum": "70", "hash": sha(f"70|{a}|{b}")}}
        first, second = (Fields(lproof_partial(rows, *one), "") for one in ((1, 2, "0"), (2, 1, "20")))
        for file in (first, second):
            assert lproof.inspect(file, Fields(root, ""), NOBODY).verdict is Verdict.UNSAFE
        found = lproof.inspect(first, second, NOBODY)
        assert (found.contradiction.first, found.contradiction.second) == ("0", "50")

    def test_the_complete_tree_of_the_forged_root_is_refused(self):
        rows = lproof_rows(("anna", "70"), ("ben", "50"))
        a, b = (rows[at]["data"]["hash"] for at in (1, 2))
        rows[0]["data"] = {"sum": "70", "hash": sha(f"70|{a}|{b}")}
        assert lproof.inspect_complete(rows_of(rows, ""), NOBODY).refusal.reason == "total_differs"

    def test_a_leaf_whose_amount_was_changed_is_refused(self):
        rows = lproof_rows(("anna", "70"), ("ben", "50"), ("cho", "1"), ("dan", "2"))
        assert lproof.inspect_complete(rows_of(rows, ""), NOBODY).verdict is Verdict.SOUND
        rows[3]["data"]["sum"] = "69"
        assert lproof.inspect_complete(rows_of(rows, ""), NOBODY).refusal.reason == "leaf_differs"

    def test_one_leaf_for_two_is_refused(self):
        rows = lproof_rows(("anna", "70"), ("ben", "50"))
        rows[2] = {"index": 2, "data": rows[1]["data"]}
        assert lproof.inspect_complete(rows_of(rows, ""), NOBODY).refusal.reason == "leaf_twice"

    def test_without_a_published_root_it_says_so(self):
        rows = lproof_rows(("anna", "70"), ("ben", "50"))
        found = lproof.inspect(Fields(lproof_partial(rows, 1, 2, "50"), ""), None, NOBODY)
        assert found.missing == ("published_root",)
        assert found.root == rows[0]["data"]["hash"]
