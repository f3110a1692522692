"""Every subject, one after the other."""

from __future__ import annotations

from benchmarks import close, door, growth, memory, pandas, sample, start, two_ledgers
from benchmarks.command import command

if __name__ == "__main__":
    subjects = (start, sample, close, pandas, memory, door, growth, two_ledgers)
    raise SystemExit(command([one.lines for one in subjects]))
