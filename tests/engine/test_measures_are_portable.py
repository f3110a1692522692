"""Every SQL text in hozen that is meant for both engines stays in the subset they answer alike."""

import ast
from pathlib import Path

import pytest

import hozen
from hozen.engine.sql_text import not_portable

SOURCE = Path(hozen.__file__).parent


def queries():
    """(place, SQL) of the text handed to each Query(name, sql, …); what is filled in counts as a name."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Query" and len(node.args) > 1:
                text = "".join(
                    part.value if isinstance(part, ast.Constant) else "x"
                    for part in getattr(node.args[1], "values", [node.args[1]])
                    if isinstance(part, (ast.Constant, ast.FormattedValue))
                )
                yield pytest.param(text, id=f"{path.relative_to(SOURCE)}:{node.lineno}")


QUERIES = list(queries())


def test_measures_were_found():
    assert len(QUERIES) >= 5


@pytest.mark.parametrize("sql", QUERIES)
def test_no_measure_divides_or_floats(sql):
    assert list(not_portable(sql)) == []
