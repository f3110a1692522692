"""What a scan may be told about its files."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hozen.engine.protocol import EngineError

MAX_LINE = 1 << 20
"""A CSV record of more characters than this is refused: it is an open quote, or no CSV."""
_KNOWN = frozenset({"encoding", "delimiter", "position"})


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """`encoding` (a Python codec name) and `delimiter` are for CSV.

    `position` 'true' adds `filename` (as given in `paths`) and `file_row_number` (BIGINT, the first data row is 1).
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    position: bool = False

    def of_utf8(self) -> ScanOptions:
        """The same of a copy in UTF-8."""
        return replace(self, encoding="utf-8")

    @classmethod
    def read(cls, paths: Sequence[Path], kind: str, options: Mapping[str, str]) -> ScanOptions:
        """Raises EngineError for an unknown kind, option or encoding, and for a file that is not there."""
        unknown = sorted(set(options) - _KNOWN)
        if kind not in ("parquet", "csv") or unknown:
            raise EngineError(
                "a scan does not know this",
                found=", ".join(unknown) or kind,
                expected="parquet or csv; options " + ", ".join(sorted(_KNOWN)),
            )
        if not paths:
            raise EngineError("a scan needs a file", expected="one path or more")
        for path in paths:
            if not path.is_file():
                raise EngineError(f"{path.name} is not a file", where=str(path))
        return cls(
            _encoding(options.get("encoding", "utf-8")),
            _delimiter(options.get("delimiter", ",")),
            options.get("position", "false") == "true",
        )


def _encoding(name: str) -> str:
    """The codec's own name; Shift_JIS means what Japanese systems write under it, cp932."""
    try:
        codec = codecs.lookup(name).name
    except LookupError as error:
        raise EngineError(
            "unknown CSV encoding", found=name, expected="utf-8, cp932, shift_jis, euc_jp, utf-16, …"
        ) from error
    return {"shift_jis": "cp932", "utf-8-sig": "utf-8", "ascii": "utf-8"}.get(codec, codec)


def _delimiter(text: str) -> str:
    if len(text) != 1 or text in '"\r\n':
        raise EngineError("the CSV delimiter is one character", found=repr(text))
    return text
