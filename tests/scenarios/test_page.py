"""The table of docs/reference/scenarios.md, worked out again; and a user's own file beside the shipped ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import hozen.law as law_package
from hozen.law import Law, LawFileError, Standing
from hozen.rules.reserves import ReserveFacts, YearVolume
from hozen.rules.reserves.jp import crypto_requirement
from hozen.values import BusinessYear, Yen

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/scenarios.md").read_text(encoding="utf-8")
SHIPPED = Path(law_package.__file__).parent / "jp" / "scenarios"
DAY = date(2026, 11, 20)
MILLION, BN = 1_000_000, 1_000_000_000
LAW = Law.load("jp")
WITH_FIGURES = ("share-rates", "press-band", "custody-share", "loss-history")


def firm(volume: int, crypto: int, cold: int) -> ReserveFacts:
    span = BusinessYear(date(2026, 4, 1), date(2027, 3, 31))
    return ReserveFacts((YearVolume(span, {"spot": Yen(volume)}),), Yen(crypto), Yen(cold))


MEAN = firm(252_840 * MILLION, 84 * BN, 80 * BN)
INDUSTRY = firm(8_090_880 * MILLION, 2_641_858 * MILLION, 2_641_858 * MILLION * 95 // 100)


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_the_page_shows_what_the_scenario_asks_of_both_firms(name: str) -> None:
    cells = [f"`{name}`"]
    for facts in (MEAN, INDUSTRY):
        found = crypto_requirement(LAW.reading(DAY, name), facts)
        cells += [str(found.level), str(found.yearly_addition)]
    assert f"| {' | '.join(cells)} |" in PAGE


@pytest.mark.parametrize("name", ["act-64", *WITH_FIGURES])
def test_each_shipped_scenario_has_its_part_of_the_page(name: str) -> None:
    assert f"\n## {name}\n" in PAGE


def test_the_page_gives_the_insurance_terms_that_the_files_give() -> None:
    found = LAW.reading(DAY, "share-rates").family("insurance.credit")
    for key in ("rating_min", "term_days_min", "notice_days_min", "waiting_days_max", "cliff_days"):
        assert f"| `{key}` | {found[key].value} |" in PAGE
    assert f"| `share_max` | {found['share_max'].value.value} |" in PAGE
    assert all(f"`{cause}`" in PAGE for cause in str(found["causes"].value).split())


def own(tmp_path: Path, name: str, **changes: tuple[str, str]) -> Path:
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8").replace(f"name: {name}", "name: our-own")
    for old, new in changes.values():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / "our-own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_copy_with_another_share_works_like_a_shipped_one(tmp_path: Path) -> None:
    # 3% of ¥80bn = ¥2.4bn; a fourth of it = ¥600m.
    path = own(tmp_path, "custody-share", share=("- value: 0.02\n", "- value: 0.03\n"))
    for named in (path, str(path)):
        found = crypto_requirement(LAW.reading(DAY, named), MEAN)
        assert (found.scenario, found.level, found.yearly_addition) == (
            "our-own",
            Yen(2_400 * MILLION),
            Yen(600 * MILLION),
        )
        assert found.standing is Standing.ASSUMED


def test_a_copy_that_kept_the_shipped_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "our-own.yaml"
    path.write_text((SHIPPED / "custody-share.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LawFileError, match="named like its file"):
        LAW.scenario(path)
