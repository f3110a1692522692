"""Model terms are read strictly, facts of firms too; the burden study is exact."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from hozen.values import Ratio, Yen
from hozen.workflows.adequacy import FirmFactsError, TermsError, burden, read_terms, term_names
from hozen.workflows.adequacy.firms import firm_facts, read_firm_facts
from hozen.workflows.replay import Confidence

SHIPPED = Path(__import__("hozen.workflows.adequacy", fromlist=["x"]).__file__).parent / "terms"


@pytest.mark.parametrize("name", ["heavy-tail", "list-lognormal", "share-of-custody"])
def test_shipped_terms_are_whole_and_weights_add_to_one(name) -> None:
    terms = read_terms(name)
    assert terms.name == name
    assert sum(weight for _, weight in terms.causes()) == 1
    assert terms.exact("frequency.events") / terms.exact("frequency.firm_years") == Fraction(50, 2597)
    assert name in term_names()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: 5\n", "value: five\n", "not a number"),
        ("value: 5\n", "value: 5.5\n", "not whole"),
        ("value: 259.7\n", "value: 0\n", "firm_years: 0"),
        ("value: 0.99\n", "value: 1.01\n", "above 1"),
        ("value: poisson\n", "value: fish\n", "no such kind"),
        ("by: ours\n", "by: nobody\n", "nobody is called"),
        ("  frequency.events:\n", "  frequency.event:\n", "is missing"),
        ("name: list-lognormal\n", "name: list-lognormal\nname: again\n", "stands twice"),
        ("name: list-lognormal\n", "names: list-lognormal\n", "is missing"),
        ("value: 0.99\n", "value: -1\n", "not a number"),
    ],
)
def test_a_bad_term_is_refused_with_its_place(tmp_path, old, new, said) -> None:
    text = (SHIPPED / "list-lognormal.yaml").read_text("utf-8")
    assert old in text
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TermsError, match=said) as refusal:
        read_terms(file)
    assert str(refusal.value.where).startswith("mine.yaml:")


def test_terms_that_do_not_exist_are_refused() -> None:
    with pytest.raises(TermsError):
        read_terms("optimistic")


def test_each_fact_has_a_source_or_is_of_low_confidence() -> None:
    assert len(firm_facts()) > 10
    assert {one.confidence for one in firm_facts() if not one.source} == {Confidence.LOW}


@pytest.mark.parametrize(
    "row",
    [
        "A,2026,cash,1,JPY m,high,,https://e.com",
        "A,2026-07,cash,1,USD m,high,,https://e.com",
        "A,2026-07,cash,1.5,JPY m,high,,https://e.com",
        "A,2026-07,cash,1,JPY m,high,,",
    ],
)
def test_a_bad_fact_is_refused(row) -> None:
    head = "firm,as_of,metric,value_m,unit,confidence,note,source"
    with pytest.raises(FirmFactsError):
        read_firm_facts(f"{head}\n{row}\n".encode(), "firms.csv")


@pytest.fixture(scope="module")
def study():
    return burden()


def of(study, size, rule, custody=None):
    rows = [one for one in study.burdens if (one.size, one.rule) == (size, rule)]
    return next(one for one in rows if custody is None or one.custody == Yen(custody * 10**9))


def test_a_flat_floor_by_hand(study) -> None:
    # ¥2bn: 2/45 = 4.44% of ¥45bn, 2/1,270 = 0.157% of ¥1.27tn, 2,000/2,106 = 94.97% of the group's cash
    assert of(study, "study", "flat", 45).of_custody == Ratio(Fraction(2, 45))
    assert of(study, "study", "flat", 1270).of_custody == Ratio(Fraction(2, 1270))
    zaif = of(study, "Zaif (group: Kushim)", "flat")
    assert (zaif.of_cash, zaif.custody, zaif.whole) == (Ratio(Fraction(2000, 2106)), None, None)
    # 2,000/15,846 = 12.6%
    assert of(study, "BITPoint Japan", "flat").of_custody == Ratio(Fraction(2000, 15_846))


def test_half_is_insured_and_the_rest_built_up_in_four_years(study) -> None:
    one = of(study, "study", "flat", 45)
    assert (one.required, one.own_money, one.first_year) == (Yen(2 * 10**9), Yen(10**9), Yen(250 * 10**6))


def test_a_share_below_on_and_above_its_floor(study) -> None:
    # 1% of 45bn is 450m, below the floor of 500m; of 1,270bn 12.7bn
    assert of(study, "study", "share_with_floor", 45).required == Yen(500 * 10**6)
    assert of(study, "study", "share", 45).required == Yen(450 * 10**6)
    assert of(study, "study", "share_with_floor", 1270).required == Yen(12_700_000_000)
    on = burden(floor=Yen(1_800_000_000))  # a quarter is 450m: just the share of 45bn
    assert of(on, "study", "share_with_floor", 45).required == Yen(450 * 10**6)


def test_the_mean_firm_of_the_industry(study) -> None:
    # 2,641,858m yen of 32 firms
    assert of(study, "industry_mean", "flat").custody == Yen(2_641_858_000_000 // 32)


def test_low_confidence_is_marked(study) -> None:
    assert of(study, "Coincheck Group", "flat").confidence == "low"
    assert "low_confidence_marked" in study.notes


def test_more_reserve_for_a_size_is_never_less_sure(study) -> None:
    for size in (1, 5, 45, 1270):
        rows = sorted(
            (of(study, "study", rule, size) for rule in ("flat", "share", "share_with_floor")),
            key=lambda o: o.required,
        )
        chances = [one.whole.value for one in rows]
        assert chances == sorted(chances)
