"""Presence: who was there from when to when, as intervals made of what the register was told."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import Field

from domain.acting import Acting
from domain.messages import Dated
from domain.occurred import instant_of
from domain.replacing import replace

Moment: TypeAlias = Annotated[
    str,
    Field(pattern=r"^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z)?)?$", max_length=27),
]
"""When something happened, as precisely as its source says: `2025-06-12` or an instant."""


class Timed(Dated):
    """A fact of which the moment counts, as precisely as it is known, and not only the day."""

    at: Moment | None = None

    @property
    def moment(self) -> str:
        """When it happened; empty where not even the day is known."""
        return self.at or (self.on.isoformat() if self.on else "")


@dataclass(frozen=True, kw_only=True)
class Presence:
    """One is there from a moment up to another; `until` is null as long as he is.

    `who` is the key of a parliament, or that of a delegate where persons sign in.
    """

    who: str
    since: str
    until: str | None = None


def moment_of(acting: Acting) -> Moment:
    """Return when an act happened, as precisely as it is known."""
    return acting.occurred_at


def seen(intervals: tuple[Presence, ...], there: Collection[str], at: str) -> tuple[Presence, ...]:
    """Return the intervals as of a new look: who went has an end, who came has a beginning."""
    ended = tuple(
        replace(each, until=at) if each.until is None and each.who not in there else each
        for each in intervals
    )
    still = {each.who for each in ended if each.until is None}
    came = (Presence(who=who, since=at) for who in sorted(there) if who not in still)
    return (*ended, *came)


def latest(intervals: tuple[Presence, ...]) -> str | None:
    """Return the latest instant of which the intervals tell; None where only days are known."""
    told = [at for each in intervals for at in (each.since, each.until) if at and "T" in at]
    return max(told, key=instant_of, default=None)


def gone(intervals: tuple[Presence, ...], at: str) -> tuple[Presence, ...]:
    """Return the intervals when nobody is there any more."""
    return seen(intervals, (), at)


def spans(intervals: tuple[Presence, ...], who: str) -> tuple[tuple[str, str | None], ...]:
    """Return from when to when one was there, in the order in which it became known."""
    return tuple((each.since, each.until) for each in intervals if each.who == who)
