"""Files that exchanges published, and files that their own tools wrote. Each root is worked out here by hand as well."""

from __future__ import annotations

import hashlib
import hmac
import json
from decimal import Decimal, getcontext
from pathlib import Path

import pytest

from hozen.rules.liabilities.foreign import Claim, ForeignProofUnreadable, Verdict

getcontext().prec = 200
CASES = 9  # of SwissBorg


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amounts(rows) -> dict[str, str]:
    return {one.asset: one.amount for one in rows}


def read(path: Path):
    return json.loads(path.read_text("utf-8"))


class TestSwissBorg:
    """Their own test data: eight true, one with a wrong credential."""

    @pytest.mark.parametrize("number", range(CASES))
    def test_a_case_of_theirs(self, number, vector, inspect, secret):
        case = read(vector("swissborg/expected.json"))[number]
        roots, user = vector(f"swissborg/{case['roots']}"), vector(f"swissborg/{case['user']}")
        found = inspect(user, roots, secret=secret(case["credential"]))
        assert found.root == read(roots)["audit"]["commitment"]["digest"]
        if case["expect"] is None:
            assert (found.verdict, found.refusal.reason) == (Verdict.REFUSED, "path_leads_elsewhere")
        else:
            assert found.verdict is Verdict.SOUND
            assert amounts(found.shown) == case["expect"]

    def test_there_are_nine(self, vector):
        assert len(read(vector("swissborg/expected.json"))) == CASES

    @pytest.mark.parametrize("number", range(1, 9))
    def test_the_hash_over_all_assets_by_hand(self, number, vector, inspect):
        path = vector(f"swissborg/auditRoots_{number}.json")
        audit = read(path)["audit"]
        rows = sorted(audit["partitions"], key=lambda row: row["currency"].upper())
        text = "SB PoL - Audit commitment hash"
        for row in rows:
            text += f",{row['id']},{row['commitment']['liability']},{row['commitment']['digest']}"
        assert sha(text) == audit["commitment"]["digest"] == inspect(path).root
        assert inspect(path).verdict is Verdict.SOUND

    def test_one_leaf_by_hand(self, vector):
        """Credential → day → asset → place: the leaf is what its neighbour's file shows as the witness."""
        case = read(vector("swissborg/expected.json"))[0]
        user = read(vector(f"swissborg/{case['user']}"))
        first, second = user["liabilities"][:2]
        key = case["credential"]
        for text in (
            f"SB PoL - Audit nonce derivation,{user['audit_id']}",
            "SB PoL - Currency Merkle tree nonce derivation,GBP",
            f"SB PoL - Leaf nonce derivation,{first['proof']['leaf_index']}",
        ):
            key = hmac.new(key.encode(), text.encode(), "sha256").hexdigest()
        leaf = sha(f"leaf,{key},{user['user_id']},{first['liability']}")
        assert leaf == second["proof"]["witnesses"][0]["digest"]

    def test_without_roots_or_credential_nothing_can_be_told(self, vector, inspect):
        user, roots = vector("swissborg/userLiab_1.json"), vector("swissborg/auditRoots_1.json")
        assert inspect(user).missing == ("roots",)
        found = inspect(user, roots)
        assert (found.verdict, found.missing) == (Verdict.UNTOLD, ("credential",))

    def test_the_roots_of_another_day_are_refused(self, vector, inspect, secret):
        user, roots = vector("swissborg/userLiab_1.json"), vector("swissborg/auditRoots_2.json")
        found = inspect(user, roots, secret=secret("20000f995b5305144c082ad3443bf4db"))
        assert found.refusal.reason == "other_snapshot"

    def test_the_two_files_may_come_in_either_order(self, vector, inspect, secret):
        user, roots = vector("swissborg/userLiab_1.json"), vector("swissborg/auditRoots_1.json")
        key = secret("20000f995b5305144c082ad3443bf4db")
        assert inspect(user, roots, secret=key) == inspect(roots, user, secret=key)


class TestOkx:
    def test_the_real_path_of_24_levels(self, vector, inspect):
        path = vector("okx/merkle_proof_file.json")
        found = inspect(path)
        assert (found.root[:8], found.root[-5:], found.nodes) == ("ac6b39d2", "4160d", 24)
        assert amounts(found.totals) == {
            "BTC": "95088.55505656",
            "ETH": "939953.49090361",
            "USDT": "3137909428.88369702",
        }
        assert found.verdict is Verdict.UNSAFE
        assert Claim.TOTAL in found.cannot

    def test_its_root_by_hand(self, vector, inspect):
        path = vector("okx/merkle_proof_file.json")
        file = read(path)
        own = file["self"]
        at = sha(own["nonce"] + json.dumps(own["balances"], separators=(",", ":")))
        held = {asset: Decimal(own["balances"][asset]) for asset in ("BTC", "ETH", "USDT")}
        for row in file["path"][:-1]:
            held = {asset: amount + Decimal(row["balances"][asset]) for asset, amount in held.items()}
            pair = row["hash"] + at if row["type"] == 1 else at + row["hash"]
            at = sha(pair + "".join(map(plain, held.values())) + str(row["height"] + 1))
        assert at == inspect(path).root == file["path"][-1]["hash"]

    def test_the_whole_tree_and_the_customer_in_it(self, vector, inspect):
        tree, user = vector("okx/full-liabilities-merkle-tree.txt"), vector("okx/user_info_file.json")
        rows = tree.read_text("utf-8").splitlines()
        found = inspect(tree, user)
        assert (found.nodes, found.root[:8]) == (len(rows), "9e98ebde")
        assert found.root == rows[0].split(",")[0]
        assert amounts(found.totals) == json.loads(rows[0].split(",", 2)[2])
        assert amounts(found.shown) == {"BTC": "0.00005"}
        assert (found.verdict, found.missing) == (Verdict.UNSAFE, ())
        assert inspect(user, tree) == found
        assert inspect(tree).shown == ()

    def test_23_nodes_of_it_by_hand(self, vector):
        """Right to left within a level; a copy with nothing in it, where a level is odd, has no children."""
        lines = [
            line.split(",", 2)
            for line in vector("okx/full-liabilities-merkle-tree.txt").read_text("utf-8").splitlines()
        ]
        levels: dict[int, list[tuple[str, dict[str, str]]]] = {}
        for hash_, height, texts in lines:
            levels.setdefault(int(height), []).append((hash_, json.loads(texts)))
        checked = 0
        for height in range(2, max(levels) + 1):
            below, here = levels[height - 1][::-1], levels[height][::-1]
            for number in range(len(below) // 2):
                hash_, sums = here[number]
                assert hash_ == sha(
                    below[2 * number][0] + below[2 * number + 1][0] + "".join(sums.values()) + str(height)
                )
                checked += 1
        assert checked == 23

    def test_the_customers_file_without_the_tree_says_so(self, vector, inspect):
        found = inspect(vector("okx/user_info_file.json"))
        assert (found.missing, found.root) == (("tree",), "")


class TestBybit:
    ROOTS = ("8837e3a9", "8a9e4bb9", "16feee2e", "eb1d4834", "c91d5de0")

    @pytest.mark.parametrize(
        ("version", "root"), list(zip(("", "_v2", "_v3", "_v4", "_v5"), ROOTS, strict=True))
    )
    def test_a_version(self, version, root, vector, inspect):
        path = vector(f"bybit/mock_user_merkle_tree_path_40{version}.json")
        found = inspect(path)
        assert found.root.startswith(root)
        assert (found.verdict, found.refusal) == (Verdict.UNSAFE, None)
        assert found.root == self.by_hand(read(path))

    @staticmethod
    def by_hand(file) -> str:
        """These files write the assets in the order in which they are hashed."""
        own = file["self"]
        assert sha(own["userHash"] + "".join(own["balance"].values())) == own["hash"]
        at, held = own["hash"], {asset: Decimal(text) for asset, text in own["balance"].items()}
        for row in file["path"][:-1]:
            held = {asset: amount + Decimal(row["balance"][asset]) for asset, amount in held.items()}
            pair = row["hash"] + at if row["type"] == 1 else at + row["hash"]
            at = sha(pair + "".join(f"{amount:.8f}" for amount in held.values()) + str(row["height"] + 1))
        return at

    def test_the_order_in_the_file_does_not_matter(self, vector, inspect, kept):
        """Their own program hashes in its own order too."""
        file = read(vector("bybit/mock_user_merkle_tree_path_40_v5.json"))
        for row in (file["self"], *file["path"]):
            row["balance"] = dict(sorted(row["balance"].items()))
        assert inspect(kept("sorted.json", file)).refusal is None

    def test_an_account_is_compared_with_its_hash(self, vector, inspect):
        path = vector("bybit/mock_user_merkle_tree_path_40.json")
        own = read(path)["self"]["userHash"]
        assert inspect(path, account=own).refusal is None
        assert inspect(path, account="somebody").refusal.reason == "other_account"


def whole_tree(path: Path) -> tuple[str, int]:
    """The root and the total of a public tree, worked out from the leaves alone."""
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()[1:]]
    level = [(bytes.fromhex(hash_), int(text)) for hash_, text in rows[len(rows) // 2 :]]
    while len(level) > 1:
        level = [
            (
                hashlib.sha256(
                    left + one.to_bytes(8, "little") + right + other.to_bytes(8, "little")
                ).digest(),
                one + other,
            )
            for (left, one), (right, other) in zip(level[::2], level[1::2], strict=True)
        ]
    return level[0][0].hex(), level[0][1]


class TestBitmexAndRiver:
    def test_the_known_tree_of_river(self, vector, inspect):
        path = vector("river/test.csv")
        found = inspect(path)
        assert amounts(found.totals) == {"satoshi": "1000643641021"}
        assert (found.root, 1000643641021) == whole_tree(path)
        assert (found.verdict, found.nodes) == (Verdict.SOUND, 7)

    def test_the_tree_of_bitmex(self, vector, inspect):
        path = vector("bitmex/proof.csv")
        found = inspect(path)
        assert found.root.startswith("fc415707")
        assert (found.root, 2100004123460867) == whole_tree(path)
        assert amounts(found.totals) == {"satoshi": "2100004123460867"}
        assert (found.verdict, found.nodes) == (Verdict.SOUND, 31)

    def test_every_account_is_found_with_its_balance_and_one_owed_nothing_is_not(
        self, vector, inspect, secret
    ):
        nonces = dict(line.split(",") for line in vector("bitmex/nonces.txt").read_text("utf-8").split())
        owed = dict(
            line.split(",") for line in vector("bitmex/liabilities.csv").read_text("utf-8").split()[1:]
        )
        assert len(owed) == 8
        for account, amount in owed.items():
            found = inspect(vector("bitmex/proof.csv"), account=account, secret=secret(nonces[account]))
            if amount == "0":
                assert found.refusal.reason == "account_absent"
            else:
                assert (amounts(found.shown), found.verdict) == ({"satoshi": amount}, Verdict.SOUND)

    def test_the_nonce_of_another_account_finds_nothing(self, vector, inspect, secret):
        nonces = dict(line.split(",") for line in vector("bitmex/nonces.txt").read_text("utf-8").split())
        found = inspect(vector("bitmex/proof.csv"), account="1", secret=secret(nonces["2"]))
        assert (found.verdict, found.refusal.reason) == (Verdict.REFUSED, "account_absent")

    def test_with_the_snapshots_nonce_the_account_is_not_bound(self, vector, inspect, secret):
        """It finds the leaves whatever number is given: so one leaf can be given to two accounts."""
        nonces = dict(line.split(",") for line in vector("bitmex/nonces.txt").read_text("utf-8").split())
        parts = bytes.fromhex(nonces["4"]), (900_000).to_bytes(8, "little"), (4).to_bytes(8, "little")
        made = hashlib.sha256(b"".join(parts)).hexdigest()
        for account in ("4", "5"):
            found = inspect(vector("bitmex/proof.csv"), account=account, secret=secret(made))
            assert amounts(found.shown) == {"satoshi": "4000000000"}
            assert (found.verdict, Claim.ACCOUNT in found.cannot) == (Verdict.UNSAFE, True)


class TestGaloy:
    def test_five_customers_under_one_root(self, vector, inspect):
        path = vector("galoy/generated_by_0.1.15.json")
        file = read(path)
        assert len(file["proofs"]) == 5
        found = inspect(path)
        assert (found.root, amounts(found.totals)) == (file["root"]["hash"], {"satoshi": "4123460866"})
        assert found.refusal is None
        for proof in file["proofs"]:
            one = inspect(path, account=proof["accountId"])
            assert amounts(one.shown) == {"satoshi": str(proof["totalBalance"])}

    def test_each_customer_alone_with_the_published_root(self, vector, inspect, kept):
        file = read(vector("galoy/generated_by_0.1.15.json"))
        root = kept("root.json", {"root": file["root"]})
        for proof in file["proofs"]:
            found = inspect(kept("proof.json", proof), root)
            assert (found.refusal, found.missing, found.root) == (None, (), file["root"]["hash"])
            assert inspect(kept("proof.json", proof)).missing == ("published_root",)

    def test_the_root_by_hand(self, vector):
        levels = read(vector("galoy/generated_by_0.1.15.json"))["tree"]
        row = [(one["hash"], one["sum"]) for one in levels[-1]]
        while len(row) > 1:
            row = [
                (sha(f"{left}{one}{right}{other}"), one + other)
                for (left, one), (right, other) in zip(row[::2], row[1::2], strict=True)
            ]
        assert row == [(levels[0][0]["hash"], 4123460866)]


class TestLproof:
    def test_the_complete_tree_holds_the_accounts(self, vector, inspect):
        path = vector("lproof/complete_tree.json")
        found = inspect(path)
        accounts = read(vector("lproof/accounts.json"))
        assert (found.verdict, found.nodes) == (Verdict.SOUND, 2 * len(accounts) - 1)
        assert amounts(found.totals) == {"": "37618"}
        assert sum(int(one["balance"]) for one in accounts) == 37618
        for one in accounts:
            shown = amounts(inspect(path, account=one["user"]).shown)
            assert shown == ({"": one["balance"]} if one["balance"] != "0" else {})

    def test_the_root_by_hand(self, vector, inspect):
        path = vector("lproof/complete_tree.json")
        rows = [row["data"] for row in read(path)]
        below = len(rows) // 2
        nodes = [(0, "")] * below + [
            (int(row["sum"]), sha(f"{row['user']}|{row['sum']}|{row['nonce']}")) for row in rows[below:]
        ]
        for at in reversed(range(below)):
            (one, left), (other, right) = nodes[2 * at + 1], nodes[2 * at + 2]
            nodes[at] = (one + other, sha(f"{one + other}|{left}|{right}"))
        assert nodes[0] == (37618, inspect(path).root)

    def test_a_list_of_accounts_is_no_proof(self, vector, inspect):
        with pytest.raises(ForeignProofUnreadable, match="no format that is known"):
            inspect(vector("lproof/accounts.json"))
