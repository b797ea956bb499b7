"""Suspensions: a time limit stops running and runs again; its due date is derived anew."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal, TypeVar

from pydantic import AwareDatetime

from domain.acting import Acting
from domain.assembly.state import Assembly
from domain.case import Case, OpenDeadline, Pause
from domain.day_counting.due_dates import DueDate, derived, paused, resumed_on, running_pause
from domain.day_counting.zones import RELEASE
from domain.messages import Command, Event, Key, Text
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity
from domain.time_limits import limits_fixed

Kind = TypeVar("Kind", bound=Case)


class SuspendDeadline(Command):
    """Chair or Secretariat stop a limit, from today or a named day, citing who allowed it."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    type: Literal["SuspendDeadline"] = "SuspendDeadline"
    name: Key
    since: Day | None = None
    until: Day | None = None
    authority: Text


class ResumeDeadline(Command):
    """Chair or Secretariat let a limit run again, from today or a named day."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    type: Literal["ResumeDeadline"] = "ResumeDeadline"
    name: Key
    since: Day | None = None
    authority: Text


class Redated(Event):
    """A limit falls due at another time than before, or it cannot be calculated when."""

    name: Key
    at: AwareDatetime | None = None
    reminder: AwareDatetime | None = None
    missing: tuple[Text, ...] = ()
    zone_data: Key | None = None
    """The release of the IANA Time Zone Database by which its zone was reckoned, if it has one."""


class DeadlineSuspended(Redated):
    """A limit does not run from a day on, up to and with another, or until it is resumed."""

    schema_version: ClassVar = 2
    type: Literal["DeadlineSuspended"] = "DeadlineSuspended"
    since: date
    until: date | None = None
    authority: Text


class DeadlineResumed(Redated):
    """A limit runs again from a day on."""

    schema_version: ClassVar = 2
    type: Literal["DeadlineResumed"] = "DeadlineResumed"
    since: date
    authority: Text


class DeadlineDerived(Redated):
    """A calendar changed, and with it the day on which a limit falls due."""

    schema_version: ClassVar = 2
    type: Literal["DeadlineDerived"] = "DeadlineDerived"
    grounds: Text


def suspend(
    command: SuspendDeadline, case: Case, acting: Acting, assembly: Assembly
) -> Sequence[DeadlineSuspended] | Refusal:
    """Write a suspension into the ledger of an open limit."""
    limit = case.deadline(command.name)
    pause = Pause(
        since=command.since or acting.on, until=command.until, authority=command.authority
    )
    if limit is None:
        return not_in_order(f"no deadline {command.name} is open on {case.stream}")
    if case.limits_are_fixed:
        return limits_fixed(case)
    if pause.until is not None and pause.until < pause.since:
        return not_valid(f"the suspension would end on {pause.until}, before it begins")
    if (other := _meets(limit, pause)) is not None:
        return not_in_order(f"the deadline {limit.name} is suspended from {other.since} on already")
    again = _ahead(derived(paused(limit, pause), assembly.calendar()), acting)
    return [
        DeadlineSuspended(
            name=limit.name,
            since=pause.since,
            until=pause.until,
            authority=command.authority,
            at=again.at,
            reminder=again.reminder,
            missing=again.missing,
            zone_data=limit.zone and RELEASE,
        )
    ]


def resume(
    command: ResumeDeadline, case: Case, acting: Acting, assembly: Assembly
) -> Sequence[DeadlineResumed] | Refusal:
    """Close the open suspension of a limit."""
    limit, since = case.deadline(command.name), command.since or acting.on
    pause = None if limit is None else running_pause(limit)
    if limit is None or pause is None:
        return not_in_order(f"no deadline {command.name} is suspended on {case.stream}")
    if since < pause.since:
        return not_in_order(f"the deadline {limit.name} is suspended from {pause.since} on only")
    again = _ahead(derived(resumed_on(limit, since), assembly.calendar()), acting)
    return [
        DeadlineResumed(
            name=limit.name,
            since=since,
            authority=command.authority,
            at=again.at,
            reminder=again.reminder,
            missing=again.missing,
            zone_data=limit.zone and RELEASE,
        )
    ]


def derive_again(
    case: Case, assembly: Assembly, acting: Acting, grounds: str
) -> list[DeadlineDerived]:
    """Derive the limits of a case by calendars that have changed; return those that moved."""
    calendar, moved = assembly.calendar(), []
    for limit in case.deadlines:
        again = _ahead(derived(limit, calendar), acting)
        known = None if limit.missing else limit.at
        if (again.at, again.missing) != (known, limit.missing):
            moved.append(
                DeadlineDerived(
                    name=limit.name,
                    grounds=grounds,
                    at=again.at,
                    reminder=again.reminder,
                    missing=again.missing,
                    zone_data=limit.zone and RELEASE,
                )
            )
    return moved


def redated(case: Kind, event: Redated) -> Kind:
    """Keep the ledger and the due date; while something is missing, the last date known."""
    return replace(
        case,
        deadlines=tuple(
            _dated(_entered(each, event), event) if each.name == event.name else each
            for each in case.deadlines
        ),
    )


def _entered(limit: OpenDeadline, event: Redated) -> OpenDeadline:
    if isinstance(event, DeadlineSuspended):
        return paused(limit, Pause(since=event.since, until=event.until, authority=event.authority))
    return resumed_on(limit, event.since) if isinstance(event, DeadlineResumed) else limit


def _dated(limit: OpenDeadline, event: Redated) -> OpenDeadline:
    if event.at is None:
        return replace(limit, missing=event.missing)
    return replace(limit, at=event.at, reminder=event.reminder, missing=())


def _meets(limit: OpenDeadline, pause: Pause) -> Pause | None:
    """Return the entry of the ledger that has a day in common with another one."""
    last = pause.until or date.max
    return next(
        (e for e in limit.pauses if e.since <= last and pause.since <= (e.until or date.max)), None
    )


def _ahead(again: DueDate, acting: Acting) -> DueDate:
    """Drop a reminder that lies behind: it would be sent too late."""
    late = again.reminder is not None and again.reminder <= acting.recorded_at
    return replace(again, reminder=None) if late else again
