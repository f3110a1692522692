"""The order book through a slice: best prices as lines, orders of the accounts concerned as marks."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.faces.reports.plots.curve_plots import sheet
from hozen.faces.words import Language, say
from hozen.workflows.case_folder import writing
from hozen.workflows.surveillance_desk.slicing import TapeSlice

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARKS = {"NEWO": "^", "CAME": "x", "PARF": "o", "FILL": "o"}
_COLOURS = {"buy": "#1f4e79", "sell": "#c55a11"}


def draw_slice(made: TapeSlice, path: Path, lang: Language) -> bool:
    """The picture as PNG; False where matplotlib is not installed. A picture that stands is left."""
    if find_spec("matplotlib") is None:
        return False
    if not path.exists():
        import matplotlib as mpl

        from hozen.faces.reports.plots.font import japanese_font

        font = japanese_font() if lang == "ja" else None
        with mpl.rc_context({"font.family": [font]} if font else {}), writing(path) as part:
            _picture(made, "ja" if font else "en").savefig(
                part, format="png", dpi=120, metadata={"Software": None}
            )
    return True


def _picture(made: TapeSlice, lang: Language) -> Figure:
    picture, axes = sheet(say("desk.plot.title", lang, symbol=made.symbol))
    scale, start = 10**made.price_places, made.states[0].at_us
    for side, name in (("buy", "bid"), ("sell", "ask")):
        told = [
            (one.at_us - start, getattr(one, name)) for one in made.states if getattr(one, name) is not None
        ]
        if told:
            times, prices = zip(*told, strict=True)
            axes.step(
                [at / 1_000_000 for at in times],
                [price / scale for price in prices],
                where="post",
                color=_COLOURS[side],
                label=say(f"desk.plot.{name}", lang),
            )
    for event, mark in _MARKS.items():
        for side, colour in _COLOURS.items():
            hits = [
                one for one in made.states if (one.event, one.side) == (event, side) and one.price is not None
            ]
            axes.scatter(
                [(one.at_us - start) / 1_000_000 for one in hits],
                [(one.price or 0) / scale for one in hits],
                marker=mark,
                s=18,
                color=colour,
                alpha=3 / 5,
            )
    axes.set_xlabel(say("desk.plot.seconds", lang))
    axes.set_ylabel(made.symbol.partition("/")[2])
    axes.legend(frameon=False)
    return picture
