"""Made-up law folders, so that what happens to a figure in time can be written down by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from hozen.law import Law

INSTRUMENTS = """\
rule:
  name: A made-up Order
  name_ja: 架空の府令
  short: Order
  short_ja: 府令
  url: ""
  read_as_of: 2020-01-01
"""

MakeLaw = Callable[[Mapping[str, str]], Law]


@pytest.fixture
def made_up(tmp_path: Path) -> MakeLaw:
    """Loads a law from texts: {'custody/limit': 'about: …'} and, where given, 'scenarios/mine'."""

    def make(files: Mapping[str, str]) -> Law:
        folder = tmp_path / "xx"
        folder.mkdir()
        (folder / "instruments.yaml").write_text(INSTRUMENTS, encoding="utf-8")
        for name, text in files.items():
            below = folder if name.startswith("scenarios/") else folder / "parameters"
            path = below / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Law.load(folder)

    return make
