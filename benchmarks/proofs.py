"""Proofs of liabilities: trees of 105 assets, beside BitMEX's generator and the machine's own SHA-256, in one run.

HOZEN_BITMEX names a checkout of BitMEX/proof-of-reserves-liabilities; without it that line is left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.command import Plan, command
from benchmarks.job import Ran, need
from benchmarks.report import Line, at_least, at_most, holds

CPU = 5  # seconds at 1M customers, each holding one leaf
MEMORY = 1  # GB at 1M customers
LARGE = 4  # GB at any size
AHEAD = 30  # times fewer CPU seconds a leaf than BitMEX
OWN_RATE = 0.6  # of the machine's own rate of SHA-256 blocks
CUT, CHECK = 20, 1  # milliseconds
PROOF = 10  # kB, of one holding
MILLION = 1_000_000
LIMIT = {True: "2GB", False: "600MB"}  # what the engine may take: of a large book, of another


def lines(plan: Plan) -> Iterator[Line]:
    """Every size; the rival and the machine's rate once, at the smallest up to a million."""
    smallest = min(plan.size.customers)
    for customers in plan.size.customers:
        folder = plan.work / f"proofs-{customers}"
        if not folder.is_dir():
            need("proofs_way:make", {"folder": str(folder), "customers": customers})
        ran = {parts: _build(folder, customers, parts) for parts in (1, 2)}
        for parts, one in ran.items():
            yield from _built(customers, parts, one)
        if customers == smallest <= MILLION:
            yield from _one_run(folder, customers, ran)
        yield from _proofs(folder, customers)


def _build(folder: Path, customers: int, parts: int, **more: object) -> Ran:
    how = {"folder": str(folder), "parts": parts, "memory": LIMIT[customers > MILLION], **more}
    return need("proofs_way:build", how)


def _built(customers: int, parts: int, ran: Ran) -> Iterator[Line]:
    found, subject = ran.answer, f"proofs {customers:,}, {parts} a holding"
    told = f"{found['holdings']:,} holdings in {found['trees']} trees, by {found['hashing']}"
    yield Line(subject, told, f"{found['cpu']:.2f} CPU s, {found['wall']:.2f} s", raw=found)
    yield Line(subject, "CPU for a leaf", f"{1e9 * found['cpu'] / found['leaves']:.0f} ns")
    if customers == MILLION and parts == 1:
        yield at_most(subject, "build", found["cpu"], CPU, " CPU s")
    bar = MEMORY if customers <= MILLION else LARGE
    yield at_most(subject, "peak of the process", ran.peak / 1e9, bar, " GB", must=True)


def _one_run(folder: Path, customers: int, ran: dict[int, Ran]) -> Iterator[Line]:
    """What stands beside it: other numbers of workers, hashlib, the machine's rate, BitMEX."""
    subject = f"proofs {customers:,}"
    others = {f"{workers} workers": _build(folder, customers, 1, workers=workers) for workers in (1, 4)}
    others["hashlib"] = _build(folder, customers, 1, hashing="hashlib")
    others["a ledger in no order"] = _build(folder, customers, 1, file="mixed")
    for name, one in others.items():
        same = one.answer["commitment"] == ran[1].answer["commitment"]
        yield holds(subject, f"{name}: the same commitment", [] if same else ["another"])
    for name in ("hashlib", "a ledger in no order"):
        yield Line(subject, name, f"{others[name].answer['cpu']:.2f} CPU s")
    rate = need("proofs_way:own_rate", {}).answer
    yield Line(subject, "SHA-256 alone, blocks of 64 bytes a CPU second", f"{rate / 1e6:.1f}M")
    for parts, one in ran.items():
        share = one.answer["blocks"] / one.answer["hashing_cpu"] / rate
        raw = {"blocks": one.answer["blocks"], "own": rate}
        yield at_least(
            subject, f"rate of the hashing, {parts} a holding / SHA-256 alone", share, OWN_RATE, "×", **raw
        )
    yield from _bitmex(subject, customers, ran[2])


def _bitmex(subject: str, customers: int, ours: Ran) -> Iterator[Line]:
    place = os.environ.get("HOZEN_BITMEX")
    if not place:
        yield Line(subject, "BitMEX", "not measured: HOZEN_BITMEX names no checkout")
        return
    theirs = need("proofs_way:bitmex", {"place": place, "accounts": customers}).answer
    mine = ours.answer["cpu"] / ours.answer["leaves"]
    yield Line(subject, f"BitMEX, {theirs['leaves']:,} leaves", f"{theirs['cpu']:.1f} CPU s", raw=theirs)
    yield at_least(
        subject, "BitMEX / hozen, CPU for a leaf", theirs["cpu"] / theirs["leaves"] / mine, AHEAD, "×"
    )


def _proofs(folder: Path, customers: int) -> Iterator[Line]:
    subject = f"one proof of {customers:,}"
    found = need("proofs_way:proofs", {"folder": str(folder)}).answer
    yield at_most(subject, f"cut, median of {found['count']}", found["cut"] * 1e3, CUT, " ms")
    yield at_most(subject, "checked in plain Python, a holding", found["check"] * 1e3, CHECK, " ms")
    yield at_most(subject, "size, a holding", found["size_each"] / 1e3, PROOF, " kB")
    yield Line(
        subject, f"size, all {found['each']:.1f} holdings of a customer", f"{found['size'] / 1e3:.1f} kB"
    )


if __name__ == "__main__":
    raise SystemExit(command([lines]))
