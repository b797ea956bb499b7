"""Council: the heads of the parliaments meet and clear the order of business."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere, category
from domain.irregularities import breach
from domain.messages import Command, Dated, Event, Text, VoteName
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.plenary_session.citing import ORDER_OF_BUSINESS
from domain.plenary_session.points import Point, SubItem, arranged, fault_in, top
from domain.plenary_session.proposals import left_out, scheduled, with_proposers
from domain.plenary_session.state import ENDED, Item, PlenarySession
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.text import counted
from domain.vote.carried import not_carried
from domain.vote.electorate import COUNCIL
from domain.vote.told import Judged, Told, judged
from domain.vote.totals import Totals


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
    """The Council settles the points that the plenary session deals with: items, and below them."""

    by: ClassVar = (Capacity.COUNCIL, Capacity.CHAIR)
    rule: ClassVar = "council.decision"
    type: Literal["ClearOrderOfBusiness"] = "ClearOrderOfBusiness"
    items: tuple[Item, ...] = Field(min_length=1)
    sub_items: tuple[SubItem, ...] = ()
    vote: VoteName | None = None
    totals: Totals | None = None
    """How the Council voted, where its vote is no case of its own."""


class OrderOfBusinessCleared(Dated):
    """The order of business is settled."""

    type: Literal["OrderOfBusinessCleared"] = "OrderOfBusinessCleared"
    items: tuple[Item, ...]
    sub_items: tuple[SubItem, ...] = ()
    vote: VoteName | None = None
    totals: Totals | None = None
    arithmetic: Text | None = None


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
        f"the Council meets on {acting.on}, not {counted(offset, 'day')} before the "
        f"plenary session, which begins on {plenary.first_day}"
    )
    found = breach("council.offset", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [opened, found]


def clear(
    command: ClearOrderOfBusiness,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event | Elsewhere] | Refusal:
    """Clear the items as the Council decided; every model law among them must be reported."""
    if plenary.stage is not Stage.CONVENED or plenary.council_on is None:
        return not_in_order("the Council clears the order of business once, when it has met")
    points = _points(command.items, command.sub_items)
    subjects = [point.about for point in points if point.about is not None]
    if (fault := fault_in([point.place for point in points], subjects)) is not None:
        return not_valid(fault)
    if (refusal := left_out(plenary, points)) is not None:
        return refusal
    decided = _decided(command, plenary, acting, rules, record)
    if isinstance(decided, Refusal):
        return decided
    placed_laws = _placed(points, plenary, record)
    if isinstance(placed_laws, Refusal):
        return placed_laws
    told = command.model_dump(exclude={"type"})
    event = OrderOfBusinessCleared.model_validate({**told, "arithmetic": decided.arithmetic})
    return [event, *decided.irregularities, *placed_laws]


def _decided(
    command: ClearOrderOfBusiness,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Judged | Refusal:
    """Follow the vote of the Council that is cited, or judge the totals that are told."""
    if command.vote is not None:
        refusal = not_carried(command.vote, (COUNCIL,), record, about=plenary.stream)
        if refusal is not None:
            return refusal
    told = Told(
        body=COUNCIL,
        kind=ORDER_OF_BUSINESS[0],
        about=plenary.stream,
        totals=command.totals,
        vote=command.vote,
    )
    return judged(told, record.case(STREAM, Assembly), acting, rules)


def _placed(
    points: Sequence[Point], plenary: PlenarySession, record: Record
) -> Sequence[Elsewhere] | Refusal:
    laws = [(law, point.place) for point in points if (law := law_of(point.about)) is not None]
    for law, _ in laws:
        if (refusal := not_ready(law, record)) is not None:
            return refusal
    return [placed(law, place, plenary) for law, place in laws]


def _points(items: Sequence[Item], sub_items: Sequence[SubItem]) -> Sequence[Point]:
    return (
        *(Point(place=str(each.number), title=each.title, about=each.about) for each in items),
        *(Point(place=each.place, title=each.title, about=each.about) for each in sub_items),
    )


def law_of(about: str | None) -> str | None:
    """Return the model law that a point is about, if it is about one."""
    return about if about is not None and category(about) == "model-law" else None


def placed(law: str, place: str, plenary: PlenarySession) -> Elsewhere:
    """Tell a model law under which item it comes before the plenary."""
    event = PlacedOnOrderOfBusiness(plenary_session=plenary.stream, item=top(place))
    return Elsewhere(law, event)


def not_ready(stream: str, record: Record) -> Refusal | None:
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
    points = arranged(_points(event.items, event.sub_items))
    return replace(
        plenary,
        stage=stage,
        items=event.items,
        points=with_proposers(points, plenary.proposals),
        proposals=scheduled(plenary.proposals, points),
        business=plenary.business + 1,
    )
