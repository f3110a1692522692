"""The page of incidents says what the data says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hozen.values import Yen, total
from hozen.workflows.replay import Bound, Incident, catalogue, customer_part
from hozen.workflows.replay.incident_columns import COLUMNS

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/incidents.md").read_text("utf-8")


def line(one: Incident) -> str:
    part = customer_part(one)
    shown = "–" if part is None else f"{part.yen}{' at most' if part.bound is Bound.AT_MOST else ''}"
    loss = "–" if one.loss is None else str(one.loss)
    cells = (f"`{one.name}`", str(one.day), one.firm, one.kind.value, loss, shown, one.confidence.value)
    return f"| {' | '.join(cells)} |"


def test_every_incident_stands_on_the_page_as_in_the_data() -> None:
    assert [text for text in PAGE.splitlines() if text in {line(one) for one in catalogue().incidents}] == [
        line(one) for one in catalogue().incidents
    ]


def test_the_counts_of_confidence_are_the_datas() -> None:
    counts = Counter(one.confidence.value for one in catalogue().incidents)
    assert f"`high` {counts['high']}, `medium` {counts['medium']}, `low` {counts['low']}" in PAGE


def test_coinchecks_known_volume_is_the_sum_of_its_months() -> None:
    # 286,800 + 651,200 + 761,900 + 1,028,200 + 2,526,800 + 3,853,700 = 9,108,600
    months = [one for one in catalogue().sizes if one.measure == "volume"]
    assert {one.incident for one in months} == {"coincheck-2018"}
    volume = total([Yen(int(one.value_m)) for one in months])
    assert f"¥{volume.amount:,}m in all" in PAGE
    assert volume == Yen(9_108_600)


def test_every_size_and_every_column_is_told() -> None:
    for size in catalogue().sizes:
        assert f"| `{size.incident}` |" in PAGE.split("## The list")[0]
    assert [name for name in COLUMNS if f"`{name}`" not in PAGE.split("## Columns")[1]] == []
