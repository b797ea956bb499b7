"""Changes of plan: a plenary session is postponed, relocated or held online."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere, category
from domain.messages import Command, Dated, Event, Key, Text
from domain.model_law.order_of_business import TakenOffOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.occurred import Day
from domain.plenary_session import days
from domain.plenary_session.planning import frequency
from domain.plenary_session.presence import gone
from domain.plenary_session.proposals import proposed_again
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

BEFORE_IT_OPENS = frozenset(
    {
        Stage.PLANNED,
        Stage.POSTPONED,
        Stage.CONVENED,
        Stage.ORDER_OF_BUSINESS_CLEARED,
        Stage.CHAIR_TRANSFERRED,
    }
)


class PostponePlenarySession(Command):
    """The plenary session is put off: to new days, or until new days are known."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    rule: ClassVar = "plenary_session.min_frequency"
    type: Literal["PostponePlenarySession"] = "PostponePlenarySession"
    first_day: Day | None = None
    last_day: Day | None = None
    grounds: Text


class PlenarySessionPostponed(Dated):
    """The plenary session was put off; it has to be convened (again)."""

    type: Literal["PlenarySessionPostponed"] = "PlenarySessionPostponed"
    first_day: date | None = None
    last_day: date | None = None
    grounds: Text


class RelocatePlenarySession(Command):
    """The plenary session meets elsewhere."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["RelocatePlenarySession"] = "RelocatePlenarySession"
    city: Text
    host: Key
    grounds: Text


class PlenarySessionRelocated(Dated):
    """The plenary session has another place."""

    type: Literal["PlenarySessionRelocated"] = "PlenarySessionRelocated"
    city: Text
    host: Key
    grounds: Text


class MovePlenarySessionOnline(Command):
    """The plenary session meets by video link."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["MovePlenarySessionOnline"] = "MovePlenarySessionOnline"
    grounds: Text


class PlenarySessionMovedOnline(Dated):
    """The plenary session is held online."""

    type: Literal["PlenarySessionMovedOnline"] = "PlenarySessionMovedOnline"
    grounds: Text


def postpone(
    command: PostponePlenarySession,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event | Elsewhere] | Refusal:
    """Put it off; new days are measured against the plenary session before."""
    if plenary.stage not in BEFORE_IT_OPENS:
        return _too_late()
    put_off = _put_off(command, plenary, record)
    if command.first_day is None and command.last_day is None:
        return put_off
    if command.first_day is None or command.last_day is None:
        return not_valid("give both new days, or none if they are not known")
    long = days.told(command.first_day, command.last_day, acting)
    if isinstance(long, Refusal):
        return long
    late = frequency(plenary.number, command.last_day, acting, rules, record)
    return late if isinstance(late, Refusal) else [*put_off, *long, *late]


def _put_off(
    command: PostponePlenarySession, plenary: PlenarySession, record: Record
) -> Sequence[Event | Elsewhere]:
    """Put it off; its model laws wait to be placed anew, there or elsewhere."""
    told = command.model_dump(exclude={"type"})
    names = [each.about for each in plenary.points.values() if each.about is not None]
    laws = [record.case(name, ModelLaw) for name in names if category(name) == "model-law"]
    taken_off = TakenOffOrderOfBusiness(plenary_session=plenary.stream)
    waiting = [law for law in laws if law.is_before(plenary.stream)]
    return [
        PlenarySessionPostponed.model_validate(told),
        *(Elsewhere(law.stream, taken_off) for law in waiting),
    ]


def relocate(command: RelocatePlenarySession, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Name another place before it opens."""
    if plenary.stage not in BEFORE_IT_OPENS:
        return _too_late()
    return [PlenarySessionRelocated.model_validate(command.model_dump(exclude={"type"}))]


def move_online(
    command: MovePlenarySessionOnline, plenary: PlenarySession
) -> Sequence[Event] | Refusal:
    """Move it to a video link before it opens."""
    if plenary.stage not in BEFORE_IT_OPENS:
        return _too_late()
    return [PlenarySessionMovedOnline(grounds=command.grounds)]


def _too_late() -> Refusal:
    return not_in_order("the plenary session has been opened: days and place cannot change now")


def postponed(plenary: PlenarySession, event: PlenarySessionPostponed) -> PlenarySession:
    """Take the new days, if they are known; the Council meets anew, the chair is kept."""
    at = event.on.isoformat() if event.on else ""
    return replace(
        plenary,
        stage=Stage.POSTPONED,
        first_day=event.first_day,
        last_day=event.last_day,
        council_on=None,
        items=(),
        present=None,
        observers=(),
        guests=(),
        persons=(),
        points={},
        requests={},
        debates={},
        floor=None,
        adopted=None,
        presence=gone(plenary.presence, at),
        persons_presence=gone(plenary.persons_presence, at),
        proposals=proposed_again(plenary.proposals),
    )


def relocated(plenary: PlenarySession, event: PlenarySessionRelocated) -> PlenarySession:
    """Take the new place."""
    return replace(
        plenary,
        title=f"Plenary session {plenary.number}, {event.city}",
        city=event.city,
        host=event.host,
    )


def moved_online(plenary: PlenarySession, _: PlenarySessionMovedOnline) -> PlenarySession:
    """Remember that it meets by video link."""
    return replace(plenary, online=True)
