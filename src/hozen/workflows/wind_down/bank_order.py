"""総合振込: yen of a round as orders to a bank, written by the record format that compensation uses too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.records import Query
from hozen.values import BusinessDays
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.compensation.zengin_order import MOST_RECORDS, MOST_SUM, Payer, order_bytes
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import write_parts

ACCOUNT = "[0-9]{4}-[0-9]{3}-[1249]-[0-9]{7}"
"""A destination as a bank takes it: bank, branch, type, number."""
KANA = "[0-9A-Z ｦｱ-ﾟ()./-]{1,30}"


@dataclass(frozen=True, slots=True)
class BankOrder:
    """振込依頼: from which account and on which day; `most` payments go into one file. Without a payer no file is made."""

    payer: Payer | None = None
    day: date | None = None
    most: int = 100_000

    def body(self) -> dict[str, object]:
        """As an entry keeps it."""
        return {"payer": self.payer.text() if self.payer else "", "day": self.day, "most": self.most}

    @classmethod
    def told(cls, body: Mapping[str, object]) -> BankOrder:
        """Out of an entry."""
        account, _, rest = str(body["payer"]).partition(" ")
        code, _, name = rest.partition(" ")
        day = date.fromisoformat(str(body["day"])) if body["day"] else None
        return cls(Payer.read(account, code, name) if account else None, day, int(str(body["most"])))


NO_ORDER = BankOrder()


def bank_files(at: At, order: BankOrder, to: Path, name: str) -> Iterator[CaseFile]:
    """Orders of what the pay file sends in yen, `most` in a file. Raises WindDownRefused for what a bank does not take."""
    if order.payer is None or order.day is None:
        return
    _must_fit(order)
    placed = (
        "(SELECT payment AS payment_id, units AS amount, name AS holder_kana, substr(destination, 1, 4) AS bank_code, "
        "substr(destination, 6, 3) AS branch_code, substr(destination, 10, 1) AS account_type, "
        "substr(destination, 12, 7) AS account_number, row_number() OVER (ORDER BY payment) - 1 AS place "
        "FROM pay_file WHERE hold = '' AND by_bank = 'bank')"
    )
    sums = (
        f"SELECT idiv(place, {order.most}), count(*), CAST(sum(amount) AS DECIMAL(38,0)) FROM {placed} AS p"
    )
    for file, count, yen in at.engine.rows(Query("bank orders", f"{sums} GROUP BY 1 ORDER BY 1", ())):
        first, number, total = order.most * whole(file), whole(count), whole(yen)
        _must_hold(total)
        rows = f"(SELECT * FROM {placed} AS p WHERE place >= {first} AND place < {first + order.most})"
        content = order_bytes(at.engine, rows, order.payer, f"{order.day:%m%d}", number, total)
        made = write_parts(content, to, f"{name}-bank-{whole(file) + 1:03}.txt")
        yield CaseFile(made.name, made.sha256, number)


def _must_fit(order: BankOrder) -> None:
    if order.day is None or not BusinessDays.BANK.has(order.day):
        raise WindDownRefused("banks do not pay on this day", found=str(order.day), expected="a business day")
    if not 0 < order.most <= MOST_RECORDS:
        raise WindDownRefused(
            "no number of payments for one file", found=order.most, expected=f"1 to {MOST_RECORDS:,}"
        )


def _must_hold(total: int) -> None:
    if total > MOST_SUM:
        raise WindDownRefused(
            "one bank file cannot hold so much",
            found=f"{total} yen",
            expected=f"at most {MOST_SUM}",
            try_next="fewer payments in a file (--most)",
        )
