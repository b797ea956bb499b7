"""Voters: in whose name somebody answers, by the office in which he acts."""

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.submission import Capacity
from domain.vote.electorate import COUNCIL, PLENARY
from domain.vote.state import Vote


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


def _capacity(vote: Vote) -> Capacity:
    if vote.body == PLENARY:
        return Capacity.DELEGATION
    return Capacity.COUNCIL if vote.body == COUNCIL else Capacity.COMMITTEE
