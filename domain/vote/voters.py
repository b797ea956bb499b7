"""Voters: in whose name somebody answers, by his office, and what a person needs to vote."""

from collections.abc import Sequence

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.irregularities import IrregularityRecorded, breach
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Rules
from domain.submission import Capacity
from domain.vote.electorate import COUNCIL, PLENARY
from domain.vote.late_substitutes import late_substitutes
from domain.vote.state import Vote

SIGNED = "attendance.signed"


def voter_of(vote: Vote, acting: Acting, record: Record) -> str | None:
    """Return the voter that an actor is, or speaks for; None where he has no vote."""
    actor = acting.actor
    if actor.capacity is not _capacity(vote):
        return None
    if vote.body == PLENARY:
        voter = actor.subject if vote.voter == "person" else actor.body
    else:
        # Two heads of one parliament sit in the Council with one vote: it is the parliament's.
        office = record.case(STREAM, Assembly).office_of(actor, acting.on)
        sits_here = actor.body in {None, vote.body}
        voter = office.parliament if office is not None and sits_here else None
    return voter if voter in vote.electorate else None


def unentitled(
    voters: Sequence[str], vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[IrregularityRecorded] | Refusal:
    """Answer persons who vote in the plenary unsigned, or as substitutes designated too late."""
    if vote.body != PLENARY or vote.voter != "person":
        return []
    plenary = record.case(vote.plenary_session, PlenarySession)
    without = _unsigned(voters, plenary, acting, rules)
    if isinstance(without, Refusal):
        return without
    late = late_substitutes(voters, vote, plenary, acting, rules)
    return late if isinstance(late, Refusal) else [*without, *late]


def _unsigned(
    voters: Sequence[str], plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    lacking = [each for each in voters if each not in plenary.persons]
    if not lacking or rules.value(SIGNED) != "required":
        return []
    sentence = f"{', '.join(lacking)}: not in the attendance register of this sitting"
    found = breach(SIGNED, sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def _capacity(vote: Vote) -> Capacity:
    if vote.body == PLENARY:
        return Capacity.DELEGATION
    return Capacity.COUNCIL if vote.body == COUNCIL else Capacity.COMMITTEE
