"""Planning: number, days and place of a plenary session, and its host."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.parliaments import not_known
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Text
from domain.occurred import Day
from domain.plenary_session import days
from domain.plenary_session.state import PlenarySession, stream_of
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity


class PlanPlenarySession(Command):
    """The next plenary session gets its number, its days and its place."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    rule: ClassVar = "plenary_session.min_frequency"
    type: Literal["PlanPlenarySession"] = "PlanPlenarySession"
    number: int = Field(ge=1)
    first_day: Day
    last_day: Day
    city: Text
    host: Key
    theme: Text | None = None


class PlenarySessionPlanned(Dated):
    """A plenary session is planned."""

    type: Literal["PlenarySessionPlanned"] = "PlenarySessionPlanned"
    number: int
    first_day: date
    last_day: date
    city: Text
    host: Key
    theme: Text | None = None


class ConfirmHost(Command):
    """The parliament on whose territory the plenary session meets agrees to hold it."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["ConfirmHost"] = "ConfirmHost"
    host: Key


class HostConfirmed(Dated):
    """The host is confirmed."""

    type: Literal["HostConfirmed"] = "HostConfirmed"
    host: Key


def plan(
    command: PlanPlenarySession,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event] | Refusal:
    """Plan it under its own number, and not too long after the one before."""
    if plenary.exists:
        return not_in_order(f"plenary session {command.number} is already on record")
    if plenary.stream != stream_of(command.number):
        return not_valid(f"plenary session {command.number} is {stream_of(command.number)}")
    if (unknown := not_known(command.host, record)) is not None:
        return unknown
    long = days.told(command.first_day, command.last_day, acting)
    if isinstance(long, Refusal):
        return long
    late = frequency(command.number, command.last_day, acting, rules, record)
    if isinstance(late, Refusal):
        return late
    planned = PlenarySessionPlanned.model_validate(command.model_dump(exclude={"type"}))
    return [planned, *long, *late]


def frequency(
    number: int, last_day: date, acting: Acting, rules: Rules, record: Record
) -> Sequence[IrregularityRecorded] | Refusal:
    """Compare the distance from the plenary session before, last day to last day, with the rule."""
    months = rules.number("plenary_session.min_frequency")
    before = record.case(stream_of(number - 1), PlenarySession).last_day if number > 1 else None
    if months is None or before is None or last_day <= after_months(before, months):
        return []
    sentence = (
        f"{(last_day - before).days} days lie between the last days of plenary sessions "
        f"{number - 1} and {number}: too long by the {months}-month reading"
    )
    found = breach("plenary_session.min_frequency", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def after_months(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def confirm_host(
    command: ConfirmHost, plenary: PlenarySession, record: Record
) -> Sequence[Event] | Refusal:
    """Confirm a host that is known, before the plenary session is opened."""
    if plenary.stage not in {Stage.PLANNED, Stage.POSTPONED, Stage.CONVENED}:
        return not_in_order("a host is confirmed before the order of business is cleared")
    return not_known(command.host, record) or [HostConfirmed(host=command.host)]


def planned(plenary: PlenarySession, event: PlenarySessionPlanned) -> PlenarySession:
    """Begin the plenary session."""
    return replace(
        plenary,
        stage=Stage.PLANNED,
        title=f"Plenary session {event.number}, {event.city}",
        number=event.number,
        first_day=event.first_day,
        last_day=event.last_day,
        city=event.city,
        host=event.host,
        theme=event.theme or "",
    )


def host_confirmed(plenary: PlenarySession, event: HostConfirmed) -> PlenarySession:
    """Remember the host."""
    return replace(plenary, host=event.host)
