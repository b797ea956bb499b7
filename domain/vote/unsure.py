"""Unsure voters: those of a dissolved parliament without a successor may have a vote or not.

Between the two there is a member and no parliament, and mandates end by national rules: where no
rule says whether its delegation acts on, the result is one that holds either way, or none.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from domain.replacing import replace
from domain.rules import ACTS_ON, DISSOLVED, Rules
from domain.vote.arithmetic import Reckoned
from domain.vote.state import Choice, Vote

WAYS: tuple[Choice, ...] = ("for", "against", "abstain", "present-not-voting", "absent")


def in_every_way(vote: Vote, rules: Rules, ask: Callable[[Vote], Reckoned]) -> Reckoned:
    """Return what the rules give whether or not the unsure have a vote, and however they vote.

    Where that differs it cannot be computed: the rule that is missing says whether they have one.
    """
    settled = rules.value(DISSOLVED)
    if not vote.unsure or settled == ACTS_ON:
        return ask(vote)
    if settled is not None:
        return ask(_without(vote))
    told, *others = map(ask, _ways(vote))
    if all((each.outcome, each.missing) == (told.outcome, told.missing) for each in others):
        return told
    named = ", ".join(vote.unsure)
    return Reckoned(
        outcome="cannot-compute",
        arithmetic=f"whether {named} votes is not known: its parliament is dissolved",
        missing=(DISSOLVED,),
    )


def _ways(vote: Vote) -> Iterator[Vote]:
    """Yield the vote as it stands, without the unsure, and with each of their answers."""
    yield vote
    yield _without(vote)
    silent = [each for each in vote.unsure if each not in vote.ballots]
    if vote.totals is None and silent:
        for way in WAYS:
            yield _with(vote, {**vote.ballots, **dict.fromkeys(silent, way)})


def _with(vote: Vote, ballots: Mapping[str, Choice]) -> Vote:
    return replace(vote, ballots=MappingProxyType(dict(ballots)))


def _without(vote: Vote) -> Vote:
    def kept(voters: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in voters if each not in vote.unsure)

    ballots = {voter: way for voter, way in vote.ballots.items() if voter not in vote.unsure}
    fewer = replace(vote, electorate=kept(vote.electorate), present=kept(vote.present))
    return _with(replace(fewer, objections=kept(vote.objections)), ballots)
