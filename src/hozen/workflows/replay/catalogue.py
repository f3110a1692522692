"""The incidents that come with hozen, and how a name finds one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

from hozen.workflows.replay.errors import UnknownIncident
from hozen.workflows.replay.incident import FirmSize, Incident
from hozen.workflows.replay.read_firm_sizes import read_firm_sizes
from hozen.workflows.replay.read_incidents import read_incidents


@dataclass(frozen=True, slots=True)
class Catalogue:
    """事案一覧: incidents in order of day, and the firms' known sizes."""

    incidents: tuple[Incident, ...]
    sizes: tuple[FirmSize, ...]

    def sizes_of(self, incident: Incident) -> tuple[FirmSize, ...]:
        """What is known of the firm's size; () where nothing is."""
        return tuple(size for size in self.sizes if size.incident == incident.name)

    def find(self, name: str) -> Incident:
        """The one incident with that id, short name or alias. UnknownIncident, with what was meant."""
        asked = _plain(name)
        for one in self.incidents:
            if asked in (one.id, one.name, *one.aliases):
                return one
        raise UnknownIncident(
            f"no incident is called {name!r}",
            found=name,
            expected="a name such as dmm-2024, or 'all'",
            try_next=_meant(asked, self.incidents),
        )


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The packaged list: docs/reference/incidents.md says where it comes from."""
    folder = files(__package__) / "data"
    incidents = read_incidents((folder / "incidents.csv").read_bytes(), "incidents.csv")
    sizes = read_firm_sizes((folder / "firm_sizes.csv").read_bytes(), "firm_sizes.csv", incidents)
    return Catalogue(incidents, sizes)


def _plain(name: str) -> str:
    return "-".join(name.lower().replace(".", " ").replace("_", " ").replace("-", " ").split())


def _meant(asked: str, incidents: Sequence[Incident]) -> str:
    same_firm = [one.name for one in incidents if one.name.rpartition("-")[0] == asked]
    words = [word for one in incidents for word in (one.name, *one.aliases)]
    near = same_firm or get_close_matches(asked, words, 3, 0.6)
    return f"one of {', '.join(near)}" if near else "hozen replay all"
