"""The circumstances of one act: who, when, why, on whose word, and what the register knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from domain.case import Case
from domain.day_counting.zones import begins, day_in
from domain.not_loaded import NotLoadedError
from domain.occurred import day_of, instant_of, last_day_of, last_instant_of
from domain.submission import Actor

Kind = TypeVar("Kind", bound=Case)


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who acts and when.

    Right, membership and rules are judged by `on`, the day it happened;
    limits on live acts by `now`, the time of submission. `recorded_at` is the register's clock.
    Days are those of the assembly's time zone, where its rules name one; else those of UTC.
    """

    actor: Actor
    occurred_at: str
    now: datetime
    recorded_at: datetime
    reason: str | None = None
    source: str | None = None
    zone: str | None = None

    @cached_property
    def on(self) -> date:
        """The civil day on which it happened; of a month, its first."""
        if self.zone is not None and "T" in self.occurred_at:
            return day_in(instant_of(self.occurred_at), self.zone)
        return day_of(self.occurred_at)

    @property
    def at_latest(self) -> date:
        """The last civil day on which it may have happened: of a month, its last."""
        return self.on if "T" in self.occurred_at else last_day_of(self.occurred_at)

    @property
    def earliest(self) -> datetime:
        """The first instant at which it may have happened, in UTC."""
        return self.first_instant_of(self.occurred_at)

    @property
    def today(self) -> date:
        """The civil day by the register's clock."""
        return self.day_of(self.recorded_at)

    def day_of(self, moment: datetime) -> date:
        """Return the civil day on which an instant falls."""
        return day_in(moment, self.zone)

    def begins(self, day: date) -> datetime:
        """Return the instant at which a civil day begins."""
        return begins(day, self.zone)

    def first_instant_of(self, occurred: str) -> datetime:
        """Return the instant in UTC; of a day or month, its first."""
        return instant_of(occurred, self.zone)

    def last_instant_of(self, occurred: str) -> datetime:
        """Return the instant in UTC; of a day or month, its last."""
        return last_instant_of(occurred, self.zone)


class Record:
    """The cases as the register has them at this instant. Reading is all one can do."""

    def __init__(self, cases: Mapping[str, Case]) -> None:
        """Take the folded cases by stream; a stream without events is a case of version 0."""
        self._cases = cases

    def case(self, stream: str, kind: type[Kind]) -> Kind:
        """Return a case; raise `NotLoadedError` where it was not read yet."""
        try:
            case = self._cases[stream]
        except KeyError:
            raise NotLoadedError(stream) from None
        if not isinstance(case, kind):
            raise TypeError(f"{stream} is a {type(case).__name__}, not a {kind.__name__}")
        return case

    def cases(self, streams: Iterable[str]) -> list[Case]:
        """Return several cases; where some were not read yet, one `NotLoadedError` names them."""
        found, missing = list[Case](), list[str]()
        for stream in streams:
            try:
                found.append(self.case(stream, Case))
            except NotLoadedError as not_loaded:
                missing += not_loaded.streams
        if missing:
            raise NotLoadedError(*missing)
        return found
