"""Every subject, one after the other."""

from __future__ import annotations

from benchmarks import (
    addresses,
    adequacy,
    carf,
    close,
    compensation,
    door,
    evm_node,
    growth,
    memory,
    pandas,
    proofs,
    recovery,
    sample,
    start,
    tax,
    tax_year,
    two_ledgers,
    wind_down,
)
from benchmarks.command import command

if __name__ == "__main__":
    subjects = (
        start,
        sample,
        close,
        pandas,
        memory,
        door,
        growth,
        two_ledgers,
        addresses,
        evm_node,
        proofs,
        compensation,
        recovery,
        tax,
        tax_year,
        carf,
        adequacy,
        wind_down,
    )
    raise SystemExit(command([one.lines for one in subjects]))
