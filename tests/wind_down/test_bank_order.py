"""Orders for the bank: what goes in, what waits and why, the same bytes after a crash, nothing ordered twice."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise

import pytest
from wind_case import Desk, at_work, by

from hozen.workflows.compensation.zengin_order import Payer
from hozen.workflows.wind_down.bank_order import BankOrder
from hozen.workflows.wind_down.claims import decide_one, file_claims
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import move_estate
from hozen.workflows.wind_down.paying import approve, payees
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.replay import replay
from hozen.workflows.wind_down.sending import pay

PAYER = Payer.read("0001-001-1-1234567", "1234567890", "ｶﾝﾘﾆﾝ")
TUESDAY = date(2027, 1, 5)
ORDER = BankOrder(PAYER, TUESDAY)
LIMIT = 10**10 - 1  # ten digits are all that an order has for its yen
# Type, bank, its name, branch, its name, clearing house, account type, number, holder, yen, new, our key, way, mark, rest.
WIDTHS = (1, 4, 15, 3, 15, 4, 1, 7, 30, 10, 1, 20, 1, 1, 7)


def fields(line: str) -> list[str]:
    ends = [sum(WIDTHS[:count]) for count in range(len(WIDTHS) + 1)]
    return [line[start:end] for start, end in pairwise(ends)]


@pytest.fixture(scope="module")
def approved(decided, tmp_path_factory):
    """C1 ¥1m and C2 ¥0.5m; MOST just as much as an order takes, MORE a yen above it."""
    folder = shutil.copytree(decided, tmp_path_factory.mktemp("bank") / "case")
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with at_work(folder) as at:
        file_claims(at, desk.claims(f"MORE,JPY,{LIMIT + 1},2026-12-01", f"MOST,JPY,{LIMIT},2026-12-01"))
        for who, yen in (("MORE", LIMIT + 1), ("MOST", LIMIT)):
            said = {
                "event": "admitted",
                "asset": "JPY",
                "units": str(yen),
                "reason": "sold",
                "on_day": "2026-12-20",
            }
            decide_one(at, customer_id=who, **said)
        move_estate(at, "trust_money", "JPY", 2 * LIMIT + 1, "a sponsor")
        rows = "payee_id,asset,destination,name,identity\n" + "".join(
            f"{who},JPY,{where},{name},verified\n"
            for who, where, name in (
                ("C1", "0005-123-2-0000042", "ﾔﾏﾀﾞ ﾀﾛｳ"),
                ("C2", "0005-123-1-0000043", "山田 花子"),
                ("MORE", "0009-001-1-0000044", "ﾓｱ"),
                ("MOST", "0009-001-1-0000045", "ﾓｽﾄ"),
            )
        )
        payees(at, desk.put(rows))
        plan(at, desk.terms("basis: per_asset", "pools: [trust_money]"))
        approve(by(at, "suzuki"), 1)
    return folder


@pytest.fixture
def ready(approved, tmp_path):
    with at_work(shutil.copytree(approved, tmp_path / "case")) as found:
        yield found


def held(sent) -> dict[str, int]:
    return {one.hold: one.units for one in sent.lines if one.asset == "JPY"}


def test_an_order_has_what_the_bank_needs_and_what_it_cannot_carry_waits(ready) -> None:
    sent = pay(ready, 1, ORDER)
    assert held(sent) == {"": LIMIT + 1_000_000, "no_account": 500_000, "too_large": LIMIT + 1}
    (file,) = sent.bank
    lines = file.read_bytes().decode("cp932").split("\r\n")
    assert {len(line) for line in lines} == {120, 0}
    keys = {row.split(",")[1]: row.split(",") for row in sent.file.read_text("utf-8").splitlines()[1:]}
    told = {one[10 + 1]: one for one in map(fields, lines[1:3])}
    for who, account, name, yen in (
        ("C1", ("0005", "123", "2", "0000042"), "ﾔﾏﾀﾞ ﾀﾛｳ", 1_000_000),
        ("MOST", ("0009", "001", "1", "0000045"), "ﾓｽﾄ", LIMIT),
    ):
        one = told[keys[who][0]]
        assert (one[1], one[3], one[6], one[7]) == account
        assert (one[8].rstrip(), int(one[9])) == (name, yen)
    assert lines[0][:60].startswith("1210" + "1234567890" + "ｶﾝﾘﾆﾝ")
    assert (int(lines[3][1:7]), int(lines[3][7:19])) == (2, LIMIT + 1_000_000)
    assert {row[0]: row[6] for row in keys.values()} == dict.fromkeys(told, "bank")
    assert all(one.agrees for one in replay(ready))


def test_killed_before_the_entry_the_bank_gets_the_identical_file_and_later_nothing_new(
    ready, monkeypatch
) -> None:
    def killed(*_words, **_more):
        raise KeyboardInterrupt

    one_a_file = BankOrder(PAYER, TUESDAY, most=1)
    with monkeypatch.context() as patch:
        patch.setattr(type(ready), "enter", killed)
        with pytest.raises(KeyboardInterrupt):
            pay(ready, 1, one_a_file)
    before = {path: path.read_bytes() for path in (ready.folder / "rounds").glob("*-bank-*.txt")}
    assert len(before) == 2
    sent = pay(ready, 1, one_a_file)
    assert {path: path.read_bytes() for path in sent.bank} == before
    every = sorted(ready.folder.rglob("*"))
    assert pay(ready, 1, one_a_file).entry is None
    assert sorted(ready.folder.rglob("*")) == every


def test_an_account_that_changed_after_the_approval_is_not_ordered(ready, desk) -> None:
    row = "C1,JPY,0005-123-2-0000777,ﾔﾏﾀﾞ ﾀﾛｳ,verified"
    payees(ready, desk.put(f"payee_id,asset,destination,name,identity\n{row}\n"))
    sent = pay(ready, 1, ORDER)
    assert held(sent)["changed_payee"] == 1_000_000
    assert b"0000777" not in sent.bank[0].read_bytes()
    decide_one(ready, event="released", customer_id="C1", reason="called back", on_day="2027-01-05")
    again = pay(ready, 1, ORDER)
    assert [fields(line)[7] for line in again.bank[0].read_bytes().decode("cp932").split("\r\n")[1:2]] == [
        "0000777"
    ]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (BankOrder(PAYER, date(2027, 1, 3)), "do not pay on this day"),
        (BankOrder(PAYER, TUESDAY, most=0), "no number of payments"),
    ],
)
def test_an_order_that_no_bank_takes_is_refused_and_leaves_no_file(ready, order, message) -> None:
    with pytest.raises(WindDownRefused, match=message):
        pay(ready, 1, order)
    assert not list((ready.folder / "rounds").glob("*-pay-*"))
