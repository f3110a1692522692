"""Forged trees: customers are owed 160, and 100 or 10 is published. Each file is refused or called unsafe, and why."""

from __future__ import annotations

import itertools

import pytest

from hozen.rules.liabilities.foreign import Claim, Verdict

EXCHANGES = ("bybit", "coinex")
FORGED = [
    f"{exchange}_{kind}_{who}"
    for exchange, kind, who in itertools.product(EXCHANGES, ("sum_only_100", "negative_10"), "AB")
]


@pytest.mark.parametrize("name", FORGED)
def test_no_forged_file_is_called_sound(name, vector, inspect) -> None:
    found = inspect(vector(f"forged/{name}.json"))
    published = "100" if "sum_only" in name else "10"
    assert [one.amount for one in found.totals] == [published]
    assert [one.amount for one in found.shown] == ["100" if name.endswith("A") else "60"]
    if "negative" in name:
        assert (found.verdict, found.refusal.reason) == (Verdict.REFUSED, "negative")
        assert found.refusal.found == ("BTC -90" if name.endswith("A") else "BTC -50")
    else:
        assert (found.verdict, found.refusal) == (Verdict.UNSAFE, None)
        assert Claim.TOTAL in found.cannot
        assert (found.forgery.asset, found.forgery.published) == ("BTC", found.shown[0].amount)
        assert int(found.forgery.owed_together) == 2 * int(found.forgery.published)


@pytest.mark.parametrize("exchange", EXCHANGES)
@pytest.mark.parametrize(
    ("kind", "to_first"), [("sum_only_100", "0"), ("negative_10", "-90")], ids=["sum only", "negative"]
)
def test_the_files_of_both_customers_contradict_each_other(exchange, kind, to_first, vector, inspect) -> None:
    """To the first the second is shown as owed nothing, or less; the second's own leaf says 60."""
    first, second = (vector(f"forged/{exchange}_{kind}_{who}.json") for who in "AB")
    found = inspect(first, second)
    assert found.verdict is Verdict.REFUSED
    assert (found.contradiction.asset, found.contradiction.first, found.contradiction.second) == (
        "BTC",
        to_first,
        "60",
    )
    assert inspect(second, first).contradiction is not None


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_an_honest_tree_of_the_same_form_contradicts_nothing_but_is_not_called_sound(
    exchange, vector, inspect
) -> None:
    first, second = (vector(f"forged/{exchange}_honest_160_{who}.json") for who in "AB")
    found = inspect(first, second)
    assert (found.contradiction, found.refusal, found.verdict) == (None, None, Verdict.UNSAFE)
    assert [one.amount for one in found.totals] == ["160"]


def test_every_forged_file_there_is_is_tested(vector) -> None:
    folder = vector("forged/bybit_negative_10_A.json").parent
    honest = [f"{one}_honest_160_{who}" for one, who in itertools.product(EXCHANGES, "AB")]
    assert sorted(path.stem for path in folder.iterdir()) == sorted([*FORGED, *honest])
