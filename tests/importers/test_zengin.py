"""全銀: records of 200 bytes, byte by byte."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outside_files import EXAMPLES, ZENGIN, ZenginEntry, n, notice_01, statement_03, zengin_file

from hozen.records.importers import BankEntry, BankStatement, ImportRefused, read_zengin

LATEST = date(2027, 11, 20)


def read(data: bytes, dates: str = "reiwa") -> list[BankEntry | BankStatement]:
    return list(read_zengin(io.BytesIO(data), "z.txt", LATEST, dates))


def refused(data: bytes, dates: str = "reiwa") -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        read(data, dates)
    return refusal.value


def with_field(lines: list[str], line: int, begin: int, text: str) -> list[str]:
    """The lines with a field overwritten at `begin` (from 1, as the formats count)."""
    old = lines[line]
    return [*lines[:line], old[: begin - 1] + text + old[begin - 1 + len(text) :], *lines[line + 1 :]]


def test_every_record_that_the_tests_write_has_200_bytes() -> None:
    lines = [*statement_03(ZENGIN), *notice_01([ZenginEntry(1)])]
    assert {len(line) for line in lines} == {200}


def test_the_example_is_what_the_tests_write() -> None:
    assert (EXAMPLES / "statement.zengin.txt").read_bytes() == zengin_file(statement_03(ZENGIN))


def test_a_statement_is_read() -> None:
    found = read(zengin_file(statement_03(ZENGIN)))
    assert [(one.yen, one.counterparty, one.text) for one in found if isinstance(one, BankEntry)] == [
        (250_000, "ﾔﾏﾀﾞ ﾊﾅｺ", "ﾌﾘｺﾐ"),
        (-80_000, "", "ﾌﾘｶｴ"),
        (30_000, "ﾀﾅｶ ｼﾞﾛｳ", "ﾌﾘｺﾐ"),
    ]
    statement = found[-1]
    assert isinstance(statement, BankStatement)
    # 1,000,000 + 250,000 + 30,000 − 80,000
    assert (statement.opening, statement.closing) == (1_000_000, 1_200_000)
    assert (statement.account, statement.day) == ("0288-001-1-7654321", date(2026, 11, 20))
    assert (statement.came_in, statement.went_out, statement.entries) == (280_000, 80_000, 3)


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", ""])
def test_with_any_line_end_or_none_it_is_the_same(ends) -> None:
    assert read(zengin_file(statement_03(ZENGIN), ends=ends)) == read(zengin_file(statement_03(ZENGIN)))


@pytest.mark.parametrize("tail", [b"\x1a", b"\r\n\x1a", b"\r\n\r\n"])
def test_the_end_of_file_mark_of_old_systems_is_let_in(tail) -> None:
    assert len(read(zengin_file(statement_03(ZENGIN), ends="") + tail)) == 4


def test_a_notice_has_no_balance_and_a_cancelled_one_is_negative() -> None:
    lines = notice_01([ZenginEntry(5_000, payer="ﾔﾏﾀﾞ"), ZenginEntry(5_000, payer="ﾔﾏﾀﾞ", cancelled="1")])
    found = read(zengin_file(lines))
    assert [(one.yen, one.reversal, one.notice) for one in found if isinstance(one, BankEntry)] == [
        (5_000, False, True),
        (-5_000, True, True),
    ]
    statement = found[-1]
    assert isinstance(statement, BankStatement)
    assert (statement.opening, statement.closing, statement.notice) == (None, None, True)


def test_several_accounts_in_a_file() -> None:
    data = zengin_file(statement_03([], opening=5, account=1), statement_03([], opening=6, account=22))
    found = [one for one in read(data) if isinstance(one, BankStatement)]
    assert [(one.account, one.closing) for one in found] == [
        ("0288-001-1-0000001", 5),
        ("0288-001-1-0000022", 6),
    ]


def test_a_correction_is_marked_and_keeps_its_direction() -> None:
    entry = ZenginEntry(-10, transaction="19")
    found = read(zengin_file(statement_03([entry])))[0]
    assert isinstance(found, BankEntry)
    assert (found.yen, found.reversal) == (-10, True)


def test_a_movement_of_nothing_is_counted_on_the_side_that_it_names() -> None:
    lines = with_field(statement_03([ZenginEntry(0)]), 1, 22, "2")  # ¥0 went out
    counted = with_field(with_field(lines, 2, 2, n(0, 6)), 2, 21, n(1, 6))
    assert len(read(zengin_file(counted))) == 2
    assert "入金件数" in refused(zengin_file(lines)).message


def test_an_overdraft_is_negative() -> None:
    statement = read(zengin_file(statement_03([ZenginEntry(-7)], opening=0)))[-1]
    assert isinstance(statement, BankStatement)
    assert statement.closing == -7


def test_years_are_counted_as_the_file_counts_them() -> None:
    lines = [line.replace("081120", "261120") for line in statement_03(ZENGIN)]
    assert "cannot be meant" in refused(zengin_file(lines)).message  # Reiwa 26 is 2044
    statement = read(zengin_file(lines), "western")[-1]
    assert statement.day == date(2026, 11, 20)
    old = [line.replace("081120", "280503") for line in statement_03([ZenginEntry(1)])]
    assert read(zengin_file(old), "heisei")[-1].day == date(2016, 5, 3)


# Byte positions below are those of the published record formats, counted from 1.
TRAILER = 4


@pytest.mark.parametrize(
    ("begin", "text", "said"),
    [
        (2, n(1, 6), "入金件数"),
        (8, n(280_001, 13), "入金額合計"),
        (21, n(2, 6), "出金件数"),
        (27, n(79_999, 13), "出金額合計"),
        (41, n(1_200_001, 14), "closing balance"),
        (55, n(4, 7), "データ・レコード件数"),
    ],
)
def test_each_total_of_the_trailer_is_compared(begin, text, said) -> None:
    error = refused(zengin_file(with_field(statement_03(ZENGIN), TRAILER, begin, text)))
    assert said in error.message
    assert "record 5" in str(error.where)


@pytest.mark.parametrize(
    ("line", "begin", "text", "said"),
    [
        (0, 2, "21", "another kind of file"),
        (0, 4, "1", "EBCDIC"),
        (0, 11, "081121", "ends before it begins"),
        (0, 114, "3", "no sign"),
        (1, 1, "3", "out of order"),
        (1, 10, "081119", "outside the file's own period"),
        (1, 10, "081121", "outside the file's own period"),
        (1, 10, "089920", "not a day"),
        (1, 22, "3", "no direction"),
        (1, 25, "00000025000X", "not a whole number"),
        (1, 25, "-00000250000", "not a whole number"),
        (4, 1, "9", "out of order"),
    ],
)
def test_a_field_that_cannot_be_is_refused(line, begin, text, said) -> None:
    assert said in refused(zengin_file(with_field(statement_03(ZENGIN), line, begin, text))).message


def test_the_end_record_counts_accounts_and_records_where_it_is_filled_in() -> None:
    lines = statement_03(ZENGIN)

    def ended(records: int, accounts: int) -> bytes:
        end = "9" + n(records, 10) + n(accounts, 5) + " " * 184
        return "".join([*lines, end]).encode("cp932")

    for records, accounts in ((6, 1), (5, 1), (0, 0)):  # with itself, without itself, not filled in
        assert len(read(ended(records, accounts))) == 4
    assert "レコード総件数" in refused(ended(7, 1)).message
    assert "口座数" in refused(ended(6, 2)).message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no end record"),
        (zengin_file(statement_03(ZENGIN))[:-3], "cut off"),
        (zengin_file(statement_03(ZENGIN))[: 202 * 4], "no end record"),
        (zengin_file(statement_03(ZENGIN))[202:], "out of order"),
        (zengin_file(statement_03(ZENGIN)) * 2, "after the end"),
        ("".join(statement_03(ZENGIN)).encode("utf-8"), "another encoding"),
        ("".join(statement_03(ZENGIN)).replace("ﾎｼｿ", "信").encode("cp932"), "another encoding"),
        (b"1" + b"2103" + b"0" * 115 + b"\r\n" + b"2" * 120, "another length"),
        (zengin_file(statement_03(ZENGIN)).replace(b"\r\n", b"\n", 1), "line ends change"),
    ],
)
def test_a_file_that_is_not_one_is_refused(data, said) -> None:
    assert said in refused(data).message


def test_a_file_of_120_byte_records_is_told_what_it_is() -> None:
    assert "orders to pay" in str(refused((b"1" * 120 + b"\r\n") * 4).try_next)


@given(
    st.lists(st.integers(-(10**12) + 1, 10**12 - 1), max_size=20),
    st.integers(0, 10**13),
    st.sampled_from(["\r\n", ""]),
)
def test_any_statement_that_adds_up_is_read_to_the_last_yen(yen, opening, ends) -> None:
    lines = statement_03([ZenginEntry(one) for one in yen], opening=opening)
    found = read(zengin_file(lines, ends=ends))
    assert [one.yen for one in found if isinstance(one, BankEntry)] == yen
    assert found[-1].closing == opening + sum(yen)  # type: ignore[union-attr]  # the statement comes last
