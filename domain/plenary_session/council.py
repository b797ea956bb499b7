"""Council: the heads of the parliaments meet and clear the order of business."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.case import Elsewhere, category
from domain.irregularities import breach
from domain.messages import Command, Dated, Event
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.plenary_session.state import ENDED, Item, PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity


class OpenCouncilMeeting(Command):
    """The chair opens the meeting of the Council that prepares the plenary session."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "council.offset"
    type: Literal["OpenCouncilMeeting"] = "OpenCouncilMeeting"


class CouncilMeetingOpened(Dated):
    """The Council met on a day."""

    type: Literal["CouncilMeetingOpened"] = "CouncilMeetingOpened"
    on: date


class ClearOrderOfBusiness(Command):
    """The Council settles the points that the plenary session deals with."""

    by: ClassVar = (Capacity.COUNCIL, Capacity.CHAIR)
    type: Literal["ClearOrderOfBusiness"] = "ClearOrderOfBusiness"
    items: tuple[Item, ...] = Field(min_length=1)


class OrderOfBusinessCleared(Dated):
    """The order of business is settled."""

    type: Literal["OrderOfBusinessCleared"] = "OrderOfBusinessCleared"
    items: tuple[Item, ...]


def open_council(
    _: OpenCouncilMeeting, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Open the meeting so many days before the plenary session as the rules say."""
    if plenary.stage is not Stage.CONVENED or plenary.council_on is not None:
        return not_in_order(
            "the Council meets once, after the plenary session is convened",
            citation=rules.cite("council.offset"),
        )
    opened = CouncilMeetingOpened(on=acting.on)
    offset = rules.number("council.offset")
    if offset is None or plenary.first_day is None:
        return [opened]
    before = (plenary.first_day - acting.on).days
    if before == offset:
        return [opened]
    sentence = (
        f"the Council meets on {acting.on}, not {offset} day(s) before the plenary session, "
        f"which begins on {plenary.first_day}"
    )
    found = breach("council.offset", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [opened, found]


def clear(
    command: ClearOrderOfBusiness, plenary: PlenarySession, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Clear the items; every model law among them must be reported."""
    if plenary.stage is not Stage.CONVENED or plenary.council_on is None:
        return not_in_order("the Council clears the order of business once, when it has met")
    numbers = [item.number for item in command.items]
    subjects = [item.about for item in command.items if item.about is not None]
    if len(set(numbers)) < len(numbers) or len(set(subjects)) < len(subjects):
        return not_in_order("two items have the same number, or are about the same case")
    laws = [item for item in command.items if item.about and category(item.about) == "model-law"]
    for item in laws:
        if (refusal := _not_ready(str(item.about), record)) is not None:
            return refusal
    return [
        OrderOfBusinessCleared(items=command.items),
        *(
            Elsewhere(
                str(item.about),
                PlacedOnOrderOfBusiness(plenary_session=plenary.stream, item=item.number),
            )
            for item in laws
        ),
    ]


def _not_ready(stream: str, record: Record) -> Refusal | None:
    """Say why a model law may not be placed; one left over from an ended session may."""
    law = record.case(stream, ModelLaw)
    if law.stage is Stage.REPORTED or _is_left_over(law, record):
        return None
    if not law.exists:
        return not_in_order(f"{stream} is not on record")
    if law.stage is Stage.ON_ORDER_OF_BUSINESS:
        return not_in_order(
            f"{stream} is already on the order of business of {law.plenary_session}"
        )
    return not_in_order(f"{stream} is {law.stage.value}: no committee has reported on it")


def _is_left_over(law: ModelLaw, record: Record) -> bool:
    if law.stage is not Stage.ON_ORDER_OF_BUSINESS or law.plenary_session is None:
        return False
    return record.case(law.plenary_session, PlenarySession).stage in ENDED


def council_opened(plenary: PlenarySession, event: CouncilMeetingOpened) -> PlenarySession:
    """Remember the day of the Council."""
    return replace(plenary, council_on=event.on)


def cleared(plenary: PlenarySession, event: OrderOfBusinessCleared) -> PlenarySession:
    """Hold the order of business and wait for the handover of the chair, if it is not made."""
    handed_over = plenary.chair is not None
    stage = Stage.CHAIR_TRANSFERRED if handed_over else Stage.ORDER_OF_BUSINESS_CLEARED
    return replace(plenary, stage=stage, items=event.items)
