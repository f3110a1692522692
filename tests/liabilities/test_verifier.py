"""The one-file verifier: what it says and how it ends. It shares no code with the package, and agrees with it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import proof_example
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from liability_world import MALFORMED_PROOFS, MALFORMED_SNAPSHOTS, books, built, debt, owed, published

from hozen.faces.verifier import hozen_verify, verifier_text
from hozen.rules.liabilities import (
    CustomerProof,
    Fault,
    ProofRefused,
    Side,
    Snapshot,
    check_proof,
    commitment,
    cut_proof,
    proof_text,
    read_proof,
    read_snapshot,
    snapshot_text,
)
from hozen.rules.liabilities.merkle_sum_tree import Node, parent

COMMITMENT = str(proof_example.snapshot_file()["commitment"])
HOLDS, CANNOT, FAILS = 0, 1, 2
SOURCE = Path(hozen_verify.__file__)


def verify(
    folder: Path,
    *more: str,
    snapshot: Any = None,
    proof: Any = None,
    account: str = "1001",
    commitment: str = COMMITMENT,
) -> tuple[int, str]:
    """Exit code and what is printed, for the worked example unless told otherwise."""
    files = {"snapshot.json": snapshot, "proof.json": proof}
    made = {"snapshot.json": proof_example.snapshot_file(), "proof.json": proof_example.proof_of("1001")}
    for name, content in files.items():
        said = content if isinstance(content, str) else json.dumps(made[name] if content is None else content)
        (folder / name).write_text(said, encoding="utf-8")
    paths = [str(folder / name) for name in files]
    code, lines = hozen_verify.main([*paths, f"--account={account}", f"--published={commitment}", *more])
    return code, "\n".join(lines)


def proof_with(change: dict[str, Any], part: dict[str, Any] | None = None) -> dict[str, Any]:
    proof: dict[str, Any] = json.loads(json.dumps(proof_example.proof_of("1001")))
    proof["holdings"][0]["parts"][0].update(part or {})
    return {**proof, **change}


class TestHolds:
    def test_the_balance_the_total_and_what_is_not_shown(self, tmp_path) -> None:
        code, said = verify(tmp_path, "--balance", "BTC=1.5")
        assert code == HOLDS
        assert "BTC owed to you: yours 1.50000000, of all 1.80000000  (as you say)" in said
        assert "NOT shown: that the assets are there, and" in said

    def test_the_odds_of_an_omission(self, tmp_path) -> None:
        # 1 − 0.95^10 = 40.126…%, cut; 1 − 0.99^100 = 63.396…%; one omitted: the share itself
        said = verify(tmp_path)[1]
        assert "if 5% of customers check: 1 left out 5.00%, 10 left out 40.12%" in said
        assert "100 left out 63.39%" in said

    def test_a_balance_that_is_not_given_is_told_to_be_open(self, tmp_path) -> None:
        assert "NOT compared: give --balance" in verify(tmp_path)[1]

    @pytest.mark.parametrize(
        "said", ["BTC=1.5", "BTC=1.50000000", "BTC:owed=1.500000000000", "ETH=0", "BTC:debt=0"]
    )
    def test_a_balance_may_be_written_with_more_or_fewer_zeros(self, tmp_path, said) -> None:
        assert verify(tmp_path, "--balance", said)[0] == HOLDS

    def test_in_japanese(self, tmp_path) -> None:
        code, said = verify(tmp_path, "--lang", "ja", "--balance", "BTC=1.5")
        assert code == HOLDS
        assert "BTC 債権：あなた 1.50000000、全体 1.80000000（申告どおり）" in said

    def test_a_unicode_account_and_all_its_assets(self, tmp_path) -> None:
        proof = proof_example.proof_of("利用者-7")
        code, said = verify(
            tmp_path, "--balance=ETH=20", "--balance=BTC=0.3", proof=proof, account="利用者-7"
        )
        assert (code, said.count("as you say")) == (HOLDS, 2)


class TestDoesNotHold:
    @pytest.mark.parametrize(
        "said", ["BTC=1.4", "BTC=1.500000001", "BTC=0", "ETH=1", "DOGE=5", "BTC:debt=0.1"]
    )
    def test_another_balance(self, tmp_path, said) -> None:
        code, word = verify(tmp_path, "--balance", said)
        assert (code, "the balance DIFFERS" in word) == (FAILS, True)

    @pytest.mark.parametrize("account", ["1002", "10010", "１００１", " 1001", "利用者-7"])
    def test_another_account(self, tmp_path, account) -> None:
        assert verify(tmp_path, account=account) == (FAILS, "DOES NOT HOLD: this account is NOT in the proof")

    def test_a_file_that_holds_nothing(self, tmp_path) -> None:
        assert "NOT in the proof" in verify(tmp_path, proof=proof_with({"holdings": []}))[1]

    def test_another_commitment(self, tmp_path) -> None:
        code, said = verify(tmp_path, commitment="00" * 32)
        assert (code, said) == (FAILS, "DOES NOT HOLD: the snapshot is NOT the published one")

    @pytest.mark.parametrize("change", [{"total": "179999999"}, {"root": "00" * 32}, {"decimals": 9}])
    def test_a_snapshot_that_was_changed(self, tmp_path, change) -> None:
        snapshot: dict[str, Any] = json.loads(json.dumps(proof_example.snapshot_file()))
        snapshot["trees"][0].update(change)
        assert "NOT the published one" in verify(tmp_path, snapshot=snapshot)[1]

    def test_a_proof_of_another_snapshot(self, tmp_path) -> None:
        code, said = verify(tmp_path, proof=proof_with({"commitment": "ab" * 32}))
        assert (code, "ANOTHER snapshot" in said) == (FAILS, True)

    @pytest.mark.parametrize(
        ("part", "word"),
        [
            ({"units": "68151711"}, "NOT lead to the published root"),
            ({"position": 0}, "NOT lead to the published root"),
            ({"path": []}, "NOT fit the published trees"),
            ({"position": 8}, "NOT fit the published trees"),
        ],
    )
    def test_a_part_that_was_changed(self, tmp_path, part, word) -> None:
        code, said = verify(tmp_path, proof=proof_with({}, part))
        assert (code, word in said) == (FAILS, True)

    def test_a_refusal_in_japanese(self, tmp_path) -> None:
        said = verify(tmp_path, "--lang=ja", account="1002")[1]
        assert said == "不成立：この口座は証明に含まれていません"


class TestForged:
    """Lies that hang together: the exchange publishes the commitment of a snapshot that is not as it must be."""

    def told(self, folder: Path, snapshot: Snapshot, proof: CustomerProof) -> tuple[int, str]:
        files = {
            "snapshot": snapshot_text(snapshot),
            "proof": proof_text(replace(proof, commitment=commitment(snapshot))),
        }
        return verify(folder, **files, commitment=commitment(snapshot).hex())

    def test_a_total_below_the_roots(self, tmp_path) -> None:
        honest = built(owed("1001", "BTC", 100), owed("2", "BTC", 60))
        (tree,) = honest.snapshot.trees
        lie = replace(honest.snapshot, trees=(replace(tree, total=100),))
        code, said = self.told(tmp_path, lie, cut_proof(honest, "1001"))
        assert (code, "the published total is NOT the root's" in said) == (FAILS, True)

    def test_a_sum_that_would_wrap_around(self, tmp_path) -> None:
        honest = built(owed("1001", "BTC", 2**127), owed("2", "BTC", 60))
        proof = cut_proof(honest, "1001")
        first, *others = proof.holdings[0].parts
        path = (Node(first.path[0].hash, 2**128 - 1), *first.path[1:])
        parts = (replace(first, units=max(first.units, 1), path=path), *others)
        lie = replace(proof, holdings=(replace(proof.holdings[0], parts=parts),))
        code, said = self.told(tmp_path, honest.snapshot, lie)
        assert (code, "a sum beyond 128 bits" in said) == (FAILS, True)

    def test_leaves_out_of_order(self, tmp_path) -> None:
        honest = built(owed("1001", "BTC", 10**9), parts=2)
        right, left = honest.trees[Side.OWED, "BTC"].levels[0]
        proof, (tree,) = cut_proof(honest, "1001"), honest.snapshot.trees
        turned = tuple(replace(part, position=1 - part.position) for part in proof.holdings[0].parts)
        lie = replace(honest.snapshot, trees=(replace(tree, root=parent(left, right).hash),))
        shown = replace(proof, holdings=(replace(proof.holdings[0], parts=turned),))
        code, said = self.told(tmp_path, lie, shown)
        assert (code, "NOT fit the published trees" in said) == (FAILS, True)

    def test_a_holding_twice_is_no_proof(self, tmp_path) -> None:
        honest = built(owed("1001", "BTC", 10**9))
        proof = cut_proof(honest, "1001")
        twice = replace(proof, holdings=proof.holdings * 2)
        assert self.told(tmp_path, honest.snapshot, twice)[0] == CANNOT


class TestCannotBeChecked:
    @pytest.mark.parametrize(
        "said", ["", "{", "null", "[" * 100_000, '{"format":"x","format":"x"}', '"\\ud800"']
    )
    def test_files_that_are_none(self, tmp_path, said) -> None:
        assert verify(tmp_path, proof=said)[0] == CANNOT
        assert verify(tmp_path, snapshot=said)[0] == CANNOT

    @pytest.mark.parametrize("change", MALFORMED_PROOFS)
    def test_a_proof_that_is_not_in_the_form(self, tmp_path, change) -> None:
        proof = proof_with({})
        change(proof)
        assert verify(tmp_path, proof=proof)[0] == CANNOT

    @pytest.mark.parametrize("change", MALFORMED_SNAPSHOTS)
    def test_a_snapshot_that_is_not_in_the_form(self, tmp_path, change) -> None:
        snapshot = json.loads(json.dumps(proof_example.snapshot_file()))
        change(snapshot)
        assert verify(tmp_path, snapshot=snapshot)[0] == CANNOT

    def test_a_field_that_stands_twice(self, tmp_path) -> None:
        twice = json.dumps(proof_example.proof_of("1001")).replace('"kind"', '"kind": "proof", "kind"')
        assert "a field twice" in verify(tmp_path, proof=twice)[1]

    def test_a_file_cut_off(self, tmp_path) -> None:
        whole = json.dumps(proof_example.proof_of("1001"))
        for end in range(0, len(whole), 211):
            assert verify(tmp_path, proof=whole[:end])[0] == CANNOT

    def test_no_file(self) -> None:
        code, (said,) = hozen_verify.main(["nowhere", "nowhere", "--account=1", f"--published={COMMITMENT}"])
        assert (code, said.startswith("CANNOT BE CHECKED")) == (CANNOT, True)

    @pytest.mark.parametrize(
        "said", ["BTC", "=1", "BTC=-1", "BTC=1e3", "BTC=１", "BTC=.5", "BTC=1.", "BTC=1,5"]
    )
    def test_a_balance_that_is_no_figure(self, tmp_path, said) -> None:
        assert verify(tmp_path, "--balance", said)[0] == CANNOT

    def test_a_command_used_wrongly_is_no_verdict(self) -> None:
        assert hozen_verify.main(["only-one-file"])[0] == CANNOT
        assert hozen_verify.main(["--help"])[0] == HOLDS

    @pytest.mark.parametrize("account", ["", "\udcff"])
    def test_an_account_that_is_no_text(self, tmp_path, account) -> None:
        assert verify(tmp_path, account=account)[0] == CANNOT

    def test_a_name_cannot_write_over_the_screen(self, tmp_path) -> None:
        # An asset named so that a terminal would show another first line.
        found = built(owed("1001", "\x1b[2J\rHOLDS", 5), parts=3)
        made = {
            "snapshot": json.loads(snapshot_text(found.snapshot)),
            "proof": proof_text(cut_proof(found, "1001")),
        }
        code, said = verify(tmp_path, **made, commitment=published(found).hex())
        assert code == HOLDS
        assert "\x1b" not in said
        assert "\r" not in said


class TestAgainstThePackage:
    @given(books())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    def test_what_holds_for_one_holds_for_the_other(self, tmp_path, rows) -> None:
        found = built(*rows)
        snapshot, commitment = snapshot_text(found.snapshot), published(found).hex()
        for account in {one.account for one in rows if one.units}:
            proof = proof_text(cut_proof(found, account))
            said = verify(tmp_path, snapshot=snapshot, proof=proof, account=account, commitment=commitment)
            assert said[0] == HOLDS

    @given(st.data())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_one_sign_changed_anywhere_is_judged_alike(self, tmp_path, data) -> None:
        whole = json.dumps(proof_example.proof_of("1001"), separators=(",", ":"))
        at = data.draw(st.integers(0, len(whole) - 1))
        changed = whole[:at] + data.draw(st.sampled_from('0123456789abcdef"{}[],:-. ')) + whole[at + 1 :]
        assert verify(tmp_path, proof=changed)[0] == self._by_the_package(changed)

    def _by_the_package(self, changed: str) -> int:
        snapshot, claimed = read_snapshot(json.dumps(proof_example.snapshot_file()))
        try:
            check_proof(snapshot, read_proof(changed), "1001", claimed)
        except ProofRefused as error:
            return CANNOT if error.fault is Fault.MALFORMED else FAILS
        return HOLDS

    def test_debts_are_shown_as_debts(self, tmp_path) -> None:
        found = built(owed("1001", "BTC", 500), debt("1001", "BTC", 30_000_000))
        made = {"snapshot": snapshot_text(found.snapshot), "proof": proof_text(cut_proof(found, "1001"))}
        code, said = verify(tmp_path, "--balance=BTC:debt=0.3", **made, commitment=published(found).hex())
        assert (code, "BTC owed by you: yours 0.30000000, of all 0.30000000  (as you say)" in said) == (
            HOLDS,
            True,
        )
        shown = check_proof(found.snapshot, cut_proof(found, "1001"), "1001", published(found))
        assert [(one.side, one.units) for one in shown] == [(Side.OWED, 500), (Side.DEBT, 30_000_000)]


class TestTheFile:
    def test_it_is_short_and_needs_the_standard_library_only(self) -> None:
        assert len(verifier_text().splitlines()) < 325  # Ed25519 takes seventy of them
        imported = {
            (one.module or "") if isinstance(one, ast.ImportFrom) else alias.name
            for one in ast.walk(ast.parse(verifier_text()))
            if isinstance(one, ast.Import | ast.ImportFrom)
            for alias in one.names
        }
        assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names

    def test_an_older_python_can_read_it(self) -> None:
        ast.parse(verifier_text(), feature_version=(3, 9))

    def test_it_runs_alone_and_in_a_terminal_that_knows_ascii_only(self, tmp_path) -> None:
        verify(tmp_path)
        alone = tmp_path / "hozen_verify.py"
        alone.write_text(verifier_text(), encoding="utf-8")
        words = ["snapshot.json", "proof.json", "--account=1001", f"--published={COMMITMENT}", "--lang=ja"]
        env = {"PYTHONIOENCODING": "ascii", "PATH": ""}
        for balance, code in (("BTC=1.5", HOLDS), ("BTC=1", FAILS), ("BTC", CANNOT)):
            done = subprocess.run(
                [sys.executable, "-I", str(alone), *words, f"--balance={balance}"],
                cwd=tmp_path,
                env=env,
                capture_output=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (code, b"")

    def test_every_word_is_there_in_both_languages(self) -> None:
        for english, japanese in hozen_verify.WORDS.values():
            assert english.count("{}") == japanese.count("{}")
            assert english.isascii()
