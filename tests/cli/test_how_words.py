"""Each operation that a rule can write behind a line of its working has its Japanese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hozen.rules as rules
from hozen.faces.words import retold

ROOM = Path(rules.__file__).parent
# Not an operation but something's own name or text, told as it stands: who it is, and the terms of a contract.
OWN_TEXT = {"one.who", "each.exit_terms"}
# Looked at below, where they are made.
MADE_ELSEWHERE = {"one.detail", "base.value"}


def calls(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return (node for node in found if getattr(node.func, "id", "") == name)


def third(call: ast.Call, name: str) -> ast.expr | None:
    named = {one.arg: one.value for one in call.keywords}
    return call.args[2] if len(call.args) > 2 else named.get(name)


def written(node: ast.expr, texts: dict[str, str]) -> str:
    """The text as the rule would write it, with 7 for what varies; '' for what is no literal."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value)
            if isinstance(part, ast.Constant)
            else texts.get(ast.unparse(part)[2:-1].strip("{}"), "7")
            for part in node.values
        )
    return ""


def constants(tree: ast.AST) -> dict[str, str]:
    """Names that stand for one text in the file, such as a local `how`."""
    assigned = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    return {
        node.targets[0].id: str(node.value.value)
        for node in assigned
        if isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant)
    }


def hows() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(ROOM.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call in calls("Step", tree):
            how = third(call, "how")
            if how is not None:
                found.append((path.name, ast.unparse(how), written(how, constants(tree))))
    return found


def needs_words(text: str) -> bool:
    """Signs, and names of tables and columns, are the same in both languages."""
    return bool(re.search("[A-Za-z]", text)) and not re.fullmatch("[a-z]+(_[a-z]+)+", text)


def japanese(text: str) -> bool:
    told = retold("how", text, "ja")
    return told != text and retold("how", text, "en") == text and not re.search("[a-z]{4}", told)


HOWS = hows()


def test_there_are_operations_to_look_at() -> None:
    assert len(HOWS) > 40


@pytest.mark.parametrize(("file", "source", "text"), HOWS)
def test_each_operation_of_the_rules_is_told_in_japanese(file, source, text) -> None:
    if not text:
        assert source in OWN_TEXT | MADE_ELSEWHERE, f"{file}: what {source} can hold is looked at by no test"
    elif needs_words(text):
        assert japanese(text), f"{file}: faces/words/how.yaml has no Japanese for {text!r}"


@pytest.mark.parametrize("base", ["cold", "all"])
def test_the_base_of_a_share_of_custody_is_told_in_japanese(base) -> None:
    assert japanese(base)


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("BBB < A-", "BBB < A-"),
        ("¥3 ≥ ¥2", "¥3 ≥ ¥2"),
        ("Acme Re: at least A-", "Acme Re：A-以上が必要"),
        ("¥1 of ¥3", "¥3のうち¥1"),
        ("insider", "役職員の行為"),
        ("insider: covers no cause", "役職員の行為：担保する原因なし"),
        (
            "insider: covers key_compromise meteor",
            "役職員の行為：担保する原因は秘密鍵の窃取、meteor",
        ),
    ],
)
def test_why_a_policy_does_not_count_is_told_in_japanese(detail, told) -> None:
    assert retold("how", detail, "ja") == told


def test_details_of_the_insurance_rules_are_all_known() -> None:
    """The texts in insurance/*.py that hold a word: each is one of those above."""
    sources = [ROOM / "insurance" / name for name in ("eligibility.py", "layers.py")]
    texts = [node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    made = {written(node, {}) for node in texts if isinstance(node, ast.JoinedStr)}
    assert {text for text in made if re.search("[a-z]", text)} == {"7: covers 7", "7: at least 7", "7 of 7"}


def test_what_varies_is_carried_over() -> None:
    assert retold("how", "A = level ÷ 4, rounded up", "ja") == "A = 積立限度額（B） ÷ 4（切上げ）"
    assert retold("how", "1/2 of 5 losses", "ja") == "損失5件の1/2分位"
    assert retold("how", "spot: × 1/50000", "ja") == "現物：× 1/50000"
    layer = (
        "P1, key_compromise: share × min(limit, aggregate left, loss − attachment) − retention, rounded down"
    )
    assert retold("how", layer, "ja").startswith("P1、秘密鍵の窃取：引受割合 × ")


def test_what_no_form_fits_stays_as_it_is() -> None:
    assert retold("how", "", "ja") == ""
    assert retold("how", "30 days' notice, data back", "ja") == "30 days' notice, data back"
    assert retold("no_such_room", "cold", "ja") == "cold"
