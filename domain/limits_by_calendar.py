"""Limits by calendar: one in sitting days is counted as it is set, if the days are known.

Each that is counted by the calendar of a body is derived again when that calendar is recorded.
"""

from collections.abc import Iterator, Sequence

from domain.acting import Acting, Record
from domain.assembly.calendars import CalendarConsulted, CalendarRecorded, calendar_recorded
from domain.assembly.state import STREAM, Assembly
from domain.case import Case, Elsewhere, OpenDeadline
from domain.day_counting.due_dates import bodies_of, derived
from domain.messages import Event
from domain.national_track import limits as national
from domain.national_track.state import NationalTrack
from domain.suspensions import DeadlineDerived, derive_again
from domain.time_limits import DeadlineBegun, DeadlineSet, limit


def counted(
    decision: Sequence[Event | Elsewhere], case: Case, acting: Acting, record: Record
) -> list[Event | Elsewhere]:
    """Return what was decided, with the end of each limit that the calendars tell."""
    assembly = record.case(STREAM, Assembly)
    told = [told for each in decision for told in _counted(each, case, acting, assembly)]
    return [each for event in told for each in _with_moved(event, acting, record)]


def _with_moved(
    told: Event | Elsewhere, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere]:
    """Return what was told; of a calendar, also the limits that fall due on another day by it.

    Cases that are concluded since have no limit that could: the calendar lets them go.
    """
    if not isinstance(told, CalendarRecorded):
        return (told,)
    assembly = calendar_recorded(record.case(STREAM, Assembly), told)
    users = [stream for stream, by in assembly.calendar_users.items() if told.body in by]
    cases = record.cases(users)
    grounds = f"the calendar of {told.body} was recorded"
    moved = [
        Elsewhere(case.stream, event)
        for case in cases
        if not case.concluded
        for event in _derived_again(case, assembly, acting, grounds)
    ]
    released = tuple(case.stream for case in cases if case.concluded)
    return (told.model_copy(update={"released": released}), *moved)


def _derived_again(
    case: Case, assembly: Assembly, acting: Acting, grounds: str
) -> Sequence[DeadlineDerived]:
    if isinstance(case, NationalTrack):
        return national.derive_again(case, assembly, acting, grounds)
    return derive_again(case, assembly, acting, grounds)


def _counted(
    told: Event | Elsewhere, case: Case, acting: Acting, assembly: Assembly
) -> Iterator[Event | Elsewhere]:
    where, event = told if isinstance(told, Elsewhere) else (case.stream, told)
    if not isinstance(event, DeadlineBegun):
        yield told
        return
    begun = OpenDeadline(
        name=event.name,
        at=event.begun,
        begun=event.begun,
        length=event.length,
        notice=event.notice,
        zone=event.zone,
    )
    known = _known(event, begun, acting, assembly)
    yield Elsewhere(where, known) if isinstance(told, Elsewhere) else known
    yield Elsewhere(STREAM, CalendarConsulted(case=where, bodies=bodies_of(begun)))


def _known(
    event: DeadlineBegun, begun: OpenDeadline, acting: Acting, assembly: Assembly
) -> DeadlineSet | DeadlineBegun:
    due = derived(begun, assembly.calendar())
    if due.at is None:
        return event.model_copy(update={"missing": due.missing})
    ends = limit(event.name, due.at, acting, reminder=due.reminder)
    told = {"begun": event.begun, "length": event.length, "notice": event.notice}
    return ends.model_copy(update=told)
