"""総合振込: orders to pay as records of 120 bytes, after the bankers' association's record format (種別 21).

Header, one data record a payment with its id in the EDI field, trailer, end; JIS X 0201, CR and LF after each record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.compensation.errors import CompensationRefused

LENGTH = 120
MOST_YEN = 10**10 - 1  # ten digits a payment
MOST_SUM = 10**12 - 1
MOST_RECORDS = 999_999
_KANA = re.compile(r"[0-9A-Z ｦｱ-ﾟ()./-]{1,40}")
_ACCOUNT = re.compile(r"([0-9]{4})-([0-9]{3})-([1249])-([0-9]{7})")
_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Payer:
    """振込依頼人: the account that pays, its code at the bank, and its name in half-width kana."""

    bank: str
    branch: str
    account_type: str
    account: str
    code: str
    name: str

    @classmethod
    def read(cls, account: str, code: str, name: str) -> Payer:
        """'0001-001-1-1234567', ten digits, kana. CompensationRefused for other forms."""
        found = _ACCOUNT.fullmatch(account)
        if not found or not re.fullmatch(r"[0-9]{10}", code) or not _KANA.fullmatch(name):
            raise CompensationRefused(
                "the payer is not written as a bank takes it",
                found=f"{account} {code} {name}",
                expected="bank-branch-type-number such as 0001-001-1-1234567, ten digits, half-width kana",
            )
        return cls(found[1], found[2], found[3], found[4], code, name)

    def text(self) -> str:
        """One text that says all of it."""
        return f"{self.bank}-{self.branch}-{self.account_type}-{self.account} {self.code} {self.name}"


def header(payer: Payer, month_day: str) -> str:
    """The first record; `month_day` is the day of payment, MMDD."""
    return _record(
        ("1", 1), ("21", 2), ("0", 1), (payer.code, 10), (payer.name, 40), (month_day, 4),
        (payer.bank, 4), ("", 15), (payer.branch, 3), ("", 15),
        (payer.account_type, 1), (payer.account, 7), ("", 17),
    )  # fmt: skip


def trailer(count: int, total: int) -> str:
    """Number and sum of the data records."""
    return _record(("8", 1), (f"{count:06}", 6), (f"{total:012}", 12), ("", 101))


def end() -> str:
    """The last record."""
    return _record(("9", 1), ("", 119))


def data_sql(rows: str) -> str:
    """The data records of `rows` in SQL, each with its line end: blanks fill the names, which the codes tell."""
    blank = "repeat(' ', {})".format
    fields = (
        "'2'", "bank_code", blank(15), "branch_code", blank(15), blank(4), "account_type", "account_number",
        "rpad(holder_kana, 30, ' ')", "lpad(CAST(amount AS VARCHAR), 10, '0')", "'0'", "payment_id", "'7'", "'Y'",
        blank(7), "chr(13)", "chr(10)",
    )  # fmt: skip
    return f"SELECT concat({', '.join(fields)}) AS record FROM {rows} ORDER BY payment_id"


def order_bytes(
    engine: Engine, rows: str, payer: Payer, month_day: str, count: int, total: int
) -> Iterator[bytes]:
    """The whole file in pieces; `rows` is a FROM expression of `count` payments that add up to `total`."""
    yield (header(payer, month_day) + _END).encode("cp932")
    for batch in engine.stream(Query("bank orders", data_sql(rows), ())):
        yield "".join(batch.column(0).to_pylist()).encode("cp932")
    yield (trailer(count, total) + _END + end() + _END).encode("cp932")


def _record(*fields: tuple[str, int]) -> str:
    made = "".join(text.ljust(wide) for text, wide in fields)
    if len(made) != LENGTH:
        raise ValueError(f"a record has {len(made)} signs, not {LENGTH}")
    return made
