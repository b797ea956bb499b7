"""Items: a point is opened, debated, voted on, and ends decided, dropped, deferred or withdrawn."""

from collections.abc import Sequence
from typing import ClassVar, Literal, TypeAlias

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event, Text, VoteName
from domain.model_law.order_of_business import TakenOffOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.plenary_session.council import law_of
from domain.plenary_session.decisions import not_decided
from domain.plenary_session.points import Life, Place, Point, changed, debated
from domain.plenary_session.points_of_order import while_pending
from domain.plenary_session.presence import Timed, moment_of
from domain.plenary_session.proposals import PROPOSING, is_from
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, no_right, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

Until: TypeAlias = Literal["later-sitting", "next-plenary-session"]
ON_THE_CHAIRS_ORDER = (Capacity.SECRETARIAT, Capacity.CHAIR)


class OpenItem(Command):
    """An item is opened on the chair's order; several together are a joint debate."""

    by: ClassVar = ON_THE_CHAIRS_ORDER
    type: Literal["OpenItem"] = "OpenItem"
    item: Place
    jointly: tuple[Place, ...] = ()


class ItemOpened(Timed):
    """The debate on an item began; until schema 2 only the day was told."""

    schema_version: ClassVar = 2
    type: Literal["ItemOpened"] = "ItemOpened"
    item: Place
    jointly: tuple[Place, ...] = ()


class CloseItem(Command):
    """An item is dealt with; what was concluded without a vote may be said."""

    by: ClassVar = ON_THE_CHAIRS_ORDER
    type: Literal["CloseItem"] = "CloseItem"
    item: Place
    conclusion: Text | None = None


class ItemClosed(Dated):
    """An item is decided."""

    type: Literal["ItemClosed"] = "ItemClosed"
    item: Place
    votes: tuple[VoteName, ...] = ()
    conclusion: Text | None = None


class DeferItem(Command):
    """An item is put off: to a later sitting, or to the next plenary session."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["DeferItem"] = "DeferItem"
    item: Place
    until: Until
    grounds: Text


class ItemDeferred(Dated):
    """An item was put off."""

    type: Literal["ItemDeferred"] = "ItemDeferred"
    item: Place
    until: Until
    grounds: Text


class DropItem(Command):
    """An item that is being debated is dropped, as where no consensus can be found."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["DropItem"] = "DropItem"
    item: Place
    grounds: Text
    vote: VoteName | None = None


class ItemDropped(Dated):
    """An item was dropped."""

    type: Literal["ItemDropped"] = "ItemDropped"
    item: Place
    grounds: Text
    vote: VoteName | None = None


class WithdrawItem(Command):
    """Who proposed an item takes it back before it is decided."""

    by: ClassVar = PROPOSING
    type: Literal["WithdrawItem"] = "WithdrawItem"
    item: Place


class ItemWithdrawn(Dated):
    """An item was taken back by its proposer."""

    type: Literal["ItemWithdrawn"] = "ItemWithdrawn"
    item: Place


def open_item(
    command: OpenItem, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Open what waits for its turn, when nothing else is being debated."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("no sitting is open")
    if plenary.open_points:
        debated = ", ".join(point.place for point in plenary.open_points)
        return not_in_order(f"item {debated} is under debate; close it, or defer it")
    wanted = (command.item, *command.jointly)
    for place in wanted:
        point = plenary.points.get(place)
        if point is None or not point.is_awaited:
            return not_in_order(f"item {place} {_as_it_is(point)}")
    if len(set(wanted)) < len(wanted):
        return not_valid("an item is named twice")
    excused = while_pending(plenary, acting, rules)
    if isinstance(excused, Refusal):
        return excused
    return [
        ItemOpened(item=command.item, jointly=command.jointly, at=moment_of(acting)),
        *excused,
    ]


def close_item(
    command: CloseItem, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Close what is under debate and not being voted on."""
    refusal = _not_debated(command.item, plenary) or _somebody_speaks(command.item, plenary)
    if refusal is not None:
        return refusal
    excused = while_pending(plenary, acting, rules)
    if isinstance(excused, Refusal):
        return excused
    votes = tuple(
        vote.stream
        for vote in plenary.votes.values()
        if command.item in vote.items and vote.outcome not in {None, "void"}
    )
    return [ItemClosed(item=command.item, votes=votes, conclusion=command.conclusion), *excused]


def defer(
    command: DeferItem, plenary: PlenarySession, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Put off what is awaited or debated; a law that does not come here waits for another place."""
    point = plenary.points.get(command.item)
    if point is None or not (point.is_awaited or point.life is Life.UNDER_DEBATE):
        return not_in_order(f"item {command.item} {_as_it_is(point)}")
    if plenary.stage not in {Stage.OPEN, Stage.SUSPENDED}:
        return not_in_order("the plenary session does not sit")
    told = command.model_dump(exclude={"type"})
    stays = command.until == "later-sitting"
    return [
        ItemDeferred.model_validate(told),
        *([] if stays else _taken_off(point, plenary, record)),
    ]


def drop(
    command: DropItem, plenary: PlenarySession, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Drop what is under debate; to take off what is not yet opened is a change to request."""
    refusal = _not_debated(command.item, plenary)
    refusal = refusal or not_decided(command.vote, plenary, outcome="rejected")
    if refusal is not None:
        return refusal
    dropped = ItemDropped.model_validate(command.model_dump(exclude={"type"}))
    return [dropped, *_taken_off(plenary.points[command.item], plenary, record)]


def withdraw_item(
    command: WithdrawItem, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Let its proposer take it back, and nobody else."""
    point = plenary.points.get(command.item)
    if point is None or not (point.is_awaited or point.life is Life.UNDER_DEBATE):
        return not_in_order(f"item {command.item} {_as_it_is(point)}")
    if point.proposer is None:
        return not_in_order(f"who proposed item {command.item} is not on record")
    if not is_from(point.proposer, acting, record):
        return no_right(f"item {command.item} is {point.proposer}'s")
    return [ItemWithdrawn(item=command.item), *_taken_off(point, plenary, record)]


def _taken_off(point: Point, plenary: PlenarySession, record: Record) -> Sequence[Elsewhere]:
    """Tell a model law that has not been voted on that it waits for another place."""
    law = law_of(point.about)
    if law is None or not record.case(law, ModelLaw).is_before(plenary.stream):
        return []
    return [Elsewhere(law, TakenOffOrderOfBusiness(plenary_session=plenary.stream))]


def _not_debated(place: str, plenary: PlenarySession) -> Refusal | None:
    point = plenary.points.get(place)
    if point is not None and point.life is Life.UNDER_DEBATE:
        return None
    return not_in_order(f"item {place} {_as_it_is(point)}")


def _somebody_speaks(place: str, plenary: PlenarySession) -> Refusal | None:
    floor = plenary.floor
    if floor is None or floor.item != place:
        return None
    return not_in_order(f"{floor.parliament} has the floor on item {place}; end the speech first")


def _as_it_is(point: Point | None) -> str:
    return "is not on the order of business" if point is None else f"is {point.life.value}"


def item_opened(plenary: PlenarySession, event: ItemOpened) -> PlenarySession:
    """Debate it."""
    places = (event.item, *event.jointly)
    return replace(plenary, points=debated(plenary.points, places, event.moment or None))


def item_closed(plenary: PlenarySession, event: ItemClosed) -> PlenarySession:
    """Have decided it."""
    return _now(plenary, Life.DECIDED, event.item)


def item_deferred(plenary: PlenarySession, event: ItemDeferred) -> PlenarySession:
    """Wait for a later sitting; what is put off further is not awaited here any more."""
    life = Life.DEFERRED if event.until == "later-sitting" else Life.POSTPONED
    return _now(plenary, life, event.item)


def item_dropped(plenary: PlenarySession, event: ItemDropped) -> PlenarySession:
    """Await it no longer."""
    return _now(plenary, Life.DROPPED, event.item)


def item_withdrawn(plenary: PlenarySession, event: ItemWithdrawn) -> PlenarySession:
    """Await it no longer."""
    return _now(plenary, Life.WITHDRAWN, event.item)


def _now(plenary: PlenarySession, life: Life, *places: str) -> PlenarySession:
    """Give points a new life; who spoke on one that is debated no more has no floor."""
    floor = plenary.floor
    kept = floor if floor is None or floor.item not in places else None
    return replace(plenary, points=changed(plenary.points, places, life), floor=kept)
