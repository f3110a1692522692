"""What cannot be made is refused before anything is written; what breaks leaves nothing behind."""

from datetime import date
from fractions import Fraction

import pytest

from hozen.engine import EngineError
from hozen.workflows.sample import PLANTS, SampleError, UnknownPlant, make_sample
from hozen.workflows.sample.break_plan import break_plan
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import COINS
from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.plan import Planner
from hozen.workflows.sample.staged import staged


def test_an_unknown_plant_is_refused_with_all_known_and_the_one_that_is_meant(tmp_path):
    with pytest.raises(UnknownPlant) as refused:
        make_sample(tmp_path / "book", plant=["hot_exces", "one_satoshi"])
    assert refused.value.found == "hot_exces"
    assert refused.value.try_next == "did you mean hot_excess?"
    assert all(name in str(refused.value) for name in PLANTS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"customers": 9}, "10 to 100,000,000"),
        ({"days": 0}, "1 to 366"),
        ({"days": 367}, "1 to 366"),
        ({"assets": 2}, "3 to 38"),
        ({"assets": 39}, "3 to 38"),
        ({"trades": -1}, "0 to 2,147,483,648"),
        ({"assets": 3, "wallets": 26}, "27 to 100,000,000"),  # nine for each asset
    ],
)
def test_a_size_out_of_range_is_refused(tmp_path, said, expected):
    with pytest.raises(SampleError) as refused:
        make_sample(tmp_path / "book", **said)
    assert refused.value.expected == expected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("plant", [name for name, one in PLANTS.items() if one.where == "plan"])
def test_a_plant_for_which_there_is_nothing_to_take_away_is_refused(plant):
    limits = Limits(hot_share=Fraction(1, 20), guarantee_ratio=Fraction(1), capital=10_000_000)
    coins, nothing = COINS[:3], dict.fromkeys(("BTC", "ETH", "XRP"), 0)
    prices = {coin.symbol: coin.price for coin in coins}
    empty = Planner(Chance(7), limits).day(coins, date(2026, 11, 4), prices, nothing, nothing)
    with pytest.raises(SampleError, match=f"too small for the plant {plant}"):
        break_plan(plant, empty, limits)


def test_a_folder_in_use_is_refused_and_stays_as_it_is(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(SampleError, match="folder of its own") as refused:
        make_sample(tmp_path)
    assert refused.value.found == "a folder that is not empty"
    with pytest.raises(SampleError, match="folder of its own"):
        make_sample(tmp_path / "note.txt")
    assert [one.name for one in tmp_path.iterdir()] == ["note.txt"]


def test_an_empty_folder_and_folders_still_to_be_made_will_do(tmp_path):
    for place in (tmp_path / "empty", tmp_path / "a" / "b"):
        with staged(place) as part:
            (part / "x").write_text("x")
        assert [one.name for one in place.iterdir()] == ["x"]
    (tmp_path / "there").mkdir()
    with staged(tmp_path / "there") as part:
        (part / "y").write_text("y")
    assert [one.name for one in (tmp_path / "there").iterdir()] == ["y"]


def test_nothing_is_there_before_all_is(tmp_path):
    with staged(tmp_path / "book") as part:
        (part / "x").write_text("x")
        assert not (tmp_path / "book").exists()


def test_what_breaks_half_way_leaves_nothing(tmp_path):
    def broken():
        with staged(tmp_path / "book") as part:
            (part / "x").write_text("x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_named_and_not_taken_for_a_book(tmp_path):
    (tmp_path / ".book.part").mkdir()
    with pytest.raises(SampleError, match=r"one was killed") as refused:
        make_sample(tmp_path / "book")
    assert "delete" in refused.value.try_next
    assert not (tmp_path / "book").exists()
    assert (tmp_path / ".book.part").exists()


def test_a_memory_limit_that_is_none_is_refused(tmp_path):
    with pytest.raises(EngineError, match="memory limit"):
        make_sample(tmp_path / "book", memory_limit="much")
    assert list(tmp_path.iterdir()) == []
