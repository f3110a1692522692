"""Annual reports as files: one PDF a customer, folders by bucket, each folder with the hashes of what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from hozen.faces.reports.annual import AnnualHead, annual_report
from hozen.faces.reports.errors import ReportError
from hozen.faces.reports.pdf import pdf_of, typeface
from hozen.workflows.case_folder import put, sha256_of
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

    The bytes are the same with any number of processes. ReportError where the folder holds other papers;
    CaseFileRefused.
    """
    buckets = every_bucket()
    _take(folder, key)
    jobs = [PaperJob(folder / one, sources, one, head, key, standing) for one in buckets]
    written: list[Written] = []
    for one in _each(jobs, processes):
        written.append(one)
        if tick:
            tick(len(written), len(buckets))
    text = "".join(f"{one.bucket},{one.papers},{one.sha256}\n" for one in written)
    _replace(folder / LIST, f"# {key}\nbucket,papers,sha256\n{text}")
    return tuple(written)


def write_some(
    folder: Path, sources: Sources, head: AnnualHead, customers: Collection[str]
) -> dict[str, Path]:
    """The reports of these customers alone: customer → file. Who has none is left out."""
    typeset = typeface()
    found: dict[str, Path] = {}
    for bucket in sorted({bucket_of(one) for one in customers}):
        for report in bucket_reports(sources, bucket, customers):
            path = folder / file_name(report, draft=head.draft)
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf_of([annual_report(head, report)], typeset))
            found[report.customer] = path
    return found


def file_name(report: CustomerReport, *, draft: bool) -> str:
    """The customer's id and the report's number; a long or strange id as its hash. A draft's name says that it is one."""
    name = quote(report.customer, safe=" ")
    if len(name) > _LONGEST or name.startswith("."):
        name = hashlib.sha256(report.customer.encode()).hexdigest()
    return f"{name}-{report.number}{'-draft' if draft else ''}.pdf"


def _take(folder: Path, key: str) -> None:
    """The folder is for papers of one issue, language and choice: what another left would be sent with them."""
    lists = (folder / LIST, *(folder / one / LIST for one in every_bucket()))
    for path in lists:
        before = _first_line(path)
        if before and before != f"# {key}":
            raise ReportError(
                "the folder holds other papers",
                where=str(path),
                found=before.removeprefix("# "),
                expected=key,
                try_next="name another folder with --to; papers of two issues are never mixed",
            )
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / LIST).is_file():
        _replace(folder / LIST, f"# {key}\n")


def _first_line(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline().rstrip("\n")


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


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
        path = job.folder / file_name(report, draft=job.head.draft)
        path.write_bytes(content)
        yield path.name, hashlib.sha256(content).hexdigest()


def _done(job: PaperJob) -> Written | None:
    """What the bucket's list says, if it rests on the same and every file is still what was written."""
    path = job.folder / LIST
    text = path.read_text("utf-8") if path.is_file() else ""
    first, *rows = text.splitlines() or [""]
    files = [row.rpartition(",")[::2] for row in rows[1:]]
    if first != f"# {job.key}" or not all(_stands(job.folder / name, digest) for name, digest in files):
        return None
    return Written(job.bucket, len(files), hashlib.sha256(text.encode()).hexdigest())


def _stands(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest
