"""Fillings: the ways to fill in what a tally does not tell, as far as they could differ.

Every condition of a decision compares sums of options with shares of such sums, so what holds at
the ends of what is possible holds between them. Only a tie, and a text that stands unless enough
are against it, are met between the ends: there the numbers count on which a threshold lies.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import TypeAlias

from domain.decision_rules.tallies import AGAINST, AWAY, FOR, ROOM, Tally

FAR = 10**12
"""More votes than any told number, and any share of one, could outweigh."""
FEW = 6
"""So many votes are tried one by one, of however many options."""
ONE_BY_ONE: Mapping[int, int] = MappingProxyType({1: 200, 2: 40, 3: 12})
"""And so many of so few open options."""
SOME = 4
"""Of so many open options at most, also numbers next to the ends are tried."""

Votes: TypeAlias = tuple[int, ...]
Steps: TypeAlias = Callable[[int, int], Collection[int]]
"""The numbers to try of an option that is open, at most so many."""
Filling: TypeAlias = Callable[[Tally, Collection[int], Collection[int]], Iterator[Votes]]


def ends(tally: Tally, asked: Collection[int], _marks: Collection[int] = ()) -> Iterator[Votes]:
    """Yield the extreme fillings: all that is open goes to one of the options, or to none."""
    yield from _filled(tally, asked, lambda _, most: (0, most))


def grid(tally: Tally, asked: Collection[int], marks: Collection[int] = ()) -> Iterator[Votes]:
    """Yield the extreme fillings, some between them, and those that bring an option to a mark."""
    count = sum(each in asked for each in tally.unknown)
    brought = {each: [mark - tally.votes[each] for mark in marks] for each in (FOR, AGAINST)}

    def steps(option: int, most: int) -> Collection[int]:
        at_marks = (each for each in brought.get(option, ()) if 0 < each < most)
        return {*_between(most, count), *at_marks}

    yield from _filled(tally, asked, steps)


def the_rest(tally: Tally, asked: Collection[int]) -> int | None:
    """Return the option that follows from the others, as it is told how many are in the room."""
    inside = [each for each in tally.unknown if each in ROOM]
    if not tally.room or not inside:
        return None
    return next((each for each in inside if each not in asked), inside[-1])


def _between(most: int, options: int) -> Collection[int]:
    if most > FAR:
        return (0, 1, FAR, FAR * FAR) if options <= SOME else (0, FAR, FAR * FAR)
    if most <= ONE_BY_ONE.get(options, FEW):
        return range(most + 1)
    return (0, 1, most // 2, most - 1, most) if options <= SOME else (0, most // 2, most)


def _filled(tally: Tally, asked: Collection[int], steps: Steps) -> Iterator[Votes]:
    if not tally.unknown or (tally.knows(asked) and not tally.room):
        yield tally.votes
        return
    room = tally.room or 0
    free = [each for each in tally.unknown if each in asked and (each in AWAY or not room)]
    slack = tally.slack - room
    for within in _of_the_room(tally, asked, steps):
        for numbers in product(*(steps(each, slack) for each in free)):
            if sum(numbers) <= slack:
                yield _with(within, free, numbers)


def _of_the_room(tally: Tally, asked: Collection[int], steps: Steps) -> Iterator[Votes]:
    """Share out those who are in the room for certain; all of them did something there."""
    rest = the_rest(tally, asked)
    if not tally.room or rest is None:
        yield tally.votes
        return
    varied = [each for each in tally.unknown if each in ROOM and each in asked and each != rest]
    for numbers in product(*(steps(each, tally.room) for each in varied)):
        left = tally.room - sum(numbers)
        if left >= 0:
            yield _with(_with(tally.votes, varied, numbers), [rest], [left])


def _with(votes: Votes, options: Sequence[int], more: Sequence[int]) -> Votes:
    filled = list(votes)
    for option, number in zip(options, more, strict=True):
        filled[option] += number
    return tuple(filled)
