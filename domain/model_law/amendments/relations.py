"""Relations: what an amendment's end means for its parts, its rivals and what falls with it."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from domain.model_law.amendments.state import STANDS, TERMINAL, Amendment, Life
from domain.replacing import replace

Amendments: TypeAlias = Mapping[str, Amendment]
"""The amendments of a text and their parts, by number, in the order in which they were tabled."""


def life_of(held: Amendments, number: str) -> Life:
    """Return where an amendment stands; a split one follows from its parts."""
    amendment = held[number]
    if amendment.life is not Life.SPLIT:
        return amendment.life
    lives = {held[part].life for part in amendment.parts}
    if not lives <= TERMINAL:
        return Life.SPLIT
    if lives & STANDS:
        return Life.ADOPTED if lives <= STANDS else Life.ADOPTED_IN_PART
    if len(lives) == 1:
        return next(iter(lives))
    return Life.REJECTED if Life.REJECTED in lives else Life.LAPSED


def pending(held: Amendments) -> tuple[str, ...]:
    """Return what is to be decided still: each amendment, or of a split one each open part."""
    return tuple(
        each.number
        for each in held.values()
        if each.life is not Life.SPLIT and each.life not in TERMINAL
    )


def units(held: Amendments, number: str) -> tuple[str, ...]:
    """Return what is decided by itself: the parts of a split amendment, or the amendment."""
    return held[number].parts or (number,)


def whole(held: Amendments, number: str) -> str:
    """Return the amendment to which a part belongs, or itself."""
    return held[number].part_of or number


def rivals(held: Amendments, number: str) -> tuple[str, ...]:
    """Return the units that compete with one, whichever of the two names the other."""
    return tuple(
        each.number
        for each in held.values()
        if each.life is not Life.SPLIT and _compete(held, each.number, number)
    )


def overtaken(
    held: Amendments, ends: Mapping[str, Life], *, displacing: frozenset[Life]
) -> Iterator[tuple[str, str]]:
    """Yield what lapses, with what makes it lapse, once these units have come to their ends.

    `displacing` are the ends that make rivals lapse, as the rules have it. What was declared to
    fall with another falls when the other does, and takes with it what falls with itself.
    """
    after: dict[str, Amendment] = dict(held)
    for number, life in ends.items():
        after[number] = _ended(after[number], life)
    for number, life in ends.items():
        if life in displacing:
            for rival in rivals(after, number):
                if after[rival].life not in TERMINAL:
                    after[rival] = _ended(after[rival], Life.LAPSED)
                    yield rival, number
    yield from _fallen(after)


def _fallen(after: dict[str, Amendment]) -> Iterator[tuple[str, str]]:
    """Yield what falls with what is not in the text, until nothing more does."""
    while (next_one := _next_to_fall(after)) is not None:
        number, cause = next_one
        after[number] = _ended(after[number], Life.LAPSED)
        yield number, cause


def _next_to_fall(after: Amendments) -> tuple[str, str] | None:
    for number in pending(after):
        for cause in after[number].falls_with:
            life = life_of(after, cause)
            if life in TERMINAL and life not in STANDS:
                return number, cause
    return None


def _compete(held: Amendments, one: str, other: str) -> bool:
    if whole(held, one) == whole(held, other):
        return False
    return _names(held, one, other) or _names(held, other, one)


def _names(held: Amendments, one: str, other: str) -> bool:
    """Tell whether one is declared to compete with another, or with all of its parts."""
    named = held[one].competes_with
    return other in named or whole(held, other) in named


def _ended(amendment: Amendment, life: Life) -> Amendment:
    return replace(amendment, life=life)


def numbers_of(item: str) -> tuple[str, ...]:
    """Read what a vote names: `6/1` is one, `4= 10=` are identical ones, `1 3` are two."""
    return tuple(dict.fromkeys(each.rstrip("=") for each in item.replace("=", "= ").split()))
