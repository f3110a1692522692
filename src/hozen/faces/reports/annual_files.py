"""Annual reports as files: one PDF a customer, folders by bucket, each folder with the hashes of what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from hozen.faces.reports.annual import AnnualHead, annual_report
from hozen.faces.reports.pdf import pdf_of, typeface
from hozen.workflows.case_folder import put
from hozen.workflows.tax_year.reading import (
    CustomerReport,
    Sources,
    bucket_of,
    bucket_reports,
    every_bucket,
)

LIST = "hashes.csv"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One bucket's papers. `key` says what they rest on: a folder with a list of that key is done."""

    folder: Path
    sources: Sources
    bucket: str
    head: AnnualHead
    key: str
    standing: bool


@dataclass(frozen=True, slots=True)
class Written:
    """書かれた報告書: how many stand in a bucket's folder, and the hash of its list."""

    bucket: str
    papers: int
    sha256: str


def write_every(
    folder: Path,
    sources: Sources,
    head: AnnualHead,
    key: str,
    *,
    standing: bool = False,
    processes: int = 1,
    tick: Callable[[int, int], None] | None = None,
) -> tuple[Written, ...]:
    """Every report that the issue sends, or that stands. A run that is killed goes on with the buckets that are left.

    The bytes are the same with any number of processes. ReportError, CaseFileRefused.
    """
    buckets = every_bucket()
    jobs = [PaperJob(folder / one, sources, one, head, key, standing) for one in buckets]
    written: list[Written] = []
    for one in _each(jobs, processes):
        written.append(one)
        if tick:
            tick(len(written), len(buckets))
    text = "".join(f"{one.bucket},{one.papers},{one.sha256}\n" for one in written)
    (folder / LIST).write_text(f"# {key}\nbucket,papers,sha256\n{text}", encoding="utf-8")
    return tuple(written)


def write_some(
    folder: Path, sources: Sources, head: AnnualHead, customers: Collection[str]
) -> dict[str, Path]:
    """The reports of these customers alone: customer → file. Who has none is left out."""
    typeset = typeface()
    found: dict[str, Path] = {}
    for bucket in sorted({bucket_of(one) for one in customers}):
        for report in bucket_reports(sources, bucket, customers):
            path = folder / file_name(report)
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf_of([annual_report(head, report)], typeset))
            found[report.customer] = path
    return found


def file_name(report: CustomerReport) -> str:
    """The customer's id and the report's number; a long or strange id as its hash."""
    name = quote(report.customer, safe=" ")
    if len(name) > _LONGEST or name.startswith("."):
        name = hashlib.sha256(report.customer.encode()).hexdigest()
    return f"{name}-{report.number}.pdf"


def _each(jobs: list[PaperJob], processes: int) -> Iterator[Written]:
    if processes < 2:
        yield from map(_bucket, jobs)
        return
    # Spawned, not forked: the parent may hold an engine with threads.
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(_bucket, jobs)


def _bucket(job: PaperJob) -> Written:
    done = _done(job)
    if done is not None:
        return done
    lines = [f"{name},{digest}" for name, digest in _papers(job)]
    (job.folder / LIST).unlink(missing_ok=True)
    text = "\n".join([f"# {job.key}", "file,sha256", *lines]) + "\n"
    job.folder.mkdir(parents=True, exist_ok=True)
    put(job.folder / LIST, text.encode())
    return Written(job.bucket, len(lines), hashlib.sha256(text.encode()).hexdigest())


def _papers(job: PaperJob) -> Iterator[tuple[str, str]]:
    typeset = typeface()
    for report in bucket_reports(job.sources, job.bucket, standing=job.standing):
        content = pdf_of([annual_report(job.head, report)], typeset)
        job.folder.mkdir(parents=True, exist_ok=True)
        path = job.folder / file_name(report)
        path.write_bytes(content)
        yield path.name, hashlib.sha256(content).hexdigest()


def _done(job: PaperJob) -> Written | None:
    """What the bucket's list says, if it rests on the same and every file is there."""
    path = job.folder / LIST
    text = path.read_text("utf-8") if path.is_file() else ""
    first, *rows = text.splitlines() or [""]
    names = [row.rpartition(",")[0] for row in rows[1:]]
    if first != f"# {job.key}" or not all((job.folder / name).is_file() for name in names):
        return None
    return Written(job.bucket, len(names), hashlib.sha256(text.encode()).hexdigest())
