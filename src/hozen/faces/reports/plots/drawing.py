"""From a report to pictures: written to a temporary name, then renamed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hozen.faces.reports.plots.errors import PlotsMissing
from hozen.faces.words import Language
from hozen.workflows.adequacy import AdequacyReport, BurdenReport, FitReport
from hozen.workflows.surveillance_tune import Sweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_FORMATS = ("png", "svg")
Report = AdequacyReport | BurdenReport | FitReport | Sweep


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn. `english`: Japanese was asked for, and no font has it."""

    files: tuple[Path, ...]
    english: bool


def draw(report: Report, folder: Path, lang: Language) -> Drawn:
    """Each picture as PNG and SVG. PlotsMissing without matplotlib."""
    if find_spec("matplotlib") is None:
        raise PlotsMissing(
            "matplotlib is not installed",
            found="no module matplotlib",
            try_next="pip install 'hozen[adequacy]', or leave out --plots",
        )
    import matplotlib as mpl

    from hozen.faces.reports.plots.font import japanese_font

    font = japanese_font() if lang == "ja" else None
    spoken: Language = "ja" if font else "en"
    folder.mkdir(parents=True, exist_ok=True)
    # a text takes its font when it is made, so the pictures are made with the font in place
    with mpl.rc_context(_settings(font)):
        pictures = _pictures(report, spoken)
        files = [_write(made, folder / f"{name}.{kind}") for name, made in pictures for kind in _FORMATS]
    return Drawn(tuple(files), english=lang == "ja" and font is None)


def _pictures(report: Report, lang: Language) -> list[tuple[str, Figure]]:
    from hozen.faces.reports.plots.burden_plot import burden_plot
    from hozen.faces.reports.plots.curve_plots import exceedance_plot, whole_plot

    if isinstance(report, Sweep):
        from hozen.faces.reports.plots.tuning_plot import tuning_plot

        return [(f"tuning-{report.typology}-{report.parameter}", tuning_plot(report, lang))]
    if isinstance(report, AdequacyReport):
        return [("loss-exceedance", exceedance_plot(report, lang)), ("made-whole", whole_plot(report, lang))]
    return [("burden", burden_plot(report, lang))] if isinstance(report, BurdenReport) else []


def _settings(font: str | None) -> Any:
    """The same picture gives the same bytes as SVG; letters become lines, so that no reader needs the font."""
    return {"font.family": [font or "DejaVu Sans"], "svg.hashsalt": "hozen", "svg.fonttype": "path"}


def _write(picture: Figure, path: Path) -> Path:
    draft, kind = path.with_name(f".{path.name}.part"), path.suffix.removeprefix(".")
    picture.savefig(draft, format=kind, dpi=120, metadata={"Date": None} if kind == "svg" else {})
    draft.replace(path)
    return path
