"""A layer whose limit comes back for a premium: by hand, and beside the mean that the Fourier transform gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hozen.faces.cli import main
from hozen.rules.adequacy import Poisson
from hozen.rules.adequacy.annual_loss import annual_loss
from hozen.rules.adequacy.facts import Cover
from hozen.rules.adequacy.on_grid import on_grid
from hozen.rules.adequacy.part_of_loss import Borne
from hozen.rules.adequacy.reinstated import Reinstatement
from hozen.rules.adequacy.severity import Lognormal
from hozen.rules.adequacy.simulated import simulate_layers
from hozen.values import Yen
from hozen.workflows.adequacy import TermsError, adequacy, read_terms

BN = 10**9
SHIPPED = Path(__import__("hozen.workflows.adequacy", fromlist=["x"]).__file__).parent / "terms"
POLICY = """policies:
  P1:
    attachment_yen: 2000000000
    limit_yen: 10000000000
    aggregate_yen: 20000000000
    retention_yen: 0
    share: 1
    waiting_days: 30
    causes: key_compromise
    reinstatements: 1
    reinstatement_rate: 1.25
    premium_yen: 300000000
"""


def test_the_premium_for_a_limit_that_comes_back_is_pro_rata_to_what_was_paid() -> None:
    """Limit 4, twice back at 150% of a premium of 1: 0 → 0, 2 → 0.75, 4 → 1.5, 8 → 3, 12 → 3 (the third is the last)."""
    back = Reinstatement(times=2, rate=1.5, premium=1.0)
    assert list(back.costs(np.array([0.0, 2, 4, 8, 12]), 4.0)) == [0, 0.75, 1.5, 3, 3]
    assert back.most == 3


def test_the_mean_cost_is_that_of_the_year_limited_to_what_comes_back() -> None:
    """E[cost] = rate × premium × E[min(S, times × limit)] / limit: the agreed problem, 10 xs 2, Poisson 0.8."""
    back, loss, rate = Reinstatement(1, 1.0, 3.0), Lognormal(0, 2), Poisson(0.8)
    cover = Cover("P1", 2, 10, 1, 0, 20, frozenset(), 0, back)
    (paid,) = simulate_layers(rate, loss, [cover], 400_000, np.random.default_rng(7))
    year = annual_loss(rate, on_grid(Borne(loss, cover.part), 1 / 16, 160), 1 / 16, 4096)
    expected = 3.0 * year.limited_mean(10.0) / 10
    assert back.costs(paid, 10.0).mean() == pytest.approx(expected, rel=0.01)


def terms(folder: Path, old: str = "", new: str = "") -> Path:
    assert old in POLICY
    file = folder / "mine.yaml"
    text = (SHIPPED / "list-lognormal.yaml").read_text("utf-8") + POLICY.replace(old, new)
    file.write_text(text, "utf-8")
    return file


def test_a_run_tells_what_it_costs_and_leaves_it_out_of_the_need(tmp_path, capsys, monkeypatch) -> None:
    few = {"custody": Yen(45 * BN), "reserve": Yen(2 * BN), "futures": 200, "years": 20_000}
    found = adequacy(terms=terms(tmp_path), **few)
    (one,) = found.reinstated
    assert (one.policy, one.times, one.premium, one.most_cost) == (
        "P1",
        1,
        Yen(300_000_000),
        Yen(375_000_000),
    )
    # The premium is pro rata to what was paid: at most 1.25 × 300m / 10bn of each yen.
    assert Yen(0) < one.mean_cost <= Yen(found.covers[0].mean_paid.amount * 375 // 10_000)
    plain = POLICY[POLICY.index("    reinstatements") :]
    without = adequacy(terms=terms(tmp_path, plain, ""), **few)
    assert (without.reinstated, without.answers) == ((), found.answers)
    assert "reinstatement_is_cost" in found.notes
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    words = ["adequacy", "run", "--custody", "45bn", "--reserve", "2bn", "--terms", str(terms(tmp_path))]
    for lang, columns in [("en", 80), ("ja", 80), ("en", 100), ("ja", 100)]:
        monkeypatch.setenv("COLUMNS", str(columns))
        assert main([*words, "--years", "2000", "--futures", "50", "--lang", lang]) == 0
        shown = capsys.readouterr().out
        assert "¥375,000,000" in shown
        assert max(map(_wide, shown.splitlines())) <= columns


def _wide(line: str) -> int:
    from hozen.findings.table import width

    return width(line)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    premium_yen: 300000000\n", "", "premium_yen is missing"),
        ("aggregate_yen: 20000000000", "aggregate_yen: 30000000000", "not the limit and what comes back"),
        ("reinstatements: 1", "reinstatements: 0.5", "not whole"),
        ("reinstatement_rate: 1.25", "reinstatement_rate: much", "not a number"),
    ],
)
def test_a_reinstatement_that_is_not_whole_is_refused_with_its_place(tmp_path, old, new, said) -> None:
    with pytest.raises(TermsError, match=said) as refusal:
        read_terms(terms(tmp_path, old, new))
    assert str(refusal.value.where).startswith("mine.yaml:")
