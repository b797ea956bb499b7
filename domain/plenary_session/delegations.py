"""Delegations: who sits for a parliament at one plenary session, and for how long."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from domain.messages import Key, Message, Text
from domain.occurred import Day

Function: TypeAlias = Literal["head", "member", "substitute"]


class Delegate(Message):
    """A person in a delegation; `until` is the first day without the national mandate."""

    subject: Key
    function: Function = "member"
    official_name: Text | None = None
    until: Day | None = None

    def sits_on(self, day: date) -> bool:
        """Tell whether the mandate holds on a day."""
        return self.until is None or day < self.until


class CredentialsLife(StrEnum):
    """How far the credentials of a delegation have come."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """The list of delegates that a parliament has sent; `challenged_by` is null if nobody has."""

    parliament: str
    delegates: tuple[Delegate, ...]
    life: CredentialsLife = CredentialsLife.SUBMITTED
    challenged_by: str | None = None

    def delegate(self, subject: str) -> Delegate | None:
        """Return a delegate by key."""
        return next((each for each in self.delegates if each.subject == subject), None)


@dataclass(frozen=True, kw_only=True)
class Substitution:
    """A substitute sits in the place of a delegate who is away; `since` is as precise as known."""

    parliament: str
    absent: str
    substitute: str
    since: str


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """A seat at the plenary session and who fills it on a day."""

    parliament: str
    holder: str
    seat_of: str


def seats(
    credentials: Credentials, substitutions: tuple[Substitution, ...], day: date
) -> tuple[Mandate, ...]:
    """Return the seats of accepted credentials on a day; a substitute sits only for another.

    A challenge does not unseat anybody by itself: the list that was accepted stands until it is
    refused. Who has no mandate any more is replaced by nobody.
    """
    if credentials.life is not CredentialsLife.ACCEPTED:
        return ()
    away = {each.absent: each.substitute for each in substitutions}
    found = (
        _seat(credentials, each, away, day)
        for each in credentials.delegates
        if each.function != "substitute"
    )
    return tuple(each for each in found if each is not None)


def _seat(
    credentials: Credentials, delegate: Delegate, away: dict[str, str], day: date
) -> Mandate | None:
    holder = away.get(delegate.subject, delegate.subject)
    filled = credentials.delegate(holder)
    if filled is None or not delegate.sits_on(day) or not filled.sits_on(day):
        return None
    return Mandate(parliament=credentials.parliament, holder=holder, seat_of=delegate.subject)
