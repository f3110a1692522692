"""What is made inside docs/reference/findings/<code>.md: the law it reads, and the worked cases that are tested."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from hozen.regimes.carf import CARF_CHECKS
from hozen.regimes.jp import CHECKS
from reference.law_rows import figures
from reference.markdown import DOCS, ROOT, between, table

FINDINGS = DOCS / "reference" / "findings"
CASES = ROOT / "tests" / "cases"
CARF_CASES = ROOT / "tests" / "carf" / "cases"
_STATUS = {"met": "met", "breach": "**breach**", "attention": "*attention*", "cannot_tell": "cannot tell"}


def finding_pages() -> dict[Path, str]:
    """Page → text, for every check's page with a place for them."""
    return {path: _page(path, keys) for path, keys in _pages() if _is_made(path)}


def case_file(code: str) -> Path:
    """The worked cases of a check: of a close, or of the report on customers abroad."""
    ours = CARF_CASES / f"{code}.yaml"
    return ours if ours.is_file() else CASES / f"{code}.yaml"


def _pages() -> list[tuple[Path, tuple[str, ...]]]:
    return [(FINDINGS / f"{one.code}.md", one.figures) for one in (*CHECKS, *CARF_CHECKS)]


def _is_made(path: Path) -> bool:
    return path.is_file() and "<!-- made: " in path.read_text(encoding="utf-8")


def _page(path: Path, keys: tuple[str, ...]) -> str:
    """Whichever of the two blocks the page has a place for."""
    text = path.read_text(encoding="utf-8")
    if _has(text, "law"):
        text = between(text, "law", figures(keys))
    if _has(text, "cases"):
        text = between(text, "cases", _cases(case_file(path.stem)))
    return text


def _has(text: str, name: str) -> bool:
    return f"<!-- made: {name} -->" in text


def _cases(path: Path) -> str:
    book = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = [_case(case) for case in book["cases"]]
    return table(("case", "given", "by hand", "answer"), rows)


def _case(case: Mapping[str, Any]) -> tuple[str, str, str, str]:
    known = {"name", "hand", "expect"}
    given = "; ".join(_given(key, value) for key, value in case.items() if key not in known)
    answer = "<br>".join(_answer(one) for one in case["expect"]) or "no finding"
    return case["name"], given or "nothing", case["hand"], answer


def _given(key: str, value: Any) -> str:
    if key == "standing_since":
        return "; ".join(f"in breach since {since}" for _, _, since in value)
    if key in ("assets", "sides", "ledgers") and value:
        return "; ".join(f"{asset}: {_amount(facts)}" for asset, facts in value.items())
    return f"{_words(key)}: {_amount(value) if value != {} else 'no rows of the day'}"


def _item(one: Any) -> str:
    if isinstance(one, Mapping):
        return _amount(one)
    return " ".join(map(str, one)) if isinstance(one, list) else str(one)


def _amount(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(
            f"{_words(str(name))} {_amount(one)}" for name, one in value.items() if name != "decimals"
        )
    if isinstance(value, list):
        return "; ".join(_item(one) for one in value)
    return f"{int(value):,}" if re.fullmatch("-?[0-9]{4,}", str(value)) else _words(str(value))


def _answer(one: Mapping[str, Any]) -> str:
    subject = f"{one['subject']}: " if one["subject"] else ""
    parts = [f"{subject}{_STATUS[one['status']]}"]
    parts += [f"{name} {_amount(one[name])}" for name in ("measure", "distance") if one.get(name) is not None]
    parts += [f"cure by {one['cure_by']}"] if "cure_by" in one else []
    parts += ["at once"] if one.get("immediate") else []
    return ", ".join(parts)


def _words(name: str) -> str:
    return name.replace("_", " ")
