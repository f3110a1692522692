"""A close is killed (SIGKILL) between and inside its steps: a rerun finishes it, and nothing is there twice."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from close_book import FRIDAY, SmallExchange

from hozen import close
from hozen.books import open_books

SCRIPT = Path(__file__).with_name("killed_close.py")
STEPS = [("fingerprints", 1), ("prices", 1), ("views", 1), ("measures", 1), ("evidence", 1), ("books", 1)]
INSIDE = [
    ("fsync", 1),
    ("fsync", 3),
    ("rename", 1),
    ("rename", 3),
    ("insert", 1),
    ("insert", 2),
    ("commit", 1),
    ("commit", 2),
]
KILLED = -9
WHOLE = ["closing.kept", "break.opened", "break.carried"]


def killed(book: Path, where: str, times: int) -> int:
    done = subprocess.run([sys.executable, SCRIPT, book, where, str(times)], check=False, capture_output=True)
    return done.returncode


@pytest.mark.postgres
@pytest.mark.parametrize(("where", "times"), [("books", 1), ("insert", 2), ("commit", 2)])
def test_on_postgresql_too(
    exchange: SmallExchange, postgres_url: str, monkeypatch: pytest.MonkeyPatch, where: str, times: int
) -> None:
    monkeypatch.setenv("HOZEN_BOOKS", postgres_url)
    book = exchange.write()
    assert killed(book, where, times) == KILLED
    kept, again = (close(book, FRIDAY, scenario="press-band") for _ in range(2))
    assert (kept.version, again.version, again.already_there) == (1, 1, True)
    with open_books(postgres_url) as books:
        assert len(books.closings()) == 1
        assert books.verify().ok


# The closing is two inserts (entry and row); a break opened two more, the day carried two more, all in one transaction.
IN_THE_LOG = [*(("insert", times) for times in range(2, 7)), ("commit", 2), ("done", 2)]


@pytest.mark.parametrize(("where", "times"), IN_THE_LOG)
def test_a_close_that_is_killed_at_the_break_log_leaves_nothing_double(
    exchange: SmallExchange, where: str, times: int
) -> None:
    book = exchange.put("trust_balances", "yen", "1499999").write()
    assert killed(book, where, times) == KILLED, "the close came through without reaching the place"
    with open_books(exchange.root.parent / "home" / "books.sqlite") as books:
        told = [one.kind for one in books.entries()]
        assert told in ([], WHOLE)  # the closing and its breaks, or neither
    close(book, FRIDAY, scenario="press-band")
    with open_books(exchange.root.parent / "home" / "books.sqlite") as books:
        assert [one.kind for one in books.entries()] == WHOLE
        assert [one.units for one in books.breaks.list("small")] == [-1]
        assert books.verify().ok


@pytest.mark.parametrize(("where", "times"), [*STEPS, *INSIDE])
def test_a_killed_close_is_finished_by_a_rerun(exchange: SmallExchange, where: str, times: int) -> None:
    book, home = exchange.write(), exchange.root.parent / "home"
    assert killed(book, where, times) == KILLED, "the close came through without reaching the place"
    kept = close(book, FRIDAY, scenario="press-band")
    assert kept.version == 1
    assert kept.same_body
    with open_books(home / "books.sqlite") as books:
        assert len(books.closings()) == 1
        assert books.verify().ok
    for one in kept.closing.evidence:
        assert hashlib.sha256((kept.folder / one.path).read_bytes()).hexdigest() == one.sha256


def test_killed_after_the_books_have_it_the_rerun_finds_it_there(exchange: SmallExchange) -> None:
    book = exchange.write()
    assert killed(book, "done", 2) == KILLED  # the door says done first, then the close
    kept = close(book, FRIDAY, scenario="press-band")
    assert kept.already_there
    assert kept.version == 1
