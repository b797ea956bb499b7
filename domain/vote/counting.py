"""Counting: the ballots become a tally, and the rules of the vote give its result."""

from domain.acting import Record
from domain.majorities import EFFECTS, Effect, Result, Tally, Terms, result
from domain.plenary_session.state import PlenarySession
from domain.rules import Rules
from domain.vote.state import Vote


def count(vote: Vote) -> Tally:
    """Count the ballots; who is neither signed in nor heard is absent."""
    choices = list(vote.ballots.values())
    there = {*vote.present, *vote.ballots, *vote.objections} & set(vote.electorate)
    return Tally(
        in_favour=choices.count("for"),
        against=choices.count("against"),
        abstentions=choices.count("abstain"),
        not_voting=choices.count("present-not-voting") + len(there) - len(choices),
        absent=len(vote.electorate) - len(there),
        objections=len(vote.objections),
    )


def compute(vote: Vote, tally: Tally, rules: Rules, record: Record) -> Result:
    """Apply the rules of the vote with the rulings on it and on its plenary session."""
    return result(tally, _terms(binding(vote, rules, record)))


def binding(vote: Vote, rules: Rules, record: Record) -> Rules:
    """Return the rules with the rulings on the plenary session; one on the vote prevails."""
    plenary = record.case(vote.plenary_session, PlenarySession)
    return rules.ruled({**plenary.rulings, **vote.rulings})


def _terms(rules: Rules) -> Terms:
    rule = rules.value("plenary.decision")
    return Terms(
        rule=rule if isinstance(rule, str) else None,
        abstention_effect=_effect("abstention_effect", rules),
        absence_effect=_effect("absence_effect", rules),
        quorum=rules.number("quorum.decide"),
    )


def _effect(name: str, rules: Rules) -> Effect | None:
    value = rules.value(name)
    return next((effect for effect in EFFECTS if effect == value), None)
