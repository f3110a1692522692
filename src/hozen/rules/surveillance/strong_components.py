"""Which nodes of a directed graph reach each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence


def strong_components(edges: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Sets of two nodes or more that all reach each other, each sorted, in order (Tarjan, without recursion)."""
    after: dict[int, list[int]] = {}
    for start, end in sorted(set(edges)):
        after.setdefault(start, []).append(end)
        after.setdefault(end, [])
    return sorted(tuple(sorted(one)) for one in _components(after) if len(one) > 1)


def _components(after: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    for root in after:
        work = [(root, iter(after[root]))] if root not in index else []
        while work:
            node, rest = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                open_nodes.append(node)
                is_open.add(node)
            child = next(rest, None)
            if child is not None:
                if child not in index:
                    work.append((child, iter(after[child])))
                elif child in is_open:
                    low[node] = min(low[node], index[child])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                yield _popped(open_nodes, is_open, node)


def _popped(open_nodes: list[int], is_open: set[int], last: int) -> list[int]:
    found: list[int] = []
    while not found or found[-1] != last:
        found.append(open_nodes.pop())
        is_open.discard(found[-1])
    return found
