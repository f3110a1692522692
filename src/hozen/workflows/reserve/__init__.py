"""準備金の試算: one exchange's volumes and custody through scenarios, side by side."""

from hozen.workflows.reserve.calculating import ALL, SECURITIES, YearStartError, reserve
from hozen.workflows.reserve.report import ReserveAnswer, ReserveReport
from hozen.workflows.reserve.volumes_file import VolumesFileError

__all__ = [
    "ALL",
    "SECURITIES",
    "ReserveAnswer",
    "ReserveReport",
    "VolumesFileError",
    "YearStartError",
    "reserve",
]
