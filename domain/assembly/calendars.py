"""Calendars: on which days a body sits, recorded as it is announced; a later record corrects."""

from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.assembly.state import Assembly
from domain.day_counting.calendars import CalendarSpan
from domain.messages import CaseName, Command, Event, Key
from domain.replacing import replace
from domain.submission import Capacity

MOST_SPANS = 1_000


class RecordCalendar(Command):
    """The Secretariat records when a body sits and when it does not, as it was announced."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordCalendar"] = "RecordCalendar"
    body: Key
    spans: tuple[CalendarSpan, ...] = Field(min_length=1, max_length=MOST_SPANS)


class CalendarRecorded(Event):
    """A body sits, or does not, on these days; what was recorded of them before is corrected."""

    schema_version: ClassVar = 2
    type: Literal["CalendarRecorded"] = "CalendarRecorded"
    body: Key
    spans: tuple[CalendarSpan, ...]
    released: tuple[CaseName, ...] = ()
    """Cases that were concluded by then: no calendar is consulted for them any more."""


class CalendarConsulted(Event):
    """A time limit of a case is counted by the calendars of these bodies."""

    type: Literal["CalendarConsulted"] = "CalendarConsulted"
    case: CaseName
    bodies: tuple[Key, ...]


def record_calendar(command: RecordCalendar) -> CalendarRecorded:
    """Record the days; the limits that are counted by them are derived again with it."""
    return CalendarRecorded(body=command.body, spans=command.spans)


def calendar_recorded(assembly: Assembly, event: CalendarRecorded) -> Assembly:
    """Keep what was recorded; of a day that is recorded anew, the later record holds."""
    records = (*assembly.calendars.get(event.body, ()), event.spans)
    calendars = {**assembly.calendars, event.body: records}
    kept = assembly.calendar_users
    if event.released:
        kept = MappingProxyType({k: v for k, v in kept.items() if k not in event.released})
    return replace(assembly, calendars=MappingProxyType(calendars), calendar_users=kept)


def calendar_consulted(assembly: Assembly, event: CalendarConsulted) -> Assembly:
    """Remember whose limits depend on which calendars."""
    bodies = (*assembly.calendar_users.get(event.case, ()), *event.bodies)
    users = {**assembly.calendar_users, event.case: tuple(dict.fromkeys(bodies))}
    return replace(assembly, calendar_users=MappingProxyType(users))
