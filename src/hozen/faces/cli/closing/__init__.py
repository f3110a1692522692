"""締めの表示: a closing as a compliance officer reads it."""

from hozen.faces.cli.closing.in_books import InBooks
from hozen.faces.cli.closing.show import show_closing

__all__ = ["InBooks", "show_closing"]
