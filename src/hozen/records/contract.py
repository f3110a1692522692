"""What a table of the book must look like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a column holds, and its type behind the door."""

    TEXT = "text"  # VARCHAR; never empty when required
    UNITS = "units"  # DECIMAL(38,0): smallest units, ≥ 0
    YEN = "yen"  # DECIMAL(38,0): whole yen, ≥ 0
    SIGNED_YEN = "signed_yen"  # DECIMAL(38,0)
    COUNT = "count"  # BIGINT, ≥ 0
    DAY = "day"  # DATE: a legal day in Japan
    INSTANT = "instant"  # TIMESTAMP in UTC; text must carry a zone
    PRICE = "price"  # VARCHAR: plain decimal > 0, at most 20 digits before and 18 after the point
    RATIO = "ratio"  # VARCHAR: '0.05' or '3/5'
    CHOICE = "choice"  # VARCHAR out of `choices`
    FLAG = "flag"  # BOOLEAN


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `refers` names 'table.column' that must hold the value, unless it is one of `besides`."""

    name: str
    kind: Kind
    doc: str
    required: bool = True
    choices: tuple[str, ...] = ()
    refers: str = ""
    pattern: str = ""
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """帳票: one table of the book. `key` columns are unique together."""

    name: str
    name_ja: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = True  # False: a book may lack it
