"""A case: what has a stream, a workflow of the same id, and an address. What all cases share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.messages import Event
from domain.rules import Parameter
from domain.stages import Stage
from domain.submission import Child

LONGEST_STREAM = 200
_STREAM = re.compile(r"[a-z]+(-[a-z]+)*(/[a-z0-9]+([-.][a-z0-9]+)*){0,3}")


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days on which a limit does not run; without a last one, until it is resumed."""

    since: date
    until: date | None = None
    authority: str = ""


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A limit that fell due at one time was given until another."""

    instead_of: datetime
    until: datetime
    authority: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenDeadline:
    """A limit that has neither passed nor been met; `reminder` falls before it, once."""

    name: str
    at: datetime
    """When it falls due; while something is missing, when it fell due as last known."""
    reminder: datetime | None = None
    begun: datetime | None = None
    length: str | None = None
    """The budget, as the rules give it; without one, `unsuspended` was named by an act."""
    notice: str | None = None
    zone: str | None = None
    """By whose civil days it is counted; without one, by those of UTC."""
    unsuspended: datetime | None = None
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    missing: tuple[str, ...] = ()
    """Why it is not currently possible to calculate when it falls due."""

    @property
    def extra(self) -> timedelta:
        """The time that was added by extensions."""
        return sum((each.until - each.instead_of for each in self.extensions), timedelta())


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
    since: date | None = None
    """The day on which its stage began: the stage keeps the rules of that day."""
    moved_to: int = 0
    """The edition of the rules to which it was moved by a decision."""
    deadlines: tuple[OpenDeadline, ...] = ()
    rulings: Mapping[str, Parameter] = field(default_factory=dict)
    irregularities: int = 0
    claims: int = 0
    corrected: tuple[int, ...] = ()
    """The versions of its events that record a fact wrongly, as was said later."""

    def deadline(self, name: str) -> OpenDeadline | None:
        """Return an open limit by its name."""
        return next((each for each in self.deadlines if each.name == name), None)

    @property
    def exists(self) -> bool:
        """Whether anything is recorded of it."""
        return self.version > 0

    @property
    def concluded(self) -> bool:
        """Whether nothing more is awaited: its workflow ends."""
        return False

    @property
    def is_judged(self) -> bool:
        """Whether it was judged by the rules under which it ran: it keeps them then."""
        return False

    @property
    def limits_are_fixed(self) -> bool:
        """Whether its limits follow from something that nobody here can change."""
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
