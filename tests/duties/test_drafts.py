"""Drafts of reports against figures worked out by hand, and what a book cannot say."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from close_book import BTC, ETH, SmallExchange, owed

from hozen.faces.cli import main
from hozen.faces.cli.show_draft import show_draft
from hozen.faces.reports.duty_draft import write_draft
from hozen.findings import AssetUnits
from hozen.rules.duties.draft import DaysClosed, DraftFacts, DraftLine, KeptAt, MonthTraded
from hozen.rules.duties.draft_trades import silent, traded_yen
from hozen.rules.duties.jp_drafts import DRAFTS, JVCEA_COLUMNS
from hozen.values import Units, Yen
from hozen.workflows.daily_close import close
from hozen.workflows.duty_drafts import DraftRefused, DutyDraft, draft, record_filing

PAGE = (Path(__file__).parents[2] / "docs/how-to/see-what-is-due.md").read_text("utf-8")
SEPTEMBER = date(2026, 9, 30)
# 1 September, 30 September, and 1 August at noon in Japan: 03:00 UTC. The second is on the month's last evening.
TRADES = (
    ("T1", "2026-09-01T03:00:00Z", "BTC", "spot", BTC, 10_000_000),
    ("T2", "2026-09-30T14:59:59Z", "BTC", "spot", BTC // 2, 5_000_001),
    ("T3", "2026-09-15T03:00:00Z", "ETH", "margin", ETH, 400_000),
    ("T4", "2026-09-16T03:00:00Z", "ETH", "derivative", 2 * ETH, 800_000),
    ("T5", "2026-08-01T03:00:00Z", "BTC", "spot", BTC, 9_000_000),
    ("T6", "2026-09-30T15:00:00Z", "BTC", "spot", 7 * BTC, 70_000_000),  # already 1 October in Japan
)


def trade(name: str, at: str, asset: str, product: str, units: int, yen: int) -> dict[str, str]:
    said = {"id": name, "timestamp": at, "asset": asset, "side": "buy", "maker": "C1", "taker": "C2"}
    return said | {"product": product, "amount": str(units), "price": "", "cost": str(yen)}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DutyDraft, DutyDraft]:
    """The small exchange closed on 30 September, and two drafts of it. Its home stays for the module."""
    folder = tmp_path_factory.mktemp("drafts")
    book = SmallExchange(folder / "quarter").on(str(SEPTEMBER))
    book.add("trades", *(trade(*one) for one in TRADES))
    book.put("customers", "opened", "2026-09-30", customer_id="C1")
    book.put("customers", "opened", "2026-10-01", customer_id="C2")
    book.add("customer_balances", owed("C1", "ETH", 0))  # a day with no more than a 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOZEN_HOME", str(folder / "home"))
        close(book.write(), SEPTEMBER, out=folder / "out", actor="sato")
        told = (draft(book.root, duty, into=folder / "drafts") for duty in ("psa_property", "jvcea_monthly"))
        first, second = told
    return folder, first, second


def figures(found: DutyDraft) -> dict[tuple[str, str], object]:
    return {(one.item, one.of): one.value for one in found.lines}


def test_the_quarter_of_customers_property(drafted: tuple[Path, DutyDraft, DutyDraft]) -> None:
    _, found, _ = drafted
    told = figures(found)
    assert (found.first, found.last, found.due_on) == (date(2026, 7, 1), SEPTEMBER, date(2026, 10, 31))
    # 10 BTC × ¥10m + 100 ETH × ¥400,000; money of both customers; one trust
    assert told["deposit_crypto_yen", ""] == Yen(140_000_000)
    assert told["crypto_cold", "BTC"] == AssetUnits("BTC", Units(97 * BTC // 10), 8)
    assert told["crypto_guarantee", "ETH"] == AssetUnits("ETH", Units(ETH), 18)
    assert (told["deposit_cash", ""], told["in_trust", ""]) == (Yen(1_500_000), Yen(1_500_000))
    assert told["trust_principal", "Trust Bank T1"] == Yen(1_500_000)
    # cold: ¥97m + ¥39.6m; hot: ¥3m + ¥0.4m
    assert (told["wallets_cold", "self"], told["wallets_cold_yen", "self"]) == (2, Yen(136_600_000))
    assert told["wallets_hot_yen", "self"] == Yen(3_400_000)
    assert told["spot_traded", "2026-09"] == Yen(15_000_001)
    # the tape begins on 1 August: of July it says nothing, and the volume stated for July stands in
    assert told["spot_traded", "2026-07"] == Yen(40_000_000_000)
    assert told["spot_traded", "2026-08"] == Yen(9_000_000)
    # one day closed of 22 + 20 + 19 business days: 20 July, 11 August and 21 to 23 September are holidays
    assert (told["days_closed", ""], told["days_left_out", ""]) == (1, 60)
    sources = {one.name: one.sha256 for one in found.sources}
    assert all(sources[one.source] for one in found.lines if one.value is not None)


def test_the_nineteen_columns(drafted: tuple[Path, DutyDraft, DutyDraft]) -> None:
    _, _, found = drafted
    told = figures(found)
    assert tuple(dict.fromkeys(one.item for one in found.lines)) == JVCEA_COLUMNS
    assert len(JVCEA_COLUMNS) == 19
    assert told["spot_quantity", "BTC"] == AssetUnits("BTC", Units(3 * BTC // 2), 8)
    assert (told["spot_yen", "2026-09"], told["margin_yen", "2026-09"]) == (Yen(15_000_001), Yen(1_200_000))
    assert told["margin_quantity", "ETH"] == AssetUnits("ETH", Units(3 * ETH), 18)
    assert told["deposit_total", ""] == Yen(141_500_000)
    assert told["accounts", ""] == 1  # the other was opened a day later
    blank = {one.item: one.why for one in found.blanks}
    assert set(blank) == {*JVCEA_COLUMNS[8:15], *JVCEA_COLUMNS[16:]}
    assert all(blank.values())


def test_the_workbook_says_draft_and_has_the_same_bytes_and_evidence_that_was_changed_is_refused(
    drafted: tuple[Path, DutyDraft, DutyDraft],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, found, _ = drafted
    monkeypatch.setenv("HOZEN_HOME", str(folder / "home"))
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.chdir(folder)
    line, *_ = [line for line in PAGE.splitlines() if line.startswith("hozen duties draft quarter")]
    assert main([*shlex.split(line)[1:], "--lang", "ja"]) == 0
    # blank: three papers to attach, and margin and derivatives of July
    assert f"数値{len(found.lines) - 5}件、空欄5件。" in capsys.readouterr().out
    first, second = (write_draft(folder / f"{name}.xlsx", found, "en").read_bytes() for name in "ab")
    assert first == second
    shown = "\n".join(line.plain for line in show_draft(found, Path("a.xlsx"), "en", 80))
    assert f"{len(found.lines) - 5} figures; 5 blank." in shown
    assert shown.startswith("DRAFT")
    evidence = next((folder / "out").rglob("cold-share.parquet"))
    whole = evidence.read_bytes()
    evidence.write_bytes(whole[:-1])
    with pytest.raises(DraftRefused, match="not what the closing names"):
        draft(folder / "quarter", "psa_property", into=folder / "drafts")
    evidence.write_bytes(whole)
    with pytest.raises(DraftRefused, match="not closed"):
        draft(folder / "quarter", "psa_annual", date(2026, 3, 31), into=folder / "drafts")
    with pytest.raises(DraftRefused, match="ends no period"):
        draft(folder / "quarter", "jvcea_monthly", date(2026, 9, 29), into=folder / "drafts")
    with pytest.raises(DraftRefused, match="no draft"):
        draft(folder / "quarter", "psa_audit", SEPTEMBER, into=folder / "drafts")


FACTS = DraftFacts(
    first=date(2026, 9, 1),
    last=SEPTEMBER,
    months={"2026-09": (date(2026, 9, 1), SEPTEMBER)},
    tape=(date(2026, 9, 1), SEPTEMBER),
    traded=(MonthTraded("2026-09", "BTC", "spot", 1, Units(1), Yen(7)),),
    stated={},
    kept=(),
    money_owed=Yen(0),
    in_trust=None,
    trusts=(),
    wallets=(KeptAt("self", "cold", 1, None),),
    customers=None,
    positions=None,
    capital=None,
    net_assets=None,
    reserve=None,
    days=DaysClosed(1, 0, 0),
)


@pytest.mark.parametrize(
    ("begins", "ends", "why"),
    [  # from the first day to the last; a day later, a day earlier
        (date(2026, 9, 1), SEPTEMBER, ""),
        (date(2026, 8, 1), date(2026, 10, 1), ""),
        (date(2026, 9, 2), SEPTEMBER, "tape_begins_later"),
        (date(2026, 9, 1), date(2026, 9, 29), "tape_ends_before"),
    ],
)
def test_a_month_counts_where_the_tape_covers_its_days(begins: date, ends: date, why: str) -> None:
    facts = replace(FACTS, tape=(begins, ends))
    assert silent(facts, "2026-09") == why
    line = traded_yen(facts, "spot_yen", "2026-09", ("spot",))
    assert line.value == (None if why else Yen(7))


def test_a_year_is_the_sum_of_its_months_or_blank() -> None:
    october = (date(2026, 10, 1), date(2026, 10, 31))
    whole = replace(
        FACTS,
        months=FACTS.months | {"2026-10": october},
        tape=(date(2026, 9, 1), october[1]),
        traded=(*FACTS.traded, MonthTraded("2026-10", "BTC", "spot", 1, Units(1), Yen(5))),
    )
    told = {one.item: one.value for one in DRAFTS["psa_annual"](whole)}
    assert (told["spot_year"], told["margin_year"]) == (Yen(12), Yen(0))  # 7 + 5; a whole tape without any
    short = {one.item: one for one in DRAFTS["psa_annual"](replace(whole, tape=FACTS.tape))}
    assert (short["spot_year"].value, short["spot_year"].why) == (None, "months_missing")


def test_what_is_not_known_is_blank_with_a_reason_that_has_words_and_never_a_0() -> None:
    unknown = replace(FACTS, tape=None, traded=())
    for lines in DRAFTS.values():
        told = list(lines(unknown))
        for one in told:
            assert bool(one.why) == (one.value is None) == (not one.source)
        assert not [one for one in told if one.value == Yen(0) and one.item.endswith(("traded", "spot_yen"))]
    assert DraftLine("reserve", None, why="no_reserve") in list(DRAFTS["psa_annual"](unknown))


def test_a_filing_is_recorded_once_and_only_for_a_period_that_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "quarter"
    root.mkdir()
    (root / "book.toml").write_text(
        'book = "acme"\nfirm = "Acme"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n'
    )
    today, end = date(2026, 11, 20), SEPTEMBER
    for line in PAGE.splitlines():
        if line.startswith("hozen duties filed quarter"):
            said = shlex.split(line)[1:]
            assert main([*said, "--json"]) == 0, line
    record_filing(root, "psa_annual", date(2026, 3, 31), today, 'a, "b"', today)
    assert (root / "filings.csv").read_text("utf-8").splitlines() == [
        "duty,period_end,filed_on,reference",
        "psa_property,2026-09-30,2026-10-28,receipt 118",
        "psa_quarter_accounts,2026-09-30,2026-11-18,receipt 131",
        'psa_annual,2026-03-31,2026-11-20,"a, ""b"""',
    ]
    for duty, period, on, match in (
        ("psa_property", end, today, "not as expected"),  # it stands already
        ("psa_property", date(2026, 6, 29), today, "ends no period"),
        ("psa_property", date(2026, 12, 31), today, "does not fit"),  # before the period's end
        ("psa_property", date(2026, 6, 30), date(2026, 11, 21), "does not fit"),  # to come
        ("nothing", end, today, "no such report"),
    ):
        with pytest.raises(DraftRefused, match=match):
            record_filing(root, duty, period, on, "", today)
    assert len((root / "filings.csv").read_text("utf-8").splitlines()) == 4
    (root / "filings.csv").rename(root / "filings.txt")
    (root / "filings.parquet").write_bytes(b"not read")
    with pytest.raises(DraftRefused, match="another form"):
        record_filing(root, "psa_annual", date(2026, 3, 31), today, "", today)
