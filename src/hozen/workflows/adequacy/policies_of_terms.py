"""Policies said in a file of model terms: layers to try, without an insurer and without a term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hozen.law.strict_yaml import Block, Node
from hozen.rules.insurance import Policy
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy.terms_nodes import fields_of, refuse, text_of

_AMOUNTS = ("attachment_yen", "limit_yen", "aggregate_yen", "retention_yen", "waiting_days")
FIELDS = (*_AMOUNTS, "share", "causes")
BACK = ("reinstatements", "reinstatement_rate", "premium_yen")
"""The limit comes back so often a year, for so much of the yearly premium: all three, or none."""
_WHOLE = re.compile("0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Reinstated:
    """復元の条件: the terms under which a policy's limit comes back, exact."""

    policy: str
    times: int
    rate: Ratio
    premium: Yen


def policies_of_terms(node: Node | None, causes: tuple[str, ...]) -> tuple[Policy, ...]:
    """保険の条件: by name, in the file's order; none where the file has none. TermsError with the place."""
    if node is None:
        return ()
    if not isinstance(node, Block) or not node.items:
        refuse("policies: no policy", node.place, "a name, and below it its fields", "")
    return tuple(_policy(name, fields_of(one, FIELDS, BACK), causes) for name, one in node.items.items())


def reinstated_of_terms(node: Node | None) -> tuple[Reinstated, ...]:
    """復元: of the policies that name it, in the file's order. TermsError where a part of it is missing."""
    if not isinstance(node, Block):
        return ()
    read = [(name, fields_of(one, FIELDS, BACK)) for name, one in node.items.items()]
    return tuple(_reinstated(name, one) for name, one in read if set(BACK) & set(one.items))


def _reinstated(name: str, fields: Block) -> Reinstated:
    missing = [key for key in BACK if key not in fields.items]
    if missing:
        refuse(f"{name}: {missing[0]} is missing", fields.place, ", ".join(BACK), ", ".join(fields.items))
    times, rate = _whole(name, fields, "reinstatements"), _ratio(name, fields, "reinstatement_rate")
    whole = _whole(name, fields, "limit_yen") * (times + 1)
    if _whole(name, fields, "aggregate_yen") != whole:
        place, found = fields.items["aggregate_yen"].place, text_of(fields, "aggregate_yen")
        refuse(f"{name}: aggregate_yen: not the limit and what comes back", place, str(whole), found)
    return Reinstated(name, times, rate, Yen(_whole(name, fields, "premium_yen")))


def _policy(name: str, fields: Block, causes: tuple[str, ...]) -> Policy:
    amounts = {key: _whole(name, fields, key) for key in _AMOUNTS}
    return Policy(
        policy_id=name,
        insurer="",
        rating="",
        starts=date.min,
        ends=date.max,
        notice_days=0,
        limit=Yen(amounts["limit_yen"]),
        aggregate=Yen(amounts["aggregate_yen"]),
        eroded=Yen(0),
        retention=Yen(amounts["retention_yen"]),
        share=_share(name, fields),
        attachment=Yen(amounts["attachment_yen"]),
        causes=_causes(name, fields, causes),
        exclusions=frozenset(),
        waiting_days=amounts["waiting_days"],
    )


def _whole(name: str, fields: Block, key: str) -> int:
    text = text_of(fields, key)
    if not _WHOLE.fullmatch(text):
        refuse(f"{name}: {key}: not whole", fields.items[key].place, "a whole number ≥ 0", text)
    if key in ("limit_yen", "aggregate_yen") and text == "0":
        refuse(f"{name}: {key}: 0", fields.items[key].place, "above 0", text)
    return int(text)


def _share(name: str, fields: Block) -> Ratio:
    found = _ratio(name, fields, "share")
    if not 0 < found.value <= 1:
        place = fields.items["share"].place
        refuse(f"{name}: share: not a share", place, "above 0, at most 1", text_of(fields, "share"))
    return found


def _ratio(name: str, fields: Block, key: str) -> Ratio:
    text, place = text_of(fields, key), fields.items[key].place
    try:
        return Ratio.parse(text)
    except ValueError:
        refuse(f"{name}: {key}: not a number", place, "a plain number such as 0.9 or 9/10", text)


def _causes(name: str, fields: Block, known: tuple[str, ...]) -> frozenset[str]:
    found = text_of(fields, "causes").split()
    unknown = [one for one in found if one not in known]
    if unknown:
        refuse(f"{name}: no such cause", fields.items["causes"].place, " | ".join(known), unknown[0])
    return frozenset(found)
