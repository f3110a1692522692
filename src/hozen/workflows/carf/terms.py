"""報告事業者: who sends the report, read from a small YAML file, strictly."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hozen.law import LawFileError
from hozen.law.strict_yaml import Block, Scalar, parse_yaml, refuse
from hozen.rules.carf.codes import NEXUS
from hozen.workflows.carf.errors import CarfInput

_TEXT = r"[^\x00-\x1f]{1,200}"
_COUNTRY = "[A-Z]{2}"
_FORMS: Mapping[str, str] = {
    "sender": r"[A-Za-z0-9]{1,40}",
    "name": _TEXT,
    "tin": r"[A-Za-z0-9]{1,40}",
    "city": _TEXT,
    "street": _TEXT,
    "post_code": _TEXT,
    "country": _COUNTRY,
    "transmitting": _COUNTRY,
    "receiving": _COUNTRY,
    "contact": r"[^\x00-\x1f]{1,4000}",
    "nexus": "|".join(NEXUS),
    "asset_names": "name|dti",
}
_NEEDED = ("sender", "name", "tin", "city")


@dataclass(frozen=True, slots=True)
class Terms:
    """報告事業者: the provider that reports (RCASP), and what goes into each message's head.

    `sender` is SendingEntityIN. `asset_names`: a coin is told by its name, or by its DTI where the book has one.
    """

    sender: str
    name: str
    tin: str
    city: str
    street: str = ""
    post_code: str = ""
    country: str = "JP"
    transmitting: str = "JP"
    receiving: str = "JP"
    contact: str = ""
    nexus: str = "tax_residence"
    asset_names: str = "name"
    sha256: str = ""


def read_terms(path: Path) -> Terms:
    """The terms in `path`. CarfInput with line and column for whatever is not strict."""
    try:
        raw = path.read_bytes()
        found = _fields(raw.decode("utf-8"), path.name)
    except LawFileError as error:
        raise CarfInput(
            error.message, where=error.where, found=error.found, expected=error.expected
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CarfInput("the terms cannot be read", where=str(path), expected="YAML in UTF-8") from error
    return Terms(**found, sha256=hashlib.sha256(raw).hexdigest())


def _fields(text: str, name: str) -> dict[str, str]:
    block = parse_yaml(text, name)
    if not isinstance(block, Block):
        refuse("the terms are a list of keys", block.place, expected="key: value")
    found = {}
    for key, node in block.items.items():
        if key not in _FORMS:
            refuse("a key that the terms do not have", block.keys[key], key=key, expected=", ".join(_FORMS))
        if not isinstance(node, Scalar) or not re.fullmatch(_FORMS[key], node.text):
            refuse(f"{key} is not of its form", node.place, key=key, expected=_FORMS[key])
        found[key] = node.text
    for key in _NEEDED:
        if key not in found:
            refuse(f"the terms lack {key}", block.place, key=key, expected=", ".join(_NEEDED))
    return found
