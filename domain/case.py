"""A case: what has a stream, a workflow of the same id, and an address. What all cases share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from domain.messages import Event
from domain.rules import Parameter
from domain.stages import Stage
from domain.submission import Child

LONGEST_STREAM = 200
_STREAM = re.compile(r"[a-z]+(-[a-z]+)*(/[a-z0-9]+([-.][a-z0-9]+)*){0,3}")


@dataclass(frozen=True, kw_only=True)
class OpenDeadline:
    """A limit that has neither passed nor been met; `reminder` falls before it, once."""

    name: str
    at: datetime
    reminder: datetime | None = None


class Elsewhere(NamedTuple):
    """An event that an act writes into another case, in the same transaction."""

    stream: str
    event: Event


@dataclass(frozen=True, kw_only=True)
class Case:
    """The folded facts that every case has; each kind of case adds its own."""

    stream: str = ""
    version: int = 0
    stage: Stage = Stage.NOTHING
    title: str = ""
    rules: int = 0
    latest: date | None = None
    """The day of the latest act of its procedure."""
    deadlines: tuple[OpenDeadline, ...] = ()
    rulings: Mapping[str, Parameter] = field(default_factory=dict)
    irregularities: int = 0
    claims: int = 0

    @property
    def exists(self) -> bool:
        """Whether anything is recorded of it."""
        return self.version > 0

    @property
    def concluded(self) -> bool:
        """Whether nothing more is awaited: its workflow ends."""
        return False

    @property
    def children(self) -> tuple[Child, ...]:
        """The cases that this one has opened and that are not concluded, in register order."""
        return ()

    @property
    def watchers(self) -> tuple[str, ...]:
        """The cases to tell when the stage of this one changes."""
        return ()


def is_stream(text: str) -> bool:
    """Tell whether `text` may name a case: `model-law/2026-014`, at most 200 characters."""
    return len(text) <= LONGEST_STREAM and _STREAM.fullmatch(text) is not None


def category(stream: str) -> str:
    """Return the kind of case: `model-law` of `model-law/2026-014`."""
    return stream.partition("/")[0]
