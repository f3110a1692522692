"""From a book to a snapshot: what is owed per the ledger is what is proven, on both engines; each customer finds theirs."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from close_book import BTC, ETH, FRIDAY, SmallExchange, owed

from hozen.faces.verifier import verifier_text
from hozen.records import RowsRefused
from hozen.rules.liabilities import (
    NO_PREVIOUS,
    AccountBalance,
    ChainPoint,
    DerivedSecrets,
    LiabilitiesRefused,
    Opening,
    Side,
    build,
    check_proof,
    commitment,
    proof_text,
)
from hozen.rules.liabilities import Ledger as Liabilities
from hozen.workflows.snapshot import building
from hozen.workflows.snapshot.auditing import Audited, audit_snapshot
from hozen.workflows.snapshot.building import How
from hozen.workflows.snapshot.cutting import cut_proof_of
from hozen.workflows.snapshot.day_folder import PublicDay
from hozen.workflows.snapshot.errors import SnapshotFolderRefused
from hozen.workflows.snapshot.of_book import snapshot
from hozen.workflows.snapshot.secret_store import MasterSecret, SecretStoreRefused, open_secrets

D = "2026-11-20"


def secret() -> MasterSecret:
    return open_secrets(Path(os.environ["HOZEN_SECRETS"]), Path(os.environ["HOZEN_SECRETS_KEY"]))


def with_debts_and_chains(exchange: SmallExchange) -> SmallExchange:
    """C1 owes 3 BTC besides. Two readings of one chain; one statement without a block."""
    exchange.add("customer_debts", owed("C1", "BTC", 3 * BTC))
    reading = {"day": D, "chain": "bitcoin", "read_at": "2026-11-20T14:59:00Z"}
    exchange.add(
        "chain_cutoffs",
        {**reading, "keeper": "self", "height": "900001", "hash": "00aa"},
        {**reading, "keeper": "bank", "height": "900000", "hash": "0099"},
        {**reading, "keeper": "late", "height": "", "hash": ""},
    )
    return exchange


def by_hand(previous: bytes = NO_PREVIOUS) -> bytes:
    """The commitment out of the plain builder, from figures written down here and not read from the book."""
    opening = Opening("small", datetime(2026, 11, 20, 15, tzinfo=UTC), 2, previous)
    rows = [
        AccountBalance("C1", Side.OWED, "BTC", 600_000_000),
        AccountBalance("C1", Side.OWED, "JPY", 1_000_000),
        AccountBalance("C2", Side.OWED, "BTC", 400_000_000),
        AccountBalance("C2", Side.OWED, "ETH", 100 * 10**18),
        AccountBalance("C2", Side.OWED, "JPY", 500_000),
        AccountBalance("C1", Side.DEBT, "BTC", 300_000_000),
    ]
    ledger = Liabilities({"BTC": 8, "ETH": 18, "JPY": 0}, tuple(rows))
    chains = [ChainPoint("bitcoin", 900001, "00aa")]
    found = build(opening, ledger, DerivedSecrets(secret().master), chains, "hozen 0.1.0")
    return commitment(found.snapshot)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_commitment_is_that_of_the_plain_builder(exchange, workers) -> None:
    book = with_debts_and_chains(exchange).write()
    assert snapshot(book, FRIDAY, how=How(workers)).commitment == by_hand()


@pytest.mark.spark
def test_spark_comes_to_the_same_commitment(exchange, spark_engine) -> None:
    book = with_debts_and_chains(exchange).write()
    assert snapshot(book, FRIDAY, engine="spark").commitment == by_hand()


def test_debts_are_not_netted(exchange) -> None:
    """C1 is owed 6 BTC and owes 3: 10 BTC are proven as owed to customers, and 3 as owed by them."""
    built = snapshot(with_debts_and_chains(exchange).write(), FRIDAY)
    totals = {(one.side, one.asset): one.total for one in built.snapshot.trees}
    assert totals == {
        (Side.OWED, "BTC"): 10 * BTC,
        (Side.OWED, "ETH"): 100 * ETH,
        (Side.OWED, "JPY"): 1_500_000,
        (Side.DEBT, "BTC"): 3 * BTC,
    }


class TestOneCustomer:
    def test_every_customer_s_file_holds_against_the_published_commitment(self, exchange) -> None:
        built = snapshot(with_debts_and_chains(exchange).write(), FRIDAY)
        for account, held in {
            "C1": {(Side.OWED, "BTC"): 6 * BTC, (Side.OWED, "JPY"): 1_000_000, (Side.DEBT, "BTC"): 3 * BTC},
            "C2": {
                (Side.OWED, "BTC"): 4 * BTC,
                (Side.OWED, "ETH"): 100 * ETH,
                (Side.OWED, "JPY"): 500_000,
            },
        }.items():
            cut = cut_proof_of(built, secret(), account)
            proven = check_proof(built.snapshot, cut, account, built.commitment, held)
            assert {(one.side, one.asset): one.units for one in proven} == held

    def test_the_one_file_program_says_so_too(self, exchange, tmp_path) -> None:
        built = snapshot(exchange.write(), FRIDAY)
        (tmp_path / "verify.py").write_text(verifier_text(), encoding="utf-8")
        (tmp_path / "proof.json").write_text(
            proof_text(cut_proof_of(built, secret(), "C1")), encoding="utf-8"
        )
        for balance, code in (("BTC=6", 0), ("BTC=6.00000001", 2)):
            words = ["--account", "C1", "--published", built.commitment.hex(), "--balance", balance]
            words += ["--balance", "JPY=1000000"]
            program = [sys.executable, "verify.py", str(built.folder / "snapshot.json"), "proof.json"]
            done = subprocess.run([*program, *words], cwd=tmp_path, capture_output=True, check=False)
            assert done.returncode == code

    def test_nobody_by_that_name(self, exchange) -> None:
        built = snapshot(exchange.write(), FRIDAY)
        with pytest.raises(LiabilitiesRefused, match="without a balance"):
            cut_proof_of(built, secret(), "C3")

    def test_a_customer_without_a_balance_has_no_proof(self, exchange) -> None:
        exchange.add("customers", {"customer_id": "C3"}).add("customer_balances", owed("C3", "BTC", 0))
        built = snapshot(exchange.write(), FRIDAY)
        with pytest.raises(LiabilitiesRefused, match="without a balance"):
            cut_proof_of(built, secret(), "C3")

    def test_other_secrets_find_nobody(self, exchange) -> None:
        built = snapshot(exchange.write(), FRIDAY)
        with pytest.raises(LiabilitiesRefused, match="without a balance"):
            cut_proof_of(built, MasterSecret("small", bytes(32)), "C1")

    @pytest.mark.parametrize("lost", ["holdings.index", "trees/0000.levels"])
    def test_private_files_that_are_gone(self, exchange, lost) -> None:
        built = snapshot(exchange.write(), FRIDAY)
        (built.folder.parent / "private" / lost).unlink()
        with pytest.raises(SnapshotFolderRefused, match="private files"):
            cut_proof_of(built, secret(), "C1")

    def test_private_files_that_were_cut_short(self, exchange) -> None:
        built = snapshot(exchange.write(), FRIDAY)
        path = built.folder.parent / "private" / "trees" / "0000.levels"
        path.write_bytes(path.read_bytes()[:-48])
        with pytest.raises(SnapshotFolderRefused, match="private files"):
            cut_proof_of(built, secret(), "C1")


class TestFromDayToDay:
    def test_each_follows_the_one_before(self, exchange, tmp_path) -> None:
        book = with_debts_and_chains(exchange).on("2026-11-19").write()
        first = snapshot(book, FRIDAY.replace(day=19), to=tmp_path / "snaps")
        second = snapshot(book, FRIDAY, to=tmp_path / "snaps")
        assert first.snapshot.opening.previous == NO_PREVIOUS
        assert second.snapshot.opening.previous == first.commitment
        assert second.commitment == by_hand(first.commitment)

    @pytest.mark.parametrize("day", [20, 19])
    def test_no_day_is_built_twice_nor_before_a_later_one(self, exchange, tmp_path, day) -> None:
        book = exchange.on("2026-11-19").write()
        there = snapshot(book, FRIDAY, to=tmp_path / "snaps")
        before = (there.folder / "snapshot.json").read_bytes()
        with pytest.raises(SnapshotFolderRefused, match="there already"):
            snapshot(book, FRIDAY.replace(day=day), to=tmp_path / "snaps")
        assert sorted(one.name for one in (tmp_path / "snaps").iterdir()) == [".lock", D]
        assert (there.folder / "snapshot.json").read_bytes() == before


class TestOneAtATime:
    def test_what_a_killed_build_left_is_cleared_away(self, exchange, tmp_path) -> None:
        left = tmp_path / "snaps" / ".building" / "private"
        left.mkdir(parents=True)
        (left / "half").write_bytes(b"x")
        snapshot(exchange.write(), FRIDAY, to=tmp_path / "snaps")
        assert sorted(one.name for one in (tmp_path / "snaps").iterdir()) == [".lock", D]

    def test_while_another_process_builds(self, exchange, tmp_path) -> None:
        """The other one's half-built folder is left alone."""
        other = tmp_path / "snaps" / ".building"
        other.mkdir(parents=True)
        with (tmp_path / "snaps" / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(SnapshotFolderRefused, match="another process"):
                snapshot(exchange.write(), FRIDAY, to=tmp_path / "snaps")
        assert other.is_dir()

    def test_a_disk_that_is_full(self, exchange, tmp_path, monkeypatch) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device", "0000.levels")

        monkeypatch.setattr(building, "build_trees", full)
        with pytest.raises(SnapshotFolderRefused, match="cannot be written") as refused:
            snapshot(exchange.write(), FRIDAY, to=tmp_path / "snaps")
        assert (refused.value.where, refused.value.found) == ("0000.levels", "No space left on device")
        assert [one.name for one in (tmp_path / "snaps").iterdir()] == [".lock"]


class TestBadInput:
    """At the door of the book, with file and line; nothing is built."""

    @pytest.mark.parametrize(
        "row",
        [
            owed("C1", "ETH", -1),
            owed("C1", "ETH", 2**128),
            owed("C1", "BTC", 6 * BTC),  # C1's BTC stands twice
            owed("C9", "BTC", 1),  # no such customer
            owed("C1", "XYZ", 1),  # no such asset
        ],
        ids=["negative", "beyond 128 bits", "twice", "nobody", "no asset"],
    )
    def test_a_row_that_cannot_be(self, exchange, tmp_path, row) -> None:
        with pytest.raises(RowsRefused, match="customer_balances"):
            snapshot(exchange.add("customer_balances", row).write(), FRIDAY, to=tmp_path / "snaps")
        assert not (tmp_path / "snaps").exists()

    def test_an_id_that_the_format_cannot_hold(self, exchange, tmp_path) -> None:
        """255 bytes pass; one more does not. 85 signs of three bytes are 255."""
        for name, fits in (("客" * 85, True), ("客" * 85 + "x", False)):
            exchange.tables["customers"].append({"customer_id": name})
            exchange.tables["customer_balances"].append(owed(name, "BTC", 1))
            if fits:
                built = snapshot(exchange.write(), FRIDAY, to=tmp_path / "snaps")
                assert cut_proof_of(built, secret(), name).holdings[0].asset == "BTC"
            else:
                with pytest.raises(LiabilitiesRefused, match="account id"):
                    snapshot(exchange.write(), FRIDAY, to=tmp_path / "more")
        assert [one.name for one in (tmp_path / "more").iterdir()] == [".lock"]

    @pytest.mark.parametrize("parts", [0, 17])
    def test_parts(self, exchange, tmp_path, parts) -> None:
        with pytest.raises(LiabilitiesRefused, match="split"):
            snapshot(exchange.write(), FRIDAY, to=tmp_path / "snaps", parts=parts)

    def test_no_secrets(self, exchange, monkeypatch) -> None:
        monkeypatch.delenv("HOZEN_SECRETS")
        with pytest.raises(SecretStoreRefused):
            snapshot(exchange.write(), FRIDAY)

    def test_nobody_at_all(self, exchange) -> None:
        """A day with rows, all of them 0: each asset has an empty tree, of height 0 and total 0."""
        for row in exchange.tables["customer_balances"]:
            row["units"] = "0"
        built = snapshot(exchange.write(), FRIDAY)
        assert [(one.asset, one.total, one.height) for one in built.snapshot.trees] == [
            ("BTC", 0, 0),
            ("ETH", 0, 0),
            ("JPY", 0, 0),
        ]


class TestAudit:
    def audited(self, exchange: SmallExchange) -> Audited:
        return audit_snapshot(exchange.write(), FRIDAY)

    def test_all_is_as_published_and_there(self, exchange) -> None:
        """Customers' wallets: 9.7 + 0.3 BTC, 99 + 1 ETH, 1,500,000 yen in trust: what is owed, to the unit."""
        snapshot(with_debts_and_chains(exchange).write(), FRIDAY)
        found = self.audited(exchange)
        assert (found.is_of_ledger, found.is_solvent, found.differing) == (True, True, ())
        assert found.recomputed == by_hand()
        told = {
            one.asset: (one.proven, one.ledger, one.expected, one.there, one.surplus) for one in found.assets
        }
        assert told == {
            "BTC": (10 * BTC, 10 * BTC, 10 * BTC, 10 * BTC, 0),
            "ETH": (100 * ETH, 100 * ETH, 100 * ETH, 100 * ETH, 0),
            "JPY": (1_500_000, 1_500_000, 1_500_000, 1_500_000, 0),
        }

    @pytest.mark.parametrize(("missing", "is_solvent"), [(0, True), (1, False)])
    def test_one_unit_short(self, exchange, missing, is_solvent) -> None:
        exchange.put("wallet_balances", "units", str(3 * BTC // 10 - missing), wallet_id="btc-hot")
        snapshot(exchange.write(), FRIDAY)
        found = self.audited(exchange)
        assert (found.is_of_ledger, found.is_solvent) == (True, is_solvent)
        assert found.assets[0].surplus == -missing

    def test_a_deposit_that_is_not_credited_must_be_there_too(self, exchange) -> None:
        """One unit on its way in makes 10 BTC + 1 what must be there; 10 BTC are."""
        exchange.tables["transfers"] = [
            {
                "day": D,
                "transfer_id": "t",
                "asset": "BTC",
                "direction": "deposit",
                "seen_on": "chain",
                "units": "1",
                "expires": "2026-11-24",
            }
        ]
        snapshot(exchange.write(), FRIDAY)
        (btc,) = [one for one in self.audited(exchange).assets if one.asset == "BTC"]
        assert (btc.proven, btc.expected, btc.surplus) == (10 * BTC, 10 * BTC + 1, -1)

    def test_a_ledger_that_was_changed_afterwards(self, exchange) -> None:
        """Another total: the tree of ETH differs, and its proven total is not the ledger's."""
        snapshot(exchange.write(), FRIDAY)
        exchange.put("customer_balances", "units", str(100 * ETH - 1), customer_id="C2", asset="ETH")
        found = self.audited(exchange)
        assert (found.is_of_ledger, found.differing) == (False, ("owed ETH",))
        assert [one.asset for one in found.assets if not one.is_proven] == ["ETH"]

    def test_customers_who_changed_places(self, exchange) -> None:
        """The same totals, but a unit of BTC moved from C1 to C2 after the snapshot."""
        snapshot(exchange.write(), FRIDAY)
        exchange.put("customer_balances", "units", str(6 * BTC - 1), customer_id="C1", asset="BTC")
        exchange.put("customer_balances", "units", str(4 * BTC + 1), customer_id="C2", asset="BTC")
        found = self.audited(exchange)
        assert all(one.is_proven for one in found.assets)
        assert (found.is_of_ledger, found.differing) == (False, ("owed BTC",))

    def test_another_instant_than_the_end_of_the_day(self, exchange, monkeypatch) -> None:
        """What is called the day's end must be it: the same balances under noon's cut-off are no snapshot of the day."""
        noon = datetime(2026, 11, 20, 3, tzinfo=UTC)
        monkeypatch.setattr(building, "cut_off_of", lambda _: noon)
        snapshot(exchange.write(), FRIDAY)
        assert not self.audited(exchange).is_of_ledger

    def test_debts_that_were_left_out(self, exchange) -> None:
        snapshot(exchange.write(), FRIDAY)
        found = self.audited(exchange.add("customer_debts", owed("C1", "BTC", 1)))
        assert (found.is_of_ledger, found.differing) == (False, ("debt BTC",))

    def test_another_block_than_was_read(self, exchange) -> None:
        snapshot(with_debts_and_chains(exchange).write(), FRIDAY)
        exchange.put("chain_cutoffs", "hash", "00ab", keeper="self")
        found = self.audited(exchange)
        assert (found.is_of_ledger, found.differing) == (False, ("bitcoin",))

    def test_another_book_s_snapshot(self, exchange, tmp_path) -> None:
        built: PublicDay = snapshot(exchange.write(), FRIDAY)
        said = json.loads((built.folder / "snapshot.json").read_text(encoding="utf-8"))
        assert said["book"] == "small"
        with pytest.raises(SnapshotFolderRefused, match="no snapshot"):
            audit_snapshot(exchange.write(), FRIDAY, folder=tmp_path)
