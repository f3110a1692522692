"""A piece of work in a process of its own, so that its peak memory is its own.

The starter stays light: Linux counts the memory of the process that starts another towards the other's peak.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_MARK = "benchmarks.job: "  # stands before the answer, so that a stray print does not disturb it


@dataclass(frozen=True, slots=True)
class Ran:
    """What a job answered and used: wall and CPU seconds of the whole process, and its peak resident bytes.

    `fault` is '' when the job ended well, else the last line it said; `answer` is then None.
    """

    answer: Any
    seconds: float
    cpu: float
    peak: int
    fault: str


class JobFailed(Exception):
    """A job that must end well did not."""


def run(work: str, arguments: Mapping[str, object], *, address_space: int = 0) -> Ran:
    """Run `module:function` of this package with JSON arguments; `address_space` in bytes bounds it (0: not)."""
    command = [sys.executable, "-m", "benchmarks.job", work, json.dumps(arguments), str(address_space)]
    start = os.times().elapsed
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    lines = said.splitlines() or [""]
    answers = [json.loads(line.removeprefix(_MARK)) for line in lines if line.startswith(_MARK)]
    well = process.returncode == 0 and bool(answers)
    return Ran(
        answers[-1] if well else None,
        os.times().elapsed - start,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024,
        "" if well else (" ".join(lines[-4:]) or f"ended with {process.returncode}"),
    )


def need(work: str, arguments: Mapping[str, object]) -> Ran:
    """As `run`; JobFailed where it does not end well."""
    ran = run(work, arguments)
    if ran.fault:
        raise JobFailed(f"{work} {dict(arguments)}: {ran.fault}")
    return ran


def _main(work: str, arguments: str, address_space: str) -> None:
    if int(address_space):
        resource.setrlimit(resource.RLIMIT_AS, (int(address_space), int(address_space)))
    module, _, function = work.partition(":")
    answer = getattr(import_module(f"benchmarks.{module}"), function)(**json.loads(arguments))
    print(_MARK + json.dumps(answer))


if __name__ == "__main__":
    _main(*sys.argv[1:])
