"""帳票: a closing as files for people. XlsxWriter loads only when a pack is written."""

from hozen.faces.reports.errors import ReportError
from hozen.faces.reports.heading import Heading
from hozen.faces.reports.pack import MOST_ROWS, write_pack

__all__ = ["MOST_ROWS", "Heading", "ReportError", "write_pack"]
