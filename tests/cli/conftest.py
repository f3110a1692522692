"""Running commands in this process, and a closing made by hand with all that a terminal has to show."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hozen.faces.cli import main
from hozen.faces.cli.closing import InBooks
from hozen.findings import AssetUnits, Finding, Status, Step
from hozen.law import Citation, Instrument, Lawful, Seen, Standing
from hozen.rules.insurance import Cliff, InsuranceCredit, LayerPays, Refused
from hozen.rules.reserves import PathYear, Requirement, ReservePosition
from hozen.values import Ratio, Units, Yen
from hozen.workflows.daily_close import AssetLine, Closing, EvidenceFile
from hozen.workflows.sample import make_sample

DAY = date(2026, 11, 20)  # a Friday; Monday 23 is a holiday
ANCHOR = "7:" + "ab" * 32


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English, eighty columns, a home of its own; a missing text is an error."""
    for name in ("HOZEN_LANG", "LC_ALL", "LC_MESSAGES", "HOZEN_BOOKS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "HOZEN_HOME": str(tmp_path / "home"),
        "HOZEN_USER": "sato",
        "HOZEN_WORDS": "strict",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command


@pytest.fixture(scope="session")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up exchange: two days, the last with 12,345,678 satoshi and ¥1,234,567 missing, or fewer."""
    folder = tmp_path_factory.mktemp("sample") / "book"
    make_sample(folder, customers=60, days=2, plant=("btc_shortfall", "trust_gap"), trades=100, assets=3)
    return folder


ORDER = Instrument("order", "Order", "府令", "CAE Order", "暗号資産交換業者府令", "", None)
PRESS = Instrument("press", "press", "報道", "press", "報道", "", None)


def figure(key: str, article: str, standing: Standing = Standing.IN_FORCE) -> Lawful[object]:
    where = ORDER if standing is Standing.IN_FORCE else PRESS
    seen = Seen.TEXT if standing is Standing.IN_FORCE else Seen.SECONDARY
    cite = Citation(where, article)
    return Lawful(key, 5, "count", date(2020, 5, 1), None, cite, standing, seen, "", "", f"jp/{key}.yaml")


def finding(code: str, subject: str, status: Status, rests_on: Lawful[object], **more: Any) -> Finding:
    given = {"measure": None, "threshold": None, "distance": None, "cite": (rests_on.cite,), **more}
    return Finding(code=code, subject=subject, status=status, rests_on=(rests_on,), **given)


def eth(units: int) -> AssetUnits:
    return AssetUnits("ETH", Units(units), 18)


TRUST, SHORT, COLD = figure("a.trust", "26(1)(vi)"), figure("a.short", "27(1)"), figure("a.cold", "27(2)")
GUARANTEE, LEAST = figure("a.guarantee", "29"), figure("a.capital", "9(1)(i)")
BAND = figure("a.band", "article of 2025-11-25", Standing.REPORTED)
# One wei is missing of 1,234,567.123456789012345678 ETH: no shortened figure may hide it.
ETH_OWED = 1_234_567_123456789012345678

FINDINGS = (
    finding(
        "money-in-trust",
        "JPY",
        Status.BREACH,
        TRUST,
        measure=Yen(98_765_432_109),
        threshold=Yen(98_766_666_676),
        distance=Yen(-1_234_567),
        cure_by=date(2026, 11, 25),
        breach_since=DAY,
        reason="money_short",
        steps=(Step("trusts", 2),),
        evidence="money-in-trust",
    ),
    finding(
        "crypto-shortage",
        "ETH",
        Status.BREACH,
        SHORT,
        measure=eth(ETH_OWED - 1),
        threshold=eth(ETH_OWED),
        distance=eth(-1),
        cure_by=date(2026, 11, 19),
        breach_since=date(2026, 11, 12),
        reason="crypto_short",
    ),
    *(
        finding("crypto-shortage", f"COIN{number}", Status.MET, SHORT, reason="crypto_met")
        for number in range(37)
    ),
    finding(
        "cold-share",
        "",
        Status.BREACH,
        COLD,
        measure=Ratio(Fraction(9_489, 10_000)),
        threshold=Ratio(Fraction(95, 100)),
        distance=Ratio(Fraction(-11, 10_000)),
        cure_by=date(2026, 11, 24),
        breach_since=DAY,
        reason="cold_share_short",
    ),
    finding(
        "guarantee-quantity",
        "BTC",
        Status.BREACH,
        GUARANTEE,
        measure=AssetUnits("BTC", Units(0), 8),
        threshold=AssetUnits("BTC", Units(12_345_678), 8),
        distance=AssetUnits("BTC", Units(-12_345_678), 8),
        immediate=True,
        breach_since=DAY,
        reason="guarantee_short",
    ),
    finding("capital", "", Status.CANNOT_TELL, LEAST, threshold=Yen(10_000_000), reason="no_financials"),
    finding(
        "reserve",
        "",
        Status.ATTENTION,
        BAND,
        measure=Yen(500_000_000),
        threshold=Yen(1_500_000_000),
        distance=Yen(-1_000_000_000),
        cure_by=date(2027, 3, 31),
        breach_since=DAY,
        reason="reserve_to_add",
    ),
)

RESERVE = ReservePosition(
    requirement=Requirement("press-band", "volume_band", Yen(500_000_000), Yen(2_000_000_000), (BAND,), ()),
    held=Yen(500_000_000),
    insurance_credit=Yen(500_000_000),
    level_after_credit=Yen(1_500_000_000),
    addition=Yen(500_000_000),
    releasable=Yen(0),
    shortfall=Yen(1_000_000_000),
    due=date(2027, 3, 31),
    path=(
        PathYear(date(2027, 3, 31), Yen(500_000_000), Yen(500_000_000), Yen(1_000_000_000)),
        PathYear(date(2028, 3, 31), Yen(1_000_000_000), Yen(500_000_000), Yen(1_500_000_000)),
        PathYear(date(2029, 3, 31), Yen(1_500_000_000), Yen(0), Yen(1_500_000_000)),
    ),
    full_on=date(2028, 3, 31),
)
INSURANCE = InsuranceCredit(
    credit=Yen(500_000_000),
    cap=Yen(1_000_000_000),
    by_cause=(("key_compromise", Yen(500_000_000)),),
    refused=(Refused("P2", "", "cover_unrated", "no rating"),),
    cliffs=(Cliff("P1", date(2026, 12, 5), Yen(500_000_000), Yen(0)),),
    rests_on=(BAND,),
    steps=(),
    layers=(LayerPays("P1", "key_compromise", Yen(500_000_000)),),
)


def asset(name: str, decimals: int, price: str, owed: int, yen: int) -> AssetLine:
    nothing = Units(0)
    return AssetLine(
        asset=name,
        decimals=decimals,
        price=price,
        price_source="ref" if price else "",
        owed=Units(owed),
        in_flight=nothing,
        cold=Units(owed * 9 // 10) if price else nothing,
        not_cold=Units(owed - owed * 9 // 10) if price else nothing,
        buffer=nothing,
        guarantee_cold=nothing,
        guarantee_not_cold=nothing,
        owed_yen=Yen(yen),
    )


@pytest.fixture
def closing() -> Closing:
    """4 breaches, 1 that cannot be told, 1 attention, 37 met."""
    coins = [asset(f"COIN{number}", 8, "100", 10**8 * number, 100 * number) for number in range(37)]
    return Closing(
        book="acme",
        firm="Acme Exchange",
        firm_ja="アクメ取引所",
        day=DAY,
        scenario="press-band",
        hozen_version="0.1.0",
        fingerprint="f" * 64,
        inputs=(),
        assets=(
            asset("ETH", 18, "400000", ETH_OWED, 493_826_849_382),
            *coins,
            asset("JPY", 0, "", 98_766_666_676, 98_766_666_676),
        ),
        volumes=(),
        findings=FINDINGS,
        reserve=RESERVE,
        reserve_gap="",
        insurance=INSURANCE,
        evidence=(EvidenceFile("money-in-trust", "evidence/money-in-trust.parquet", 1_803, "e" * 64),),
        law=(TRUST, SHORT, COLD, GUARANTEE, LEAST, BAND),
    )


@pytest.fixture
def in_books() -> InBooks:
    return InBooks(
        entry=7, version=2, prepared_by="sato", anchor=ANCHOR, changed=("file:a.csv changed",), new=True
    )
