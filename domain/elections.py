"""Elections: one ballot among candidates elects, leads to the next ballot, or is held again."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias

from domain.decision_rules.majorities import more_than

Outcome: TypeAlias = Literal["elected", "next-ballot", "re-ballot", "cannot-compute"]

MAJORITIES: Mapping[str, str] = MappingProxyType(
    {
        "absolute": "more than half of the votes cast",
        "relative": "more votes than any other",
        "unanimity": "every vote cast",
        "acclamation": "nobody else stands and nobody objects",
    }
)
"""Which majority may elect, and what it asks."""

PARAMETER, ACCLAMATION = "election.rounds", "acclamation"


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What one ballot gives, with the arithmetic; `needed` is what would have elected."""

    outcome: Outcome
    arithmetic: str
    elected: str | None = None
    needed: int | None = None
    missing: tuple[str, ...] = ()


def count(
    votes: Mapping[str, int], number: int, majorities: tuple[str, ...], *, objections: int = 0
) -> Ballot:
    """Count the ballot of a number, from 1 on; the last majority holds for all that follow it.

    Where the rules let acclamation elect (PUIC) nobody is counted but those who object.
    """
    if not majorities:
        said = "no rule says which majority elects"
        return Ballot(outcome="cannot-compute", arithmetic=said, missing=(PARAMETER,))
    majority = majorities[min(number, len(majorities)) - 1]
    if majority == ACCLAMATION:
        return _acclaimed(votes, number, objections, is_last=number >= len(majorities))
    needed = _needed(votes, majority)
    first = [each for each in votes if votes[each] == max(votes.values()) and votes[each] > 0]
    said = ", ".join(f"{each} {votes[each]}" for each in sorted(votes))
    said = f"{said}; needed in ballot {number}: {needed}, {MAJORITIES[majority]}"
    if len(first) == 1 and votes[first[0]] >= needed:
        return Ballot(outcome="elected", elected=first[0], needed=needed, arithmetic=said)
    again: Outcome = "re-ballot" if number >= len(majorities) else "next-ballot"
    return Ballot(outcome=again, needed=needed, arithmetic=said)


def _acclaimed(votes: Mapping[str, int], number: int, objections: int, *, is_last: bool) -> Ballot:
    stand = ", ".join(sorted(votes))
    said = f"{stand} stand" if len(votes) > 1 else f"{stand} stands alone"
    said = f"{said}, {objections} object; ballot {number} elects by {ACCLAMATION}: "
    said += MAJORITIES[ACCLAMATION]
    if len(votes) == 1 and not objections:
        return Ballot(outcome="elected", elected=stand, arithmetic=said)
    return Ballot(outcome="re-ballot" if is_last else "next-ballot", arithmetic=said)


def _needed(votes: Mapping[str, int], majority: str) -> int:
    """Return the smallest number that elects the one who has most votes; never none at all."""
    cast, ranked = sum(votes.values()), sorted(votes.values(), reverse=True)
    match majority:
        case "absolute":
            return more_than(Fraction(1, 2), cast)
        case "relative":
            return (ranked[1] if len(ranked) > 1 else 0) + 1
        case _:
            return max(cast, 1)
