"""Lines as they come, from a file or a pipe, in groups: never more in memory than a group."""

import select
from collections import deque
from dataclasses import dataclass
from io import UnsupportedOperation
from typing import Protocol

BLOCK = 65_536
MOST_LINES = 100
LONGEST_LINE = 16 * 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Source(Protocol):
    """What lines are read from: an open file or standard input."""

    def read1(self, size: int, /) -> bytes:
        """Return what there is, at least one byte but at the end."""

    def fileno(self) -> int:
        """Return the number by which the system knows it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some lines in order, and the number of the first."""

    first: int
    lines: tuple[bytes, ...]


class LineReader:
    """Groups of lines. It waits for input only where nothing that came is left to give."""

    def __init__(self, source: Source) -> None:
        """Read from an open source."""
        self._source = source
        self._groups: deque[Group] = deque()
        self._begun = bytearray()
        self._next = 1
        self._ended = False

    def ready(self) -> bool:
        """Tell whether `group` answers without waiting."""
        return bool(self._groups) or self._ended or _has_input(self._source)

    def group(self) -> Group | None:
        """Return the next lines, waiting for them; None at the end."""
        while not self._groups and not self._ended:
            self._read()
        return self._groups.popleft() if self._groups else None

    def _read(self) -> None:
        block = self._source.read1(BLOCK)
        self._ended = not block
        *whole, rest = block.split(b"\n")
        if whole:
            self._begin(whole[0])
            lines = [bytes(self._begun), *whole[1:]]
            self._begun = bytearray(rest)
            self._give(lines)
        else:
            self._begin(rest)
        if self._ended and self._begun:
            self._give([bytes(self._begun)])

    def _begin(self, part: bytes) -> None:
        """Keep the beginning of a line; of one that is too long no more than shows that it is."""
        self._begun += part[: LONGEST_LINE + 1 - len(self._begun)]

    def _give(self, lines: list[bytes]) -> None:
        if self._next == 1:
            lines[0] = lines[0].removeprefix(BYTE_ORDER_MARK)
        for start in range(0, len(lines), MOST_LINES):
            some = tuple(lines[start : start + MOST_LINES])
            self._groups.append(Group(first=self._next, lines=some))
            self._next += len(some)


def _has_input(source: Source) -> bool:
    try:
        return bool(select.select([source], [], [], 0)[0])
    except UnsupportedOperation:  # it is no file of the system: nothing to wait for
        return True
