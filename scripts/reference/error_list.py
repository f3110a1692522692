"""docs/reference/errors/README.md: every refusal hozen makes, found in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import hozen
from hozen.errors import HozenError
from reference.markdown import head, page, table

_CODE = re.compile(r'^    code(: ClassVar\[str\])? = "', re.MULTILINE)
LEAD = (
    "*日本語の要約: エラーコードの一覧。メッセージには場所・見つかったもの・期待したもの・次に試すことが示される。*",
    "Every refusal says where, what was found, what was expected, and what to try. The first word of the message is the "
    "code. A command that ends so exits with 1 ([exit codes](../exit-codes.md)). A test runs the examples on the pages.",
)


def error_list() -> str:
    """The page's text."""
    found = sorted(kinds(), key=lambda kind: kind.code)
    rows = [
        (f"[{kind.code}]({kind.code}.md)", f"`{kind.__module__}.{kind.__name__}`", _first(kind))
        for kind in found
    ]
    return page(head("Errors", "the error classes", *LEAD), table(("code", "class", "when"), rows))


def kinds() -> tuple[type[HozenError], ...]:
    """Every kind of refusal that has a code of its own."""
    for name in _modules():
        import_module(name)
    ours = (kind for kind in _below(HozenError) if kind.__module__.startswith("hozen."))
    return tuple(kind for kind in ours if "code" in vars(kind))


def _modules() -> Iterator[str]:
    """Modules that give a class a code. Only these are imported: an engine or a database need not be there."""
    source = Path(hozen.__file__).parent
    for path in sorted(source.rglob("*.py")):
        if _CODE.search(path.read_text(encoding="utf-8")):
            yield ".".join(("hozen", *path.relative_to(source).with_suffix("").parts))


def _below(kind: type[HozenError]) -> Iterator[type[HozenError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _first(kind: type[HozenError]) -> str:
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())
