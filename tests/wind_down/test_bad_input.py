"""What may come in wrong, on the real command line: refused in words, nothing lost, nobody paid twice."""

from __future__ import annotations

import csv
import json
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from wind_case import CASE, ENGINE

from hozen.faces.cli import main
from hozen.workflows.wind_down import opened
from hozen.workflows.wind_down.case_book import At

TERMS = ("basis: per_asset", "pools: [trust_money]")
BANKS = ("--payer", "0001-001-1-1234567", "--payer-code", "1234567890", "--payer-name", "ｶﾝﾘﾆﾝ")
ON = ("--day", "2027-01-05")


class Office:
    """`hozen wind-down … BOOK CASE …` of one case: exit code, and all that it says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.book, self.books, self._capsys = folder / "book", folder / "books.sqlite", capsys
        self.rounds = self.book / "cases" / CASE / "rounds"

    def __call__(self, verb: str, *words: object) -> tuple[int, str]:
        code = main(["wind-down", verb, str(self.book), CASE, *map(str, words), "--books", str(self.books)])
        said = self._capsys.readouterr()
        return code, said.out + said.err

    def pay_files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.rounds.glob("*-pay-*")}


def bank(who: str, account: str) -> str:
    return f"{who},JPY,0005-123-1-{account},ﾔﾏﾀﾞ,verified"


@pytest.fixture
def office(sealed, tmp_path, capsys, monkeypatch) -> Office:
    """To open an engine is most of what a command costs; docs/how-to/wind-down.md opens one for each."""
    monkeypatch.setattr(opened, "engine_at_home", lambda *_: nullcontext(ENGINE))
    return Office(shutil.copytree(sealed, tmp_path / "case"), capsys)


def test_claims_and_estate_that_cannot_be(office, desk) -> None:
    code, said = office(
        "file", desk.claims("C1,JPY,1000001,2026-12-01", "C1,XRP,5,2026-12-01"), "--as", "sato"
    )
    assert (code, "unknown-asset" in said, "line 3" in said) == (1, True, True)
    assert office("file", desk.claims("C1,JPY,1000001,2026-12-01"), "--as", "sato")[0] == 0
    code, said = office("match", "--admit", "--as", "sato")  # a yen above the ledger: told, and in dispute
    assert (code, "more than the ledger" in said) == (2, True)
    code, said = office(
        "estate", "--pool", "trust_money", "--units", "-1500001", "--note", "costs", "--as", "sato"
    )
    assert (code, "below nothing" in said) == (1, True)
    code, said = office("claim", "admitted", "C1", "--asset", "JPY", "--units", "1000001", "--as", "sato")
    assert (code, "without a reason" in said) == (1, True)
    code, said = office("claim", "classed", "C1", "--asset", "JPY", "--as", "sato")
    assert (code, "without its asset or its class" in said) == (1, True)
    assert office("claim", "classed", "C1", "--asset", "JPY", "--priority", "later", "--as", "sato")[0] == 0


def test_more_comes_in_than_customers_lost_and_nobody_gets_more_than_his_claim(office, desk) -> None:
    office("match", "--admit", "--unfiled", "--as", "sato")
    office(
        "estate", "--pool", "trust_money", "--units", "9000000", "--note", "the thief paid", "--as", "sato"
    )
    code, said = office("plan", desk.terms(*TERMS), "--as", "sato", "--json")
    (money,) = [one for one in json.loads(said)["made"]["buckets"] if one["asset"] == "JPY"]
    assert (code, money["available"], money["pay"]) == (0, 10_500_000, 1_500_000)


def test_from_approval_to_payment_nothing_happens_twice(office, desk, monkeypatch) -> None:
    office("match", "--admit", "--unfiled", "--as", "sato")
    office("payees", desk.put("\n".join(["payee_id,asset,destination,name,identity",
                                        bank("C1", "0000001"), bank("C2", "0000002")])), "--as", "sato")  # fmt: skip
    terms = desk.terms(*TERMS)
    office("plan", terms, "--as", "sato")
    assert office("approve", 1, "--as", "sato")[0] == 1  # who planned it
    assert office("approve", 1, "--as", "suzuki")[0] == 0
    code, said = office("approve", 1, "--as", "tanaka")
    assert (code, "suzuki" in said) == (1, True)
    changed = desk.put("payee_id,asset,destination,name,identity\n" + bank("C2", "0000009"))
    assert office("payees", changed, "--as", "sato")[0] == 0

    def killed(*_words: object, **_more: object) -> None:
        raise SystemExit(137)

    with monkeypatch.context() as patch:
        patch.setattr(At, "enter", killed)
        with pytest.raises(SystemExit):
            office("pay", 1, *BANKS, *ON, "--as", "sato")
    assert [name[-8:] for name in office.pay_files()] == [".parquet"]  # nothing that could be sent
    code, said = office("pay", 1, *BANKS, *ON, "--as", "sato")
    assert (code, "account changed since approval" in said) == (0, True)
    left = office.pay_files()
    assert len(left) == 3
    assert not any(b"0000009" in content for content in left.values() if content[:4] != b"PAR1")
    code, said = office("pay", 1, *BANKS, *ON, "--as", "sato")
    assert (code, "nothing is left to send" in said, office.pay_files() == left) == (0, True, True)
    (listed,) = office.rounds.glob("*-pay-*.csv")
    (row,) = csv.DictReader(listed.read_text("utf-8").splitlines())
    paid = desk.results(f"{row['payment']},paid,2027-01-05")
    assert office("results", paid, "--as", "sato")[0] == 0
    code, said = office("results", desk.results(f"{row['payment']},paid,2027-01-06"), "--as", "sato")
    assert (code, "paid twice" in said) == (1, True)
    assert office("results", paid, "--as", "sato")[0] == 0  # the same file again says nothing new
