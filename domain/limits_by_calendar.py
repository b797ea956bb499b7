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
    recorded = [each for each in told if isinstance(each, CalendarRecorded)]
    return [*told, *(moved for each in recorded for moved in _moved(each, acting, record))]


def _moved(recorded: CalendarRecorded, acting: Acting, record: Record) -> Iterator[Elsewhere]:
    """Yield the limits of open cases that fall due on another day by the calendar as it is now."""
    assembly = calendar_recorded(record.case(STREAM, Assembly), recorded)
    for stream, bodies in assembly.calendar_users.items():
        if recorded.body not in bodies or (case := record.case(stream, Case)).concluded:
            continue
        grounds = f"the calendar of {recorded.body} was recorded"
        for event in _derived_again(case, assembly, acting, grounds):
            yield Elsewhere(stream, event)


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
