"""Time limits: set by an act, reminded of and passed by the clock, extended by authority."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Literal, TypeVar

from pydantic import AwareDatetime

from domain.acting import Acting
from domain.case import Case, Extension, OpenDeadline
from domain.day_counting.due_dates import with_reminder
from domain.day_counting.zones import RELEASE
from domain.messages import Command, Event, Instant, Key, Text, ZoneName
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity, Deadline

Kind = TypeVar("Kind", bound=Case)

REMINDER = "reminder:"
UNCOUNTED = "the calendar of those whose sitting days are counted"
"""What is missing of a limit in sitting days until somebody has looked at the calendars."""


class PassDeadline(Command):
    """The clock reports that an open deadline, or its reminder, has come. Nobody else may."""

    by: ClassVar = (Capacity.CLOCK,)
    type: Literal["PassDeadline"] = "PassDeadline"
    key: str


class ExtendDeadline(Command):
    """Chair or Secretariat give more time, citing who allowed it."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    type: Literal["ExtendDeadline"] = "ExtendDeadline"
    name: Key
    until: Instant
    authority: Text


class DeadlineSet(Event):
    """A time limit began. A historical one lay in the past when it was recorded: it never fires."""

    schema_version: ClassVar = 2
    type: Literal["DeadlineSet"] = "DeadlineSet"
    name: Key
    at: AwareDatetime
    reminder: AwareDatetime | None = None
    historical: bool = False
    begun: AwareDatetime | None = None
    length: Text | None = None
    notice: Text | None = None
    zone: ZoneName | None = None
    """The time zone by whose civil days it is counted; null where no rule names one: UTC."""
    zone_data: Key | None = None
    """The release of the IANA Time Zone Database by which it was."""


class DeadlineBegun(Event):
    """A time limit began whose end cannot be calculated yet: a fact is missing."""

    schema_version: ClassVar = 2
    type: Literal["DeadlineBegun"] = "DeadlineBegun"
    name: Key
    begun: AwareDatetime
    length: Text
    notice: Text | None = None
    missing: tuple[Text, ...]
    zone: ZoneName | None = None


class DeadlineExtended(Event):
    """A time limit was moved, on somebody's authority, and the reminder with it."""

    schema_version: ClassVar = 2
    type: Literal["DeadlineExtended"] = "DeadlineExtended"
    name: Key
    at: AwareDatetime
    authority: Text
    reminder: AwareDatetime | None = None
    """When it is reminded now; null where that was done, or stays as it was."""


class DeadlineMet(Event):
    """What was awaited came, or is not awaited any more: the limit is over."""

    type: Literal["DeadlineMet"] = "DeadlineMet"
    name: Key
    at: AwareDatetime


class DeadlinePassed(Event):
    """The time limit ran out."""

    type: Literal["DeadlinePassed"] = "DeadlinePassed"
    name: Key
    at: AwareDatetime


class ReminderSent(Event):
    """Those who are awaited were reminded, once."""

    type: Literal["ReminderSent"] = "ReminderSent"
    name: Key
    at: AwareDatetime


def limit(
    name: str,
    at: datetime,
    acting: Acting,
    *,
    reminder: datetime | None = None,
    zone: str | None = None,
) -> DeadlineSet:
    """Set a limit; one that lies before the register's clock is historical (design.md 6, 12).

    A reminder that lies before it is dropped: it would never have been sent in time. It counts by
    the civil days of a zone, unless another is named by those of the assembly.
    """
    ahead = reminder if reminder is not None and reminder > acting.recorded_at else None
    counted_in = zone or acting.zone
    return DeadlineSet(
        name=name,
        at=at,
        reminder=ahead,
        historical=at <= acting.recorded_at,
        zone=counted_in,
        zone_data=counted_in and RELEASE,
    )


def met(case: Case, name: str) -> list[DeadlineMet]:
    """Return the event that ends a limit, if it is open."""
    deadline = case.deadline(name)
    return [] if deadline is None else [DeadlineMet(name=name, at=deadline.at)]


def alarms(case: Case) -> tuple[Deadline, ...]:
    """Return the open deadlines and reminders of a case, earliest first.

    The key names the deadline, its instant and the version of the case when it was listed.
    """
    known = [each for each in case.deadlines if not each.missing]
    pairs = [(each.name, each.at) for each in known]
    pairs += [(REMINDER + each.name, each.reminder) for each in known if each.reminder]
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    return tuple(
        Deadline(key=f"{n}@{at:%Y-%m-%dT%H:%M:%S.%fZ}#{case.version}", at=at) for n, at in ordered
    )


def occurred_in(key: str) -> str:
    """Return the instant that the key of an alarm names."""
    return key.partition("@")[2].partition("#")[0]


def pass_deadline(command: PassDeadline, case: Case, acting: Acting) -> Sequence[Event] | Refusal:
    """Record a deadline that is open and due by the register's clock."""
    alarm = next((each for each in alarms(case) if each.key == command.key), None)
    if alarm is None or alarm.at > acting.recorded_at:
        return not_in_order(f"no deadline {command.key} is open and due on {case.stream}")
    name = command.key.partition("@")[0]
    if name.startswith(REMINDER):
        return [ReminderSent(name=name.removeprefix(REMINDER), at=alarm.at)]
    return [DeadlinePassed(name=name, at=alarm.at)]


def extend(command: ExtendDeadline, case: Case) -> Sequence[Event] | Refusal:
    """Move an open limit to a later instant."""
    deadline = case.deadline(command.name)
    if deadline is None:
        return not_in_order(f"no deadline {command.name} is open on {case.stream}")
    if case.limits_are_fixed:
        return limits_fixed(case)
    if deadline.missing:
        return not_in_order(
            f"it is not currently possible to calculate when {command.name} falls due: "
            f"{'; '.join(deadline.missing)} is not known"
        )
    if command.until <= deadline.at:
        return not_in_order(
            f"the deadline {command.name} already runs until {deadline.at:%Y-%m-%d %H:%M}Z"
        )
    reminder = with_reminder(deadline, command.until).reminder
    return [
        DeadlineExtended(
            name=command.name, at=command.until, authority=command.authority, reminder=reminder
        )
    ]


def limits_fixed(case: Case) -> Refusal:
    """Refuse to move what follows from acts on record and from a text."""
    return not_in_order(f"the limits of {case.stream} follow from its terms: nobody moves them")


def limit_set(case: Kind, event: DeadlineSet) -> Kind:
    """Hold the limit open; a historical one is on record only."""
    if event.historical:
        return case
    added = OpenDeadline(
        name=event.name,
        at=event.at,
        reminder=event.reminder,
        begun=event.begun,
        length=event.length,
        notice=event.notice,
        zone=event.zone,
        unsuspended=event.at,
    )
    return replace(case, deadlines=(*_others(case, event.name), added))


def limit_begun(case: Kind, event: DeadlineBegun) -> Kind:
    """Hold the limit open; it falls due once it can be calculated when."""
    added = OpenDeadline(
        name=event.name,
        at=event.begun,
        begun=event.begun,
        length=event.length,
        notice=event.notice,
        zone=event.zone,
        missing=event.missing,
    )
    return replace(case, deadlines=(*_others(case, event.name), added))


def extended(case: Kind, event: DeadlineExtended) -> Kind:
    """Let the limit run until its new instant."""
    moved = tuple(
        _given_more(each, event) if each.name == event.name else each for each in case.deadlines
    )
    return replace(case, deadlines=moved)


def reminded(case: Kind, event: ReminderSent) -> Kind:
    """Forget the reminder: it is sent once."""
    silent = tuple(
        replace(each, reminder=None, notice=None) if each.name == event.name else each
        for each in case.deadlines
    )
    return replace(case, deadlines=silent)


def ended(case: Kind, event: DeadlineMet | DeadlinePassed) -> Kind:
    """Close the limit."""
    return _without(case, event.name)


def _without(case: Kind, name: str) -> Kind:
    return replace(case, deadlines=_others(case, name))


def _others(case: Case, name: str) -> tuple[OpenDeadline, ...]:
    return tuple(each for each in case.deadlines if each.name != name)


def _given_more(limit: OpenDeadline, event: DeadlineExtended) -> OpenDeadline:
    longer = Extension(instead_of=limit.at, until=event.at, authority=event.authority)
    reminder = event.reminder or limit.reminder
    return replace(limit, at=event.at, reminder=reminder, extensions=(*limit.extensions, longer))
