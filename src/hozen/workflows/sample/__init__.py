"""見本帳簿: the book of an exchange that does not exist, sound or with planted faults."""

from hozen.workflows.sample.errors import SampleError, UnknownPlant
from hozen.workflows.sample.making import SCENARIO, make_sample
from hozen.workflows.sample.plants import PLANTS, Plant, Planted
from hozen.workflows.sample.sample import Sample

__all__ = ["PLANTS", "SCENARIO", "Plant", "Planted", "Sample", "SampleError", "UnknownPlant", "make_sample"]
