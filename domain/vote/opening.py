"""Opening: a question is put to the vote, to the members of the day, under the rules of the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere, category
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import CaseName, Command, Dated, Event, Key, Sha256, Text
from domain.model_law.state import ModelLaw
from domain.plenary_session.decisions import VoteCalled
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Kind, Method, Vote, plenary_of


class OpenVote(Command):
    """A question is put to the vote; a final vote names its law, with edition and hash."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "plenary.decision"
    type: Literal["OpenVote"] = "OpenVote"
    question: Text
    kind: Kind
    about: CaseName | None = None
    edition: int | None = Field(default=None, ge=1)
    sha256: Sha256 | None = None
    method: Method | None = None
    """How the vote was taken; null where that is not known."""


class VoteOpened(Dated):
    """The vote is open: to these members, under this edition of the rules."""

    type: Literal["VoteOpened"] = "VoteOpened"
    plenary_session: CaseName
    question: Text
    kind: Kind
    about: CaseName | None = None
    edition: int | None = None
    sha256: Sha256 | None = None
    method: Method | None = None
    electorate: tuple[Key, ...]
    present: tuple[Key, ...]
    rules: int
    on: date


def open_vote(
    command: OpenVote, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Open it, or open again what was postponed, while the plenary session sits."""
    plenary = record.case(plenary_of(vote.stream), PlenarySession)
    if plenary.stage is not Stage.OPEN:
        return not_in_order(f"{plenary.stream} does not sit: nothing can be put to the vote")
    refusal = _not_again(command, vote) or _wrong_subject(command, vote, plenary, rules, record)
    if refusal is not None:
        return refusal
    waived = _untranslated(command, acting, rules, record)
    if isinstance(waived, Refusal):
        return waived
    told = command.model_dump(exclude={"type"})
    opened = {
        "plenary_session": plenary.stream,
        "electorate": record.case(STREAM, Assembly).members_on(acting.on),
        "present": plenary.present or (),
        "rules": rules.edition,
        "on": acting.on,
    }
    return [
        VoteOpened.model_validate({**told, **opened}),
        *waived,
        Elsewhere(plenary.stream, VoteCalled(vote=vote.stream, question=command.question)),
    ]


def _not_again(command: OpenVote, vote: Vote) -> Refusal | None:
    """Say why a vote that is on record may not be opened."""
    if not vote.exists:
        return None
    if vote.stage is not Stage.POSTPONED:
        return not_in_order(f"{vote.stream} was opened already; take the next number")
    asked = (command.question, command.kind, command.about)
    if asked == (vote.question, vote.kind, vote.about):
        return None
    return not_in_order(f"{vote.stream} puts the question that was postponed: {vote.question}")


def _wrong_subject(
    command: OpenVote, vote: Vote, plenary: PlenarySession, rules: Rules, record: Record
) -> Refusal | None:
    """Say why the vote may not be about this, or about this text."""
    if command.about is None:
        final = command.kind == "final_vote"
        return not_in_order("a final vote names what it is about") if final else None
    if category(command.about) != "model-law":
        return None
    law = record.case(command.about, ModelLaw)
    if not _is_before(law, plenary, command.kind):
        return not_in_order(f"{law.stream} is not on the order of business of {plenary.stream}")
    if command.kind == "final_vote":
        return _other_text(command, law, rules) or _second_final_vote(law, vote, plenary, record)
    names_a_text = command.edition is not None or command.sha256 is not None
    return _other_text(command, law, rules) if names_a_text else None


def _is_before(law: ModelLaw, plenary: PlenarySession, kind: Kind) -> bool:
    """Tell whether the plenary may vote on it; on a motion also after the final vote."""
    voted = law.stage is Stage.VOTED and law.plenary_session == plenary.stream
    return law.is_before(plenary.stream) or (voted and kind != "final_vote")


def _other_text(command: OpenVote, law: ModelLaw, rules: Rules) -> Refusal | None:
    current = law.current
    if current is None:
        return not_in_order(f"{law.stream} has no edition to vote on")
    if (command.edition, command.sha256) == (current.number, current.sha256):
        return None
    return Refusal(
        code="other-edition",
        sentence=f"the text of {law.stream} is edition {current.number} with hash "
        f"{current.sha256 or 'not on record'}; put that one to the vote",
        citation=rules.cite("plenary.decision"),
    )


def _second_final_vote(
    law: ModelLaw, vote: Vote, plenary: PlenarySession, record: Record
) -> Refusal | None:
    others = [each.stream for each in plenary.open_votes if each.stream != vote.stream]
    for other in (record.case(stream, Vote) for stream in others):
        if (other.about, other.kind) == (law.stream, "final_vote"):
            return not_in_order(f"{other.stream} is the final vote on {law.stream}; settle it")
    return None


def _untranslated(
    command: OpenVote, acting: Acting, rules: Rules, record: Record
) -> Sequence[IrregularityRecorded] | Refusal:
    """Ask of a final vote that its text stand in every language that the rules require."""
    if command.kind != "final_vote" or command.about is None:
        return []
    if category(command.about) != "model-law":
        return []
    law = record.case(command.about, ModelLaw)
    lacking = [each for each in rules.listed("languages") if not law.stands_in(each)]
    if not lacking:
        return []
    missing = ", ".join(lacking)
    sentence = f"edition {command.edition} of {command.about} does not stand in {missing} yet"
    found = breach("languages", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def opened(vote: Vote, event: VoteOpened) -> Vote:
    """Wait for the ballots; a postponed vote begins afresh."""
    return replace(
        vote,
        stage=Stage.OPEN,
        title=event.question,
        rules=event.rules,
        plenary_session=event.plenary_session,
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
