"""What an inspection answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hozen.rules.liabilities.foreign.claims import Bound, Claim


class Verdict(Enum):
    """証明の判定: from best to worst."""

    SOUND = "sound"  # all that the file says holds, and the format binds it
    UNTOLD = "untold"  # nothing speaks against it, but something needed was not handed in
    UNSAFE = "unsafe"  # it holds by the format's rule, and the rule lets a forged total pass
    REFUSED = "refused"  # it does not hold


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount of one asset as plain digits; `asset` is '' where the format names none."""

    asset: str
    amount: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is refused: `reason` is a word of the room `proof_inspect`; where, and what against what."""

    reason: str
    where: str = ""
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """矛盾: one hash under one root, shown to two customers with two amounts."""

    hash: str
    asset: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Forgery:
    """偽造例: a tree made up here, in which two customers are owed more than is published, and both checks pass."""

    asset: str
    owed: tuple[str, str]
    owed_together: str
    published: str
    root: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """証明の検証: `missing` kept something from being told; `left` is for the reader to do."""

    format: str
    kind: str
    root: str
    totals: tuple[Amount, ...]
    account: str
    shown: tuple[Amount, ...]
    nodes: int
    bound: Bound
    refusal: Refusal | None = None
    missing: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    contradiction: Contradiction | None = None
    forgery: Forgery | None = None

    @property
    def verdict(self) -> Verdict:
        """The worst that was found."""
        if self.refusal or self.contradiction:
            return Verdict.REFUSED
        if self.bound.is_unsafe:
            return Verdict.UNSAFE
        return Verdict.UNTOLD if self.missing else Verdict.SOUND

    @property
    def binds(self) -> tuple[Claim, ...]:
        """What the format binds."""
        return self.bound.binds

    @property
    def cannot(self) -> tuple[Claim, ...]:
        """What it cannot."""
        return self.bound.cannot


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person handed in besides the files: account, its secret, and the published root."""

    account: str | None = None
    secret: str | None = None
    root: str | None = None


class NotSo(Exception):
    """Something that the file says does not hold; becomes a Refusal."""

    def __init__(self, reason: str, where: str = "", found: object = "", expected: object = "") -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, where, str(found), str(expected))


def require(holds: bool, why: NotSo) -> None:
    """Raise `why` unless it holds."""
    if not holds:
        raise why


def own_account(asked: Asked) -> tuple[str, ...]:
    """What is left to do where the file names an account and nobody said whose it should be."""
    return ("own_account",) if asked.account is None else ()


def same_root(root: str, asked: Asked) -> tuple[str, ...]:
    """What is left to do about the root: nothing once it was compared. NotSo where it is not the published one."""
    if asked.root is None:
        return ("compare_root",)
    if asked.root.lower() != root:
        raise NotSo("other_root", found=root, expected=asked.root.lower())
    return ()
