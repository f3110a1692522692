"""The one hash that stands for a snapshot, and the ids that its leaves are bound to. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hozen.rules.liabilities.encoding import Tag, hashed, text, u8, u64, u128
from hozen.rules.liabilities.facts import FORMAT, ChainPoint, Opening, Side, Snapshot, TreeHead


def cut_off_text(at: datetime) -> str:
    """UTC to the second, e.g. '2026-11-20T15:00:00Z'. ValueError for an instant without a zone or with a fraction."""
    if at.tzinfo is None or at.microsecond:
        raise ValueError(f"{at.isoformat()} is not an instant with a time zone, to the second")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def snapshot_id(opening: Opening) -> bytes:
    """What every tree, leaf and key of the snapshot is bound to."""
    said = (text(FORMAT), text(opening.book), text(cut_off_text(opening.cut_off)))
    return hashed(Tag.SNAPSHOT, *said, u8(opening.parts), opening.previous)


def tree_id(snapshot: bytes, side: Side, asset: str, decimals: int) -> bytes:
    """What every leaf of one tree is bound to."""
    return hashed(Tag.TREE, snapshot, u8(side.value), text(asset), u8(decimals))


def commitment(snapshot: Snapshot) -> bytes:
    """The hash that is published: over the opening, all trees, all chains and the software."""
    return hashed(
        Tag.COMMITMENT,
        snapshot_id(snapshot.opening),
        *_counted([_tree(one) for one in snapshot.trees]),
        *_counted([_chain(one) for one in snapshot.chains]),
        text(snapshot.software),
    )


def _counted(rows: Sequence[bytes]) -> list[bytes]:
    return [u64(len(rows)), *rows]


def _tree(one: TreeHead) -> bytes:
    head = u8(one.side.value) + text(one.asset) + u8(one.decimals)
    return head + one.root + u128(one.total) + u8(one.height)


def _chain(one: ChainPoint) -> bytes:
    return text(one.chain) + u64(one.height) + text(one.block_hash)
