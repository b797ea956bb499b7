"""Opposed: what follows where somebody objects to what nobody votes on, or where all must consent.

Who objects to adopting a text without a vote asks for a vote. Where no consensus is reached the
rules may say that the matter is dropped (AIPA: "matters on which consensus cannot be attained
shall be dropped"), put to the vote, or sent back (domain.md 4.2).
"""

from collections.abc import Sequence

from domain.case import Elsewhere
from domain.messages import Event
from domain.model_law.adoption import ModelLawDropped, ReferredBack
from domain.replacing import replace
from domain.rules import Rules
from domain.vote.arithmetic import Reckoned
from domain.vote.state import Vote
from domain.vote.unvoted import SILENCE, WITHOUT_VOTE, question_of, rule_named

FAILURE, DECISION = "failure_of_consensus", "without_consensus.decision"
CONSENSUS, PUT_TO_THE_VOTE = "consensus", "vote"


def opposed(vote: Vote, found: Reckoned, parameter: str, rules: Rules) -> Reckoned:
    """Return what the rules give for a vote, where an objection asks for another ballot.

    A kind that is decided by objection of itself is rejected by its own rule.
    """
    if found.outcome != "rejected":
        return found
    if vote.method == WITHOUT_VOTE and question_of(vote, rules) != vote.kind:
        return _put_to_the_vote(found, "then it is put to the vote")
    if vote.ballot == 1 and failure_of_consensus(vote, parameter, rules) == PUT_TO_THE_VOTE:
        return _put_to_the_vote(found, "without consensus it is put to the vote")
    return found


def failure_of_consensus(vote: Vote, parameter: str, rules: Rules) -> str | None:
    """Return what the rules let follow if no consensus is reached; None where none is asked.

    Silence that is broken outside a sitting is a rejection, whatever rule it was asked under.
    """
    if vote.method == SILENCE or rule_named(rules.value(parameter)) != CONSENSUS:
        return None
    value = rules.value(_scoped(FAILURE, vote, rules))
    return value if isinstance(value, str) else None


def rule_of_ballot(vote: Vote, parameter: str, rules: Rules) -> str:
    """Return the rule of the ballot: of one that follows a failure of consensus, another one."""
    if vote.ballot == 1 or failure_of_consensus(vote, parameter, rules) != PUT_TO_THE_VOTE:
        return parameter
    return _scoped(DECISION, vote, rules)


def without_consensus(
    law: str, vote: Vote, arithmetic: str, parameter: str, rules: Rules
) -> Sequence[Elsewhere]:
    """Return what becomes of a model law on whose final vote no consensus was reached."""
    grounds = f"no consensus: {arithmetic}"
    match failure_of_consensus(vote, parameter, rules):
        case "dropped":
            event: Event = ModelLawDropped(vote=vote.stream, grounds=grounds)
        case "sent-back":
            event = ReferredBack(vote=vote.stream, grounds=grounds)
        case _:
            return []
    return [Elsewhere(law, event)]


def _put_to_the_vote(found: Reckoned, said: str) -> Reckoned:
    return replace(found, outcome="re-ballot", arithmetic=f"{found.arithmetic}; {said}")


def _scoped(name: str, vote: Vote, rules: Rules) -> str:
    return rules.scoped(name, document=vote.document_type, question=vote.kind)
