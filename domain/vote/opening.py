"""Opening: a question is put to the vote, to the voters of the day, under the rules of the day."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.messages import CaseName, Command, Dated, Event, Instant, Key, Sha256, Text, VoteName
from domain.plenary_session.decisions import VoteCalled
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules, Voter
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import limit
from domain.vote.electorate import PLENARY, Electorate, electorate
from domain.vote.sittings import not_assembled
from domain.vote.state import Kind, Method, Vote, Word, plenary_of, without_answers
from domain.vote.subjects import not_a_kind, untranslated, wrong_subject
from domain.vote.unvoted import SILENCE, not_unvoted

AGAIN = frozenset({Stage.POSTPONED, Stage.NOT_PUBLIC})
"""The stages in which a question may be put again under the same number."""


class OpenVote(Command):
    """A question is put to the vote; a final vote names its law, with edition and hash."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "plenary.decision"
    type: Literal["OpenVote"] = "OpenVote"
    question: Text
    kind: Kind
    body: Key = PLENARY
    """Who decides: plenary, council, or the key of a committee."""
    document: Word | None = None
    """The type of document, where rules differ by it; null follows from what it is about."""
    item: Text | None = None
    """What of the subject is voted on, as its amendment 6/1 or 4= 10=; null is all of it."""
    about: CaseName | None = None
    edition: int | None = Field(default=None, ge=1)
    sha256: Sha256 | None = None
    reconsiders: VoteName | None = None
    candidates: tuple[Key, ...] = ()
    until: Instant | None = None
    """Until when silence may be broken; for the silence procedure only."""
    method: Method | None = None
    """How the vote was taken; null where that is not known."""


class VoteOpened(Dated):
    """The vote is open: to these voters, under this edition of the rules.

    Until schema 2 no text was adopted without a vote, until schema 3 nobody was unsure.
    """

    schema_version: ClassVar = 3
    type: Literal["VoteOpened"] = "VoteOpened"
    plenary_session: CaseName
    question: Text
    kind: Kind
    body: Key = PLENARY
    document: Word | None = None
    item: Text | None = None
    about: CaseName | None = None
    edition: int | None = None
    sha256: Sha256 | None = None
    reconsiders: VoteName | None = None
    candidates: tuple[Key, ...] = ()
    until: Instant | None = None
    method: Method | None = None
    voter: Voter = "delegation"
    electorate: tuple[Key, ...]
    weights: dict[Key, int] = Field(default_factory=dict)
    delegations: dict[Key, Key] = Field(default_factory=dict)
    """For which parliament each voter sits, where persons vote."""
    legal: int | None = None
    """How many votes the body legally has: of delegations, those they hold; of persons, as set."""
    present: tuple[Key, ...]
    attendance: Literal["known", "unknown"] = "known"
    unsure: tuple[Key, ...] = ()
    """Voters of a parliament that is dissolved and has no successor yet."""
    rules: int
    on: date


def open_vote(
    command: OpenVote, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Open it, or open again what was postponed, while its body is assembled."""
    plenary = record.case(plenary_of(vote.stream), PlenarySession)
    refusal = (
        not_assembled(command, plenary)
        or not_unvoted(command, plenary, rules)
        or not_a_kind(command.document, command.kind, rules)
        or _not_again(command, vote, plenary)
        or wrong_subject(command, vote, plenary, rules, record)
    )
    if refusal is not None:
        return refusal
    voters = electorate(command.body, plenary, record.case(STREAM, Assembly), rules, acting.on)
    if isinstance(voters, Refusal):
        return voters
    waived = untranslated(command, acting, rules, record)
    if isinstance(waived, Refusal):
        return waived
    return [
        _opened(command, plenary, voters, acting, rules),
        *waived,
        *_silence(command, acting),
        Elsewhere(
            plenary.stream,
            VoteCalled(vote=vote.stream, question=command.question, about=command.about),
        ),
    ]


def _opened(
    command: OpenVote, plenary: PlenarySession, voters: Electorate, acting: Acting, rules: Rules
) -> VoteOpened:
    told = command.model_dump(exclude={"type"})
    found = {
        "plenary_session": plenary.stream,
        "voter": voters.voter,
        "electorate": voters.voters,
        "weights": voters.weights,
        "delegations": voters.of,
        "legal": voters.legal,
        "present": voters.present or (),
        "attendance": "unknown" if voters.present is None else "known",
        "unsure": voters.unsure,
        "rules": rules.edition,
        "on": acting.on,
    }
    return VoteOpened.model_validate({**told, **found})


def _silence(command: OpenVote, acting: Acting) -> Sequence[Event]:
    return [] if command.until is None else [limit(SILENCE, command.until, acting)]


def _not_again(command: OpenVote, vote: Vote, plenary: PlenarySession) -> Refusal | None:
    """Say why a vote that is on record may not be opened, or not yet."""
    if not vote.exists:
        return None
    if vote.stage not in AGAIN:
        return not_in_order(f"{vote.stream} was opened already; take the next number")
    if vote.after_sitting is not None and plenary.sitting_now <= vote.after_sitting:
        return not_in_order(f"{vote.stream} was put off to the next sitting")
    asked = (command.question, command.kind, command.about, command.item, command.body)
    if asked == (vote.question, vote.kind, vote.about, vote.item, vote.body):
        return None
    return not_in_order(f"{vote.stream} puts the question that was postponed: {vote.question}")


def opened(vote: Vote, event: VoteOpened) -> Vote:
    """Wait for the ballots; a postponed vote begins afresh."""
    told = event.model_dump(
        include={
            *("plenary_session", "question", "kind", "body", "document", "item", "about"),
            *("edition", "sha256", "reconsiders", "candidates", "until", "method", "voter"),
            *("electorate", "legal", "present", "rules", "unsure"),
        }
    )
    return replace(
        without_answers(vote),
        stage=Stage.OPEN,
        title=event.question,
        opened_on=event.on,
        weights=MappingProxyType(event.weights),
        of=MappingProxyType(event.delegations),
        attendance_known=event.attendance == "known",
        ballot=1,
        **told,
    )
