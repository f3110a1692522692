"""Ids that are a prefix and digits: one mark for each, so that none of them has to be searched for.

A shortcut over columns of bytes, for tables of many millions of rows; what it cannot prove, the engine's join looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from hozen.workflows.door.span import Span

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_WIDEST = 18  # digits that a 64-bit number holds
_SPARSEST = 64  # marks for each id: beyond that, the numbers are no numbering
_ZERO, _NINE = np.uint8(ord("0")), np.uint8(9)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Marks of the numbers from `low` on; `prefix` is what stands before the digits."""

    prefix: bytes
    low: int
    marks: NDArray[np.bool_]


class NumberedIds:
    """Known ids by length. It answers yes only where every id is one of them, to the last byte."""

    def __init__(self, shelves: Mapping[int, _Shelf]) -> None:
        self._shelves = shelves

    @classmethod
    def of(cls, spans: Iterable[Span], batches: Iterable[pa.RecordBatch]) -> Self:
        """Mark every id of the batches' first column that is of a span's prefix and digits."""
        found = cls({len(span.first.encode()): shelf for span in spans if (shelf := _shelf(span))})
        for length, texts in _by_length(batches):
            if shelf := found._shelves.get(length):
                numbers, fits = _numbers(shelf, texts)
                shelf.marks[numbers[fits]] = True
        return found

    def __bool__(self) -> bool:
        return bool(self._shelves)

    def hold_all(self, batches: Iterable[pa.RecordBatch]) -> bool:
        """Whether every value of the batches' first column is known. False for NULL, and for what this cannot tell."""
        return all(self._hold(length, texts) for length, texts in _by_length(batches))

    def _hold(self, length: int, texts: Bytes) -> bool:
        shelf = self._shelves.get(length)
        if shelf is None:
            return False
        numbers, fits = _numbers(shelf, texts)
        return bool(fits.all() and shelf.marks[numbers].all())


def _shelf(span: Span) -> _Shelf | None:
    """An empty shelf; None where the ids are no numbers close to each other."""
    prefix = _common(span.first[:-1], span.last)
    first, last = span.first[len(prefix) :], span.last[len(prefix) :]
    if not (_digits(first) and _digits(last) and len(first) == len(last) and prefix.isascii()):
        return None
    low, size = int(first), int(last) - int(first) + 1
    if size > span.ids * _SPARSEST:
        return None
    return _Shelf(prefix.encode(), low, np.zeros(size, dtype=np.bool_))


def _common(first: str, last: str) -> str:
    """The letters that both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _WIDEST


def _numbers(shelf: _Shelf, texts: Bytes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Each id's place on the shelf, and whether it is the shelf's prefix and digits and the place is there."""
    places = np.ascontiguousarray(texts.T)
    fits = np.ones(len(texts), dtype=np.bool_)
    for letter, column in zip(shelf.prefix, places, strict=False):
        fits &= column == letter
    numbers = np.zeros(len(texts), dtype=np.int64)
    for digit in places[len(shelf.prefix) :] - _ZERO:  # a byte below '0' wraps around, so it is above 9 too
        fits &= digit <= _NINE
        numbers *= 10
        numbers += digit
    numbers -= shelf.low
    fits &= (numbers >= 0) & (numbers < len(shelf.marks))
    return numbers, fits


def _by_length(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Bytes]]:
    """Texts of one length in bytes at a time, a row each; length -1 where a value is missing."""
    for batch in batches:
        column = batch.column(0)
        if column.null_count:
            yield -1, np.zeros((0, 0), dtype=np.uint8)
        yield from _texts(column)


def _texts(column: Any) -> Iterator[tuple[int, Bytes]]:  # pyarrow has no types of its own
    _, ends, data = column.buffers()
    if not len(column):
        return
    offsets = np.frombuffer(ends, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    lengths, flat = np.diff(offsets), np.frombuffer(data or b"", dtype=np.uint8)
    shortest, longest = int(lengths.min()), int(lengths.max())
    if shortest == longest:
        yield longest, flat[offsets[0] : offsets[-1]].reshape(len(lengths), longest)
        return
    for length in np.unique(lengths):
        starts = offsets[:-1][lengths == length]
        yield int(length), flat[starts[:, None] + np.arange(length)]
