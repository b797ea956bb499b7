"""Ballot count: the ballots of a vote become totals, by weight; who objects, by head."""

from collections import Counter
from collections.abc import Mapping

from domain.decision_rules.tallies import ONE_EACH, OPTIONS
from domain.replacing import replace
from domain.vote.state import Choice, Vote
from domain.vote.tally import Tally
from domain.vote.totals import Totals
from domain.vote.unvoted import QUESTIONS

VOTES = ("in_favour", "against", "abstentions")
IN_THE_ROOM = frozenset({"for", "against", "abstain", "present-not-voting"})


def count(vote: Vote) -> Totals:
    """Count the ballots by weight; totals that were recorded stand as they are.

    Where nobody votes none has voted, and recorded totals tell the objections alone.
    """
    objections = sum(1 for each in vote.objections if vote.ballots.get(each) != "against")
    if vote.totals is not None:
        told = vote.totals.objections or 0
        nobody = dict.fromkeys(VOTES, 0) if vote.method in QUESTIONS else {}
        return vote.totals.model_copy(update={**nobody, "objections": max(objections, told)})
    counted: Counter[Choice] = Counter()
    answers = _answers(vote)
    for voter, choice in answers.items():
        counted[choice] += vote.weight(voter)
    is_whole = vote.attendance_known or 0 < len(vote.electorate) == len(answers)
    return Totals(
        in_favour=counted["for"],
        against=counted["against"],
        abstentions=counted["abstain"],
        not_voting=counted["present-not-voting"] if is_whole else None,
        absent=counted["absent"] if is_whole else None,
        excused=counted["excused"],
        paired=counted["paired"],
        objections=objections,
    )


def surplus(vote: Vote) -> tuple[int, ...]:
    """Return how many votes of each option are not a voter more; recorded totals do not tell."""
    if vote.totals is not None and vote.totals != count(replace(vote, totals=None)):
        return ONE_EACH
    more: Counter[str] = Counter()
    for voter, choice in _answers(vote).items():
        more[choice] += vote.weight(voter) - 1
    return tuple(more[each.replace("_", "-")] for each in OPTIONS)


def represented(vote: Vote) -> int:
    """Return how many votes count for the quorum of those who are not in the room."""
    away = (each for each in vote.represented if vote.ballots.get(each) not in IN_THE_ROOM)
    return sum(map(vote.weight, away))


def _answers(vote: Vote) -> Mapping[str, Choice]:
    """Return who did what: the ballots, and of the silent what the attendance tells of them."""
    if not vote.attendance_known:
        away: dict[str, Choice] = dict.fromkeys(vote.represented, "absent")
        return {**away, **vote.ballots}
    there = {*vote.present, *vote.objections}
    silent = (each for each in vote.electorate if each not in vote.ballots)
    without: dict[str, Choice] = {
        each: "present-not-voting" if each in there else "absent" for each in silent
    }
    return {**vote.ballots, **without}


def tally_of(totals: Totals) -> Tally | None:
    """Return the same as the tally of votes that are wholly known, else nothing."""
    told = totals.model_dump(exclude={"excused", "paired"})
    if None in told.values() or totals.excused or totals.paired:
        return None
    return Tally.model_validate(told)
