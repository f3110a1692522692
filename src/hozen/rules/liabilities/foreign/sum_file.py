"""One customer's path of a sum-only format: checked, compared with another customer's, and forged to show the hole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hozen.rules.liabilities.foreign.claims import Bound
from hozen.rules.liabilities.foreign.errors import ForeignProofUnreadable
from hozen.rules.liabilities.foreign.fields import Fields
from hozen.rules.liabilities.foreign.inspected import Asked, Contradiction, Inspection, NotSo, same_root
from hozen.rules.liabilities.foreign.sum_path import (
    SumPath,
    SumRule,
    contradiction,
    forgery,
    require_climb,
    require_no_debts,
    told,
)


@dataclass(frozen=True, slots=True)
class SumFormat:
    """A format's name, what it binds, how it is read, and how it hashes a leaf and a node."""

    name: str
    bound: Bound
    read: Callable[[Fields], SumPath]
    leaf_hash: Callable[[Fields], str]
    rule: SumRule


def inspect_sum_file(form: SumFormat, file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check a path; `beside` is another customer's file under the same root, to be held against it."""
    found = Inspection(form.name, "customer", "", (), asked.account or "", (), 0, form.bound)
    try:
        path = form.read(file)
        found = _with_path(found, path)
        _require_own_check(form, file, path)
        found = replace(found, contradiction=_against(form, path, beside))
        require_no_debts(path)
        left = (*same_root(path.root.hash, asked), *(() if beside else ("another_file",)))
        return replace(found, left=left, forgery=forgery(path.leaf, form.rule))
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def _with_path(found: Inspection, path: SumPath) -> Inspection:
    return replace(
        found,
        root=path.root.hash,
        totals=told(path.root.amounts),
        shown=told(path.leaf.amounts),
        nodes=len(path.steps) + 1,
    )


def _require_own_check(form: SumFormat, file: Fields, path: SumPath) -> None:
    found = form.leaf_hash(file.inner("self"))
    if found != path.leaf.hash:
        raise NotSo("leaf_differs", path.leaf.where, found, path.leaf.hash)
    require_climb(path, form.rule)


def _against(form: SumFormat, path: SumPath, beside: Fields | None) -> Contradiction | None:
    """What the other file contradicts. ForeignProofUnreadable where it does not hold itself: then it says nothing."""
    if beside is None:
        return None
    try:
        other = form.read(beside)
        _require_own_check(form, beside, other)
    except NotSo as why:
        raise ForeignProofUnreadable(
            "the other file does not hold by the format's own check, so it speaks against nobody",
            where=f"--with, {why.refusal.where}",
            found=why.refusal.found,
            expected=why.refusal.expected,
        ) from why
    return contradiction(path, other, form.rule)
