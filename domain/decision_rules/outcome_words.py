"""Outcome words: the arithmetic of a result in one sentence, as a result sheet prints it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from domain.decision_rules.decision_rule import BY_OBJECTION, DecisionRule, Floor
from domain.decision_rules.majorities import INSIDE, objections_allowed
from domain.decision_rules.outcomes import result
from domain.decision_rules.questions import Presence, Question, Result
from domain.decision_rules.tallies import AGAINST, FOR, OPTIONS, ROOM, Tally

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
LACKING: Mapping[str, str] = MappingProxyType({"rule.fraction": "fraction", "rule.n": "number"})


def arithmetic(question: Question, found: Result) -> str:
    """Return the arithmetic: the number on the deciding side, the number needed, and of what."""
    return "; ".join(_parts(question, found))


def _parts(question: Question, found: Result) -> Iterator[str]:
    rule, tally = question.rule, question.tally
    if rule.lacking is not None:
        yield f"the rule names no {LACKING[rule.lacking]}"
        return
    yield from (
        _by_objection(rule, tally, found)
        if rule.name in BY_OBJECTION
        else (_numbers(rule, tally, found),)
    )
    yield from _blocks(rule, tally)
    if found.outcome == "re-ballot" or "casting_vote" in found.missing:
        yield "a tie"
    elif found.outcome != "cannot-compute" and _decided_by_the_chair(question):
        yield f"a tie; the chair's casting vote is {question.casting_vote}"
    if question.quorum is not None and question.quorum.at_least is not None:
        yield f"{_there(question.quorum, tally, found)}, quorum {_told(found.quorum)}"


def _there(quorum: Presence, tally: Tally, found: Result) -> str:
    """Return how many there are of those who make the quorum."""
    if quorum.votes is None:
        return f"{_present(tally, found)} present"
    cast = INSIDE[quorum.votes]
    least = "" if tally.knows(cast) else "at least "
    return f"{least}{sum(tally.votes[each] for each in cast)} {BASES[quorum.votes]}"


def _blocks(rule: DecisionRule, tally: Tally) -> Iterator[str]:
    """Name the options that somebody took of which one is enough to reject."""
    for option, effect in rule.treatment.items():
        took = tally.votes[OPTIONS.index(option)]
        if effect == "blocks" and took:
            yield f"{took} {option.replace('_', ' ')}, where one is enough to reject"


def _decided_by_the_chair(question: Question) -> bool:
    if question.rule.tie != "casting_vote" or question.casting_vote is None:
        return False
    without = result(replace(question, casting_vote=None))
    return "casting_vote" in without.missing


def _numbers(rule: DecisionRule, tally: Tally, found: Result) -> str:
    said = f"{_having(rule, tally)}, {_told(found.by_rule)} needed: {_measure(rule, found)}"
    return said if rule.floor is None else f"{said}; and {_floor(rule.floor, found)}"


def _floor(floor: Floor, found: Result) -> str:
    of = "" if floor.of is None or isinstance(floor.at_least, int) else " of "
    share = f"more than {floor.at_least}" if floor.strict else f"{floor.at_least}"
    of = f", {share}{of}{BASES[floor.of]}" if of and floor.of else ""
    return f"a floor of {_told(found.least)}{of}"


def _having(rule: DecisionRule, tally: Tally) -> str:
    """Return how many are on the side that decides, those apart who are counted as if they were."""
    side, word = (AGAINST, "against") if rule.required_to == "reject" else (FOR, "for")
    own = "unknown" if side in tally.unknown else str(tally.votes[side])
    like = _counted_as(word, rule)
    if not tally.knows(like):
        return f"{own} {word} and unknown counted as {word}"
    others = sum(tally.votes[each] for each in like)
    return f"{own} {word} and {others} counted as {word}" if others else f"{own} {word}"


def _counted_as(word: str, rule: DecisionRule) -> list[int]:
    return [OPTIONS.index(each) for each, effect in rule.treatment.items() if effect == word]


def _measure(rule: DecisionRule, found: Result) -> str:
    if rule.name == "absolute_number":
        return f"{'more than' if rule.strict else 'at least'} the number {rule.n}"
    of = f"{_told(found.count)} {BASES[found.base or 'entitled']}"
    if rule.name.startswith("unanimity"):
        return f"all of {of}, none {'for' if rule.required_to == 'reject' else 'against'}"
    if rule.name.startswith("majority_of_"):
        return f"more than half of {of}"
    return f"{'more than' if rule.strict else 'at least'} {rule.fraction} of {of}"


def _by_objection(rule: DecisionRule, tally: Tally, found: Result) -> Iterator[str]:
    against = [AGAINST, *_counted_as("against", rule)]
    opposing = sum(tally.votes[each] - tally.surplus[each] for each in against)
    opposed = opposing + (tally.objections or 0)
    have = str(opposed) if tally.knows(against) else f"at least {opposed}"
    yield f"{have} objecting; it fails if {objections_allowed(rule) + 1} object"
    if rule.floor is not None:
        yield f"{_having(rule, tally)}, and {_floor(rule.floor, found)}"


def _present(tally: Tally, found: Result) -> str:
    if found.present is not None:
        return str(found.present)
    return f"at least {sum(tally.votes[each] for each in ROOM)}"


def _told(number: int | None) -> str:
    return "unknown" if number is None else str(number)
