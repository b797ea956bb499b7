"""Outcome words: the arithmetic of a result in one sentence, as a result sheet prints it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.decision_rules.decision_rule import DecisionRule
from domain.decision_rules.questions import Question, Result
from domain.decision_rules.tallies import AGAINST, FOR, ROOM, Tally

BASES: Mapping[str, str] = MappingProxyType(
    {
        "votes_cast": "votes cast",
        "participants": "participants",
        "present": "present",
        "component_members": "component members",
        "in_office": "members in office",
        "entitled": "entitled to vote",
    }
)


def arithmetic(question: Question, found: Result) -> str:
    """Return the arithmetic: the number on the deciding side, the number needed, and of what."""
    return "; ".join(_parts(question, found))


def _parts(question: Question, found: Result) -> Iterator[str]:
    rule, tally = question.rule, question.tally
    if found.by_rule is None and found.base is None and rule.name != "absolute_number":
        yield _objections(rule, tally)
    else:
        yield _numbers(rule, tally, found)
    if found.outcome == "re-ballot" or "casting_vote" in found.missing:
        yield "a tie"
    elif question.casting_vote is not None and _equal(tally):
        yield f"a tie; the chair's casting vote is {question.casting_vote}"
    if question.quorum is not None and question.quorum.at_least is not None:
        yield f"{_present(tally, found)} present, quorum {_told(found.quorum)}"


def _numbers(rule: DecisionRule, tally: Tally, found: Result) -> str:
    side, word = (AGAINST, "against") if rule.required_to == "reject" else (FOR, "for")
    have = "unknown" if side in tally.unknown else str(tally.votes[side])
    said = f"{have} {word}, {_told(found.by_rule)} needed: {_measure(rule, found)}"
    if rule.floor is None:
        return said
    of = "" if rule.floor.of is None or isinstance(rule.floor.at_least, int) else " of "
    of = f", {rule.floor.at_least}{of}{BASES[rule.floor.of]}" if of and rule.floor.of else ""
    return f"{said}; and a floor of {_told(found.least)}{of}"


def _measure(rule: DecisionRule, found: Result) -> str:
    if rule.name == "absolute_number":
        return f"{'more than' if rule.strict else 'at least'} the number {rule.n}"
    of = f"{_told(found.count)} {BASES[found.base or 'entitled']}"
    if rule.name.startswith("unanimity"):
        return f"all of {of}, none against"
    if rule.name.startswith("majority_of_"):
        return f"more than half of {of}"
    return f"{'more than' if rule.strict else 'at least'} {rule.fraction} of {of}"


def _objections(rule: DecisionRule, tally: Tally) -> str:
    limit = rule.n if rule.name == "no_objection" and rule.n else 1
    opposed = tally.votes[AGAINST] + (tally.objections or 0)
    have = f"at least {opposed}" if AGAINST in tally.unknown else str(opposed)
    return f"{have} objecting; it fails if {limit} object"


def _present(tally: Tally, found: Result) -> str:
    if found.present is not None:
        return str(found.present)
    return f"at least {sum(tally.votes[each] for each in ROOM)}"


def _equal(tally: Tally) -> bool:
    return not tally.unknown and tally.votes[FOR] == tally.votes[AGAINST]


def _told(number: int | None) -> str:
    return "unknown" if number is None else str(number)
