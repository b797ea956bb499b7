"""Opening: a question is put to the vote, to the members of the day, under the rules of the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere, category
from domain.messages import Command, Event, Key, Sha256, Text
from domain.model_law.state import ModelLaw
from domain.plenary_session.decisions import VoteCalled
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Kind, Method, Vote, is_vote, plenary_of


class OpenVote(Command):
    """A question is put to the vote; a final vote names the edition and hash of its text."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "plenary.decision"
    type: Literal["OpenVote"] = "OpenVote"
    question: Text
    kind: Kind
    about: str | None = None
    edition: int | None = Field(default=None, ge=1)
    sha256: Sha256 | None = None
    method: Method = "roll-call"


class VoteOpened(Event):
    """The vote is open: to these members, under this edition of the rules."""

    type: Literal["VoteOpened"] = "VoteOpened"
    session: str
    question: Text
    kind: Kind
    about: str | None = None
    edition: int | None = None
    sha256: Sha256 | None = None
    method: Method
    electorate: tuple[Key, ...]
    present: tuple[Key, ...]
    rules: int
    on: date


def open_vote(
    command: OpenVote, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Open it, or open again what was postponed, while the plenary session sits."""
    if vote.exists and vote.stage is not Stage.POSTPONED:
        return not_in_order(f"{vote.stream} was opened already; take the next number")
    if not is_vote(vote.stream):
        return not_in_order(f"{vote.stream} names no vote of a plenary session, as vote/15/7 does")
    plenary = record.case(plenary_of(vote.stream), PlenarySession)
    if plenary.stage is not Stage.OPEN:
        return not_in_order(f"{plenary.stream} does not sit: nothing can be put to the vote")
    if (refusal := _wrong_text(command, plenary, record)) is not None:
        return refusal
    told = command.model_dump(exclude={"type"})
    opened = {
        "session": plenary.stream,
        "electorate": record.case(STREAM, Assembly).members_on(acting.on),
        "present": plenary.present or (),
        "rules": rules.edition,
        "on": acting.on,
    }
    return [
        VoteOpened.model_validate({**told, **opened}),
        Elsewhere(plenary.stream, VoteCalled(vote=vote.stream, question=command.question)),
    ]


def _wrong_text(command: OpenVote, plenary: PlenarySession, record: Record) -> Refusal | None:
    """Say why the vote may not be about this text."""
    if command.about is None or category(command.about) != "model-law":
        return None
    law = record.case(command.about, ModelLaw)
    if law.stage is not Stage.ON_ORDER_OF_BUSINESS or law.session != plenary.stream:
        return not_in_order(f"{command.about} is not on the order of business of {plenary.stream}")
    current = law.current
    if current is None:
        return not_in_order(f"{command.about} has no edition to vote on")
    if (command.edition, command.sha256) != (current.number, current.sha256):
        return Refusal(
            code="other-edition",
            sentence=f"the text of {command.about} is edition {current.number} with hash "
            f"{current.sha256 or 'not on record'}; put that one to the vote",
        )
    return None


def opened(vote: Vote, event: VoteOpened) -> Vote:
    """Wait for the ballots; a postponed vote begins afresh."""
    return replace(
        vote,
        stage=Stage.OPEN,
        title=event.question,
        rules=event.rules,
        session=event.session,
        question=event.question,
        kind=event.kind,
        about=event.about,
        edition=event.edition,
        sha256=event.sha256,
        method=event.method,
        electorate=event.electorate,
        present=event.present,
        ballots={},
        objections=(),
    )
