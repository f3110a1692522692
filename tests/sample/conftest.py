"""Small samples, made once, and what the checks say of a day of one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hozen.engine import Engine
from hozen.findings import CureClock, Finding
from hozen.law import Law
from hozen.records import Book
from hozen.regimes.jp import day_findings
from hozen.workflows.daily_close.facts import day_facts
from hozen.workflows.door import admit
from hozen.workflows.ownership import Remembered, ownership_facts, weigh_evidence
from hozen.workflows.sample import Sample, make_sample

# A Wednesday; the day before was a holiday. Early in a month, so that the tape is short.
DAY = date(2026, 11, 4)
SMALL = {"customers": 2000, "days": 1, "last_day": DAY, "assets": 5}

Make = Callable[..., Sample]
Judge = Callable[[Sample, Engine, date], list[Finding]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A small sample; what is said overrides SMALL."""

    def made(*plants: str, **said: object) -> Sample:
        return make_sample(tmp_path / "book", plant=plants, **{**SMALL, **said})

    return made


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Three days, every asset, some deposit addresses; nothing planted."""
    folder = tmp_path_factory.mktemp("sample") / "clean"
    return make_sample(folder, customers=300, days=3, last_day=DAY, wallets=9 * 38 + 500)


@pytest.fixture(scope="session")
def reading_of() -> Callable[[date], object]:
    law = Law.load()
    return lambda day: law.reading(day, "press-band")


@pytest.fixture
def judge(reading_of, tmp_path: Path) -> Judge:
    """Every finding of a day, through the door, the measures and the rules."""

    def judged(sample: Sample, engine: Engine, day: date) -> list[Finding]:
        book = Book.open(sample.folder)
        admit(book, engine, day=day, rejects=tmp_path / "rejects")
        # These books hold no entry: no signature could be fresh, and none is needed.
        weigh_evidence(engine, book.settings, day, lambda _: None, Remembered(tmp_path), tmp_path / "weighed")
        keepers, has_evidence = ownership_facts(engine, day)
        facts = replace(
            day_facts(engine, book.settings, day), keepers=keepers, has_wallet_evidence=has_evidence
        )
        clock = CureClock(day, book.settings.business_days)
        return list(day_findings(facts, reading_of(day), clock))

    return judged
