"""A closing made by hand, with everything that a pack has to show: breaches, met, cannot tell, huge numbers,
names that try to be formulas, and evidence files written by the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from hozen.engine import Engine, open_engine
from hozen.findings import AssetUnits, Finding, Status, Step
from hozen.law import Citation, Instrument, Lawful, Seen, Standing
from hozen.records import Query
from hozen.rules.insurance import Cliff, InsuranceCredit, LayerPays, Refused
from hozen.rules.reserves import PathYear, Requirement, ReservePosition, YearVolume
from hozen.values import BusinessYear, Ratio, Units, Yen
from hozen.workflows.daily_close import AssetLine, Closing, EvidenceFile, InputFile

DAY = date(2026, 11, 20)
CURE = date(2026, 11, 26)
FIRM = "=cmd|' /C calc'!A0 & 株式会社髙﨑取引所"
ATTACK = '=HYPERLINK("http://example.invalid","click")'
ORDER = Instrument(
    "cae_order", "Cabinet Office Order", "内閣府令", "CAE Order", "暗号資産交換業者府令", "", None
)
OURS = Instrument("ours", "Our choice", "hozen 作成者の選択", "ours", "独自", "", None)


def figure(
    key: str,
    value: object,
    unit: str,
    standing: Standing = Standing.IN_FORCE,
    instrument: Instrument = ORDER,
    article: str = "27(2)",
) -> Lawful[object]:
    seen = Seen.TEXT if standing is Standing.IN_FORCE else Seen.OURS
    cite = Citation(instrument, article)
    return Lawful(
        key, value, unit, date(2020, 5, 1), None, cite, standing, seen, "百分の五", "", f"jp/{key}.yaml"
    )


HOT = figure("custody.hot_share_max", Ratio(Fraction(1, 20)), "ratio")
DAYS = figure("segregation.crypto_shortage_cure_days", 5, "business_days", article="27(1)")
CAPITAL = figure("segregation.capital_min", Yen(10_000_000), "yen", article="9(1)(i)")
THIRD = figure("reserves.crypto.third", Ratio(Fraction(1, 3)), "ratio", Standing.ASSUMED, OURS, "choice")
RATE = figure(
    "reserves.rate.spot", Ratio(Fraction(2, 100_000)), "per_10000", Standing.REPORTED, OURS, "press"
)


def btc(units: int) -> AssetUnits:
    return AssetUnits("BTC", Units(units), 8)


def eth(units: int) -> AssetUnits:
    return AssetUnits("ETH", Units(units), 18)


def finding(
    code: str, subject: str, status: Status, rests_on: Lawful[object] = DAYS, **more: object
) -> Finding:
    given = {"measure": None, "threshold": None, "distance": None, "cite": (rests_on.cite,), **more}
    return Finding(code=code, subject=subject, status=status, rests_on=(rests_on,), **given)  # type: ignore[arg-type]  # a dict of fields


FINDINGS = (
    finding(
        "money-in-trust",
        "JPY",
        Status.BREACH,
        measure=Yen(900_000),
        threshold=Yen(1_000_000),
        distance=Yen(-100_000),
        cure_by=date(2026, 11, 25),
        breach_since=DAY,
        reason="money_short",
        steps=(Step("money_owed", Yen(1_000_000), "Σ customers' JPY"), Step("trusts", 2)),
        evidence="money-in-trust",
    ),
    finding(
        "crypto-shortage",
        "BTC",
        Status.BREACH,
        measure=btc(95_000_000),
        threshold=btc(100_000_000),
        distance=btc(-5_000_000),
        cure_by=CURE,
        breach_since=DAY,
        reason="crypto_short",
        steps=(Step("owed", btc(100_000_000), "Σ customers"), Step("cure_business_days", 5, cite=DAYS.cite)),
        evidence="crypto-shortage",
    ),
    finding(
        "crypto-shortage",
        "ETH",
        Status.MET,
        measure=eth(123_456_789_012_345_678_901),
        threshold=eth(123_456_789_012_345_678_901),
        distance=eth(0),
        reason="crypto_met",
        evidence="crypto-shortage",
    ),
    finding(
        "cold-share",
        "",
        Status.BREACH,
        HOT,
        measure=Ratio(Fraction(946_399, 1_000_000)),
        threshold=Ratio(Fraction(19, 20)),
        distance=Ratio(Fraction(-3_601, 1_000_000)),
        cure_by=date(2026, 11, 24),
        breach_since=DAY,
        reason="cold_share_short",
        steps=(Step("hot_share_max", Ratio(Fraction(1, 20)), cite=HOT.cite),),
    ),
    finding(
        "guarantee-quantity",
        "BTC",
        Status.BREACH,
        measure=btc(0),
        threshold=btc(1),
        distance=btc(-1),
        immediate=True,
        breach_since=DAY,
        reason="guarantee_short",
    ),
    finding(
        "buffer-mixed",
        "BTC",
        Status.MET,
        measure=btc(0),
        threshold=btc(7),
        distance=btc(7),
        reason="buffer_met",
        evidence="crypto-shortage",
    ),
    finding("capital", "", Status.CANNOT_TELL, CAPITAL, threshold=Yen(10_000_000), reason="no_financials"),
    finding(
        "net-assets",
        "",
        Status.MET,
        measure=Yen(2**53 + 1),
        threshold=Yen(0),
        distance=Yen(2**53 + 1),
        reason="net_assets_met",
    ),
    finding(
        "price-source",
        "",
        Status.ATTENTION,
        measure=1,
        threshold=0,
        distance=-1,
        reason="price_from_elsewhere",
        steps=(Step("price_source_declared", ATTACK),),
    ),
)

YEAR = BusinessYear(date(2026, 4, 1), date(2027, 3, 31))
REQUIREMENT = Requirement(
    "press-band",
    "volume_band",
    Yen(400_000_000),
    Yen(2_000_000_000),
    (THIRD,),
    (Step("owed", Yen(7), "largest year, all classes"),),
)
RESERVE = ReservePosition(
    requirement=REQUIREMENT,
    held=Yen(1_500_000_000),
    insurance_credit=Yen(300_000_000),
    level_after_credit=Yen(1_700_000_000),
    addition=Yen(200_000_000),
    releasable=Yen(0),
    shortfall=Yen(200_000_000),
    due=date(2027, 3, 31),
    path=(PathYear(date(2027, 3, 31), Yen(1_500_000_000), Yen(200_000_000), Yen(1_700_000_000)),),
    full_on=date(2027, 3, 31),
)
INSURANCE = InsuranceCredit(
    credit=Yen(300_000_000),
    cap=Yen(1_000_000_000),
    by_cause=(("key_compromise", Yen(300_000_000)), ("@SUM(A1)", Yen(400_000_000))),
    refused=(Refused("P-2", "", "rating too low", "BBB < A-"),),
    cliffs=(Cliff("P-1", date(2027, 1, 1), Yen(300_000_000), Yen(0)),),
    rests_on=(THIRD,),
    steps=(),
    layers=(LayerPays("P-1", "key_compromise", Yen(300_000_000)),),
)
ASSETS = (
    AssetLine(
        "BTC",
        8,
        "10704212.84",
        "declared",
        Units(100_000_000),
        Units(-3),
        Units(90_000_000),
        Units(5_000_000),
        Units(0),
        Units(0),
        Units(0),
        Yen(10_704_212),
    ),
    AssetLine(
        "ETH",
        18,
        "400000",
        "+elsewhere",
        Units(123_456_789_012_345_678_901),
        Units(0),
        Units(123_456_789_012_345_678_901),
        Units(0),
        Units(0),
        Units(0),
        Units(0),
        Yen(49_382_715),
    ),
)


def closing_with(evidence: tuple[EvidenceFile, ...] = (), **changed: object) -> Closing:
    made = Closing(
        book="sample",
        firm=FIRM,
        firm_ja="",
        day=DAY,
        scenario="press-band",
        hozen_version="0.1.0",
        fingerprint="ab" * 32,
        inputs=(
            InputFile("wallets", "wallets.csv", 3, "cd" * 32),
            InputFile("prices", "-prices.csv", 2, "ef" * 32),
        ),
        assets=ASSETS,
        volumes=(YearVolume(YEAR, {"spot": Yen(9_000_000_000_000_000), "margin": Yen(12)}, so_far=True),),
        findings=FINDINGS,
        reserve=RESERVE,
        reserve_gap="",
        insurance=INSURANCE,
        evidence=evidence,
        law=(HOT, DAYS, CAPITAL, THIRD, RATE),
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # names of fields


_SHORTAGE = f"""
    SELECT * FROM (VALUES
        ('BTC', 'ledger', '{ATTACK.replace("'", "''")}', CAST(60000000 AS DECIMAL(38,0)), NULL),
        ('BTC', 'ledger', '+81-90-0000', CAST(40000000 AS DECIMAL(38,0)), NULL),
        ('BTC', 'wallet', '@w1', CAST(95000000 AS DECIMAL(38,0)), 870000),
        ('ETH', 'wallet', '<r><t>x</t></r>', CAST(123456789012345678901 AS DECIMAL(38,0)), 21000000)
    ) AS t(asset, side, ref, units, block_height) ORDER BY asset, side, ref
"""
_MONEY = """
    SELECT 'ledger' AS side, 'C' || lpad(CAST(i AS VARCHAR), 6, '0') AS ref, CAST(i AS DECIMAL(38,0)) AS yen
    FROM range(1, 31) AS t(i) UNION ALL SELECT 'trust', '信託銀行', CAST(900000 AS DECIMAL(38,0)) ORDER BY side, ref
"""


@dataclass(frozen=True)
class Closed:
    closing: Closing
    folder: Path


def _write(engine: Engine, folder: Path, name: str, sql: str) -> EvidenceFile:
    written = engine.write_parquet(Query(name, sql, ()), folder / "evidence" / f"{name}.parquet")
    return EvidenceFile(name, f"evidence/{name}.parquet", written.rows, written.sha256)


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    """The closing with its evidence: four rows behind the shortage, thirty-one behind the money."""
    folder = tmp_path_factory.mktemp("closed")
    with open_engine("duckdb", memory_limit="500MB", threads=1) as engine:
        files = tuple(
            _write(engine, folder, *one)
            for one in (("crypto-shortage", _SHORTAGE), ("money-in-trust", _MONEY))
        )
    return Closed(closing_with(files), folder)


@pytest.fixture(autouse=True)
def _every_word_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOZEN_WORDS", "strict")


@pytest.fixture
def make() -> Callable[..., Closing]:
    """The closing by hand, with other fields."""
    return closing_with


@pytest.fixture
def a_finding() -> Callable[..., Finding]:
    """A finding by code, subject and status, with other fields."""
    return finding


Cells = list[tuple[object, ...]]


@pytest.fixture
def read() -> Callable[[Path], dict[str, Cells]]:
    """Sheet name → rows of values, as another program reads the file."""

    def values(path: Path) -> dict[str, Cells]:
        book = openpyxl.load_workbook(path)
        return {page.title: [tuple(cell.value for cell in row) for row in page.iter_rows()] for page in book}

    return values
