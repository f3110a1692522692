"""図: a model's curves as PNG and SVG (needs the extra `adequacy`)."""

from hozen.faces.reports.plots.drawing import Drawn, draw
from hozen.faces.reports.plots.errors import PlotsMissing

__all__ = ["Drawn", "PlotsMissing", "draw"]
