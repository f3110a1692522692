"""売買審査の実行: from a tape to alerts."""

from hozen.workflows.surveillance_run.errors import ParametersRefused, TapeError
from hozen.workflows.surveillance_run.parameters import Parameters, read_parameters
from hozen.workflows.surveillance_run.result import BusyDay, LeftOut, SurveillanceRun
from hozen.workflows.surveillance_run.running import run_surveillance

__all__ = [
    "BusyDay",
    "LeftOut",
    "Parameters",
    "ParametersRefused",
    "SurveillanceRun",
    "TapeError",
    "read_parameters",
    "run_surveillance",
]
