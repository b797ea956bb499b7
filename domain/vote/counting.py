"""Counting: the rules that bind a vote give the result of its ballots."""

from dataclasses import dataclass

from domain.acting import Record
from domain.decision_rules.decision_rule import QuorumRule, share
from domain.decision_rules.majorities import at_least, more_than
from domain.decision_rules.questions import Presence
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling
from domain.replacing import replace
from domain.rules import Rules
from domain.vote.arithmetic import CASTING_VOTE, Law, Reckoned, reckon
from domain.vote.ballot_count import count, represented
from domain.vote.electorate import decides
from domain.vote.lacking import Quorum
from domain.vote.opposed import opposed, rule_of_ballot
from domain.vote.state import Outcome, Vote
from domain.vote.unsure import in_every_way
from domain.vote.unvoted import SILENCE, question_of
from domain.vote.working import Working


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the rules give for a vote, and how that was reached."""

    outcome: Outcome
    arithmetic: str
    needed: int | None = None
    missing: tuple[str, ...] = ()
    working: Working | None = None


def compute(vote: Vote, rules: Rules, record: Record) -> Found:
    """Apply the rules of the vote with the rulings on it and on its plenary session."""
    if vote.candidates and vote.computed is not None:
        return Found(
            outcome=vote.computed,
            arithmetic=vote.arithmetic,
            needed=vote.working.needed if vote.working else None,
            working=vote.working,
        )
    parameter, held = scoped_rule(vote, rules, record)

    def ask(way: Vote) -> Reckoned:
        law = Law(parameter=parameter, rules=held, quorum=presence(way, held))
        return opposed(way, reckon(way, count(way), law), parameter, held)

    found = in_every_way(vote, held, ask)
    working = Working(
        base=found.base,
        count=found.count,
        needed=found.needed,
        failed_on=found.failed_on,
        citation=held.cite(parameter),
        parameter=parameter,
    )
    return Found(
        outcome=found.outcome,
        arithmetic=found.arithmetic,
        needed=found.needed,
        missing=found.missing,
        working=working,
    )


def casting_vote_decides(vote: Vote, rules: Rules, record: Record) -> bool:
    """Tell whether it is a tie that the chair decides: his vote is all that is missing."""
    return compute(vote, rules, record).missing == (CASTING_VOTE,)


def binding(vote: Vote, rules: Rules, record: Record) -> Rules:
    """Return the rules with the rulings on the plenary session; one on the vote prevails."""
    plenary = record.case(vote.plenary_session, PlenarySession)
    return rules.ruled({**plenary.rulings, **vote.rulings})


def scoped_rule(vote: Vote, rules: Rules, record: Record) -> tuple[str, Rules]:
    """Return the name of the decision rule of the vote, and the rules that bind it."""
    held = binding(vote, rules, record)
    return _scoped(decides(vote.body), vote, held), held


def _scoped(name: str, vote: Vote, rules: Rules) -> str:
    question = question_of(vote, rules)
    scoped = rules.scoped(name, document=vote.document_type, question=question)
    return rule_of_ballot(vote, scoped, rules)


def presence(vote: Vote, rules: Rules) -> Quorum | Refusal | None:
    """Return how many must be in the room by the rules, less those who are represented.

    Who represents somebody is there himself, or he represents nobody.
    None: nothing is asked, for nobody has asked for a count, or nobody meets: silence is asked.
    A refusal names what is unset.
    """
    found = None if vote.method == SILENCE else _presence(vote, rules)
    there = represented(vote)
    if not isinstance(found, Quorum) or not there or found.of:
        return found
    holders = sum(map(vote.weight, set(vote.represented.values())))
    needed = max(found.needed - there, min(found.needed, holders))
    return replace(found, needed=needed, represented=there)


def _presence(vote: Vote, rules: Rules) -> Quorum | Refusal | None:
    organ = decides(vote.body).partition(".")[0]
    name = rules.quorum(organ, document=vote.document_type, question=vote.kind)
    value, citation = rules.value(name), rules.cite(name)
    if type(value) is int:
        return Quorum(needed=value, citation=citation)
    if not isinstance(value, QuorumRule):
        sentence = "no rule says how many must be present to decide"
        return needs_ruling(name, sentence=sentence, citation=citation)
    if not value.is_asked_of_every_vote and not vote.quorum_challenged:
        return None
    needed = _needed(value, vote)
    if needed is None:
        sentence = f"a quorum of {value.at_least} cannot be computed: no rule sets {value.of}"
        return needs_ruling(value.of, sentence=sentence, citation=citation)
    of = Presence(of=value.of, at_least=value.at_least).votes or ""
    return Quorum(needed=needed, of=of, citation=citation, if_lacking=value.if_lacking)


def _needed(rule: QuorumRule, vote: Vote) -> int | None:
    if isinstance(rule.at_least, int):
        return rule.at_least + rule.strict
    base = _bases(vote).get(rule.of)
    if base is None:
        return None
    part = share(rule.at_least)
    return more_than(part, base) if rule.strict else at_least(part, base)


def _bases(vote: Vote) -> dict[str, int | None]:
    return {
        "component_members": vote.all_votes,
        "in_office": vote.votes,
        "delegations": len({vote.delegation(each) for each in vote.electorate}),
    }
