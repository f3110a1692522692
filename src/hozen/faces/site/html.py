"""Elements of HTML out of values: every text is escaped once, where it becomes part of an element."""

from __future__ import annotations

from html import escape

_EMPTY = frozenset({"link", "meta"})
_SIGN = "�"  # stands for a sign that cannot be shown, and could turn or hide what stands beside it


class Html(str):
    """HTML断片: escaped already."""

    __slots__ = ()


def element(name: str, /, *inside: str, **attributes: str) -> Html:
    """`<name …>inside</name>`. `class_` is the attribute class; an underline in a name is a hyphen."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    if name in _EMPTY:
        return Html(f"<{name}{said}>\n")
    return Html(
        f"<{name}{said}>{joined(*inside)}</{name}>\n"
        if _is_block(name)
        else f"<{name}{said}>{joined(*inside)}</{name}>"
    )


def joined(*inside: str) -> Html:
    """Side by side, each escaped unless it is HTML already."""
    return Html("".join(one if isinstance(one, Html) else escape(one) for one in inside))


def named(text: str) -> Html:
    """A name that somebody chose, e.g. of an asset: it can neither hide nor turn what stands beside it."""
    return element("bdi", "".join(sign if sign.isprintable() else _SIGN for sign in text))


def _is_block(name: str) -> bool:
    return name not in {"a", "bdi", "code", "span", "strong", "time", "th", "td", "small"}
