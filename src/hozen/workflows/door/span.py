"""Between which two an unknown number of ids lie."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """How many ids there are, the first and the last of them as text orders them.

    Every id that has as many bytes as these two lies between them as a number too; of other lengths it says nothing.
    """

    ids: int
    first: str
    last: str
