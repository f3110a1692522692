"""An import that was cut off between two moves: the book is refused until it is finished or taken back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from outside_files import EXAMPLES, book_in

from hozen.faces.cli import main
from hozen.records import Book, BookError
from hozen.workflows.importing import Asked, import_file, preview, settle
from hozen.workflows.importing import commit as committing

DAY = date(2026, 11, 20)
MOVES = range(4)  # two tables, the outputs, the record


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return book_in(tmp_path)


def asked(book: Path) -> Asked:
    return Asked("dumptxoutset", EXAMPLES / "utxo.dat", book, day=DAY)


def everything(book: Path) -> dict[str, bytes]:
    files = (path for path in sorted(book.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in files}


def cut_off(book: Path, monkeypatch: pytest.MonkeyPatch, after: int, asked: Asked) -> None:
    """Import until so many files were moved, then die."""
    made, whole = [], committing._move

    def stops(source: Path, goal: Path) -> None:
        if len(made) == after:
            raise KeyboardInterrupt
        made.append(goal)
        whole(source, goal)

    monkeypatch.setattr(committing, "_move", stops)
    try:
        import_file(asked)
    except KeyboardInterrupt:
        pass
    else:
        pytest.fail("it was whole before")
    finally:
        monkeypatch.undo()


@pytest.mark.parametrize("after", MOVES)
def test_a_book_that_is_half_way_is_refused_and_says_what_to_do(book, monkeypatch, after) -> None:
    cut_off(book, monkeypatch, after, asked(book))
    for ask in (lambda: Book.open(book), lambda: preview(asked(book))):
        with pytest.raises(BookError, match="cut off half way") as refusal:
            ask()
        assert "--finish" in str(refusal.value.try_next)


@pytest.mark.parametrize("after", MOVES)
def test_finished_it_is_as_if_it_had_never_stopped(book, monkeypatch, after, tmp_path) -> None:
    cut_off(book, monkeypatch, after, asked(book))
    assert settle(book, take_back=False)
    straight = tmp_path / "straight"
    shutil.copytree(EXAMPLES / "book", straight)
    import_file(asked(straight))
    mine, theirs = everything(book), everything(straight)
    assert list(mine) == list(theirs)
    assert {k: v for k, v in mine.items() if k.endswith("t")} == {
        k: v for k, v in theirs.items() if k.endswith("t")
    }
    assert import_file(asked(book)).already_there
    assert not settle(book, take_back=False)


@pytest.mark.parametrize("after", MOVES)
def test_taken_back_it_is_as_if_it_had_never_begun(book, monkeypatch, after) -> None:
    before = everything(book)
    cut_off(book, monkeypatch, after, asked(book))
    assert settle(book, take_back=True)
    assert everything(book) == before
    assert not (book / "wallet_balances").exists()  # an empty folder would be no table
    assert not import_file(asked(book)).already_there


@pytest.mark.parametrize("after", range(8))
def test_one_that_was_replacing_another_gives_that_back(book, monkeypatch, after) -> None:
    with (book / "import.toml").open("a") as file:
        file.write("\n[bitcoin]\nscan_is_whole = true\n")
    import_file(asked(book))
    before = everything(book)
    other = Asked("scantxoutset", EXAMPLES / "scantxoutset.json", book, day=DAY, replace=True)
    cut_off(book, monkeypatch, after, other)
    assert settle(book, take_back=True)
    assert everything(book) == before
    Book.open(book, whole=False)


@pytest.mark.parametrize(("stop", "after"), [(stop, after) for after in (1, 3) for stop in range(4)])
def test_taking_back_may_be_cut_off_too(book, monkeypatch, stop, after) -> None:
    before = everything(book)
    cut_off(book, monkeypatch, after, asked(book))
    made, whole = [], committing._move

    def stops(source: Path, goal: Path) -> None:
        if len(made) == stop:
            raise KeyboardInterrupt
        made.append(goal)
        whole(source, goal)

    monkeypatch.setattr(committing, "_move", stops)
    try:
        settle(book, take_back=True)
    except KeyboardInterrupt:
        monkeypatch.undo()
        settle(book, take_back=True)
    assert everything(book) == before


def test_the_commands(book, monkeypatch, capsys) -> None:
    monkeypatch.setenv("HOZEN_LANG", "en")
    cut_off(book, monkeypatch, 1, asked(book))
    monkeypatch.setenv("HOZEN_LANG", "en")
    assert main(["check", str(book)]) == 1
    assert "cut off half way" in capsys.readouterr().err
    assert main(["import", "--into", str(book), "--undo"]) == 0
    assert "taken back" in capsys.readouterr().out
    assert main(["import", "--into", str(book), "--finish"]) == 0
    assert "was cut off" in capsys.readouterr().out
