"""Whether a sound file fits the book: other imports, the days before and after, and rows that are there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hozen.records import BY_NAME, Column, Query
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.errors import ImportConflict, MappingError
from hozen.workflows.importing.mapping import NAME
from hozen.workflows.importing.record import ImportRecord
from hozen.workflows.importing.target import Target


@dataclass(frozen=True, slots=True)
class Others:
    """The imports that stand, and which of them this one would take the place of."""

    kept: tuple[ImportRecord, ...]
    replaced: tuple[ImportRecord, ...]


def must_be_mapped(draft: Draft) -> None:
    """Every account and wallet has its name in the book. Raises MappingError with the lines to add."""
    if not draft.unmapped:
        return
    first, section = next(iter(draft.unmapped.items()))
    raise MappingError(
        f"{len(draft.unmapped)} names of the file are not in the mapping",
        where=NAME,
        found=", ".join(list(draft.unmapped)[:10]),
        expected="what each is called in the book",
        try_next=f'[{section}] "{first}" = "…"',
    )


def must_refer(target: Target, staged: Mapping[str, str]) -> None:
    """Every account, wallet, asset and customer that the new rows name stands in the book. Raises MappingError."""
    for table, view in staged.items():
        for column in BY_NAME[table].columns:
            if column.refers:
                _must_be_known(target, table, view, column)


def _must_be_known(target: Target, table: str, view: str, column: Column) -> None:
    other, _, key = column.refers.partition(".")
    besides = "".join(f" AND n.{column.name} <> '{word}'" for word in column.besides)
    sql = f"""
        SELECT n.{column.name} FROM {view} n WHERE n.{column.name} IS NOT NULL{besides}
        AND NOT EXISTS (SELECT 1 FROM {target.needed(other)} h WHERE h.{key} = n.{column.name})
        ORDER BY n.{column.name} LIMIT 1"""
    for (value,) in target.engine.rows(Query(f"{table}.{column.name}", sql, (table, other))):
        raise MappingError(
            f"{table}.{column.name} would name what the book does not have",
            where=NAME,
            found=value,
            expected=f"a {key} of {other}",
            try_next=f"mend the mapping, or add it to {other}",
        )


def must_be_kept_by(target: Target, staged: Mapping[str, str]) -> None:
    """Each wallet on a custodian's statement is one that the book says it keeps. Raises MappingError.

    Else one custodian's figure would stand for coins that the firm, or another custodian, keeps.
    """
    if "keeper_statements" not in staged:
        return
    sql = f"""
        SELECT n.wallet_id, h.keeper, n.keeper FROM {staged["keeper_statements"]} n
        JOIN {target.needed("wallets")} h ON n.wallet_id = h.wallet_id
        WHERE h.keeper <> n.keeper ORDER BY n.wallet_id LIMIT 1"""
    for wallet, kept_by, stated_by in target.engine.rows(Query("other keepers", sql, ("wallets",))):
        raise MappingError(
            "a custodian's statement would speak of a wallet that another keeps",
            where=f"{NAME}, wallet_id {wallet}",
            found=f"the statement is of {stated_by}",
            expected=str(kept_by),
            try_next="mend [keepers] or [wallets], or the keeper in wallets",
        )


def must_be_of(day: date | None, scopes: Iterable[Scope]) -> None:
    """Every scope is of the day asked for, and no trust is overdrawn. Raises ImportConflict."""
    for one in scopes:
        if day is not None and one.day != day:
            raise ImportConflict(
                "the file is for another day", where=_named(one), found=one.day, expected=f"--day {day}"
            )
        if one.closing is not None and one.closing < 0:
            raise ImportConflict(
                "a trust cannot be overdrawn", where=_named(one), found=one.closing, expected="0 or more"
            )


def must_have_come(day: date | None, today: date) -> None:
    """Nothing is known yet of a day that is still to come. Raises ImportConflict."""
    if day is not None and day > today:
        raise ImportConflict(
            "the day is still to come", where="--day", found=day, expected=f"a day up to {today}"
        )


def others(scopes: Sequence[Scope], name: str, standing: Iterable[ImportRecord], *, replace: bool) -> Others:
    """Which imports stand beside, and which are replaced. Raises ImportConflict where one may not be."""
    kept: list[ImportRecord] = []
    replaced: list[ImportRecord] = []
    mine = {(one.account, one.day) for one in scopes}
    for record in standing:
        shared = [one for one in record.scopes if (one.account, one.day) in mine]
        if not shared and record.name != name:
            _refuse_twice(scopes, record)
            kept.append(record)
            continue
        if not replace:
            raise _already(shared[0] if shared else record.scopes[0], record)
        lost = [one for one in record.scopes if (one.account, one.day) not in mine]
        if lost:
            raise _would_lose(lost[0], record)
        replaced.append(record)
    return Others(tuple(kept), tuple(replaced))


def _already(scope: Scope, record: ImportRecord) -> ImportConflict:
    return ImportConflict(
        "another file for the same account and day was imported before",
        where=_named(scope),
        found=f"{record.file} ({record.name}, {record.imported_at})",
        expected="one file for each account and day",
        try_next="--replace, if this one is right; the other is then kept aside",
    )


def _would_lose(scope: Scope, record: ImportRecord) -> ImportConflict:
    return ImportConflict(
        "the file cannot take the other's place: it has less",
        where=_named(scope),
        found=f"{record.file} ({record.name}) has it, this file does not",
        expected="every account and day of the file that it replaces",
    )


def _refuse_twice(scopes: Iterable[Scope], record: ImportRecord) -> None:
    """One statement number for two days: the same statement again under another date, or a mixed-up file."""
    theirs = {(one.account, one.statement): one for one in record.scopes if one.statement}
    for one in scopes:
        twin = theirs.get((one.account, one.statement))
        if twin:
            raise ImportConflict(
                "the same statement was imported for another day",
                where=_named(one),
                found=f"{one.statement} of {twin.day} in {record.file} ({record.name})",
                expected="a number of its own for each statement",
            )


def must_follow(scopes: Sequence[Scope], kept: Iterable[ImportRecord], *, replaces: bool) -> None:
    """Each opening balance is the closing one of the statement before. Raises ImportConflict.

    A replaced statement may lead to another balance than the next one begins with: that one is then to be replaced too.
    """
    known = [*(one for record in kept for one in record.scopes), *scopes]
    for one in scopes:
        same = [other for other in known if other.account == one.account and other is not one]
        before = max(
            (other for other in same if other.day < one.day), key=lambda other: other.day, default=None
        )
        after = min(
            (other for other in same if other.day > one.day), key=lambda other: other.day, default=None
        )
        if before:
            _follows(before, one)
        if after and not replaces:
            _follows(one, after)


def _follows(before: Scope, after: Scope) -> None:
    if before.closing is None or after.opening is None or before.closing == after.opening:
        return
    raise ImportConflict(
        "the opening balance is not the closing balance of the statement before",
        where=_named(after),
        found=f"opening {after.opening}",
        expected=f"{before.closing}, the closing balance of {before.day}",
        try_next="import the statements between the two days; if there are none, ask the bank",
    )


def _named(scope: Scope) -> str:
    return f"{scope.account.partition(':')[2]}, {scope.day}"


def must_be_new(target: Target, staged: Mapping[str, str]) -> None:
    """No row's key stands in the book already, nor twice in the file. Raises ImportConflict.

    `staged`: table → view of the new rows.
    """
    for table, view in staged.items():
        _must_be_once(target, table, view)
        held = target.view(table)
        if held is None:
            continue
        for row in _shared(target, table, view, held):
            raise ImportConflict(
                f"rows of {table} are there already",
                where=f"{table}: {', '.join(str(cell) for cell in row)}",
                found="a row with the same key, from another file",
                expected="one row for each " + ", ".join(BY_NAME[table].key),
                try_next=f"take those rows out of the book's own {table}, or leave this file out",
            )


def _must_be_once(target: Target, table: str, view: str) -> None:
    """A line that stands twice would count twice, and the book would not pass the door any more."""
    keys = BY_NAME[table].key
    names = ", ".join(f"n.{key}" for key in keys)
    sql = f"SELECT {names} FROM {view} n GROUP BY {names} HAVING count(*) > 1 ORDER BY {names} LIMIT 1"
    for row in target.engine.rows(Query(f"{table} once", sql, (table,))):
        raise ImportConflict(
            f"the file has a row of {table} twice",
            where=f"{table}: {', '.join(str(cell) for cell in row)}",
            found="two rows with the same key",
            expected="one row for each " + ", ".join(keys),
            try_next="fetch the file again, or mend the mapping: it may give two accounts one name",
        )


def _shared(target: Target, table: str, view: str, held: str) -> Iterator[tuple[object, ...]]:
    keys = BY_NAME[table].key
    names = ", ".join(f"n.{key}" for key in keys)
    same = " AND ".join(f"n.{key} = h.{key}" for key in keys)
    sql = f"SELECT {names} FROM {view} n JOIN {held} h ON {same} ORDER BY {names} LIMIT 1"
    yield from target.engine.rows(Query(f"{table} twice", sql, (table,)))
