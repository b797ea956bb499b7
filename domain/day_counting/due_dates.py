"""Due dates: derived from when a limit began, what it gives, and the ledger; typed by nobody."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from domain.case import OpenDeadline, Pause
from domain.day_counting.budgets import Budget, Suspension, suspension
from domain.day_counting.calendars import Calendars
from domain.day_counting.counting import due
from domain.day_counting.counting_hours import running
from domain.day_counting.courses import Course
from domain.day_counting.lengths import calendar_length, length
from domain.day_counting.zones import begins, day_in, zone

NEVER = date.max
"""Where a pause is open, until then."""


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """When a limit falls due and when it is reminded of, or why that cannot be calculated yet."""

    at: datetime | None = None
    reminder: datetime | None = None
    missing: tuple[str, ...] = ()


def derived(limit: OpenDeadline, calendars: Calendars) -> DueDate:
    """Derive when a limit falls due."""
    suspensions = tuple(suspension(each.since, each.until or NEVER) for each in limit.pauses)
    given = None if limit.length is None else length(limit.length)
    try:
        if isinstance(given, Budget):
            return _on_sitting_days(limit, given, suspensions, calendars)
        begun = _begun(limit)
        end = _unsuspended(limit) if given is None else given.after(begun, limit.zone)
        time = end - begun + limit.extra
        there = begun.astimezone(zone(limit.zone))
        at = running(there, time, step=1, suspensions=suspensions)[1]
        return with_reminder(limit, at.astimezone(UTC))
    except ValueError:
        pause = running_pause(limit)
        if pause is None:
            raise
        return DueDate(missing=(f"the end of the suspension that began on {pause.since}",))


def paused(limit: OpenDeadline, pause: Pause) -> OpenDeadline:
    """Return a limit with one more entry in its ledger."""
    return replace(limit, pauses=(*limit.pauses, pause))


def running_pause(limit: OpenDeadline) -> Pause | None:
    """Return the pause that has no end yet."""
    return next((each for each in limit.pauses if each.until is None), None)


def resumed_on(limit: OpenDeadline, day: date) -> OpenDeadline:
    """Return a limit whose running pause has its last day before the day that is named."""
    kept = [each for each in limit.pauses if each.until is not None]
    pause = running_pause(limit)
    if pause is not None and pause.since < day:
        kept.append(replace(pause, until=day - timedelta(days=1)))
    return replace(limit, pauses=tuple(kept))


def bodies_of(limit: OpenDeadline) -> tuple[str, ...]:
    """Return the bodies by whose calendars a limit is counted."""
    given = None if limit.length is None else length(limit.length)
    return given.bodies if isinstance(given, Budget) else ()


def _on_sitting_days(
    limit: OpenDeadline,
    budget: Budget,
    suspensions: tuple[Suspension, ...],
    calendars: Calendars,
) -> DueDate:
    course = Course(
        counting=budget,
        start=day_in(_begun(limit), limit.zone),
        calendars=calendars,
        suspensions=suspensions,
    )
    count = due(course, budget.n)
    if count.day is None:
        unknown = (f"whether {each.body} sits on {each.on}" for each in count.missing)
        return DueDate(missing=tuple(unknown))
    # A limit in days ends with its last day.
    return with_reminder(limit, begins(count.day + timedelta(days=1), limit.zone) + limit.extra)


def with_reminder(limit: OpenDeadline, at: datetime) -> DueDate:
    """Return an end with the reminder as long before it as it was; none where it was sent."""
    if limit.notice is not None:
        return DueDate(at=at, reminder=calendar_length(limit.notice).before(at, limit.zone))
    if limit.reminder is not None:
        return DueDate(at=at, reminder=limit.reminder + (at - limit.at))
    return DueDate(at=at)


def _begun(limit: OpenDeadline) -> datetime:
    """Return when it began; of old limits that is not kept, so the first pause takes its place."""
    if limit.begun is not None:
        return limit.begun
    days = [each.since for each in limit.pauses]
    if not days or min(days) > day_in(_unsuspended(limit), limit.zone):
        return _unsuspended(limit)
    return begins(min(days), limit.zone)


def _unsuspended(limit: OpenDeadline) -> datetime:
    return limit.at if limit.unsuspended is None else limit.unsuspended
