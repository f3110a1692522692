"""A small exchange of two customers that is closed once, robbed of its hot wallet, and ready to compensate."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from close_book import FRIDAY, SmallExchange
from comp_world import CASE, END_OF_FRIDAY, NOW, THEFT

from hozen.books import Books, open_books
from hozen.law import Law
from hozen.workflows.daily_close import close
from hozen.workflows.incident.act import Hand
from hozen.workflows.incident.cause import Cause
from hozen.workflows.incident.losses import Attribution
from hozen.workflows.incident.opening import Report, open_incident
from hozen.workflows.incident.valuing import Valuation, value_losses


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


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HOZEN_BOOKS", raising=False)
    monkeypatch.setenv("HOZEN_USER", "sato")


@pytest.fixture(scope="session")
def robbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed on Friday; the hot wallets' 0.3 BTC and 1 ETH are gone, and fall on customers by their balances."""
    place = tmp_path_factory.mktemp("robbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOZEN_HOME", str(place / "home"))
        exchange = SmallExchange(place / "book")
        exchange.add("payees", bank("C1", "1234567"), chain("C1", "BTC", "btc of C1"))
        close(exchange.write(), FRIDAY, actor="sato", books=place / "books.sqlite")
        with open_books(place / "books.sqlite", clock=lambda: NOW) as books:
            hand = Hand(books, "small", CASE, "sato", FRIDAY)
            report = Report(THEFT, THEFT, Cause.HOT_KEY_THEFT, "theft", ("btc-hot", "eth-hot"))
            open_incident(hand, place / "book", report, Law.load("jp").reading(FRIDAY), NOW)
            order = Valuation(FRIDAY, END_OF_FRIDAY, Attribution.PRO_RATA)
            valued = value_losses(hand, place / "book", order, NOW)
            books.cases.approve("small", CASE, valued.seq, actor="tanaka")
    return place


@pytest.fixture
def firm(robbed: Path, tmp_path: Path) -> Path:
    """The book folder of the robbed exchange, a copy for each test."""
    shutil.copytree(robbed / "book", tmp_path / "book")
    shutil.copy(robbed / "books.sqlite", tmp_path)
    return tmp_path / "book"


@pytest.fixture
def books(firm: Path) -> Iterator[Books]:
    with open_books(firm.parent / "books.sqlite", clock=lambda: NOW) as opened:
        yield opened
