"""Opposed: what an objection means where a text would be adopted without a vote: a ballot."""

from domain.replacing import replace
from domain.rules import Rules
from domain.vote.arithmetic import Reckoned
from domain.vote.silence import WITHOUT_VOTE, question_of
from domain.vote.state import Vote


def opposed(vote: Vote, found: Reckoned, rules: Rules) -> Reckoned:
    """Return what the rules give: who objects to adopting it without a vote asks for a vote.

    A kind that is decided by objection of itself is rejected by its own rule.
    """
    is_opposed = vote.method == WITHOUT_VOTE and found.outcome == "rejected"
    if not is_opposed or question_of(vote, rules) == vote.kind:
        return found
    said = f"{found.arithmetic}; then it is put to the vote"
    return replace(found, outcome="re-ballot", arithmetic=said)
