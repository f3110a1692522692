"""A run from the outside: what it answers, what it always says, the command, the pictures."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hozen.faces.cli import main
from hozen.faces.words import find, has
from hozen.rules.insurance import Policy
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy import AdequacyReport, FirmNotKnown, adequacy, burden, fit
from hozen.workflows.adequacy.firm import in_force
from hozen.workflows.sample import make_sample

BN = 10**9
PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/is-the-reserve-enough.md"


def policy(attachment: int = 2 * BN, limit: int = 10 * BN, causes: str = "key_compromise") -> Policy:
    return Policy(
        policy_id="P1",
        insurer="A",
        rating="A",
        starts=date(2026, 4, 1),
        ends=date(2027, 3, 31),
        notice_days=90,
        limit=Yen(limit),
        aggregate=Yen(limit),
        eroded=Yen(0),
        retention=Yen(0),
        share=Ratio.parse("1"),
        attachment=Yen(attachment),
        causes=frozenset(causes.split()),
        exclusions=frozenset(),
        waiting_days=0,
    )


def asked(**more) -> AdequacyReport:
    given = {"custody": Yen(45 * BN), "reserve": Yen(2 * BN), "futures": 2000, "years": 50_000, **more}
    return adequacy(**given)


@pytest.fixture(scope="module")
def alone() -> AdequacyReport:
    return asked()


@pytest.fixture(scope="module")
def insured() -> AdequacyReport:
    return asked(policies=(policy(),))


def test_needed_on_and_just_below(alone) -> None:
    needed = alone.answers[0].needed
    on, below = asked(reserve=needed).answers[0], asked(reserve=needed - Yen(50_000_000)).answers[0]
    assert on.whole.value >= Ratio.parse("0.99").value > below.whole.value


def test_the_answer_by_hand(alone) -> None:
    # P(whole) with the reserve needed is 99%; at a rate of 0.0193 that is where a loss exceeds with about 0.01 / 0.0193
    from hozen.rules.adequacy import fitted
    from hozen.workflows.adequacy import read_terms
    from hozen.workflows.adequacy.losses_of_list import list_losses

    found = list_losses(read_terms("list-lognormal"))
    tail = fitted.lognormal(found.yen, found.weights).exceeds(
        __import__("numpy").array(float(alone.answers[0].needed.amount))
    )
    assert float(tail) == pytest.approx(0.01 / (5 / 259.7), rel=0.02)


def test_five_events_leave_the_answer_open(alone) -> None:
    rate = alone.intervals[0]
    assert (rate.low, rate.middle, rate.high) == ("0.0076", "0.0193", "0.0405")
    assert rate.needed_low == Yen(0)  # a year without a loss is likelier than 99%
    assert rate.needed_low < alone.answers[0].needed < rate.needed_high


def test_insurance_lowers_the_need_and_only_for_its_cause(insured, alone) -> None:
    ways = {one.way: one for one in insured.answers}
    assert ways["with_insurance"].needed < ways["without_insurance"].needed == alone.answers[0].needed
    assert ways["with_yearly_limits"].simulated
    causes = {one.cause: one for one in insured.causes}
    assert causes["key_compromise"].insured_by == "P1"
    assert causes["insider"].insured_by == ""
    assert insured.covers[0].needed_without == alone.answers[0].needed


def test_dice_and_transform_tell_the_same_chance(insured) -> None:
    ways = {one.way: one.whole.value for one in insured.answers}
    assert abs(ways["with_yearly_limits"] - ways["with_insurance"]) < Ratio.parse("0.002").value


def test_the_same_seed_gives_the_same_answer(alone) -> None:
    assert asked() == alone
    assert asked(seed=1).path != alone.path


def test_own_capital_stands_beside_the_reserve(alone) -> None:
    with_capital = asked(capital=Yen(BN))
    difference = alone.answers[0].needed - with_capital.answers[0].needed
    assert abs(difference.amount - BN) < 30_000_000  # a step of the grid each


@pytest.mark.parametrize(
    ("day", "runs"),
    [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1), (date(2027, 3, 31), 1), (date(2027, 4, 1), 0)],
)
def test_a_policy_of_a_book_counts_from_its_first_to_its_last_day(day, runs) -> None:
    assert len(in_force((policy(),), day)) == runs


def test_without_custody_nothing_is_guessed() -> None:
    with pytest.raises(FirmNotKnown):
        adequacy(reserve=Yen(BN))


@pytest.mark.parametrize("terms", ["share-of-custody", "heavy-tail"])
def test_other_terms_answer_too(terms) -> None:
    found = asked(terms=terms)
    assert 0 < found.answers[0].needed.amount <= 45 * BN


def test_every_output_says_what_it_is_not(alone) -> None:
    assert {"model_not_law", "cap_is_custody", "five_events", "list_leans_large"} <= set(alone.notes)
    assert "model_not_law" in fit().notes
    assert {"model_not_law", "rules_are_ours"} <= set(burden().notes)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_key_has_its_words(insured, lang) -> None:
    for report in (insured, fit(), burden()):
        assert all(find(f"adequacy.notes.{note}", lang) for note in report.notes)
        for table in report.as_tables():
            assert find(f"adequacy.tables.{table.title}", lang)
            names = () if table.columns == ("fact", "value") or table.title == "facts" else table.columns
            assert all(find(f"adequacy.columns.{name}", lang) for name in names)
            keyed = [
                name
                for name in table.columns
                if name in ("way", "fact", "what", "figure", "rule", "by", "metric")
            ]
            assert all(has(f"adequacy.values.{cell}") for name in keyed for cell in table.column(name))


@pytest.fixture
def spoken(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.chdir(tmp_path)

    def command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


QUICK = ("--futures", 500, "--years", 5000)


def test_the_commands_on_the_page_run(spoken) -> None:
    book = Path("BOOK")
    make_sample(book, customers=30, days=1, trades=50, assets=3)
    blocks = re.findall(r"^```\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line.split()[1:] for block in blocks for line in block.splitlines()]
    assert len(lines) > 8
    for words in lines:
        quick = QUICK if words[1] == "run" else ()
        code, out, err = spoken(*words, *quick)
        assert (code, bool(out)) == (0, True), (words, err)
    assert {one.name for one in Path("pictures").iterdir()} == {
        f"{name}.{kind}" for name in ("loss-exceedance", "made-whole", "burden") for kind in ("png", "svg")
    }


@pytest.mark.parametrize(("lang", "said"), [("en", "five"), ("ja", "5件")])
def test_the_command_says_how_many_events_there_are(spoken, lang, said) -> None:
    code, out, _ = spoken("adequacy", "run", "--custody", "45bn", "--reserve", "2bn", *QUICK, "--lang", lang)
    assert code == 0
    assert said in out
    assert "¥45,000,000,000" in out


def test_json_is_exact_and_whole(spoken) -> None:
    _, out, _ = spoken("adequacy", "run", "--custody", "45bn", "--reserve", "2bn", *QUICK, "--json")
    told = json.loads(out)
    assert told["custody"] == 45 * BN
    assert isinstance(told["answers"][0]["needed"], int)
    assert "/" in told["answers"][0]["whole"]


@pytest.mark.parametrize("bad", ["101%", "0.99", "many%", "-1%"])
def test_a_level_that_is_no_percentage_is_refused(spoken, bad) -> None:
    code, _, err = spoken("adequacy", "run", "--custody", "45bn", f"--level={bad}")
    assert (code, "percentage" in err) == (1, True)


def test_a_picture_again_is_the_same_bytes(spoken, tmp_path) -> None:
    for folder in ("one", "two"):
        assert spoken("adequacy", "burden", "--plots", folder)[0] == 0
    assert Path("one/burden.svg").read_bytes() == Path("two/burden.svg").read_bytes()
    assert Path("one/burden.png").read_bytes()[:4] == b"\x89PNG"


def test_without_a_font_the_labels_are_english_and_it_says_so(spoken, monkeypatch) -> None:
    from hozen.faces.reports.plots import font

    monkeypatch.setattr(font, "japanese_font", lambda: None)
    code, _, err = spoken("adequacy", "burden", "--plots", "here", "--lang", "ja")
    assert (code, "フォント" in err) == (0, True)


def test_without_matplotlib_the_figures_stand_and_pictures_are_refused(spoken, monkeypatch) -> None:
    from hozen.faces.reports.plots import drawing

    monkeypatch.setattr(drawing, "find_spec", lambda _: None)
    code, _, err = spoken("adequacy", "burden", "--plots", "here")
    assert (code, "plots-missing" in err) == (1, True)
    assert not Path("here").exists()
    assert spoken("adequacy", "burden")[0] == 0
