"""Votes: the outcome of one question from its totals or ballots (`plenary compute vote`)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.assemblies.looking_up import Found, looked_up
from domain.calculators.vote_shapes import Answer, Ballot, Counted, Line, Totals
from domain.decision_rules.decision_rule import DecisionRule, QuorumRule
from domain.decision_rules.effects import by_parameters
from domain.decision_rules.majorities import ENTITLED, MEMBERS, OFFICE, Outcome
from domain.decision_rules.outcome_words import arithmetic
from domain.decision_rules.outcomes import result
from domain.decision_rules.questions import Presence, Question, Result
from domain.decision_rules.tallies import ONE_EACH, OPTIONS, Body, Tally, tally

__all__ = ["Answer", "Line", "compute"]

CAST = 3
"""The options of those who answer; a list of ballots is complete in these."""


def compute(line: Line) -> Answer:
    """Compute the outcome; raise ValueError where the numbers of the line contradict each other."""
    held = _held(line)
    rule = line.rule if isinstance(line.rule, DecisionRule) else _rule(held)
    citation = "none" if held is None else held.citation
    _check_voters(line, held)
    counted = _counted(line, held)
    if rule is None:
        lacking = Result(outcome="cannot-compute", missing=(held.parameter if held else "rule",))
        return _answer(line, lacking, "no rule is set for this decision", citation)
    question = Question(
        rule=rule, tally=counted, quorum=_presence(line, held), casting_vote=line.casting_vote
    )
    found = result(question)
    if held is not None:
        found = by_parameters(found, decision=held.parameter, quorum=(held.quorum_parameter,))
    return _answer(line, found, arithmetic(question, found), citation)


def _check_voters(line: Line, held: Found | None) -> None:
    """Raise where one votes whom the assembly knows, and who is no member on that day."""
    if held is None or not held.without_vote:
        return
    for ballot in line.ballots or ():
        if (country := held.without_vote.get(ballot.voter.casefold())) is not None:
            raise ValueError(f"ballots: {country} is no member on that day, and has no vote")


def _rule(held: Found | None) -> DecisionRule | None:
    return None if held is None else held.rule


def _held(line: Line) -> Found | None:
    if isinstance(line.rule, DecisionRule):
        return None
    asked = line.rule
    return looked_up(
        asked.assembly,
        organ=asked.organ,
        document=asked.document,
        question=asked.question,
        on=asked.on,
    )


def _answer(line: Line, found: Result, said: str, citation: str) -> Answer:
    legal = line.electorate.legal if line.component_members is None else line.component_members
    base = None if found.base is None else Counted(of=_named(found, legal), count=found.count)
    return Answer(
        id=line.id,
        outcome=found.outcome,
        failed_on=found.failed_on,
        base=base,
        needed=found.needed,
        arithmetic=said,
        citation=citation,
        missing=found.missing,
        agrees_with_announced=_agrees(line.announced, found.outcome),
    )


def _named(found: Result, legal: int | None) -> str:
    """Return what the base is called; all who have a vote are the members, or those in office."""
    if found.base != ENTITLED:
        return str(found.base)
    return OFFICE if legal is not None and found.count not in {None, legal} else MEMBERS


def _agrees(announced: str | None, outcome: Outcome) -> bool | None:
    if announced not in {"adopted", "rejected"} or outcome == "cannot-compute":
        return None
    return announced == outcome


def _presence(line: Line, held: Found | None) -> Presence | None:
    """Return the quorum of the line, or that of the look-up, which may be unset."""
    told = line.quorum
    if told is not None:
        return Presence(
            of=told.of or "", at_least=told.at_least, strict=told.strict, present=told.present
        )
    if held is None:
        return None
    rule = held.quorum
    if isinstance(rule, QuorumRule):
        if not rule.is_asked_of_every_vote:
            return None
        return Presence(of=rule.of, at_least=rule.at_least, strict=rule.strict)
    return Presence(of="", at_least=rule)


def _counted(line: Line, held: Found | None) -> Tally:
    who = line.electorate
    legal = _same("component_members", who.legal, line.component_members)
    if legal is None and held is not None and who.in_office is None and who.voters is None:
        legal = held.members
    if who.voters is not None and len(set(who.voters)) < len(who.voters):
        raise ValueError("electorate.voters: a voter stands there twice")
    there = None if line.quorum is None else line.quorum.present
    present = _same("quorum.present", who.present, there)
    told, least, objections = _told(line)
    body = Body(legal=legal, in_office=who.in_office, electorate=_entitled(line), present=present)
    return tally(told, body, least=least, objections=objections, surplus=_surplus(line))


def _surplus(line: Line) -> tuple[int, ...]:
    """Return how many votes of each option are not a ballot more."""
    if all(each.weight == 1 for each in line.ballots or ()):
        return ONE_EACH
    more: Counter[str] = Counter()
    for ballot in line.ballots or ():
        more[ballot.choice] += ballot.weight - 1
    return tuple(more[option] for option in OPTIONS)


def _same(name: str, one: int | None, other: int | None) -> int | None:
    if one is not None and other is not None and one != other:
        raise ValueError(f"{name}: {one} and {other} contradict each other")
    return other if one is None else one


def _entitled(line: Line) -> int | None:
    """Return the votes of the voters that are named; one without a ballot has one."""
    voters = line.electorate.voters
    if voters is None:
        return None
    weights = {each.voter: each.weight for each in line.ballots or ()}
    return sum(weights.get(each, 1) for each in voters)


def _told(line: Line) -> tuple[tuple[int | None, ...], Mapping[int, int], int]:
    """Return the seven totals, what is known at least of those not told, and the objections."""
    given = _totals(line.totals)
    if line.ballots is None:
        return given, {}, 0
    counted, objections = _of_ballots(line.ballots, line.electorate.voters)
    whole = line.electorate.voters is not None and len(line.ballots) == len(line.electorate.voters)
    told = [
        counted[option] if whole or place < CAST else given[place]
        for place, option in enumerate(OPTIONS)
    ]
    for place, option in enumerate(OPTIONS):
        total = given[place]
        if total is not None and (total < counted[option] or told[place] not in {None, total}):
            raise ValueError(
                f"totals.{option}: {total} by the totals and {counted[option]} by the ballots"
            )
    least = {place: counted[option] for place, option in enumerate(OPTIONS) if counted[option]}
    return tuple(told), least, objections


def _totals(totals: Totals | None) -> tuple[int | None, ...]:
    if totals is None:
        return (None,) * len(OPTIONS)
    return (
        totals.in_favour,
        totals.against,
        totals.abstain,
        totals.present_not_voting,
        totals.absent,
        totals.excused,
        totals.paired,
    )


def _of_ballots(
    ballots: Sequence[Ballot], voters: Sequence[str] | None
) -> tuple[Counter[str], int]:
    """Count ballots by weight, and those who object and did not vote against by head."""
    counted: Counter[str] = Counter()
    seen: set[str] = set()
    entitled = None if voters is None else frozenset(voters)
    objections = 0
    for ballot in ballots:
        if ballot.voter in seen:
            raise ValueError(f"ballots: {ballot.voter[:80]!r} votes twice")
        if entitled is not None and ballot.voter not in entitled:
            raise ValueError(f"ballots: {ballot.voter[:80]!r} is none of the voters")
        seen.add(ballot.voter)
        counted[ballot.choice] += ballot.weight
        if ballot.objection and ballot.choice != "against":
            objections += 1
    return counted, objections
