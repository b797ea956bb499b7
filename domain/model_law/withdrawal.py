"""Withdrawal, lapse, supersession: how a model law ends without or after a decision on it."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.seisin import discharge
from domain.committee_review.state import CommitteeReview
from domain.messages import Command, Dated, Text
from domain.model_law.plenary import vote_is_open
from domain.model_law.rights import is_proposer
from domain.model_law.state import UNDECIDED, ModelLaw, review_stream
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity

LawStream = Annotated[str, Field(pattern=r"^model-law/[a-z0-9]+([-.][a-z0-9]+)*$", max_length=80)]


class WithdrawModelLaw(Command):
    """Whoever proposed it takes it back. Nobody else can."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.COMMITTEE)
    type: Literal["WithdrawModelLaw"] = "WithdrawModelLaw"
    grounds: Text


class LapseModelLaw(Command):
    """The Secretariat records that time or another decision ended it."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["LapseModelLaw"] = "LapseModelLaw"
    grounds: Text


class SupersedeModelLaw(Command):
    """The Secretariat records that a later model law takes its place."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["SupersedeModelLaw"] = "SupersedeModelLaw"
    by_law: LawStream


class ModelLawWithdrawn(Dated):
    """Its proposer ended it."""

    type: Literal["ModelLawWithdrawn"] = "ModelLawWithdrawn"
    grounds: Text


class ModelLawLapsed(Dated):
    """Time or another decision ended it."""

    type: Literal["ModelLawLapsed"] = "ModelLawLapsed"
    grounds: Text


class ModelLawSuperseded(Dated):
    """Another model law took its place; the national acts that followed it stand."""

    type: Literal["ModelLawSuperseded"] = "ModelLawSuperseded"
    by_law: str


def withdraw(
    command: WithdrawModelLaw, law: ModelLaw, acting: Acting, record: Record
) -> Sequence[ModelLawWithdrawn | Elsewhere] | Refusal:
    """Let the proposer withdraw until the vote."""
    if not is_proposer(law, acting, record):
        proposer = law.proposer or law.proposing_committee or "nobody on record"
        return no_right(f"only its proposer, {proposer}, may withdraw {law.stream}")
    return _undecided(law, record) or [
        ModelLawWithdrawn(grounds=command.grounds),
        *_discharges(law, "the model law was withdrawn", record),
    ]


def lapse(
    command: LapseModelLaw, law: ModelLaw, record: Record
) -> Sequence[ModelLawLapsed | Elsewhere] | Refusal:
    """Let it lapse until the vote."""
    return _undecided(law, record) or [
        ModelLawLapsed(grounds=command.grounds),
        *_discharges(law, "the model law lapsed", record),
    ]


def supersede(
    command: SupersedeModelLaw, law: ModelLaw, acting: Acting, record: Record
) -> Sequence[ModelLawSuperseded] | Refusal:
    """Put another adopted model law in the place of an adopted one."""
    if law.adopted_on is None or law.stage is Stage.SUPERSEDED:
        return not_in_order(f"an adopted model law is superseded; this one is {law.stage.value}")
    successor = record.case(command.by_law, ModelLaw)
    if command.by_law == law.stream or successor.adopted_on is None:
        return not_in_order(f"{command.by_law} is no other adopted model law")
    if successor.stage is Stage.SUPERSEDED:
        return not_in_order(
            f"{command.by_law} is superseded itself by {successor.superseded_by}; name that one"
        )
    if acting.at_latest < successor.adopted_on:
        return not_in_order(f"{command.by_law} was adopted on {successor.adopted_on}, not before")
    return [ModelLawSuperseded(by_law=command.by_law)]


def withdrawn(law: ModelLaw, _: ModelLawWithdrawn) -> ModelLaw:
    """Await nothing more."""
    return replace(law, stage=Stage.WITHDRAWN)


def lapsed(law: ModelLaw, _: ModelLawLapsed) -> ModelLaw:
    """Await nothing more."""
    return replace(law, stage=Stage.LAPSED)


def superseded(law: ModelLaw, event: ModelLawSuperseded) -> ModelLaw:
    """Await nothing more; tracks still open are concluded for themselves."""
    return replace(law, stage=Stage.SUPERSEDED, superseded_by=event.by_law)


def _undecided(law: ModelLaw, record: Record) -> Refusal | None:
    if law.stage not in UNDECIDED:
        return not_in_order(f"{law.stream} is {law.stage.value}; that cannot be undone this way")
    if vote_is_open(law, record):
        return not_in_order(f"a vote on {law.stream} is open; announce its result first")
    return None


def _discharges(law: ModelLaw, grounds: str, record: Record) -> list[Elsewhere]:
    streams = [review_stream(law.stream, committee) for committee in law.open_reviews]
    reviews = [record.case(stream, CommitteeReview) for stream in streams]
    return [each for review in reviews for each in discharge(review, grounds)]
