"""Reserves from a volumes file and from a book, one scenario or all side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hozen import reserve
from hozen.law import LawFileError, Standing
from hozen.values import Yen
from hozen.workflows.reserve import VolumesFileError, YearStartError

DAY = date(2026, 11, 20)
BN = 1_000_000_000


@pytest.fixture
def volumes(tmp_path: Path):
    def write(*rows: str, header: str = "period,product,yen") -> Path:
        path = tmp_path / "volumes.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


class TestAnswers:
    def test_the_statutes_worked_check(self, volumes) -> None:
        # A = 20tn × 0.2/10,000 = 400m; B = 30tn × 0.8/10,000 = 2,400m; held 2,100m: min(400, 300) = 300m.
        path = volumes(
            "FY2024,shares,30000000000000", "FY2025,shares,25000000000000", "FY2026,shares,20000000000000"
        )
        found = reserve(path, "securities", day=DAY, held=Yen(2_100_000_000)).one("securities")
        assert found.position is not None
        assert found.position.addition == Yen(300_000_000)
        assert found.standing is Standing.IN_FORCE

    def test_the_excess_over_the_cap_may_be_released(self, volumes) -> None:
        # B = 1tn × 0.8/10,000 = 80m; held 100m: 20m above.
        path = volumes("FY2026,shares,1000000000000")
        found = reserve(path, "securities", day=DAY, held=Yen(100_000_000)).one("securities").position
        assert found is not None
        assert (found.addition, found.releasable) == (Yen(0), Yen(20_000_000))

    def test_all_stand_side_by_side_and_the_one_asked_for_first(self, volumes) -> None:
        report = reserve(
            volumes("2026-07,spot,1000"),
            "press-band",
            compare="all",
            day=DAY,
            customer_crypto=Yen(100 * BN),
            cold_customer_crypto=Yen(95 * BN),
        )
        names = [one.scenario for one in report.answers]
        assert names[0] == "press-band"
        assert sorted(names) == ["act-64", "custody-share", "loss-history", "press-band", "share-rates"]
        assert report.one("press-band").position is not None

    def test_the_enacted_act_answers_with_what_to_supply(self, volumes) -> None:
        found = reserve(volumes("2026-07,spot,1000"), "act-64", day=DAY).one("act-64")
        assert found.position is None
        assert "reserves.crypto.method" in found.gap

    def test_a_share_of_custody_without_custody_says_what_is_missing(self, volumes) -> None:
        found = reserve(volumes("2026-07,spot,1000"), "custody-share", day=DAY).one("custody-share")
        assert found.position is None
        assert "customers' crypto" in found.gap

    def test_securities_classes_have_no_crypto_rate(self, volumes) -> None:
        found = reserve(volumes("FY2026,spot,1"), "securities", day=DAY).one("securities")
        assert found.position is None
        assert "reserves.rate.spot" in found.gap

    def test_the_path_runs_as_many_years_as_asked(self, volumes) -> None:
        found = reserve(volumes("2026-07,spot,1"), "press-band", day=DAY, years=2).one("press-band")
        assert found.position is not None
        assert [one.ends.year for one in found.position.path] == [2027, 2028, 2029]

    def test_the_business_year_begins_when_it_is_said_to(self, volumes) -> None:
        report = reserve(volumes("2026-03,spot,5"), "press-band", day=DAY, year_start="01-01")
        assert (report.year.first, report.volumes[-1].by_class) == (date(2026, 1, 1), {"spot": Yen(5)})


class TestShown:
    def test_it_prints_one_line_for_each_scenario(self, volumes) -> None:
        text = str(reserve(volumes("2026-07,spot,1"), "press-band", compare="all", day=DAY))
        assert "¥2,000,000,000" in text
        assert "act-64" in text

    def test_it_turns_into_arrow_with_exact_yen(self, volumes) -> None:
        table = reserve(volumes("2026-07,spot,1"), "press-band", day=DAY).to_arrow()
        assert str(table.schema.field("level").type) == "decimal128(38, 0)"
        assert table.column("level").to_pylist() == [2 * BN]


class TestRefused:
    @pytest.mark.parametrize(
        ("rows", "where", "found"),
        [
            (["2026-13,spot,1"], "line 2, column period", "'2026-13'"),
            (["2026-07,spot,-1"], "line 2, column yen", "'-1'"),
            (["2026-07,spot,1.5"], "line 2, column yen", "'1.5'"),
            (["2026-07,spot,1e9"], "line 2, column yen", "'1e9'"),
            (["2026-07,,1"], "line 2, column product", "''"),
            (["2026-07,spot,1", "2026-07,spot,2"], "line 3, column period", "'2026-07'"),
            (["FY2026,spot,1", "2026-07,spot,2"], "line 3, column period", "'2026-07'"),
            (["2026-07,spot"], "line 2", "2 cells"),
        ],
    )
    def test_a_bad_row_is_named_by_line_and_column(self, volumes, rows, where, found) -> None:
        with pytest.raises(VolumesFileError) as refused:
            reserve(volumes(*rows), "press-band", day=DAY)
        assert str(refused.value.where).endswith(where)
        assert refused.value.found == found

    def test_other_columns(self, volumes) -> None:
        with pytest.raises(VolumesFileError, match="columns"):
            reserve(volumes(header="period,class,yen"), "press-band", day=DAY)

    def test_a_month_in_two_business_years(self, volumes) -> None:
        with pytest.raises(VolumesFileError) as refused:
            reserve(volumes("2026-07,spot,1"), "press-band", day=DAY, year_start="07-15")
        assert "one business year" in str(refused.value.expected)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(VolumesFileError, match="cannot be read"):
            reserve(tmp_path / "none.csv", "press-band", day=DAY)

    def test_a_business_year_that_begins_on_no_day(self, volumes) -> None:
        with pytest.raises(YearStartError):
            reserve(volumes(), "press-band", day=DAY, year_start="02-30")

    def test_an_unknown_scenario_is_refused_with_what_was_meant(self, volumes) -> None:
        with pytest.raises(LawFileError) as refused:
            reserve(volumes(), "press-bnad", day=DAY)
        assert "press-band" in str(refused.value.try_next)
