"""The door's SQL, generated from the contracts: one text for every engine.

raw_<table>      the files' columns under the contract's names, as the files hold them
placed_<table>   the same with `filename` and `file_row_number`
tried_<table>    typed with TRY_CAST: what does not fit is NULL (it is listed elsewhere)
traced_<table>   tried_ over placed_: where each typed row stands
<table>          typed with CAST: what the measures read
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hozen.records.contract import Column, Kind, Table
from hozen.records.faults import Faults, local_part
from hozen.records.shape import FITTING, Family, Source
from hozen.records.sql_words import name, text, type_of

REJECT_COLUMNS = ("file", "row", "column_name", "value", "reason", "other_file", "other_row")


def raw_select(table: Table, sources: Sequence[Source], types: Mapping[str, Family], *, placed: bool) -> str:
    """The raw columns of every source, one below the other."""
    return " UNION ALL ".join(_raw_one(table, source, types, placed=placed) for source in sources)


def _raw_one(table: Table, source: Source, types: Mapping[str, Family], *, placed: bool) -> str:
    columns = [f"{_raw_column(column, source, types)} AS {name(column.name)}" for column in table.columns]
    columns += ["filename", "file_row_number"] if placed else []
    return f"SELECT {', '.join(columns)} FROM {source.read}"


def _raw_column(column: Column, source: Source, types: Mapping[str, Family]) -> str:
    family = types[column.name]
    if column.name == "day" and source.day:
        day = f"DATE '{source.day}'"
        return f"CAST({day} AS STRING)" if family is Family.TEXT else day
    if source.families[column.name] is Family.ABSENT:
        return f"CAST(NULL AS {'STRING' if family is Family.TEXT else type_of(column)})"
    found = name(source.found[column.name])
    mixed = family is Family.TEXT and source.families[column.name] is not Family.TEXT
    return f"CAST({found} AS STRING)" if mixed or column.kind is Kind.PRICE else found


def typed_select(
    table: Table, types: Mapping[str, Family], source: str, *, tried: bool = False, placed: bool = False
) -> str:
    """Exactly the contract's columns and types over `source`; trades get their legal day besides."""
    cast = "TRY_CAST" if tried else "CAST"
    columns = [
        f"{_typed(column, types[column.name], cast)} AS {name(column.name)}" for column in table.columns
    ]
    instants = [column for column in table.columns if column.kind is Kind.INSTANT]
    if _lacks_day(table):
        at = _typed(instants[0], types[instants[0].name], cast)
        columns.append(f"CAST({at} + INTERVAL '9' HOUR AS DATE) AS day")
    columns += ["filename", "file_row_number"] if placed else []
    return f"SELECT {', '.join(columns)} FROM {source}"


def empty_select(table: Table) -> str:
    """A typed table without rows, for an optional table that the book lacks."""
    columns = [f"CAST(NULL AS {type_of(column)}) AS {name(column.name)}" for column in table.columns]
    if _lacks_day(table):
        columns.append("CAST(NULL AS DATE) AS day")
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"


def _lacks_day(table: Table) -> bool:
    """Whether the legal day is to be worked out from an instant."""
    instant = any(column.kind is Kind.INSTANT for column in table.columns)
    return instant and not any(column.name == "day" for column in table.columns)


def _typed(column: Column, family: Family, cast: str) -> str:
    value, kind = name(column.name), type_of(column)
    if family is Family.ABSENT or family not in FITTING[column.kind]:
        return f"CAST(NULL AS {kind})"  # the door has seen that no value stands there
    if family is Family.TEXT and column.kind is Kind.INSTANT:
        at = f"{cast}({local_part(value)} AS TIMESTAMP)"
        return f"CASE WHEN {value} LIKE '%+09:00' THEN {at} - INTERVAL '9' HOUR ELSE {at} END"
    if kind == "STRING":
        return value if column.required else f"nullif({value}, '')"
    if family is Family.TEXT:
        return _from_text(value, kind, cast, required=column.required)
    # A column that has the type already is not touched, so that the engine can prune files by it.
    return value if family in {Family.DATE, Family.FLAG} else f"{cast}({value} AS {kind})"


def _from_text(value: str, kind: str, cast: str, *, required: bool) -> str:
    if cast == "CAST":
        given = value if required else f"nullif({value}, '')"
        return f"CAST({given} AS {kind})"
    # The engines read different texts as a day or a number; only the plain form is one on both.
    tried = f"TRY_CAST({value} AS {kind})"
    return f"CASE WHEN CAST({tried} AS STRING) = {value} THEN {tried} END"


def count_faults(faults: Sequence[Faults], source: str) -> str:
    """One row: the number of rows, then of bad values per column with faults, in their order."""
    counts = [f"count(CASE WHEN {one.gate} THEN 1 END)" for one in faults]
    return f"SELECT {', '.join(['count(*)', *counts])} FROM {source}"


def count_unsorted(table: Table, faults: Sequence[Faults], source: str) -> str:
    """As `count_faults`, and last the rows whose key is not above that of the row before.

    At most one (the first row, which has none before it) proves that no key stands twice, whatever the
    order the engine reads in. Needs an engine whose lag() takes an empty OVER (): a shortcut, not a check.
    """
    keys = [_key_text(table, key) for key in table.key]
    before = [f"lag({key}) OVER () AS before_{number}" for number, key in enumerate(keys)]
    counts = [f"count(CASE WHEN {one.gate} THEN 1 END)" for one in faults]
    above = f"count(CASE WHEN coalesce({_above(keys)}, FALSE) THEN NULL ELSE 1 END)"
    return (
        f"SELECT {', '.join(['count(*)', *counts, above])} FROM (SELECT *, {', '.join(before)} FROM {source})"
    )


def _above(keys: Sequence[str], number: int = 0) -> str:
    key, before = keys[number], f"before_{number}"
    if number == len(keys) - 1:
        return f"{before} < {key}"
    return f"({before} < {key} OR ({before} = {key} AND {_above(keys, number + 1)}))"


def _key_text(table: Table, key: str) -> str:
    column = next(one for one in table.columns if one.name == key)
    return name(key) if column.required else f"coalesce({name(key)}, '')"


def list_faults(one: Faults, source: str) -> str:
    """Every bad value of one column, in the columns of REJECT_COLUMNS."""
    value = f"substr(CAST({name(one.column.name)} AS STRING), 1, 200)"
    return (
        f"SELECT filename AS file, file_row_number AS row, {text(one.column.name)} AS column_name, "
        f"coalesce({value}, '') AS value, {one.reason()} AS reason, "
        f"'' AS other_file, CAST(0 AS BIGINT) AS other_row FROM {source} WHERE {one.gate}"
    )


def count_duplicates(table: Table, source: str) -> str:
    """The number of keys that stand more than once. A row that lacks part of its key is listed elsewhere."""
    return f"SELECT count(*) FROM ({_doubled(table, source)})"


def _doubled(table: Table, source: str) -> str:
    keys = ", ".join(f"{_key_text(table, key)} AS k{number}" for number, key in enumerate(table.key))
    group = ", ".join(f"k{number}" for number in range(len(table.key)))
    return (
        f"SELECT {group} FROM (SELECT {keys} FROM {source} WHERE {_whole_key(table)}) "
        f"GROUP BY {group} HAVING count(*) > 1"
    )


def count_met_again(table: Table, come: str, rest: str) -> str:
    """The number of pairs of rows, one of `come` and one of `rest`, that have the same whole key."""
    keys = ", ".join(f"{_key_text(table, key)} AS k{number}" for number, key in enumerate(table.key))
    same = " AND ".join(f"c.k{number} = r.k{number}" for number in range(len(table.key)))
    return f"SELECT count(*) FROM (SELECT {keys} FROM {come}) c JOIN (SELECT {keys} FROM {rest}) r ON {same}"


def _whole_key(table: Table) -> str:
    return " AND ".join(f"{_key_text(table, key)} IS NOT NULL" for key in table.key)


def list_duplicates(table: Table, source: str) -> str:
    """Every row whose key stands on an earlier row too, with the first row of that key."""
    texts = ", ' | ', ".join(f"coalesce(CAST({name(key)} AS STRING), '')" for key in table.key)
    same = " AND ".join(f"{_key_text(table, key)} = d.k{number}" for number, key in enumerate(table.key))
    keys = ", ".join(f"k{number}" for number in range(len(table.key)))
    window = f"PARTITION BY {keys} ORDER BY filename, file_row_number"
    return (
        f"SELECT filename AS file, file_row_number AS row, {text(', '.join(table.key))} AS column_name, value, "
        f"'duplicate-key' AS reason, other_file, other_row FROM (SELECT filename, file_row_number, value, "
        f"first_value(filename) OVER ({window}) AS other_file, "
        f"first_value(file_row_number) OVER ({window}) AS other_row, row_number() OVER ({window}) AS n "
        f"FROM (SELECT d.*, filename, file_row_number, concat({texts}) AS value "
        f"FROM {source} JOIN ({_doubled(table, source)}) d ON {same})) WHERE n > 1"
    )


def count_unmatched(column: Column, source: str) -> str:
    """The number of values, NULL and '' included, that the table referred to does not hold.

    It asks nothing but the join, for that is several times cheaper: what it counts is looked at in `list_unknown`.
    """
    return f"SELECT count(*) FROM {source} t WHERE {_unmatched(column)}"


def _unmatched(column: Column) -> str:
    target, _, target_column = column.refers.partition(".")
    besides = "".join(f" UNION ALL SELECT {text(one)}" for one in column.besides)
    known = f"SELECT {name(target_column)} AS known FROM tried_{target}{besides}"
    return f"NOT EXISTS (SELECT 1 FROM ({known}) r WHERE r.known = t.{name(column.name)})"


def list_unknown(column: Column, source: str) -> str:
    """Every value that the table referred to does not hold; missing values are not among them."""
    thing = column.refers.partition(".")[0].removesuffix("s").replace("_", "-")
    value = name(column.name)
    return (
        f"SELECT filename AS file, file_row_number AS row, {text(column.name)} AS column_name, "
        f"substr({value}, 1, 200) AS value, {text(f'unknown-{thing}')} AS reason, "
        f"'' AS other_file, CAST(0 AS BIGINT) AS other_row FROM {source} t "
        f"WHERE {value} IS NOT NULL AND {value} <> '' AND {_unmatched(column)}"
    )
