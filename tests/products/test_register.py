"""The register through time, its strict reader, and the one that comes with hozen."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from product_rows import BOOK_ROWS, folder_of

from hozen.law import Law
from hozen.records.product_tables import PRODUCT_TABLES
from hozen.rules.products import Register, asset_on, product_on, specified_periods
from hozen.rules.products.jp_class import legal_class, moves_on
from hozen.rules.products.well_formed import faults
from hozen.values.identifiers import is_caip19, is_dti
from hozen.values.period import Period
from hozen.workflows.products import ProductsFile, open_register, shipped_register
from hozen.workflows.products.coverage import coverage
from hozen.workflows.products.opening import export_register

FRIDAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return open_register(folder_of(tmp_path_factory.mktemp("register") / "small")).register


def state(register: Register, name: str, day: date) -> str:
    product = register.find(name)
    assert product
    return product_on(register, product, day).state


def test_a_renamed_token_is_found_under_the_name_of_the_day(small: Register) -> None:
    before, after = date(2024, 10, 30), date(2024, 10, 31)
    for asset, day, there in (
        ("KLAY", before, True),
        ("KLAY", after, False),
        ("KAIA", before, False),
        ("KAIA", after, True),
    ):
        found = asset_on(small, asset, day)
        assert (found is not None and found.product.product_id == "KAIA") is there


def test_a_migration_is_known_from_its_day_and_not_before(small: Register) -> None:
    matic = small.find("MATIC")
    assert matic
    assert product_on(small, matic, date(2024, 9, 3)).successor == ""
    assert product_on(small, matic, date(2024, 9, 4)).successor == "POL"


def test_a_later_delisting_changes_no_past_day_and_another_members_says_nothing(small: Register) -> None:
    assert [state(small, "KAIA", day) for day in (date(2021, 12, 31), date(2022, 1, 1))] == [
        "unlisted",
        "listed",
    ]
    assert [state(small, "KAIA", day) for day in (date(2026, 8, 4), date(2026, 8, 5))] == [
        "listed",
        "delisted",
    ]
    assert state(small, "BTC", FRIDAY) == "listed"  # another member delisted it on 2026-06-01


def test_the_class_of_the_day_carries_its_provision_and_standing(small: Register) -> None:
    btc = small.find("BTC")
    assert btc
    today, later = FRIDAY, date(2027, 7, 1)
    reading = Law.load("jp").reading(today)
    found = legal_class(reading, product_on(small, btc, today))
    assert found
    assert found.figure
    assert (found.kind, str(found.figure.cite), found.figure.standing.word) == (
        "crypto_asset",
        "PSA 2(14)",
        "in_force",
    )
    reformed = legal_class(Law.load("jp").reading(later), product_on(small, btc, later))
    assert reformed
    assert reformed.figure
    assert (reformed.kind, reformed.figure.standing.word) == ("specified_crypto_asset", "enacted")
    assert moves_on(reading) is None  # no text fixes the day


def test_specified_periods_follow_a_rename(small: Register) -> None:
    # KAIA was specified from 1 October to 30 November 2024, and called KLAY until 30 October.
    assert specified_periods(small) == {
        "BTC": (Period(date(2027, 7, 1)),),
        "KAIA": (Period(date(2024, 10, 31), date(2024, 11, 30)),),
        "KLAY": (Period(date(2024, 10, 1), date(2024, 10, 30)),),
    }


CHANGES = [
    ("products", 0, {"dti": "4H95J0R2Y"}, "not-a-dti", "line 2, column dti"),
    ("products", 1, {"dti": "CNDP5R1T7"}, "not-a-dti", "line 3, column dti"),
    ("products", 0, {"caip19": "bitcoin"}, "not-a-caip19", "line 2, column caip19"),
    ("products", 0, {"issuer": "Satoshi"}, "issuer-case", "line 2, column issuer"),
    ("products", 4, {"issuer": ""}, "issuer-case", "line 6, column issuer"),
    ("products", 0, {"decimals": "31"}, "too-many-decimals", "line 2, column decimals"),
    ("products", 0, {"decimals": "8.0"}, "not as expected", "line 2, column decimals"),
    ("products", 0, {"disclosure_case": "nobody"}, "not as expected", "line 2, column disclosure_case"),
    ("products", 0, {"name": ""}, "not as expected", "line 2, column name"),
    ("products", 1, {"product_id": "BTC"}, "two rows have the same key", "line 3"),
    ("product_tickers", 4, {"asset": "MATIC"}, "overlapping-periods", "line 6, column since"),
    ("product_tickers", 2, {"until": "2021-12-31"}, "ends-before-it-begins", "line 4, column until"),
    ("product_tickers", 0, {"since": "2020-5-1"}, "not as expected", "line 2, column since"),
    ("product_tickers", 0, {"product_id": "XBT"}, "unknown-product", "line 2, column product_id"),
    ("product_classes", 1, {"since": "2027-06-30"}, "overlapping-periods", "line 3, column since"),
    ("product_decisions", 4, {"successor": "MATIC"}, "unknown-product", "line 6, column successor"),
    ("product_decisions", 0, {"successor": "POL"}, "pattern", "line 2, column successor"),
    ("product_decisions", 2, {"decision": "resume"}, "decision-order", "column decision"),
    # Which of the two came last no column says: it would be listed in one order of the rows, suspended in the other.
    (
        "product_decisions",
        3,
        {"decision": "suspend", "effective_on": "2022-01-01"},
        "decision-order",
        "line 5, column effective_on",
    ),
    ("disclosures", 1, {"published_on": "2026-03-31"}, "version-order", "line 3, column published_on"),
    ("disclosure_fields", 0, {"field": "colour"}, "unknown-field", "line 2, column field"),
    ("disclosure_fields", 0, {"field": "audit", "text": "true"}, "field-form", "line 2, column text"),
    ("disclosure_fields", 4, {"version": "7"}, "unknown-disclosure", "line 6, column version"),
]


@pytest.mark.parametrize(("table", "row", "change", "reason", "place"), CHANGES)
def test_what_is_wrong_is_refused_with_its_place(
    table: str, row: int, change: dict[str, str], reason: str, place: str, tmp_path: Path
) -> None:
    rows = deepcopy({name: [dict(one) for one in every] for name, every in BOOK_ROWS.items()})
    rows[table][row] |= change
    with pytest.raises(ProductsFile) as refusal:
        open_register(folder_of(tmp_path / "broken", rows))
    assert reason in refusal.value.message
    assert place in str(refusal.value.where)
    assert f"{table}.csv" in str(refusal.value.where)


def test_versions_are_counted_without_a_gap() -> None:
    first = {"product_id": "BTC", "version": 1, "published_on": date(2026, 4, 1)}
    third = {"product_id": "BTC", "version": 3, "published_on": date(2026, 4, 2)}
    (found,) = faults({"disclosures": [third, first]})
    assert (found.row, found.column, found.reason, found.want) == (0, "version", "version-order", "2")


def test_an_empty_folder_and_a_column_too_many_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProductsFile, match="no register"):
        open_register(tmp_path)
    folder = folder_of(tmp_path / "wide")
    path = folder / "products.csv"
    path.write_text(path.read_text("utf-8").replace("confidence", "confidence,colour", 1), "utf-8")
    with pytest.raises(ProductsFile, match="columns"):
        open_register(folder)


def test_bitcoin_is_the_one_dti_that_the_check_does_not_hold_for() -> None:
    assert is_dti("4H95J0R2X")
    # The check character of the others is right, and each single change of it is found.
    others = [one.dti for one in shipped_register().products if one.dti and one.product_id != "BTC"]
    assert len(others) > 25
    for dti in others:
        assert is_dti(dti)
        assert not any(
            is_dti(dti[:-1] + last) for last in "0123456789BCDFGHJKLMNPQRSTVWXZ" if last != dti[-1]
        )


def test_what_comes_with_hozen_names_its_sources_and_its_distance_from_105() -> None:
    shipped = shipped_register()
    assert all(one.source and one.confidence for one in shipped.products)
    assert all(one.source for one in (*shipped.tickers, *shipped.classes, *shipped.decisions))
    assert all(is_caip19(one.caip19) for one in shipped.products if one.caip19)
    found = coverage(shipped, FRIDAY)
    # 108 products - 3 payment instruments - MATIC and RNDR, which moved - MV, ROND, RYO, SXP, which ended = 99.
    assert (found.named, found.press, found.short) == (99, 105, 6)
    page = (Path(__file__).parents[2] / "docs" / "reference" / "product-register.md").read_text("utf-8")
    assert re.findall(r"(\d+) tokens: (\d+) crypto-assets|(\d+) are not named", page) == [
        ("108", "105", ""),
        ("", "", "6"),
    ]


def test_an_export_that_breaks_off_leaves_nothing_and_can_be_done_again(tmp_path: Path, monkeypatch) -> None:
    write, done = Path.write_bytes, list[Path]()

    def full(path: Path, content: bytes) -> int:
        done.append(path)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(ProductsFile, match="cannot be written"):
            export_register(None, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    assert len(export_register(None, tmp_path / "out")) == len(PRODUCT_TABLES)


def test_an_export_reads_as_what_was_exported(tmp_path: Path) -> None:
    written = export_register(None, tmp_path / "out")
    assert len(written) == len(PRODUCT_TABLES)
    assert open_register(tmp_path / "out").register == shipped_register()
    with pytest.raises(ProductsFile, match="already"):
        export_register(None, tmp_path / "out")
