"""Proposal: a delegation or a committee makes the model law its own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Event, Key
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, no_right, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

INITIATIVE = "modellaw.initiative"


class ProposeModelLaw(Command):
    """A delegation or committee proposes; the Secretariat records whose proposal it was."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.COMMITTEE, Capacity.SECRETARIAT)
    rule: ClassVar = INITIATIVE
    type: Literal["ProposeModelLaw"] = "ProposeModelLaw"
    proposer: Key | None = None
    """The parliament whose proposal the Secretariat records; others propose for themselves."""


class ModelLawProposed(Event):
    """It is proposed by a parliament, by a committee, or by nobody that a source names."""

    type: Literal["ModelLawProposed"] = "ModelLawProposed"
    proposer: Key | None = None
    committee: Key | None = None


def propose(
    command: ProposeModelLaw, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ModelLawProposed] | Refusal:
    """Accept a proposal of a member's delegation or of a committee."""
    if law.stage is not Stage.TITLED:
        return not_in_order(f"{law.stream} is proposed already; it is {law.stage.value}")
    proposed = _proposal(command, law, acting)
    return _barred(proposed, law, acting, rules, record) or [proposed]


def _proposal(command: ProposeModelLaw, law: ModelLaw, acting: Acting) -> ModelLawProposed:
    match acting.actor.capacity:
        case Capacity.DELEGATION:
            return ModelLawProposed(proposer=acting.actor.body)
        case Capacity.COMMITTEE:
            return ModelLawProposed(committee=acting.actor.body)
        case _:
            return ModelLawProposed(proposer=command.proposer or law.proposer)


def _barred(
    proposed: ModelLawProposed, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Refusal | None:
    capacity, initiators = acting.actor.capacity, rules.listed(INITIATIVE)
    members = record.case(STREAM, Assembly).members_on(acting.on)
    if initiators and capacity not in {*initiators, Capacity.SECRETARIAT}:
        return no_right(
            f"a {capacity.value} may not initiate a model law", citation=rules.cite(INITIATIVE)
        )
    if proposed.proposer is not None and proposed.proposer not in members:
        return no_right(f"{proposed.proposer} was no member parliament on {acting.on}")
    if law.proposer not in {None, proposed.proposer}:
        return no_right(f"{law.stream} is titled as a proposal of {law.proposer}")
    return None


def proposed(law: ModelLaw, event: ModelLawProposed) -> ModelLaw:
    """Await the first draft."""
    return replace(
        law, stage=Stage.DRAFTING, proposer=event.proposer, proposing_committee=event.committee
    )
