"""A ledger of 105 assets, its trees by hozen and by BitMEX's generator, and how fast the machine hashes on its own."""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.sizes import DAY

ASSETS = 105
_HELD = (
    "CASE WHEN a = 0 THEN 0.95 ELSE least(0.9, 0.88 / pow(a + 0.6, 1.05)) END"  # together 4.5 of a customer
)
_MASTER = b"m" * 32
_PROOFS = 300


def make(folder: str, customers: int) -> None:
    """`customer_balances` by customer, and the same rows in no order; assets that ever fewer hold."""
    import duckdb

    place = Path(folder)
    place.mkdir(parents=True)
    duckdb.sql(
        f"""COPY (SELECT 'A' || a AS asset, CAST(8 AS BIGINT) AS decimals FROM range({ASSETS}) t(a))
            TO '{place}/assets.parquet'"""
    )
    rows = f"""
        SELECT DATE '{DAY}' AS day, 'C' || lpad(CAST(u AS VARCHAR), 9, '0') AS customer_id, 'A' || a AS asset,
               CAST(1 + hash(u, a) % 100000000000 AS DECIMAL(38,0)) AS units
        FROM range({customers}) c(u), range({ASSETS}) t(a) WHERE hash(u, a, 7) % 1000000 < 1000000 * {_HELD}"""
    duckdb.sql("SET memory_limit = '8GB'")
    duckdb.sql(f"COPY ({rows} ORDER BY u, a) TO '{place}/by_customer.parquet'")
    duckdb.sql(
        f"""COPY (SELECT * FROM '{place}/by_customer.parquet' ORDER BY hash(customer_id, asset))
            TO '{place}/mixed.parquet'"""
    )


def build(
    folder: str, parts: int, memory: str, workers: int = 2, hashing: str = "", file: str = "by_customer"
) -> dict[str, object]:
    """The job: from Parquet to trees on disk, without the door. Machine code is made before the clock starts."""
    from hozen.engine import open_engine
    from hozen.workflows.snapshot.building import How, build_snapshot
    from hozen.workflows.snapshot.secret_store import MasterSecret

    place, counted = Path(folder), _Counted(_hashing(hashing))
    counted.warm()
    target = place / f"snapshots-{parts}-{workers}-{hashing}-{file}"
    with open_engine("duckdb", memory) as engine:
        engine.view("assets", f"SELECT * FROM '{place}/assets.parquet'")
        engine.view("customer_balances", f"SELECT * FROM '{place}/{file}.parquet'")
        engine.view("customer_debts", f"SELECT * FROM '{place}/{file}.parquet' WHERE false")
        engine.view(
            "chain_cutoffs", f"SELECT DATE '{DAY}' AS day, 'x' AS chain, 1 AS height, 'x' AS hash WHERE false"
        )
        subprocess.run(["rm", "-rf", str(target)], check=True)
        start, cpu = time.perf_counter(), time.process_time()
        how = How(workers, hashing=counted)  # type: ignore[arg-type]  # it answers to every name of Hashing
        made = build_snapshot(engine, DAY, MasterSecret("bench", _MASTER), target, parts, how)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - start
    return {
        "cpu": cpu - counted.counting,
        "wall": wall,
        "hashing": counted.name,
        "hashing_cpu": counted.cpu,
        "blocks": counted.blocks,
        "holdings": counted.holdings,
        "leaves": counted.holdings * parts,
        "trees": len(made.snapshot.trees),
        "commitment": made.commitment.hex(),
    }


def _hashing(name: str) -> Any:
    from hozen.rules.liabilities.arrays import ByHashlib
    from hozen.rules.liabilities.swift import best_hashing

    return ByHashlib() if name == "hashlib" else best_hashing()


class _Counted:
    """A hashing with a count of the blocks of 64 bytes that it hashes, and the CPU seconds that it takes for them."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.name = inner, inner.name
        self.cpu, self.counting, self.blocks, self.holdings = 0.0, 0.0, 0, 0

    def warm(self) -> None:
        import numpy as np

        from hozen.rules.liabilities.arrays import texts

        held = self.inner.accounts(texts(["a", "b"]), _MASTER, _MASTER)
        which, units = np.zeros(2, np.int64), np.ones((2, 16), np.uint8)
        leaves = self.inner.leaves(held, units, np.zeros((1, 32), np.uint8), which, 2)
        self.inner.parents(self.inner.in_order(self.inner.grouped(np.zeros(4, np.int64), leaves), 32, "leaf"))
        self.inner.pads(_MASTER, 0, 1)

    def accounts(self, *said: Any) -> Any:
        """Of ids as short as these: one block for the key inside, one outside, and one for the hash."""
        found = self._timed(0, self.inner.accounts, *said)
        self.blocks += 3 * self._new(found)
        return found

    def leaves(self, held: Any, units: Any, trees: Any, which: Any, parts: int) -> Any:
        self.holdings += len(held)
        blocks = 2 * self._new(held) + len(held) * (2 + 2 * (parts - 1) + 2 * parts)
        return self._timed(blocks, self.inner.leaves, held, units, trees, which, parts)

    def _new(self, held: Any) -> int:
        """Rows of another account than the one before; the counting is taken out of the time."""
        start = time.thread_time()
        found = (
            int((held[1:, 0] != held[:-1, 0]).sum() * 256 / 255) + 1
        )  # by one byte: all but one of 256 are seen
        self.counting += time.thread_time() - start
        return found

    def pads(self, key: bytes, first: int, count: int) -> Any:
        return self._timed(count, self.inner.pads, key, first, count)

    def parents(self, nodes: Any) -> Any:
        return self._timed(len(nodes), self.inner.parents, nodes)

    def in_order(self, *said: Any) -> Any:
        return self.inner.in_order(*said)

    def grouped(self, *said: Any) -> Any:
        return self.inner.grouped(*said)

    def _timed(self, blocks: int, work: Callable[..., Any], *said: Any) -> Any:
        start = time.thread_time()
        found = work(*said)
        self.cpu += time.thread_time() - start
        self.blocks += blocks
        return found


def own_rate() -> float:
    """SHA-256 blocks a CPU second that this machine's OpenSSL hashes, by Python's hashlib over one long message."""
    from hashlib import sha256

    said = bytes(1 << 26)
    rates = []
    for _ in range(9):
        start = time.process_time()
        sha256(said).digest()
        rates.append(len(said) / 64 / (time.process_time() - start))
    return median(rates)


def bitmex(place: str, accounts: int) -> dict[str, object]:
    """Their generator as it stands, nonces made before."""
    with tempfile.TemporaryDirectory() as spare:
        folder = Path(spare)
        with (folder / "liabilities.csv").open("w", newline="") as file:
            csv.writer(file).writerows(
                [("account", "amount"), *((at, 1000 + at * 7919 % 100003) for at in range(accounts))]
            )
        (folder / "nonces.txt").write_text("".join(f"{at},{at:064x}\n" for at in range(accounts)))
        program = [sys.executable, str(Path(place).resolve() / "generate_liabilities.py")]
        words = ["--liabilities", "liabilities.csv", "--blockheight", "900000"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with (folder / "tree").open("w") as tree:
            subprocess.run([*program, *words], cwd=folder, stdout=tree, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        nodes = sum(1 for _ in (folder / "tree").open()) - 1
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "leaves": (nodes + 1) // 2, "peak": after.ru_maxrss * 1024}


def proofs(folder: str) -> dict[str, object]:
    """Proofs cut from the trees with two leaves a holding, and checked: seconds and bytes, medians."""
    from hozen.rules.liabilities import check_proof, proof_text
    from hozen.workflows.snapshot.cutting import cut_proof_of
    from hozen.workflows.snapshot.day_folder import open_day
    from hozen.workflows.snapshot.secret_store import MasterSecret

    one = open_day(Path(folder) / "snapshots-2-2--by_customer", DAY)
    secret, cut, check, size, each = MasterSecret("bench", _MASTER), [], [], [], []
    for number in range(_PROOFS):
        account = f"C{number * 7919 % 10_000:09d}"
        start = time.perf_counter()
        found = cut_proof_of(one, secret, account)
        cut.append(time.perf_counter() - start)
        start = time.perf_counter()
        check_proof(one.snapshot, found, account, one.commitment)
        check.append((time.perf_counter() - start) / len(found.holdings))
        size.append(len(proof_text(found)))
        each.append(len(found.holdings))
    return {
        "count": _PROOFS,
        "cut": median(cut),
        "check": median(check),
        "size": median(size),
        "size_each": median(one / count for one, count in zip(size, each, strict=True)),
        "each": sum(each) / len(each),
    }
