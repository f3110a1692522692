"""The stages of one compensation, each made once and copied by the tests that begin there.

closed    two customers, a policy that pays ¥40,000,000 in 30 days, closed on Friday
robbed    0.3 BTC at ¥10m and 1 ETH at ¥400,000 are gone out of hot wallets, valued and approved; guarantee crypto covers all
planned   a plan in yen, approved: C1 ¥1,800,000 to a bank, C2 ¥1,600,000 without a payee
sent      its first batch is out: C1's payment
deep      5 BTC, ¥50,000,000, are gone instead; a reserve journal of ¥20,000,000
drawn     a plan of that under a scenario that lets the reserve pay at once, approved
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from close_book import FRIDAY, SmallExchange
from comp_world import BTC, CASE, END_OF_FRIDAY, NOW, THEFT, hand, planned, sent

from hozen.books import Movement, open_books
from hozen.law import Law
from hozen.values import Yen
from hozen.workflows.daily_close import close
from hozen.workflows.incident import Attribution, Cause, Report, Valuation, open_incident, value_losses

_POLICY = {
    "policy_id": "L1",
    "insurer": "Some Insurer",
    "rating": "A+",
    "starts": "2026-01-01",
    "ends": "2026-12-31",
    "notice_days": "90",
    "limit_yen": "40000000",
    "aggregate_yen": "40000000",
    "eroded_yen": "0",
    "retention_yen": "0",
    "share": "1",
    "attachment_yen": "0",
    "causes": "key_compromise",
    "exclusions": "",
    "waiting_days": "30",
}


class Stages:
    def __init__(self, root: Path) -> None:
        self.root = root

    def at(self, name: str) -> Path:
        place = self.root / name
        if not place.is_dir():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("HOZEN_HOME", str(place / "home"))
                getattr(self, f"_{name}")(place)
        return place

    def _closed(self, place: Path) -> None:
        exchange = SmallExchange(place / "book").add("policies", _POLICY)
        exchange.add("payees", bank("C1", "1234567"), chain("C1", "BTC", "btc of C1"))
        close(exchange.write(), FRIDAY, actor="sato", books=place / "books.sqlite")

    def _robbed(self, place: Path) -> None:
        self._after("closed", place)
        _rob(place, {})

    def _deep(self, place: Path) -> None:
        self._after("closed", place)
        _rob(place, {"BTC": 5 * BTC})
        with open_books(place / "books.sqlite", clock=lambda: NOW) as books:
            day, yen = date(2026, 11, 1), Yen(20_000_000)
            books.enter_reserve("small", day, Movement.OPENING, yen, actor="sato", key="opening")

    def _planned(self, place: Path) -> None:
        self._after("robbed", place)
        with open_books(place / "books.sqlite", clock=lambda: NOW) as books:
            planned(books, place / "book")

    def _sent(self, place: Path) -> None:
        self._after("planned", place)
        with open_books(place / "books.sqlite", clock=lambda: NOW) as books:
            sent(books, place / "book")

    def _drawn(self, place: Path) -> None:
        self._after("deep", place)
        with open_books(place / "books.sqlite", clock=lambda: NOW) as books:
            planned(books, place / "book", scenario="press-band")

    def _after(self, before: str, place: Path) -> None:
        shutil.copytree(self.at(before), place)


def _rob(place: Path, lost: dict[str, int]) -> None:
    with open_books(place / "books.sqlite", clock=lambda: NOW) as books:
        report = Report(THEFT, THEFT, Cause.HOT_KEY_THEFT, "theft", ("btc-hot", "eth-hot"))
        open_incident(hand(books, day=FRIDAY), place / "book", report, Law.load("jp").reading(FRIDAY), NOW)
        order = Valuation(FRIDAY, END_OF_FRIDAY, Attribution.PRO_RATA, lost)
        valued = value_losses(hand(books, day=FRIDAY), place / "book", order, NOW)
        books.cases.approve("small", CASE, valued.seq, actor="tanaka")


def bank(customer: str, number: str, since: str = "2026-01-01") -> dict[str, str]:
    return {
        "customer_id": customer,
        "method": "bank",
        "since": since,
        "bank_code": "0005",
        "branch_code": "001",
        "account_type": "1",
        "account_number": number,
        "holder_kana": "ﾔﾏﾀﾞ ﾊﾅｺ",
        "asset": "",
        "chain": "",
        "address": "",
    }


def chain(customer: str, asset: str, address: str) -> dict[str, str]:
    row = dict.fromkeys(bank("", ""), "")
    named = {"method": "chain", "since": "2026-01-01", "asset": asset, "chain": "test", "address": address}
    return {**row, "customer_id": customer, **named}
