"""Changes of business: the order of business follows what was decided; each is an edition."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.messages import CaseName, Command, Dated, Event, Text, VoteName
from domain.model_law.order_of_business import TakenOffOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.plenary_session.citing import ORDER_OF_BUSINESS, PLENARY, not_put
from domain.plenary_session.council import law_of, not_ready, placed
from domain.plenary_session.points import (
    Life,
    Place,
    Point,
    arranged,
    branch,
    changed,
    moved,
    next_free,
    top,
)
from domain.plenary_session.requests import impossible, settled
from domain.plenary_session.state import Change, PlenarySession, Request
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.told import Told, judged
from domain.vote.totals import Totals

RULE = "order_of_business.change"
UNOPPOSED, BY_CHAIR = "no-objection", "chair"


class DecideOrderOfBusinessChange(Command):
    """The chair declares what was decided on a request, citing the vote if there was one."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = RULE
    type: Literal["DecideOrderOfBusinessChange"] = "DecideOrderOfBusinessChange"
    request: int
    outcome: Literal["accepted", "refused"]
    vote: VoteName | None = None


class OrderOfBusinessChanged(Dated):
    """A request was accepted: this is the next edition of the order of business."""

    type: Literal["OrderOfBusinessChanged"] = "OrderOfBusinessChanged"
    edition: int
    request: int
    change: Change
    item: Place
    to: Place | None = None
    title: Text | None = None
    about: CaseName | None = None
    vote: VoteName | None = None


class OrderOfBusinessChangeRefused(Dated):
    """A request was not accepted: the order of business stays as it is."""

    type: Literal["OrderOfBusinessChangeRefused"] = "OrderOfBusinessChangeRefused"
    request: int
    vote: VoteName | None = None


class AdoptOrderOfBusiness(Command):
    """The plenary session adopts the order of business as it stands, by a vote if one is cited."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "plenary.decision"
    type: Literal["AdoptOrderOfBusiness"] = "AdoptOrderOfBusiness"
    vote: VoteName | None = None
    totals: Totals | None = None
    """How the plenary voted, where its vote is no case of its own."""


class OrderOfBusinessAdopted(Dated):
    """An edition of the order of business is adopted."""

    type: Literal["OrderOfBusinessAdopted"] = "OrderOfBusinessAdopted"
    edition: int
    vote: VoteName | None = None
    totals: Totals | None = None
    arithmetic: Text | None = None


def decide_change(
    command: DecideOrderOfBusinessChange, plenary: PlenarySession, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Follow the vote that is cited; without one it depends on the rules whether it needs one."""
    request = plenary.requests.get(command.request)
    if request is None:
        return not_in_order(f"no request {command.request} waits for a decision")
    expected: Literal["adopted", "rejected"] = (
        "adopted" if command.outcome == "accepted" else "rejected"
    )
    refusal = not_put(
        command.vote, plenary, record, outcome=expected, kinds=ORDER_OF_BUSINESS
    ) or _vote_lacking(command, rules)
    if refusal is not None:
        return refusal
    if command.outcome == "refused":
        return [OrderOfBusinessChangeRefused(request=request.number, vote=command.vote)]
    return _accepted(request, command.vote, plenary, record)


def _vote_lacking(command: DecideOrderOfBusinessChange, rules: Rules) -> Refusal | None:
    """Say why a decision without a vote does not suffice."""
    way = rules.value(RULE)
    unopposed = way == UNOPPOSED and command.outcome == "accepted"
    if command.vote is not None or way == BY_CHAIR or unopposed:
        return None
    if way is None:
        return needs_ruling(
            RULE,
            sentence="no rule says whether the order of business changes without a vote; "
            "cite the vote, or let the chair rule on it",
            citation=rules.cite(RULE),
        )
    return Refusal(
        code="against-the-rules",
        sentence=f"request {command.request} is decided by a vote; cite it",
        citation=rules.cite(RULE),
        missing=("vote",),
    )


def _accepted(
    request: Request, vote: str | None, plenary: PlenarySession, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    if (refusal := impossible(request, plenary)) is not None:
        return refusal
    law = law_of(request.about)
    if law is not None and (refusal := not_ready(law, record)) is not None:
        return refusal
    item = request.item or request.to or next_free(plenary.points)
    event = OrderOfBusinessChanged(
        edition=plenary.business + 1,
        request=request.number,
        change=request.change,
        item=item,
        to=request.to if request.change == "move" else None,
        title=request.title,
        about=request.about,
        vote=vote,
    )
    return [event, *_told_to_laws(event, plenary, record)]


def _told_to_laws(
    event: OrderOfBusinessChanged, plenary: PlenarySession, record: Record
) -> Sequence[Elsewhere]:
    if event.change == "add":
        law = law_of(event.about)
        return [] if law is None else [placed(law, event.item, plenary)]
    found = (law_of(plenary.points[each].about) for each in branch(plenary.points, event.item))
    laws = [law for law in found if law is not None and _waits(law, plenary, record)]
    if event.change == "remove":
        taken_off = TakenOffOrderOfBusiness(plenary_session=plenary.stream)
        return [Elsewhere(law, taken_off) for law in laws]
    to = event.to or event.item
    return [placed(law, to, plenary) for law in laws if top(to) != top(event.item)]


def _waits(law: str, plenary: PlenarySession, record: Record) -> bool:
    return record.case(law, ModelLaw).is_before(plenary.stream)


def adopt(
    command: AdoptOrderOfBusiness,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event] | Refusal:
    """Adopt an edition once, while the plenary session sits, as it was voted."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("the order of business is adopted while the plenary session sits")
    if plenary.adopted == plenary.business:
        return Refusal(
            code="already-done", sentence=f"edition {plenary.business} of it has been adopted"
        )
    refusal = not_put(command.vote, plenary, record, outcome="adopted", kinds=ORDER_OF_BUSINESS)
    if refusal is not None:
        return refusal
    told = command.model_dump(exclude={"type"})
    decided = judged(_told(command, plenary), record.case(STREAM, Assembly), acting, rules)
    if isinstance(decided, Refusal):
        return decided
    adopted = {**told, "edition": plenary.business, "arithmetic": decided.arithmetic}
    return [OrderOfBusinessAdopted.model_validate(adopted), *decided.irregularities]


def _told(command: AdoptOrderOfBusiness, plenary: PlenarySession) -> Told:
    return Told(
        body=PLENARY,
        kind=ORDER_OF_BUSINESS[0],
        about=plenary.stream,
        totals=command.totals,
        vote=command.vote,
        plenary=plenary,
    )


def business_changed(plenary: PlenarySession, event: OrderOfBusinessChanged) -> PlenarySession:
    """Hold the next edition."""
    asked = plenary.requests.get(event.request)
    after = replace(settled(plenary, event.request), business=event.edition)
    points = after.points
    match event.change:
        case "add":
            late = Point(
                place=event.item,
                title=event.title or "",
                about=event.about,
                proposer=asked.requested_by if asked else None,
            )
            return replace(after, points=arranged((*points.values(), late)))
        case "remove":
            gone = [each for each in branch(points, event.item) if points[each].is_awaited]
            return replace(after, points=changed(points, gone, Life.DROPPED))
        case "move":
            return _moved(after, event.item, event.to or event.item)


def _moved(plenary: PlenarySession, item: str, to: str) -> PlenarySession:
    """Put a branch elsewhere; the lists of speakers go with it."""
    below = set(branch(plenary.points, item))
    debates = {
        to + place[len(item) :] if place in below else place: debate
        for place, debate in plenary.debates.items()
    }
    points = moved(plenary.points, item, to)
    return replace(plenary, points=points, debates=MappingProxyType(debates))


def change_refused(plenary: PlenarySession, event: OrderOfBusinessChangeRefused) -> PlenarySession:
    """Forget the request."""
    return settled(plenary, event.request)


def business_adopted(plenary: PlenarySession, event: OrderOfBusinessAdopted) -> PlenarySession:
    """Remember which edition is adopted."""
    return replace(plenary, adopted=event.edition)
