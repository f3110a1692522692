"""Three verifiers of one specification: the page, the one-file program and the package say the same of the same files."""

from __future__ import annotations

from typing import Any

import pytest
from page_cases import Case, one_sign_changed, table
from page_world import ENTER, UNTIL

from hozen.faces.verifier import hozen_verify
from hozen.rules.liabilities import Fault, ProofRefused, check_proof, read_proof, read_snapshot

CODES = {"holds": 0, "cannot": 1, "fails": 2}

# Each case through the page's own fields, in one go: the files chosen, the texts typed, the button pressed.
DRIVE = f"""
async (cases) => {{
    {UNTIL}
    const enter = {ENTER};
    const verdict = document.getElementById("verdict");
    const found = [];
    for (const one of cases) {{
        await enter(one);
        document.getElementById("form").requestSubmit();
        await until(() => !verdict.hidden, "there was no verdict");
        found.push([verdict.dataset.verdict, verdict.dataset.fault]);
    }}
    return found;
}}
"""


def by_the_page(visit: Any, cases: list[Case]) -> list[list[str]]:
    """Verdict and fault of each case."""
    told = [
        {
            "files": {
                "snapshot": one.snapshot.decode("latin-1"),
                "proof": one.proof.decode("latin-1"),
            },
            "texts": {"account": one.account, "published": one.published},
        }
        for one in cases
    ]
    found: list[list[str]] = visit().page.evaluate(DRIVE, told)
    return found


def by_one_file(folder: Any, one: Case) -> int:
    (folder / "snapshot.json").write_bytes(one.snapshot)
    (folder / "proof.json").write_bytes(one.proof)
    files = [str(folder / "snapshot.json"), str(folder / "proof.json")]
    return hozen_verify.main([*files, f"--account={one.account}", f"--published={one.published}"])[0]


def by_the_package(one: Case) -> str:
    try:
        snapshot, _ = read_snapshot(one.snapshot.decode())
        proof = read_proof(one.proof.decode())
        check_proof(snapshot, proof, one.account, bytes.fromhex(one.published))
    except UnicodeDecodeError:
        return Fault.MALFORMED.value
    except ProofRefused as error:
        return error.fault.value.replace("_", " ")
    return ""


CASES = table()


class TestTheTable:
    def test_the_page_says_the_word_of_the_specification(self, visit) -> None:
        found = by_the_page(visit, CASES)
        assert [(one.name, one.fault) for one in CASES] == [
            (one.name, fault) for one, (_, fault) in zip(CASES, found, strict=True)
        ]
        kinds = {"": "holds", "malformed": "cannot"}
        assert [kinds.get(one.fault, "fails") for one in CASES] == [verdict for verdict, _ in found]

    @pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
    def test_the_one_file_program_agrees(self, tmp_path, one) -> None:
        expected = {"": 0, "malformed": 1}.get(one.fault, 2)
        assert by_one_file(tmp_path, one) == expected

    def test_every_fault_is_reached(self) -> None:
        words = {one.value.replace("_", " ") for one in Fault}
        # What differs from a typed balance is in test_page.py.
        assert {one.fault for one in CASES} == words - {"balance"} | {""}
        assert len({one.name for one in CASES}) == len(CASES)


def test_one_sign_changed_anywhere_is_judged_alike_by_all_three(visit, tmp_path) -> None:
    cases = list(one_sign_changed(step=11))
    found = by_the_page(visit, cases)
    assert len(cases) > 100
    assert len({fault for _, fault in found}) > 3
    for one, (verdict, fault) in zip(cases, found, strict=True):
        assert (one.name, fault) == (one.name, by_the_package(one))
        assert (one.name, CODES[verdict]) == (one.name, by_one_file(tmp_path, one))
