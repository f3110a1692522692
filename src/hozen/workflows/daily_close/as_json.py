"""A closing as JSON: what the books keep, what `--json` prints, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hozen.workflows.daily_close.closing import Closing
from hozen.workflows.plain import Reader, Writer

FORM = "hozen-closing/1"


def closing_json(closing: Closing) -> dict[str, Any]:
    """The closing's fields under their own names, with `form`, `status`, `standing`, `law` and `instruments`."""
    writer = Writer()
    told = writer.plain(closing)
    told["read"] = told.pop("law")
    status, standing = closing.status.value, closing.standing.word
    return {
        "form": FORM,
        **told,
        "status": status,
        "standing": standing,
        "law": writer.law,
        "instruments": writer.instruments,
    }


def closing_from_json(body: Mapping[str, Any]) -> Closing:
    """The closing that `closing_json` wrote. ValueError for another form."""
    if body.get("form") != FORM:
        raise ValueError(f"not a closing of the form {FORM}: {body.get('form')!r}")
    reader = Reader(body["law"], body["instruments"])
    own = {"form", "status", "standing", "law", "instruments", "read"}
    told = {name: value for name, value in body.items() if name not in own}
    closing: Closing = reader.read(Closing, {**told, "law": body["read"]})
    return closing
