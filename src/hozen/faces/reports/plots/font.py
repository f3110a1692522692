"""A font that has Japanese, if the machine has one."""

from __future__ import annotations

from pathlib import Path

_NAMES = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAexGothic",
    "IPAGothic",
    "VL Gothic",
    "TakaoGothic",
    "Yu Gothic",
)
_MORE = ("Hiragino Sans", "Meiryo", "MS Gothic", "BIZ UDGothic", "Noto Serif CJK JP")
_FILES = ("NotoSansCJK", "ipaexg", "ipag", "VL-Gothic", "TakaoGothic", "NotoSerifCJK")
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def japanese_font() -> str | None:
    """The name under which matplotlib finds it; None where there is none."""
    from matplotlib import font_manager

    known = {one.name for one in font_manager.fontManager.ttflist}
    found = next((name for name in (*_NAMES, *_MORE) if name in known), None)
    return found or _from_files()


def _from_files() -> str | None:
    """A file that matplotlib's list missed, taken in by name."""
    from matplotlib import font_manager

    for folder in _FOLDERS:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in (".ttf", ".otf", ".ttc") and path.name.startswith(_FILES):
                font_manager.fontManager.addfont(str(path))
                return str(font_manager.FontProperties(fname=str(path)).get_name())
    return None
