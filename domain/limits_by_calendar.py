"""Limits by calendar: one in sitting days is counted as it is set, if the days are known."""

from collections.abc import Iterator, Sequence

from domain.acting import Acting
from domain.assembly.calendars import CalendarConsulted
from domain.assembly.state import STREAM, Assembly
from domain.case import Case, Elsewhere, OpenDeadline
from domain.day_counting.due_dates import bodies_of, derived
from domain.messages import Event
from domain.time_limits import DeadlineBegun, DeadlineSet, limit


def counted(
    decision: Sequence[Event | Elsewhere], case: Case, acting: Acting, assembly: Assembly
) -> list[Event | Elsewhere]:
    """Return what was decided, with the end of each limit that the calendars tell."""
    return [told for each in decision for told in _counted(each, case, acting, assembly)]


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
