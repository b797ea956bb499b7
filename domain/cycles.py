"""Cycles: the order in which things that depend on each other can be worked out, and which cannot.

Tarjan's algorithm, without recursion, for graphs of any depth.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class _Search:
    edges: Mapping[int, Sequence[int]]
    number: dict[int, int] = field(default_factory=dict)
    lowest: dict[int, int] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    path: list[tuple[int, Iterator[int]]] = field(default_factory=list)

    def enter(self, node: int) -> None:
        self.number[node] = self.lowest[node] = len(self.number)
        self.open.append(node)
        self.held.add(node)
        self.path.append((node, iter(self.edges[node])))

    def step(self) -> tuple[int, ...]:
        """Go one edge on; return the group that is complete when a node has no edge left."""
        node, rest = self.path[-1]
        for other in rest:
            if other not in self.number:
                self.enter(other)
                return ()
            if other in self.held:
                self.lowest[node] = min(self.lowest[node], self.number[other])
        return self.leave()

    def leave(self) -> tuple[int, ...]:
        node, _ = self.path.pop()
        if self.path:
            above = self.path[-1][0]
            self.lowest[above] = min(self.lowest[above], self.lowest[node])
        if self.lowest[node] < self.number[node]:
            return ()
        group = [self.open.pop()]
        while group[-1] != node:
            group.append(self.open.pop())
        self.held.difference_update(group)
        return tuple(group)


def groups(edges: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Return all nodes, each after those it depends on; those of one cycle come together."""
    search = _Search(edges=edges)
    for node in edges:
        if node not in search.number:
            search.enter(node)
        while search.path:
            if group := search.step():
                yield group
