"""Fillings: the ways to fill in what a tally does not tell, as far as they could differ.

Every condition of a decision compares sums of options with shares of such sums, so what holds at
the ends of what is possible holds between them; a few values inside show on what it depends.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import product
from typing import TypeAlias

from domain.decision_rules.tallies import AWAY, ROOM, Tally

FAR = 10**12
"""More votes than any told number, and any share of one, could outweigh."""

Votes: TypeAlias = tuple[int, ...]
Steps: TypeAlias = Callable[[int], Sequence[int]]


def ends(tally: Tally, asked: Collection[int]) -> Iterator[Votes]:
    """Yield the extreme fillings: all that is open goes to one of the options, or to none."""
    yield from _filled(tally, asked, lambda most: (0, most))


def grid(tally: Tally, asked: Collection[int]) -> Iterator[Votes]:
    """Yield the extreme fillings and some between them."""
    yield from _filled(tally, asked, _steps)


def _steps(most: int) -> Sequence[int]:
    if most > FAR:
        return (0, 1, FAR, FAR * FAR)
    return sorted({0, min(1, most), most // 2, max(most - 1, 0), most})


def _filled(tally: Tally, asked: Collection[int], steps: Steps) -> Iterator[Votes]:
    if not tally.unknown or (tally.knows(asked) and not tally.room):
        yield tally.votes
        return
    room = tally.room or 0
    inside = [each for each in tally.unknown if each in ROOM]
    free = [each for each in tally.unknown if each in asked and (each in AWAY or not room)]
    slack = tally.slack - room
    for within in _of_the_room(tally, inside, asked, steps):
        for numbers in product(*(steps(slack) for _ in free)):
            if sum(numbers) <= slack:
                yield _with(within, free, numbers)


def _of_the_room(
    tally: Tally, inside: Sequence[int], asked: Collection[int], steps: Steps
) -> Iterator[Votes]:
    """Share out those who are in the room for certain; all of them did something there."""
    if not tally.room:
        yield tally.votes
        return
    rest = next((each for each in inside if each not in asked), inside[-1])
    varied = [each for each in inside if each in asked and each != rest]
    for numbers in product(*(steps(tally.room) for _ in varied)):
        left = tally.room - sum(numbers)
        if left >= 0:
            yield _with(_with(tally.votes, varied, numbers), [rest], [left])


def _with(votes: Votes, options: Sequence[int], more: Sequence[int]) -> Votes:
    filled = list(votes)
    for option, number in zip(options, more, strict=True):
        filled[option] += number
    return tuple(filled)
