"""Requests: once the order of business is cleared, somebody asks for a change of it."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.messages import CaseName, Command, Dated, Event, Key, Text
from domain.plenary_session.points import Life, Place, above, branch
from domain.plenary_session.proposals import PROPOSING, is_from, proposer_of
from domain.plenary_session.state import Change, PlenarySession, Request
from domain.refusal import Refusal, no_right, not_in_order, not_valid
from domain.replacing import replace
from domain.stages import Stage

CLEARED = frozenset(
    {Stage.ORDER_OF_BUSINESS_CLEARED, Stage.CHAIR_TRANSFERRED, Stage.OPEN, Stage.SUSPENDED}
)


class RequestOrderOfBusinessChange(Command):
    """Somebody asks for a late item, or that an item be taken off or put elsewhere."""

    by: ClassVar = PROPOSING
    rule: ClassVar = "order_of_business.change"
    type: Literal["RequestOrderOfBusinessChange"] = "RequestOrderOfBusinessChange"
    change: Change
    item: Place | None = None
    """Which one is taken off or moved."""
    to: Place | None = None
    """Where it shall stand; of a late item that names no place: after the last one."""
    title: Text | None = None
    about: CaseName | None = None
    grounds: Text | None = None


class OrderOfBusinessChangeRequested(Dated):
    """A change of the order of business was asked for."""

    type: Literal["OrderOfBusinessChangeRequested"] = "OrderOfBusinessChangeRequested"
    request: int
    change: Change
    item: Place | None = None
    to: Place | None = None
    title: Text | None = None
    about: CaseName | None = None
    grounds: Text | None = None
    requested_by: Key


class WithdrawOrderOfBusinessRequest(Command):
    """Who asked for a change takes his request back."""

    by: ClassVar = PROPOSING
    type: Literal["WithdrawOrderOfBusinessRequest"] = "WithdrawOrderOfBusinessRequest"
    request: int


class OrderOfBusinessRequestWithdrawn(Dated):
    """A request was taken back."""

    type: Literal["OrderOfBusinessRequestWithdrawn"] = "OrderOfBusinessRequestWithdrawn"
    request: int


def request_change(
    command: RequestOrderOfBusinessChange, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Take a request that the tree as it now stands could follow."""
    if plenary.stage not in CLEARED:
        return not_in_order("no order of business is cleared; propose the item instead")
    wanted = Request(
        number=plenary.requested + 1,
        requested_by=proposer_of(acting.actor),
        **command.model_dump(exclude={"type", "grounds"}),
    )
    if (refusal := impossible(wanted, plenary)) is not None:
        return refusal
    told = command.model_dump(exclude={"type"})
    more = {"request": wanted.number, "requested_by": wanted.requested_by}
    return [OrderOfBusinessChangeRequested.model_validate({**told, **more})]


def impossible(request: Request, plenary: PlenarySession) -> Refusal | None:
    """Say why the tree cannot be changed so."""
    points = plenary.points
    if request.change == "add":
        return _cannot_add(request, plenary)
    if request.item is None or request.item not in points:
        return not_in_order(f"there is no item {request.item or 'without a number'}")
    for place in branch(points, request.item):
        if points[place].is_open or points[place].life is Life.DECIDED:
            return not_in_order(f"item {place} is {points[place].life.value}")
    if request.change == "remove":
        return None
    if request.to is None:
        return not_valid("say where the item shall stand")
    if request.item in (request.to, *_stems(request.to)):
        return not_valid(f"item {request.item} cannot stand below itself")
    return _no_place(request.to, plenary)


def _cannot_add(request: Request, plenary: PlenarySession) -> Refusal | None:
    if request.title is None or request.item is not None:
        return not_valid("a late item has a title, and `to` is where it shall stand")
    about = {each.about for each in plenary.points.values() if each.life is not Life.DROPPED}
    if request.about is not None and request.about in about:
        return not_in_order(f"{request.about} is on the order of business")
    return None if request.to is None else _no_place(request.to, plenary)


def _no_place(place: str, plenary: PlenarySession) -> Refusal | None:
    stem = above(place)
    if place in plenary.points:
        return not_in_order(f"item {place} is there already; take a number that is free")
    if stem is not None and stem not in plenary.points:
        return not_in_order(f"item {place} would stand under {stem}, which is not there")
    return None


def _stems(place: str) -> Sequence[str]:
    stem = above(place)
    return [] if stem is None else [stem, *_stems(stem)]


def withdraw_request(
    command: WithdrawOrderOfBusinessRequest,
    plenary: PlenarySession,
    acting: Acting,
    record: Record,
) -> Sequence[Event] | Refusal:
    """Let him take back what he asked for, before it is decided."""
    request = plenary.requests.get(command.request)
    if request is None:
        return not_in_order(f"no request {command.request} waits for a decision")
    if not is_from(request.requested_by, acting, record):
        return no_right(f"request {request.number} is {request.requested_by}'s")
    return [OrderOfBusinessRequestWithdrawn(request=request.number)]


def change_requested(
    plenary: PlenarySession, event: OrderOfBusinessChangeRequested
) -> PlenarySession:
    """Wait for the decision."""
    told = event.model_dump(exclude={"type", "on", "grounds", "request"})
    request = Request(number=event.request, **told)
    requests = MappingProxyType({**plenary.requests, event.request: request})
    return replace(plenary, requests=requests, requested=event.request)


def request_withdrawn(
    plenary: PlenarySession, event: OrderOfBusinessRequestWithdrawn
) -> PlenarySession:
    """Forget the request."""
    return settled(plenary, event.request)


def settled(plenary: PlenarySession, number: int) -> PlenarySession:
    """Return the plenary session without a request: it is decided, or taken back."""
    left = {key: each for key, each in plenary.requests.items() if key != number}
    return replace(plenary, requests=MappingProxyType(left))
