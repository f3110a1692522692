"""Arrays of floats, and the tail of the normal distribution, which numpy lacks."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]  # of floats
Whole = npt.NDArray[Any]  # of whole numbers


def normal_tail(x: Array) -> Array:
    """P(Z > x) for a standard normal Z, to the last digits of a float also far out."""
    erfc = math.erfc
    flat = (np.asarray(x) / math.sqrt(2)).ravel().tolist()
    return np.array([erfc(one) for one in flat]).reshape(np.shape(x)) / 2
