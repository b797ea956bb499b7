"""Tallies: how many votes took each option, what of it is not told, and all that is possible then.

What is not told is unknown, not zero. The bounds of the body, its number and those present, may
still say how much it can be; where they leave nothing to it, it is none.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OPTIONS = ("for", "against", "abstain", "present_not_voting", "absent", "excused", "paired")
FOR, AGAINST, ABSTAIN, NOT_VOTING, ABSENT, EXCUSED, PAIRED = range(7)
EVERY = range(7)
ROOM = range(4)
"""The options of those in the room."""
AWAY = range(4, 7)
ENDLESS = 10**48
"""More votes than any body has, and than any share of a told number could outweigh."""

NOTHING: Mapping[int, int] = MappingProxyType({})
ONE_EACH = (0,) * len(OPTIONS)
"""No voter has more than one vote."""


class ContradictionError(ValueError):
    """Numbers that cannot all be true."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """How many votes there are: in law, filled, in the electorate of this vote, in the room.

    None is not told. `electorate` counts those who are named as its voters.
    """

    legal: int | None = None
    in_office: int | None = None
    electorate: int | None = None
    present: int | None = None

    @property
    def entitled(self) -> int | None:
        """All who have a vote; where only the legal number is told, no vacancy is told either."""
        known = (self.electorate, self.in_office, self.legal)
        return next((each for each in known if each is not None), None)

    @property
    def most(self) -> int | None:
        """How many votes there can be at most."""
        known = (self.electorate, self.in_office, self.legal)
        return min((each for each in known if each is not None), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """A tally with its bounds. An option in `unknown` has at least what stands in `votes`.

    `slack` is how many votes the unknown options share at most; `room` how many of them are in
    the room for certain, where it is told how many are present. `surplus` is how many votes of an
    option are not a voter more: of one with eight votes, seven.
    """

    votes: tuple[int, ...]
    unknown: tuple[int, ...]
    slack: int
    room: int | None
    body: Body
    objections: int | None = 0
    surplus: tuple[int, ...] = ONE_EACH

    def knows(self, options: Collection[int]) -> bool:
        """Tell whether nothing of these options is unknown."""
        return frozenset(self.unknown).isdisjoint(options)


def tally(
    told: tuple[int | None, ...],
    body: Body,
    *,
    least: Mapping[int, int] = NOTHING,
    objections: int | None = 0,
    surplus: tuple[int, ...] = ONE_EACH,
) -> Tally:
    """Return a tally with its bounds; raise `ContradictionError` where numbers cannot all be true.

    `told` are the seven options, None is not told; `least` is what is known of such an option.
    `objections` are those formal ones that are no vote against: of voters, whatever their votes.
    """
    _check(body)
    votes = [least.get(option, 0) if n is None else n for option, n in enumerate(told)]
    unknown = [option for option, number in enumerate(told) if number is None]
    slack = ENDLESS if body.most is None else body.most - sum(votes)
    if slack < 0:
        raise ContradictionError(f"{sum(votes)} votes are told and the body has {body.most}")
    if slack == 0:
        unknown = []
    room = None
    if body.present is not None:
        room = _room(votes, unknown, body.present)
        if room > slack:
            raise ContradictionError(f"{body.present} present and the others are more than all")
        inside = [each for each in unknown if each in ROOM]
        outside = [each for each in unknown if each in AWAY and slack > room]
        if len(inside) <= 1 or room == 0:
            for each in inside:
                votes[each] += room
            inside, slack, room = [], slack - room, 0
        unknown = inside + outside
    return Tally(
        votes=tuple(votes),
        unknown=tuple(unknown),
        slack=slack,
        room=room,
        body=body,
        objections=objections,
        surplus=surplus,
    )


def _check(body: Body) -> None:
    if body.in_office is not None and body.legal is not None and body.in_office > body.legal:
        raise ContradictionError(f"{body.in_office} in office of a body of {body.legal}")
    most = body.most
    if most is None:
        return
    if body.electorate is not None and body.electorate > most:
        raise ContradictionError(f"{body.electorate} voters in a body of {most}")
    if body.present is not None and body.present > most:
        raise ContradictionError(f"{body.present} present of a body of {most}")


def _room(votes: list[int], unknown: list[int], present: int) -> int:
    """Return how many of those present took an option that is unknown."""
    inside = sum(votes[:4])
    if inside > present or (inside < present and not any(each in ROOM for each in unknown)):
        raise ContradictionError(f"{present} present, and {inside} in the room are told")
    return present - inside
