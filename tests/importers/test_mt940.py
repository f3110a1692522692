"""MT940: what a statement says, and what makes it none."""

from __future__ import annotations

import io
from datetime import date

import pytest
from outside_files import EXAMPLES

from hozen.records.importers import BankEntry, BankStatement, ImportRefused, read_mt940

LATEST = date(2027, 11, 20)
SOUND = [
    ":20:X",
    ":25:1234567",
    ":28C:7/1",
    ":60F:C261119JPY1000,",
    ":61:2611201120C500,NTRFOURS//THEIRS",
    ":86:FIRST",
    ":61:261120D300,NCHG//FEE",
    ":62F:C261120JPY1200,",
]


def read(lines: list[str], ends: str = "\r\n") -> list[BankEntry | BankStatement]:
    data = "".join(line + ends for line in lines).encode("latin-1")
    return list(read_mt940(io.BytesIO(data), "s.txt", LATEST))


def refused(lines: list[str]) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        read(lines)
    return refusal.value


def changed(number: int, *lines: str) -> list[str]:
    return [*SOUND[:number], *lines, *SOUND[number + 1 :]]


def entries(found: list[BankEntry | BankStatement]) -> list[BankEntry]:
    return [one for one in found if isinstance(one, BankEntry)]


def test_the_example_is_read() -> None:
    data = (EXAMPLES / "statement.mt940.txt").open("rb")
    with data:
        found = list(read_mt940(data, "s", LATEST))
    assert [(one.yen, one.reference, one.reversal) for one in entries(found)] == [
        (500_000, "M1120-0001", False),
        (-1_000_000, "M1120-0002", False),
        (-20_000, "M1120-0003", True),
    ]
    assert entries(found)[0].text == "TOPUP OF TRUST ACME EXCHANGE 20 NOVEMBER"
    statement = found[-1]
    assert isinstance(statement, BankStatement)
    assert (statement.opening, statement.closing, statement.available) == (2_000_000, 1_480_000, 1_480_000)
    assert (statement.account, statement.statement_id) == ("0310/2101234567", "224")


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_either_line_end_will_do(ends) -> None:
    assert len(read(SOUND, ends)) == 3


def test_the_swift_envelope_is_taken_off() -> None:
    head = "{1:F01BANKJPJTAXXX0000000000}{2:I940BANKJPJTXXXXN}{4:"
    assert read([head, *SOUND, "-}"]) == read(SOUND)
    assert read([head + SOUND[0], *SOUND[1:], "-}{5:{CHK:1}}"]) == read(SOUND)


def test_the_reference_is_the_banks_where_there_is_one() -> None:
    assert [one.reference for one in entries(read(SOUND))] == ["THEIRS", "FEE"]
    assert entries(read(changed(4, ":61:261120C500,NTRFOURS")))[0].reference == "OURS"


@pytest.mark.parametrize(
    ("mark", "yen", "back"), [("C", 5, False), ("D", -5, False), ("RC", -5, True), ("RD", 5, True)]
)
def test_a_reversal_turns_the_sign(mark, yen, back) -> None:
    closing = f":62F:{'C' if yen > 0 else 'D'}261120JPY5,"
    one = entries(read([*SOUND[:3], ":60F:C261119JPY0,", f":61:261120{mark}5,NTRFA", closing]))[0]
    assert (one.yen, one.reversal) == (yen, back)


def test_a_booking_day_around_new_year_is_in_the_year_beside() -> None:
    lines = [
        *SOUND[:3],
        ":60F:C261231JPY0,",
        ":61:2612310104C1,NTRFA",
        ":61:2701041231C1,NTRFA",
        ":62F:C270104JPY2,",
    ]
    assert [one.day for one in entries(read(lines))] == [date(2027, 1, 4), date(2026, 12, 31)]


def test_several_statements_in_a_file() -> None:
    second = [":20:Y", ":25:7654321", ":28C:1/1", ":60F:C261119JPY0,", ":62F:C261120JPY0,"]
    found = [one for one in read([*SOUND, "-", *second, "-"]) if isinstance(one, BankStatement)]
    assert [(one.account, one.closing) for one in found] == [("1234567", 1200), ("7654321", 0)]


PAGES = [
    *[
        ":20:X",
        ":25:1234567",
        ":28C:7/1",
        ":60F:C261119JPY1000,",
        ":61:261120C500,NTRFA",
        ":62M:C261120JPY1500,",
    ],
    *[
        ":20:X",
        ":25:1234567",
        ":28C:7/2",
        ":60M:C261120JPY1500,",
        ":61:261120D300,NTRFB",
        ":62F:C261120JPY1200,",
    ],
]


def test_the_pages_of_a_statement_are_one() -> None:
    found = read(PAGES)
    statements = [one for one in found if isinstance(one, BankStatement)]
    assert [(one.opening, one.closing, one.entries) for one in statements] == [(1000, 1200, 2)]
    assert [one.number for one in entries(found)] == [1, 2]


def test_pages_that_do_not_join_are_refused() -> None:
    assert "does not go on" in refused([*PAGES[:9], ":60M:C261120JPY1499,", *PAGES[10:]]).message
    assert "another account" in refused([*PAGES[:7], ":25:9999999", *PAGES[8:]]).message
    assert "last page is missing" in refused(PAGES[:6]).message
    assert "does not go on" in refused(PAGES[6:]).message


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (changed(7, ":62F:C261120JPY1201,"), "do not lead"),
        (changed(7, ":62F:D261120JPY1200,"), "do not lead"),
        (changed(3, ":60F:C261119USD1000,"), "another currency"),
        (changed(3, ":60F:C261119JPY1000,50"), "more digits"),
        (changed(3, ":60F:C261119JPY1000.00"), "not a balance"),
        (changed(3, ":60F:C269919JPY1000,"), "not a day"),
        (changed(3, ":60F:C991119JPY1000,"), "cannot be meant"),
        (changed(3), "lacks its opening balance"),
        (changed(4, ":61:261120X500,NTRFA"), "not a statement line"),
        (changed(4, ":61:261120C-500,NTRFA"), "not a statement line"),
        (SOUND[:-1], "ends within a statement"),
        # An entry that no balance covers would be lost without a word.
        ([*SOUND, ":61:261120D900,NCHG"], "after its closing balance"),
        ([*SOUND, ":61:261120D900,NCHG", *SOUND], "after its closing balance"),
        ([*SOUND, ":62F:C261120JPY1200,"], "after its closing balance"),
        (changed(5, ":25:7654321"), "another account"),
        (changed(5, ":28C:8/1"), "another statement number"),
        ([], "no statement"),
        (["hello"], "not MT940"),
        (changed(5, ":86:caf\xe9"), "another encoding"),
        (changed(5, ":86:A", *["x"] * 70), "does not end"),
    ],
)
def test_what_does_not_fit_is_refused(lines, message) -> None:
    assert message in refused(lines).message


def test_yen_may_be_written_with_zeros_after_the_comma() -> None:
    assert read(changed(7, ":62F:C261120JPY1200,00")) == read(SOUND)
