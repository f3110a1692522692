"""What every reader of bank files yields, and the sums that must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hozen.records.importers.errors import Place

JPY = "JPY"


@dataclass(frozen=True, slots=True)
class BankEntry:
    """入出金明細: one booked movement of an account, in whole yen.

    yen: above 0 came in, below 0 went out; a reversal carries the sign of what it does.
    """

    account: str  # as the file writes it
    statement_id: str
    number: int  # its place in the statement, from 1
    day: date
    value_day: date | None
    yen: int
    reference: str
    counterparty: str
    text: str
    reversal: bool
    notice: bool = False


@dataclass(frozen=True, slots=True)
class BankStatement:
    """入出金取引明細: one account's statement; it comes after its entries.

    `opening` and `closing` are booked balances in yen, None where the file states none (a notice of money received).
    `available` is the closing balance that can be drawn on.
    """

    account: str
    statement_id: str
    first_day: date
    day: date  # the last day it covers
    opening: int | None
    closing: int | None
    available: int | None
    came_in: int
    went_out: int
    entries: int
    pending: int = 0  # entries that the bank had not booked; they are not among `entries`
    notice: bool = False


BankItem = BankEntry | BankStatement
BankItems = Iterator[BankItem]


@dataclass(slots=True)
class Sums:
    """What has gone through an account so far, in yen."""

    count_in: int = 0
    count_out: int = 0
    came_in: int = 0
    went_out: int = 0

    @property
    def count(self) -> int:
        """Number of entries."""
        return self.count_in + self.count_out

    def add(self, yen: int, *, out: bool | None = None) -> None:
        """Count one movement; `out` says where a movement of ¥0 belongs."""
        if yen < 0 if out is None else out:
            self.count_out += 1
            self.went_out -= yen
        else:
            self.count_in += 1
            self.came_in += yen

    def must_lead(self, opening: int | None, closing: int | None, place: Place) -> None:
        """Refuse where opening + in − out is not closing; nothing is said where either is not stated."""
        if opening is None or closing is None:
            return
        worked_out = opening + self.came_in - self.went_out
        if worked_out != closing:
            place.refuse(
                "the entries do not lead from the opening to the closing balance",
                f"closing {closing}",
                f"{opening} + {self.came_in} − {self.went_out} = {worked_out}",
                "ask the bank for the whole file; an entry is missing or doubled",
            )


def must_be(found: int, stated: int, what: str, place: Place) -> None:
    """Refuse where the file's own total is not what its entries come to."""
    if found != stated:
        place.refuse(
            f"the file's {what} is not what its entries come to",
            str(stated),
            str(found),
            "ask the bank for the whole file; it was cut off or changed",
        )


def must_be_yen(currency: str, place: Place) -> None:
    """Refuse a currency that no trust of customers' money here is kept in."""
    if currency != JPY:
        place.refuse("another currency", currency, JPY, "import the account that is kept in yen")
