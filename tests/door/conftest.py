from pathlib import Path

import pytest
from door_book import SmallBook


@pytest.fixture
def small(tmp_path: Path) -> SmallBook:
    return SmallBook(tmp_path / "book")
