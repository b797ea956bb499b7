"""Proposal: a delegation or a committee makes the model law its own."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Key
from domain.model_law.rights import speaks_for_committee
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
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


class ModelLawProposed(Dated):
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
    assembly = record.case(STREAM, Assembly)
    titled_for = law.proposer and assembly.in_place_of(law.proposer, acting.on)
    proposed = _proposal(command, titled_for, acting)
    refusal = _no_initiative(proposed, rules) or _barred(proposed, acting, assembly)
    if refusal is None and titled_for not in {None, proposed.proposer}:
        refusal = no_right(f"{law.stream} is titled as a proposal of {titled_for}")
    return refusal or [proposed]


def _proposal(command: ProposeModelLaw, titled_for: str | None, acting: Acting) -> ModelLawProposed:
    match acting.actor.capacity:
        case Capacity.DELEGATION:
            return ModelLawProposed(proposer=acting.actor.body)
        case Capacity.COMMITTEE:
            return ModelLawProposed(committee=acting.actor.body)
        case _:
            return ModelLawProposed(proposer=command.proposer or titled_for)


def _barred(proposed: ModelLawProposed, acting: Acting, assembly: Assembly) -> Refusal | None:
    """Say why nobody of these may propose in that name."""
    if proposed.committee is not None and not speaks_for_committee(acting, assembly):
        return no_right(f"whoever presides in {proposed.committee} proposes for it")
    if proposed.proposer is not None and proposed.proposer not in assembly.members_on(acting.on):
        return no_right(f"{proposed.proposer} was no member parliament on {acting.on}")
    return None


def _no_initiative(proposed: ModelLawProposed, rules: Rules) -> Refusal | None:
    """Say why the rules give it no initiative: they list kinds of initiators, or single keys."""
    initiators = rules.listed(INITIATIVE)
    if proposed.committee is not None:
        kind, key = "committee", proposed.committee
    elif proposed.proposer is not None:
        kind, key = "delegation", proposed.proposer
    else:
        return None
    if not initiators or {kind, key} & set(initiators):
        return None
    return no_right(
        f"a model law is initiated by {', '.join(initiators)}, not by {key}",
        citation=rules.cite(INITIATIVE),
    )


def proposed(law: ModelLaw, event: ModelLawProposed) -> ModelLaw:
    """Await the first draft."""
    return replace(
        law, stage=Stage.DRAFTING, proposer=event.proposer, proposing_committee=event.committee
    )
