"""The packaged facts are the compiled list, digit by digit."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from hozen.values import Yen
from hozen.workflows.replay.catalogue import catalogue
from hozen.workflows.replay.customer_part import Bound, CustomerPart, customer_part
from hozen.workflows.replay.incident import Incident, Kind

COPIES = Path(__file__).resolve().parents[1] / "vectors"
SHARED = Path(__file__).resolve().parents[2] / "../shared/data"
KNOWN = catalogue()
SAME = {  # column of the compiled list → field here; both as exact numbers, '' as None
    "usd_value_m": "loss_usd_m",
    "usd_jpy": "usd_jpy",
    "customer_loss_usd_m": "customer_usd_m",
    "own_loss_usd_m": "own_usd_m",
    "custody_base_usd_m": "custody_usd_m",
    "loss_pct_of_custody": "custody_pct",
    "customer_recovery_pct": "recovery_pct",
    "recovered_usd_m": "recovered_usd_m",
    "days_to_compensation": "days",
}


def compiled(name: str) -> list[dict[str, str]]:
    path = COPIES / name if (COPIES / name).is_file() else SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is absent: the packaged facts were NOT compared with the compiled list")
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_incident_of_the_list_is_here_once_and_in_its_order() -> None:
    assert [row["incident_id"] for row in compiled("incidents.csv")] == [one.id for one in KNOWN.incidents]


def test_days_places_and_confidence_are_the_lists() -> None:
    for row, one in zip(compiled("incidents.csv"), KNOWN.incidents, strict=True):
        assert one.day.isoformat() == row["date"], one.id
        assert one.jurisdiction == row["jurisdiction"], one.id
        assert (one.cause, one.wallet, one.whose.value) == (row["cause"], row["wallet"], row["whose_assets"])
        assert one.paid_by == row["compensation_type"], one.id
        assert one.confidence.value == row["confidence"], one.id
        assert row["exchange"].startswith(one.firm), one.id


def test_every_figure_is_the_lists_and_what_is_missing_stays_missing() -> None:
    for row, one in zip(compiled("incidents.csv"), KNOWN.incidents, strict=True):
        for column, name in SAME.items():
            expected = Decimal(row[column]) if row[column] else None
            assert getattr(one, name) == expected, (one.id, name)
        millions = int(row["jpy_value_m"]) if row["jpy_value_m"] else None
        assert one.loss == (None if millions is None else Yen(millions * 1_000_000)), one.id
        assert one.yen_basis == row["jpy_basis"], one.id


def test_sources_are_kept_and_what_is_unverified_is_said() -> None:
    for row, one in zip(compiled("incidents.csv"), KNOWN.incidents, strict=True):
        assert set(row["source_urls"].split()) <= set(one.sources), one.id
        assert bool(row["unverified"]) == bool(one.unverified), one.id


def test_the_sizes_of_firms_are_the_lists() -> None:
    rows = compiled("exchanges.csv")
    listed = {(row["as_of"], row["metric"], row["value"]) for row in rows if row["unit"] == "JPY m"}
    metric = {"volume": "volume_month", "custody": "customer_crypto"}
    in_yen = [one for one in KNOWN.sizes if one.currency == "JPY"]
    assert len(in_yen) == 7
    for size in in_yen:
        assert (size.period, metric[size.measure], str(size.value_m)) in listed


def test_a_custody_in_dollars_is_the_incidents_own_figure() -> None:
    for size in KNOWN.sizes:
        if size.currency == "USD":
            assert KNOWN.find(size.incident).custody_usd_m == size.value_m


def test_every_custody_that_the_list_knows_is_a_size() -> None:
    sized = {one.incident for one in KNOWN.sizes if one.measure == "custody"}
    assert sized == {one.name for one in KNOWN.incidents if one.custody_usd_m is not None}


def test_converted_yen_are_the_dollars_at_the_rate_shown_to_the_million() -> None:
    for one in KNOWN.incidents:
        if one.yen_basis == "converted":
            assert one.loss is not None
            assert one.loss_usd_m is not None
            exact = Fraction(one.loss_usd_m) * Fraction(one.usd_jpy) * 1_000_000
            assert abs(one.loss.amount - exact) <= 500_000, one.id


def test_names_are_the_firm_and_the_year() -> None:
    for one in KNOWN.incidents:
        assert one.name.endswith(f"-{one.day.year}"), one.id
        assert one.id.startswith(f"{one.day:%Y-%m}-"), one.id


@pytest.mark.parametrize(
    ("name", "day", "kind", "part"),
    [
        # 523,000,000 XEM × ¥88.549 = ¥46,311,127,000
        (
            "coincheck-2018",
            date(2018, 1, 26),
            Kind.THEFT,
            CustomerPart(Yen(46_311_127_000), Bound.STATED, "paid"),
        ),
        (
            "zaif-2018",
            date(2018, 9, 14),
            Kind.THEFT,
            CustomerPart(Yen(4_500_000_000), Bound.STATED, "reported"),
        ),
        (
            "bitpoint-2019",
            date(2019, 7, 11),
            Kind.THEFT,
            CustomerPart(Yen(2_060_000_000), Bound.STATED, "reported"),
        ),
        (
            "liquid-2021",
            date(2021, 8, 19),
            Kind.THEFT,
            CustomerPart(Yen(9_992_000_000), Bound.STATED, "whole"),
        ),
        ("dmm-2024", date(2024, 5, 31), Kind.THEFT, CustomerPart(Yen(48_200_000_000), Bound.STATED, "whole")),
        (
            "bybit-2025",
            date(2025, 2, 21),
            Kind.THEFT,
            CustomerPart(Yen(217_978_000_000), Bound.STATED, "whole"),
        ),
        # $26.9m × ¥156.3 = ¥4,204.47m
        (
            "upbit-2025",
            date(2025, 11, 27),
            Kind.THEFT,
            CustomerPart(Yen(4_204_470_000), Bound.STATED, "converted"),
        ),
        (
            "mtgox-2014",
            date(2014, 2, 24),
            Kind.INSOLVENCY,
            CustomerPart(Yen(48_000_000_000), Bound.AT_MOST, "ceiling"),
        ),
        ("coindcx-2025", date(2025, 7, 19), Kind.THEFT, CustomerPart(Yen(0), Bound.STATED, "own")),
        ("bithumb-2026", date(2026, 2, 6), Kind.WRONG_CREDIT, CustomerPart(Yen(0), Bound.STATED, "made_up")),
        ("youbit-2017", date(2017, 12, 19), Kind.THEFT, None),
    ],
)
def test_customers_part_by_hand(name: str, day: date, kind: Kind, part: CustomerPart | None) -> None:
    one = KNOWN.find(name)
    assert (one.day, one.kind, customer_part(one)) == (day, kind, part)


def test_a_part_never_exceeds_the_whole_where_both_are_in_the_yen_of_the_day() -> None:
    for one in KNOWN.incidents:
        part = customer_part(one)
        if part is not None and one.loss is not None:
            assert part.yen <= one.loss, one.id


def test_insolvencies_are_told_from_thefts() -> None:
    kinds = Counter(one.kind for one in KNOWN.incidents)
    insolvent = {one.name for one in KNOWN.incidents if one.kind is Kind.INSOLVENCY}
    assert insolvent == {"mtgox-2014", "quadrigacx-2019", "celsius-2022", "ftx-2022", "ftxjapan-2022"}
    assert kinds[Kind.WRONG_CREDIT] == 1


def test_the_five_thefts_at_registered_japanese_firms() -> None:
    def counts(one: Incident) -> bool:
        return one.registered_jp and one.kind is Kind.THEFT

    names = [one.name for one in KNOWN.incidents if counts(one)]
    assert names == ["coincheck-2018", "zaif-2018", "bitpoint-2019", "liquid-2021", "dmm-2024"]
