"""Ballot count: the ballots of a vote become totals, by weight or by head."""

from collections import Counter

from domain.replacing import replace
from domain.vote.state import Choice, Vote
from domain.vote.tally import Tally
from domain.vote.totals import Totals


def count(vote: Vote) -> Totals:
    """Count the ballots by weight; totals that were recorded stand as they are."""
    objections = sum(map(vote.weight, vote.objections))
    if vote.totals is not None:
        told = vote.totals.objections or 0
        return vote.totals.model_copy(update={"objections": max(objections, told)})
    counted: Counter[Choice] = Counter()
    for voter, choice in vote.ballots.items():
        counted[choice] += vote.weight(voter)
    silent, away = _without_ballot(vote)
    return Totals(
        in_favour=counted["for"],
        against=counted["against"],
        abstentions=counted["abstain"],
        not_voting=None if silent is None else counted["present-not-voting"] + silent,
        absent=None if away is None else counted["absent"] + away,
        excused=counted["excused"],
        paired=counted["paired"],
        objections=objections,
    )


def by_head(vote: Vote) -> tuple[Vote, Totals]:
    """Return a vote in which nobody has more than one vote, and its totals."""
    heads = replace(vote, weights={})
    return heads, count(heads)


def _without_ballot(vote: Vote) -> tuple[int | None, int | None]:
    """Return the votes of those present and silent, and of those absent; None is not known."""
    silent = [each for each in vote.electorate if each not in vote.ballots]
    if not silent and vote.electorate:
        return 0, 0
    if not vote.attendance_known:
        return None, None
    there = {*vote.present, *vote.objections}
    present = sum(vote.weight(each) for each in silent if each in there)
    return present, sum(map(vote.weight, silent)) - present


def tally_of(totals: Totals) -> Tally | None:
    """Return the same as the tally of votes that are wholly known, else nothing."""
    told = totals.model_dump(exclude={"excused", "paired"})
    if None in told.values() or totals.excused or totals.paired:
        return None
    return Tally.model_validate(told)
