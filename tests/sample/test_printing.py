"""A sample says what it is; making one says how far it is."""

from hozen.workflows.sample import PLANTS


def test_a_sample_prints_its_tables_and_faults(make):
    sample = make("trust_gap", customers=200, assets=3)
    text = str(sample)
    assert f"{sample.folder}: 1 day to 2026-11-04" in text
    assert "customers                     200 rows" in text
    assert "planted on 2026-11-04:" in text
    assert "trust_gap: JPY" in text
    assert "&lt;" not in sample._repr_html_()
    assert sample._repr_html_().startswith("<pre>book sample in")


def test_a_sample_without_faults_says_so(clean):
    assert str(clean).endswith("no fault is planted")


def test_progress_counts_every_step_up_to_the_last(make):
    said: list[tuple[str, int, int]] = []
    make(customers=20, assets=3, days=2, progress=lambda what, done, of: said.append((what, done, of)))
    # Two days of balances, twice; four days of tape; customers, wallets, the firm's own, terms.
    assert [done for _, done, _ in said] == list(range(2 * 2 + 4 + 4 + 1))
    assert {of for _, _, of in said} == {12}
    assert said[-1][0] == "done"


def test_every_plant_is_described_in_both_languages():
    for plant in PLANTS.values():
        assert plant.text.isascii() or "¥" in plant.text
        assert any("ぁ" <= one <= "龯" for one in plant.text_ja)
