"""SQL that hands out values to be looked for, on an engine whose rows come as the files have them."""

from __future__ import annotations

from hozen.records.contract import Column
from hozen.records.sql_words import name, text


def values(column: Column, source: str) -> str:
    """Every value of a column that others refer to."""
    value = name(column.name)
    return f"SELECT {value} AS id FROM {source} WHERE {value} IS NOT NULL"


def ends(column: Column, source: str) -> str:
    """How many values, the first and the last of them. Files that keep bounds answer it without being read."""
    value = name(column.name)
    return f"SELECT count({value}), min({value}), max({value}) FROM {source}"


def ends_by_length(column: Column, source: str) -> str:
    """As `ends`, for each length in bytes."""
    return f"{ends(column, source)} GROUP BY strlen({name(column.name)}) ORDER BY 2"


def values_to_find(column: Column, source: str, *, in_runs: bool) -> str:
    """The values of a referring column, NULL among them, but not those that are allowed besides.

    `in_runs`: equal values stand next to each other, so that one of each run is enough.
    """
    value = name(column.name)
    besides = "".join(f" AND {value} IS DISTINCT FROM {text(one)}" for one in column.besides)
    if not in_runs:
        return f"SELECT {value} AS id FROM {source} WHERE TRUE{besides}"
    # A value equal to the one before it is known if that one is; what is missing is always asked for.
    rows = f"SELECT {value}, lag({value}) OVER () AS before FROM {source}"
    return f"SELECT {value} AS id FROM ({rows}) WHERE ({value} IS NULL OR {value} IS DISTINCT FROM before){besides}"
