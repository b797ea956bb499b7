"""Proposals: points asked for before the order of business is cleared, admitted or refused."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import CaseName, Command, Dated, Event, Key, Text
from domain.plenary_session.points import Life, Place, Point, Points, arranged
from domain.plenary_session.state import PlenarySession, Proposal
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Actor, Capacity

BEFORE_IT_IS_CLEARED = frozenset({Stage.PLANNED, Stage.POSTPONED, Stage.CONVENED})
PROPOSING = (
    Capacity.DELEGATION,
    Capacity.COMMITTEE,
    Capacity.COUNCIL,
    Capacity.CHAIR,
    Capacity.SECRETARIAT,
)
UNDECIDED = frozenset({Life.PROPOSED, Life.ADMITTED})


class ProposeItem(Command):
    """Somebody proposes a point for the order of business."""

    by: ClassVar = PROPOSING
    type: Literal["ProposeItem"] = "ProposeItem"
    title: Text
    about: CaseName | None = None


class ItemProposed(Dated):
    """A point was proposed."""

    type: Literal["ItemProposed"] = "ItemProposed"
    proposal: int
    title: Text
    about: CaseName | None = None
    proposer: Key


class AdmitItem(Command):
    """The Council, or the chair for it, admits a proposal, to stand at this place."""

    by: ClassVar = (Capacity.COUNCIL, Capacity.CHAIR)
    type: Literal["AdmitItem"] = "AdmitItem"
    proposal: int
    item: Place


class ItemAdmitted(Dated):
    """A proposal is admitted: the order of business will hold it."""

    type: Literal["ItemAdmitted"] = "ItemAdmitted"
    proposal: int
    item: Place


class RefuseItem(Command):
    """The Council, or the chair for it, refuses a proposal."""

    by: ClassVar = (Capacity.COUNCIL, Capacity.CHAIR)
    type: Literal["RefuseItem"] = "RefuseItem"
    proposal: int
    grounds: Text


class ItemRefused(Dated):
    """A proposal is refused."""

    type: Literal["ItemRefused"] = "ItemRefused"
    proposal: int
    grounds: Text


class WithdrawProposal(Command):
    """Who proposed a point takes it back before the order of business is cleared."""

    by: ClassVar = PROPOSING
    type: Literal["WithdrawProposal"] = "WithdrawProposal"
    proposal: int


class ProposalWithdrawn(Dated):
    """A proposal was taken back."""

    type: Literal["ProposalWithdrawn"] = "ProposalWithdrawn"
    proposal: int


def proposer_of(actor: Actor) -> str:
    """Return under which name a proposal or a request goes: the body, else the office."""
    return actor.body or actor.capacity.value


def is_from(proposer: str, acting: Acting, record: Record) -> bool:
    """Tell whether the actor is who proposed or requested it, or what stands in its place now."""
    assembly = record.case(STREAM, Assembly)
    match acting.actor.capacity:
        case Capacity.DELEGATION:
            heir = assembly.in_place_of(proposer, acting.on)
        case Capacity.COMMITTEE:
            heir = assembly.committee_in_place_of(proposer, acting.on)
        case _:
            heir = proposer
    return proposer_of(acting.actor) == heir


def propose(
    command: ProposeItem, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Take a proposal as long as the order of business is not cleared."""
    if plenary.stage not in BEFORE_IT_IS_CLEARED:
        return not_in_order("the order of business is cleared; request a change of it")
    told = command.model_dump(exclude={"type"})
    number, proposer = len(plenary.proposals) + 1, proposer_of(acting.actor)
    return [ItemProposed.model_validate({**told, "proposal": number, "proposer": proposer})]


def admit(command: AdmitItem, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Admit it to a place that no other proposal has."""
    if (refusal := _not_waiting(command.proposal, plenary)) is not None:
        return refusal
    for each in plenary.proposals.values():
        if each.place == command.item and each.number != command.proposal:
            return not_in_order(f"item {command.item} is proposal {each.number} already")
    return [ItemAdmitted(proposal=command.proposal, item=command.item)]


def refuse(command: RefuseItem, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Refuse it, also after it was admitted."""
    refusal = _not_waiting(command.proposal, plenary)
    return refusal or [ItemRefused(proposal=command.proposal, grounds=command.grounds)]


def withdraw_proposal(
    command: WithdrawProposal, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Let its proposer take it back, and nobody else."""
    if (refusal := _not_waiting(command.proposal, plenary)) is not None:
        return refusal
    proposer = plenary.proposals[command.proposal].proposer
    if not is_from(proposer, acting, record):
        return no_right(f"proposal {command.proposal} is {proposer}'s")
    return [ProposalWithdrawn(proposal=command.proposal)]


def _not_waiting(number: int, plenary: PlenarySession) -> Refusal | None:
    found = plenary.proposals.get(number)
    if found is None:
        return not_in_order(f"there is no proposal {number}")
    if plenary.stage not in BEFORE_IT_IS_CLEARED or found.life not in UNDECIDED:
        return not_in_order(f"proposal {number} is {found.life.value}")
    return None


def left_out(plenary: PlenarySession, points: Sequence[Point]) -> Refusal | None:
    """Say which admitted proposal an order of business does not hold: none gets lost silently."""
    by_place = {each.place: each for each in points}
    for each in plenary.proposals.values():
        if each.life is not Life.ADMITTED:
            continue
        point = by_place.get(each.place or "")
        if point is None or point.about != each.about:
            return not_in_order(
                f"proposal {each.number} is admitted as item {each.place}; "
                "place it there, or refuse it"
            )
    return None


def with_proposers(points: Points, proposals: Mapping[int, Proposal]) -> Points:
    """Return the points that were proposed with who proposed them."""
    known = {each.place: each.proposer for each in proposals.values() if each.life is Life.ADMITTED}
    return arranged(replace(each, proposer=known.get(each.place)) for each in points.values())


def scheduled(proposals: Mapping[int, Proposal], points: Points) -> Mapping[int, Proposal]:
    """Return the proposals when the order of business is cleared: the admitted ones are in it."""
    return _all(
        replace(each, life=Life.SCHEDULED)
        if each.life is Life.ADMITTED and each.place in points
        else each
        for each in proposals.values()
    )


def proposed_again(proposals: Mapping[int, Proposal]) -> Mapping[int, Proposal]:
    """Return the proposals when the Council has to meet anew: what was scheduled is admitted."""
    return _all(
        replace(each, life=Life.ADMITTED) if each.life is Life.SCHEDULED else each
        for each in proposals.values()
    )


def proposed(plenary: PlenarySession, event: ItemProposed) -> PlenarySession:
    """Keep the proposal under its number."""
    proposal = Proposal(
        number=event.proposal, title=event.title, about=event.about, proposer=event.proposer
    )
    return replace(plenary, proposals=_all((*plenary.proposals.values(), proposal)))


def admitted(plenary: PlenarySession, event: ItemAdmitted) -> PlenarySession:
    """Remember where it will stand."""
    return _with(plenary, event.proposal, Life.ADMITTED, event.item)


def refused(plenary: PlenarySession, event: ItemRefused) -> PlenarySession:
    """Remember that it is refused."""
    return _with(plenary, event.proposal, Life.REFUSED, None)


def proposal_withdrawn(plenary: PlenarySession, event: ProposalWithdrawn) -> PlenarySession:
    """Remember that it was taken back."""
    return _with(plenary, event.proposal, Life.WITHDRAWN, None)


def _with(plenary: PlenarySession, number: int, life: Life, place: str | None) -> PlenarySession:
    return replace(
        plenary,
        proposals=_all(
            replace(each, life=life, place=place) if each.number == number else each
            for each in plenary.proposals.values()
        ),
    )


def _all(proposals: Iterable[Proposal]) -> Mapping[int, Proposal]:
    return MappingProxyType({each.number: each for each in proposals})
