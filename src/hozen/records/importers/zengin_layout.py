"""Where each field of a Zengin record stands, after the bankers' association's record formats.

Both statements (種別 03, 入出金取引明細) and notices of money received (種別 01, 振込入金通知) have records of 200 bytes.
Records of 120 bytes are orders to pay (総合振込 and the like), not statements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

LENGTH = 200
ORDER_LENGTH = 120
STATEMENT, NOTICE = "03", "01"
HEADER, DATA, TRAILER, END = "1", "2", "8", "9"


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of fields → where they begin and end."""

    places: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, *fields: tuple[str, int]) -> Layout:
        """Fields in order with their lengths; together they must fill a record."""
        ends = list(accumulate(length for _, length in fields))
        if ends[-1] != LENGTH:
            raise ValueError(f"the fields fill {ends[-1]} bytes, not {LENGTH}")
        return cls({name: (end - length, end) for (name, length), end in zip(fields, ends, strict=True)})

    def get(self, record: str, name: str) -> str:
        """The field's text without the blanks that fill it."""
        begin, end = self.places[name]
        return record[begin:end].strip()


_HEAD: Sequence[tuple[str, int]] = (
    *(("record", 1), ("kind", 2), ("code", 1), ("made", 6), ("first", 6), ("last", 6)),
    *(("bank", 4), ("bank_name", 15), ("branch", 3), ("branch_name", 15)),
)
STATEMENT_HEADER = Layout.of(
    *_HEAD,
    *(("unused", 3), ("deposit", 1), ("account", 10), ("holder", 40)),
    *(("sign", 1), ("passbook", 1), ("opening", 14), ("rest", 71)),
)
STATEMENT_DATA = Layout.of(
    *(("record", 1), ("reference", 8), ("day", 6), ("value_day", 6), ("direction", 1), ("transaction", 2)),
    *(
        ("amount", 12),
        ("others_cheques", 12),
        ("presented", 6),
        ("returned", 6),
        ("bill", 1),
        ("bill_number", 7),
    ),
    *(("sister_branch", 3), ("payer_code", 10), ("payer", 48), ("from_bank", 15), ("from_branch", 15)),
    *(("summary", 20), ("edi", 20), ("rest", 1)),
)
STATEMENT_TRAILER = Layout.of(
    *(("record", 1), ("count_in", 6), ("sum_in", 13), ("count_out", 6), ("sum_out", 13)),
    *(("sign", 1), ("closing", 14), ("records", 7), ("rest", 139)),
)
STATEMENT_END = Layout.of(("record", 1), ("records", 10), ("accounts", 5), ("rest", 184))
NOTICE_HEADER = Layout.of(*_HEAD, ("deposit", 1), ("account", 7), ("holder", 40), ("rest", 93))
NOTICE_DATA = Layout.of(
    *(("record", 1), ("reference", 6), ("day", 6), ("value_day", 6), ("amount", 10), ("others_cheques", 10)),
    *(("payer_code", 10), ("payer", 48), ("from_bank", 15), ("from_branch", 15), ("cancelled", 1)),
    *(("edi", 20), ("rest", 52)),
)
NOTICE_TRAILER = Layout.of(
    *(("record", 1), ("count_in", 6), ("sum_in", 12), ("count_out", 6), ("sum_out", 12), ("rest", 163)),
)
