"""Lacking: what the rules make of a vote without a quorum: put off, not made public, or void."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.case import Elsewhere
from domain.messages import Dated, Event, Text
from domain.plenary_session.decisions import VotePutOff, VoteSettled
from domain.plenary_session.state import PlenarySession
from domain.replacing import replace
from domain.stages import Stage
from domain.vote.correction import VotePostponed, VoteVoided
from domain.vote.state import Vote


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """How many must be in the room by the rules, and what follows if they are not.

    `represented` are those who count as if they were: they are taken off what is needed.
    """

    needed: int
    of: str = ""
    """The votes of which it is a number; empty where it is reached by those in the room."""
    represented: int = 0
    citation: str
    if_lacking: str | None = None


class ResultWithheld(Dated):
    """The result of a vote without a quorum is not made public; the question may be put again."""

    type: Literal["ResultWithheld"] = "ResultWithheld"
    grounds: Text


def lacking(vote: Vote, quorum: Quorum, plenary: PlenarySession) -> Sequence[Event | Elsewhere]:
    """Return the consequence that the rules name; where they name none the chair decides it.

    Put off is to the next sitting (PACE); where nobody told of sittings, to any later time.
    """
    put_off = Elsewhere(vote.plenary_session, VotePutOff(vote=vote.stream))
    grounds = f"no quorum: {quorum.needed} must be present"
    match quorum.if_lacking:
        case "postponed":
            sitting = plenary.sitting_now if plenary.sittings else None
            return [VotePostponed(grounds=grounds, after_sitting=sitting), put_off]
        case "not-public":
            return [ResultWithheld(grounds=grounds), put_off]
        case "void":
            settled = VoteSettled(vote=vote.stream, outcome="void")
            return [VoteVoided(grounds=grounds), Elsewhere(vote.plenary_session, settled)]
        case _:
            return []


def withheld(vote: Vote, _: ResultWithheld) -> Vote:
    """Wait to be opened again."""
    return replace(vote, stage=Stage.NOT_PUBLIC)
