"""Who trades: accounts, their owners, and what two accounts have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from hozen.workflows.market_sim.chance import Dice

CLIENT, HOUSE, STAFF, MAKER = 0, 1, 2, 3
KIND_NAMES = ("client", "house", "staff", "maker")
_CLIENTS, _HOUSE, _STAFF, _MAKERS = 900, 4, 20, 3


@dataclass(frozen=True, slots=True)
class Link:
    """What two accounts share."""

    a: int
    b: int
    kind: str
    detail: str


@dataclass(slots=True)
class People:
    """An account is its place in `owner` and `kind`."""

    owner: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    stp_off: set[int] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    crowd: list[int] = field(default_factory=list)  # clients that trade on no plan
    makers: list[int] = field(default_factory=list)
    house: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    _owners: int = 0

    def hire(self, kind: int = CLIENT, owner: int | None = None) -> int:
        """One more account, of a new owner where none is named."""
        if owner is None:
            owner = self._owners
            self._owners += 1
        self.owner.append(owner)
        self.kind.append(kind)
        return len(self.owner) - 1

    def link(self, a: int, b: int, kind: str, detail: str) -> None:
        """Two accounts have something in common."""
        self.links.append(Link(min(a, b), max(a, b), kind, detail))


def people(seed: int) -> People:
    """The venue's usual people. One owner in twelve has up to four accounts; families and lines are shared."""
    who, dice = People(), Dice(seed, "people")
    who.makers = [who.hire(MAKER) for _ in range(_MAKERS)]
    who.house = [who.hire(HOUSE, 0) for _ in range(_HOUSE)]
    who.staff = [who.hire(STAFF) for _ in range(_STAFF)]
    while len(who.crowd) < _CLIENTS:
        first = who.hire()
        more = dice.between(1, 3) if dice.happens(8) else 0
        who.crowd += [first, *(who.hire(owner=who.owner[first]) for _ in range(more))]
    for number in range(15):
        _household(who, dice, number)
    return who


def _household(who: People, dice: Dice, number: int) -> None:
    """Two or three people of the quiet half of the crowd behind one line, or with one account to pay out to."""
    quiet = who.crowd[len(who.crowd) // 2 :]
    members = dice.some(quiet, dice.between(2, 3))
    kind = dice.pick(("ip", "family", "withdrawal_address", "employer"))
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            if who.owner[one] != who.owner[other]:
                who.link(one, other, kind, f"{kind}-{number:03d}")
