"""Insider lists: who may be put on them, what ends a ban, and a tape held to them at the edges of each window."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hozen.books import open_books
from hozen.engine import open_engine
from hozen.faces.cli import main
from hozen.faces.words import has
from hozen.findings import CureClock, Status
from hozen.law import Law
from hozen.rules.insiders import (
    MaterialFact,
    Publication,
    SeenInsiders,
    blackouts,
    fact_types,
    insider_findings,
)
from hozen.values import BusinessDays
from hozen.workflows.insiders import InsiderDesk, InsiderRefused, check_tape, facts_in
from hozen.workflows.insiders.act import CHANNELS
from hozen.workflows.insiders.handing_on import hand_on

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
NINE, TEN, NOON = (datetime(2026, 11, 19, hour, tzinfo=UTC) for hour in (9, 10, 12))
TICK = timedelta(microseconds=1)
READING = Law.load("jp").reading(NOW.date())


def instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def desk(books, fact: str = "listing-1") -> InsiderDesk:
    return InsiderDesk(books, "small", fact, "sato", NOW)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """A listing of XYZ: A1 knows since ten o'clock; told on social media at eleven, on the exchange's site at noon."""
    with open_books(f"sqlite:///{tmp_path_factory.mktemp('books') / 'b.db'}", clock=lambda: NOW) as kept:
        one = desk(kept)
        one.open(["XYZ/JPY"], "listing", "good", NINE, "XYZ is to be listed")
        one.add("A1", TEN, "board")
        one.publish("social", TEN + timedelta(hours=1), "a post")
        one.publish("exchange", NOON, "notice 12")
        yield kept


# trade id → when, buyer, seller, market; and whether it counts
TRADES = {
    "before": (TEN - TICK, "A1", "C1", "XYZ/JPY", False),
    "at-once": (TEN, "A1", "C1", "XYZ/JPY", True),
    "after-the-post": (TEN + timedelta(hours=1), "C1", "A1", "XYZ/JPY", True),  # social media ends nothing
    "last": (NOON - TICK, "C1", "A2", "XYZ/JPY", True),  # another account of the same owner
    "public": (NOON, "A1", "C1", "XYZ/JPY", False),
    "elsewhere": (TEN + TICK, "A1", "C1", "BTC/JPY", False),
    "others": (TEN + TICK, "C1", "C2", "XYZ/JPY", False),
}


@pytest.fixture(scope="module")
def tape(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tape")
    (folder / "accounts.csv").write_text(
        "account_id,owner_id,kind\nA1,aoi,client\nA2,aoi,client\nC1,chie,client\nC2,daichi,client\n"
    )
    rows = [
        f"{name},{instant(at)},{market},10,1,{buyer},{seller},buy"
        for name, (at, buyer, seller, market, _) in TRADES.items()
    ]
    head = "trade_id,timestamp,symbol,price,amount,buy_account_id,sell_account_id,taker_side"
    (folder / "trades.csv").write_text("\n".join([head, *rows, ""]))
    head = "seq,timestamp,symbol,order_id,account_id,event,side,type,price,amount"
    orders = [
        f"1,{instant(TEN)},XYZ/JPY,O1,A2,NEWO,buy,limit,9,1",
        f"2,{instant(TEN + TICK)},XYZ/JPY,O1,A2,CAME,buy,limit,9,1",  # no order entered
        f"3,{instant(NOON)},XYZ/JPY,O2,A2,NEWO,buy,limit,9,1",
    ]
    (folder / "order_events.csv").write_text("\n".join([head, *orders, ""]))
    return folder


def test_a_tape_is_held_to_the_list_from_knowledge_to_publication(books, tape, tmp_path) -> None:
    facts = facts_in(books, "small")
    with open_engine("duckdb", memory_limit="1GB") as engine:
        found = check_tape(facts, "small", tape, tmp_path / "a", engine, NOW)
        again = check_tape(facts, "small", tape, tmp_path / "b", engine, NOW)
        longer = check_tape(facts, "small", tape, tmp_path / "c", engine, NOW, wait_hours=1)
    counted = sum(counts for *_, counts in TRADES.values())
    assert found.seen == (SeenInsiders("listing-1", counted, 1, 2),)
    assert (found.rows, found.sha256) == (counted + 1, again.sha256)
    # an hour longer: the trade and the order at noon count too
    assert longer.seen == (SeenInsiders("listing-1", counted + 1, 2, 2),)
    told = {one.code: one for one in found.findings}
    assert told["insider-blackout"].status is Status.ATTENTION  # proposed, not in force
    assert told["insider-blackout"].measure == counted + 1
    assert told["insider-channel"].status is Status.MET


def test_two_accounts_of_one_owner_on_the_list_count_a_row_once(tape, tmp_path) -> None:
    """A1 knows from ten, A2 of the same owner from half past: each is banned from ten on, for the owner is one."""
    counted = sum(counts for *_, counts in TRADES.values())
    with open_books(f"sqlite:///{tmp_path / 'b.db'}", clock=lambda: NOW) as kept:
        one = desk(kept)
        one.open(["XYZ/JPY"], "listing", "good", NINE, "XYZ is to be listed")
        one.add("A1", TEN, "board")
        one.add("A2", TEN + timedelta(minutes=30), "board")
        one.publish("exchange", NOON, "notice 12")
        with open_engine("duckdb", memory_limit="1GB") as engine:
            found = check_tape(facts_in(kept, "small"), "small", tape, tmp_path / "a", engine, NOW)
    assert found.seen == (SeenInsiders("listing-1", counted, 1, 2),)


def test_what_is_published_elsewhere_does_not_count_and_is_a_finding() -> None:
    fact = MaterialFact("f", ("XYZ/JPY",), "outflow", "bad", NINE, "what", True)
    clock = CureClock(NOW.date(), BusinessDays.BANK)
    assert insider_findings(READING, [fact], {}, clock) == ()  # not published, no tape: nothing to ask
    told = MaterialFact(
        "f", ("XYZ/JPY",), "outflow", "bad", NINE, "w", True, published=(Publication("press", NOON, "x", 2),)
    )
    (found,) = insider_findings(READING, [told], {}, clock)
    assert (found.code, found.status, found.reason) == (
        "insider-channel",
        Status.ATTENTION,
        "published_elsewhere",
    )
    (quiet, _) = insider_findings(READING, [told], {"f": SeenInsiders("f", 0, 0, 0)}, clock)
    assert (quiet.status, quiet.measure) == (Status.MET, 0)


def test_of_several_times_of_knowledge_the_earliest_counts_and_who_learns_at_publication_is_free(
    books,
) -> None:
    one = desk(books, "listing-2")
    one.open(["XYZ/JPY", "ABC/JPY"], "listing", "good", NINE, "two markets")
    one.add("A1", NOON, "board")
    one.add("A1", TEN, "told by a colleague")
    spans = list(blackouts(one.state(), ("exchange",), timedelta()))
    assert [(span.market, span.begins, span.ends) for span in spans] == [
        ("ABC/JPY", TEN, None),
        ("XYZ/JPY", TEN, None),
    ]
    one.publish("association", NOON, "notice")
    with pytest.raises(InsiderRefused, match="published by then"):
        one.add("B", NOON, "read it there")
    one.add("B", NOON - TICK, "drafted the notice")  # who knew is still entered afterwards
    assert {span.ends for span in blackouts(one.state(), ("association",), timedelta())} == {NOON}
    with pytest.raises(InsiderRefused, match="is published"):
        one.publish("exchange", NOON, "again")


def test_what_does_not_fit_is_refused_and_nothing_is_entered(books) -> None:
    one = desk(books, "listing-3")
    later = NOW + TICK
    for said, match in (
        ((["XYZ/JPY"], "rumour", "good", NINE, "w"), "no such kind"),
        ((["XYZ/JPY"], "listing", "up", NINE, "w"), "which way"),
        ((["xyz"], "listing", "good", NINE, "w"), "not a market"),
        (([], "listing", "good", NINE, "w"), "not a market"),
        ((["XYZ/JPY"], "listing", "good", later, "w"), "to come"),
    ):
        with pytest.raises(InsiderRefused, match=match):
            one.open(*said)
    assert "listing-3" not in {fact.fact for fact in facts_in(books, "small")}
    one.open(["XYZ/JPY"], "listing", "good", NINE, "w")
    one.add("A1", TEN, "board")
    with pytest.raises(InsiderRefused, match="already"):
        one.add("A1", TEN, "board")
    with pytest.raises(InsiderRefused, match="no such channel"):
        one.publish("carrier pigeon", NOON, "w")
    with pytest.raises(InsiderRefused, match="to come"):
        one.publish("exchange", later, "w")


def test_every_kind_and_channel_has_its_words_and_none_is_law() -> None:
    types = fact_types(READING)
    assert set(types) >= {"issuer_insolvency", "listing", "delisting", "outflow", "large_trade"}
    for code, one in types.items():
        assert has(f"insider.types.{code}")
        assert one.rule.standing.word == "reported"
    assert all(has(f"insider.channel.{one}") for one in CHANNELS)


def test_the_lists_go_into_a_tape_as_the_detectors_read_them(books, tmp_path) -> None:
    facts = [one for one in facts_in(books, "small") if one.fact == "listing-1"]
    for _ in "ab":  # the second time the same stands already
        hand_on(facts, tmp_path, NOW.date())
    assert (tmp_path / "insider_lists.csv").read_text().splitlines() == [
        "insider_list_id,account_id,knows_since",
        f"listing-1,A1,{instant(TEN)}",
    ]
    assert (tmp_path / "announcements.csv").read_text().splitlines()[1] == (
        f"listing-1,XYZ/JPY,listing,good,{instant(NINE)},{instant(NOON)},notice 12,listing-1"
    )
    (tmp_path / "insider_lists.csv").write_text("others")
    with pytest.raises(InsiderRefused, match="already"):
        hand_on(facts, tmp_path, NOW.date())


def test_the_page_does_what_it_says(tape, tmp_path, monkeypatch, capsys) -> None:
    page = (DOCS / "how-to/keep-insider-lists.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.setenv("HOZEN_BOOKS", f"sqlite:///{tmp_path / 'books.db'}")
    Path("book").mkdir()
    Path("book/book.toml").write_text(
        'book = "acme"\nfirm = "Acme"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n'
    )
    Path("venue").mkdir()
    Path("venue/tape").symlink_to(tape)  # the page's own market costs more than the lists do
    words = {"MARKET": "XYZ/JPY", "ACCOUNT": "A1"}
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines() if " surveil insider " in line]
    assert len(lines) == 8
    for number, line in enumerate(lines):
        said = [words.get(word, word) for word in shlex.split(line)[1:]]
        lang = "ja" if number % 2 else "en"
        assert main([*said, "--lang", lang]) == 0, capsys.readouterr().err
    out = capsys.readouterr().out
    assert "認められた方法での公表なし" in out
    assert (tape / "announcements.csv").is_file()
    main(["surveil", "insider", "list", "book", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["fact"] == "listing-1"
