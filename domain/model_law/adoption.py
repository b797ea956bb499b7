"""Adoption: what the chair makes of the vote: a model law, a referral back, or nothing more."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Sha256, Text, VoteName
from domain.model_law.plenary import vote_is_open
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_order import too_early
from domain.vote.electorate import PLENARY
from domain.vote.state import Kind, Vote
from domain.vote.subjects import is_open_again

DECISION = "plenary.decision"
MOTIONS: tuple[Kind, ...] = ("procedural", "motion")
"""The kinds of vote by which the plenary decides what becomes of a text it does not vote on."""


class AdoptModelLaw(Command):
    """The chair declares the edition that was carried to be the assembly's model law."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = DECISION
    type: Literal["AdoptModelLaw"] = "AdoptModelLaw"
    edition: int
    sha256: Sha256 | None = None


class ReferBack(Command):
    """The chair sends it to committee again, as the plenary decided by the vote that is named."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = DECISION
    kinds: ClassVar = (*MOTIONS, "referral_back")
    type: Literal["ReferBack"] = "ReferBack"
    vote: VoteName | None = None
    grounds: Text


class DropModelLaw(Command):
    """The chair ends a proposal: it was rejected, or the plenary decided so by another vote."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = DECISION
    kinds: ClassVar = (*MOTIONS, "drop")
    type: Literal["DropModelLaw"] = "DropModelLaw"
    vote: VoteName | None = None
    grounds: Text


class ModelLawAdopted(Dated):
    """The plenary took this text as its own."""

    type: Literal["ModelLawAdopted"] = "ModelLawAdopted"
    edition: int
    sha256: Sha256 | None = None
    vote: str
    on: date


class ReferredBack(Dated):
    """It goes to committee again."""

    type: Literal["ReferredBack"] = "ReferredBack"
    vote: VoteName | None = None
    grounds: Text


class ModelLawDropped(Dated):
    """It is not pursued."""

    type: Literal["ModelLawDropped"] = "ModelLawDropped"
    vote: VoteName | None = None
    grounds: Text


def adopt(
    command: AdoptModelLaw, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ModelLawAdopted] | Refusal:
    """Adopt exactly the text that was carried, whatever the number says."""
    text = law.carried
    if law.stage is not Stage.VOTED or text is None or law.vote is None:
        return not_in_order(
            f"no vote has carried {law.stream}; it is {law.stage.value}",
            citation=rules.cite(DECISION),
        )
    if (command.edition, command.sha256) != (text.number, text.sha256):
        return Refusal(
            code="other-edition",
            sentence=f"the vote carried edition {text.number} with the hash {text.sha256}",
            citation=rules.cite(DECISION),
        )
    return _taken_up_again(law, record) or [
        ModelLawAdopted(edition=text.number, sha256=text.sha256, vote=law.vote, on=acting.on)
    ]


def refer_back(
    command: ReferBack, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ReferredBack] | Refusal:
    """Send it back as a carried motion asks: the chair alone has no such power."""
    refusal = _not_before_the_plenary(law, record) or _not_decided(
        command, law, acting, rules, record
    )
    return refusal or [ReferredBack(vote=command.vote, grounds=command.grounds)]


def drop(
    command: DropModelLaw, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ModelLawDropped] | Refusal:
    """Drop it after the final vote that rejected it, or as a carried motion asks."""
    refusal = _not_before_the_plenary(law, record)
    rejected = law.motion == "rejected" and command.vote == law.vote
    if refusal is None and rejected:
        refusal = _taken_up_again(law, record)
    elif refusal is None:
        refusal = _not_decided(command, law, acting, rules, record)
    return refusal or [ModelLawDropped(vote=command.vote, grounds=command.grounds)]


def adopted(law: ModelLaw, event: ModelLawAdopted) -> ModelLaw:
    """Await its publication and transmission."""
    return replace(law, stage=Stage.ADOPTED, adopted_on=event.on)


def referred_back(law: ModelLaw, event: ReferredBack) -> ModelLaw:
    """Await a new referral; what was voted on is history, and its motion is spent."""
    spent = law.spent_motions if event.vote is None else (*law.spent_motions, event.vote)
    return replace(
        law,
        stage=Stage.REFERRED_BACK,
        plenary_session=None,
        item=None,
        vote=None,
        motion=None,
        carried=None,
        spent_motions=spent,
    )


def dropped(law: ModelLaw, _: ModelLawDropped) -> ModelLaw:
    """Await nothing more."""
    return replace(law, stage=Stage.DROPPED)


def _not_before_the_plenary(law: ModelLaw, record: Record) -> Refusal | None:
    if law.stage not in {Stage.VOTED, Stage.ON_ORDER_OF_BUSINESS}:
        return not_in_order(f"{law.stream} is not before the plenary; it is {law.stage.value}")
    if vote_is_open(law, record):
        return not_in_order(f"a vote on {law.stream} is open; announce its result first")
    if law.motion == "carried" and not is_open_again(law, record):
        return not_in_order(f"{law.stream} was carried by {law.vote}: adopt it")
    return None


def _taken_up_again(law: ModelLaw, record: Record) -> Refusal | None:
    """Refuse to draw the consequence of a decision that the plenary has not done with."""
    if is_open_again(law, record):
        return not_in_order(
            f"{law.vote} is taken up again: put the final vote on {law.stream} anew",
        )
    if vote_is_open(law, record):
        return not_in_order(f"a vote on {law.stream} is open; announce its result first")
    return None


def _not_decided(
    command: ReferBack | DropModelLaw,
    law: ModelLaw,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Refusal | None:
    """Refuse what no announced vote of this plenary session on such a motion has carried."""
    if command.vote is None:
        return Refusal(
            code="not-in-order",
            sentence=f"name the vote by which the plenary decided this about {law.stream}",
            citation=rules.cite(DECISION),
            missing=("vote",),
        )
    vote = record.case(command.vote, Vote)
    put = (vote.about, vote.plenary_session, vote.body)
    if put != (law.stream, law.plenary_session, PLENARY) or vote.announced != "adopted":
        return not_in_order(
            f"{command.vote} carried no motion on {law.stream} in {law.plenary_session}",
            citation=rules.cite(DECISION),
        )
    return _no_such_motion(command, vote, law, rules) or too_early(vote, acting)


def _no_such_motion(
    command: ReferBack | DropModelLaw, vote: Vote, law: ModelLaw, rules: Rules
) -> Refusal | None:
    """Refuse a vote that decided something else about the law, or that was followed already."""
    if vote.kind not in command.kinds:
        kinds = " or ".join(command.kinds)
        return not_in_order(
            f"{vote.stream} put a question of the kind {vote.kind}, not {kinds}",
            citation=rules.cite(DECISION),
        )
    if vote.item is not None:
        return not_in_order(
            f"{vote.stream} was on {vote.item}, not on what becomes of {law.stream}",
            citation=rules.cite(DECISION),
        )
    if vote.stream in law.spent_motions:
        return not_in_order(
            f"{law.stream} was referred back by {vote.stream} already; a new motion decides anew",
            citation=rules.cite(DECISION),
        )
    return None
