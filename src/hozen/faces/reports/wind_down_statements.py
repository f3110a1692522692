"""Statements of all creditors as PDF, so many to a file; a file that is there already is not made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from hozen.faces.reports.pdf import typeface, write_pdf
from hozen.faces.reports.wind_down_pdf import StatementHead, statement_document
from hozen.workflows.wind_down.statements import Statement

CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    head: StatementHead
    found: tuple[Statement, ...]


def write_statements(
    folder: Path, head: StatementHead, seen: int, found: Iterable[Statement], processes: int = 1
) -> tuple[int, int]:
    """(files made, files that were there). Files of 500 statements, named for the entry `seen` that they rest on, in the
    order of creditors; the same case gives the same bytes with any number of processes. Stopped half way, the same call
    goes on. Raises ReportError.
    """
    there: list[Path] = []
    jobs = _jobs(folder, head, seen, found, there)
    if processes < 2:
        made = sum(1 for _ in map(_write, jobs))
        return made, len(there)
    # Spawned, not forked: the parent holds an engine with threads.
    with get_context("spawn").Pool(processes) as pool:
        made = sum(1 for _ in pool.imap(_write, jobs))
    return made, len(there)


def _jobs(
    folder: Path, head: StatementHead, seen: int, found: Iterable[Statement], there: list[Path]
) -> Iterator[_Job]:
    left, number = iter(found), 1
    while chunk := tuple(islice(left, CHUNK)):
        path = folder / f"statements-{head.case}-{seen:06}-{head.lang}-{number:05}.pdf"
        if path.exists():
            there.append(path)
        else:
            yield _Job(path, head, chunk)
        number += 1


def _write(job: _Job) -> Path:
    return write_pdf(job.path, (statement_document(one, job.head) for one in job.found), typeface())
