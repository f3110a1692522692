"""Rows of bytes put into buckets: in memory until they are too many, then in files. Taken out bucket by bucket."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays import Hashing, Rows


@dataclass(slots=True)
class Spool:
    """一時置き場: rows of `size` bytes; beyond `memory` bytes all go to files below `folder`. Several threads may add."""

    folder: Path
    size: int
    memory: int
    hashing: Hashing
    _held: dict[int, list[Rows]] = field(default_factory=dict)
    _bytes: int = 0
    _lock: Lock = field(default_factory=Lock)

    def add(self, buckets: NDArray[np.int64], rows: Rows) -> None:
        """Each row into its bucket, numbered from 0."""
        counts = np.bincount(buckets)
        names = np.flatnonzero(counts)
        pieces = np.split(self.hashing.grouped(buckets, rows), np.cumsum(counts[names])[:-1])
        with self._lock:
            for name, piece in zip(names.tolist(), pieces, strict=False):  # no rows: one piece, no name
                self._held.setdefault(name, []).append(piece)
            self._bytes += rows.nbytes
            if self._bytes > self.memory:
                self._to_files()

    def take(self, bucket: int) -> Rows:
        """Every row of a bucket, in no order; they are in the spool no more."""
        with self._lock:
            held = self._held.pop(bucket, [])
            self._bytes -= sum(piece.nbytes for piece in held)
        path = self._path(bucket)
        if path.exists():
            held.append(np.fromfile(path, np.uint8).reshape(-1, self.size))
            path.unlink()
        return np.concatenate(held) if held else np.empty((0, self.size), np.uint8)

    def _to_files(self) -> None:
        for bucket, pieces in self._held.items():
            with self._path(bucket).open("ab") as file:
                for piece in pieces:
                    file.write(np.ascontiguousarray(piece).data)
        self._held, self._bytes = {}, 0

    def _path(self, bucket: int) -> Path:
        return self.folder / f"bucket-{bucket}"
