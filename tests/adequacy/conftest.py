"""Adequacy: what every run does and few tests look at is done less often."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hozen.workflows.adequacy import intervals


@pytest.fixture(scope="session", autouse=True)
def few_lists_drawn_anew() -> Iterator[None]:
    """A run draws the list anew two hundred times for one line of its answer: two thirds of what a run costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intervals, "DRAWS", 20)
        yield
