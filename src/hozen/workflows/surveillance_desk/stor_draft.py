"""A draft of the report out of a case: what the case knows is filled in, the rest comes from an answers file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_desk.state import SurveillanceCase
from hozen.workflows.surveillance_desk.stor_form import FIELDS, FORM, SECTIONS, FormAnswer, blanks

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_answers(path: Path) -> dict[str, FormAnswer]:
    """JSON: field → a text, or {"na": "why it cannot be given"}. DeskRefused for another form and unknown fields."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except (OSError, ValueError) as error:
        raise DeskRefused(
            "the answers cannot be read", where=str(path), found=str(error), expected="JSON"
        ) from error
    if not isinstance(found, dict):
        raise DeskRefused("the answers are no object", where=str(path), expected='{"field": "text", …}')
    return {name: _answer(name, value, path) for name, value in found.items()}


def _answer(name: str, value: object, path: Path) -> FormAnswer:
    if name not in FIELDS:
        raise DeskRefused("no such field", where=str(path), found=name, expected=", ".join(FIELDS))
    if isinstance(value, dict) and set(value) == {"na"} and isinstance(value["na"], str):
        return FormAnswer("NA", value["na"], "answers")
    if not isinstance(value, str):
        raise DeskRefused(
            "not an answer",
            where=f"{path}, {name}",
            found=str(value),
            expected='a text, or {"na": "the reason"}',
        )
    return FormAnswer(value, "", "answers")


def drafted(case: SurveillanceCase, given: Mapping[str, FormAnswer]) -> dict[str, FormAnswer]:
    """The case's own knowledge under what was given. DeskRefused while a field of sections 1 to 4 is blank."""
    answers = {**known(case), **given}
    missing = blanks(answers)
    if missing:
        raise DeskRefused(
            "fields of sections 1 to 4 are blank",
            where=f"case {case.case}",
            found=", ".join(missing),
            expected="each filled, or NA with its reason",
            try_next='add them to the answers: {"' + missing[0] + '": {"na": "why"}}',
        )
    return answers


def known(case: SurveillanceCase) -> dict[str, FormAnswer]:
    """What a case tells by itself: markets, events, the acts suspected, accounts, the reason of the decision."""
    laws = ", ".join(sorted({f"{one.law} ({one.eu})" for one in case.alerts}))
    told = {
        "asset": ", ".join(sorted({one.symbol for one in case.alerts})),
        "events": "\n".join(
            f"{one.detector}: {_instant(one.from_us)} to {_instant(one.to_us)}, {one.symbol}, alert {one.alert_id}"
            for one in case.alerts
        ),
        "nature": f"{', '.join(case.detectors)}: {laws}",
        "reasons": case.decision.reason if case.decision else "",
        "accounts_and_wallets": ", ".join(case.accounts),
        "attachments": "\n".join(f"{name} (SHA-256 {digest})" for name, digest in case.evidence),
    }
    return {name: FormAnswer(value, "", "case") for name, value in told.items() if value}


def draft_text(case: SurveillanceCase, answers: Mapping[str, FormAnswer]) -> str:
    """The draft as JSON: sections, fields in the form's order, and what the runs of its alerts did not look at.

    The same case and answers give the same bytes.
    """
    sections = {
        str(section): {
            name: {
                "value": answers[name].value,
                "reason": answers[name].reason,
                "source": answers[name].source,
            }
            for name in names
            if name in answers
        }
        for section, names in SECTIONS.items()
    }
    document = {
        "form": FORM,
        "book": case.book,
        "case": case.case,
        "entry": case.seq,
        "sections": sections,
        "not_looked_at": [asdict(one) for one in case.left_out],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _instant(us: int) -> str:
    return (_EPOCH + timedelta(microseconds=us)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found
