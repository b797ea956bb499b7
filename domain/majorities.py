"""Decision rules as exact arithmetic: a tally is adopted, rejected, or cannot be computed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import Literal, TypeAlias

from pydantic import Field

from domain.messages import Message

Effect: TypeAlias = Literal["blocks", "no-effect"]
Outcome: TypeAlias = Literal["adopted", "rejected", "cannot-compute"]
Base: TypeAlias = Callable[["Tally"], int]

HALF = Fraction(1, 2)
EFFECTS: tuple[Effect, ...] = ("blocks", "no-effect")
_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


class Tally(Message):
    """The count. Every option is kept apart; a formal objection is no ballot."""

    in_favour: int = Field(ge=0)
    against: int = Field(default=0, ge=0)
    abstentions: int = Field(default=0, ge=0)
    not_voting: int = Field(default=0, ge=0)
    absent: int = Field(default=0, ge=0)
    objections: int = Field(default=0, ge=0)

    @property
    def cast(self) -> int:
        """The ballots for and against."""
        return self.in_favour + self.against

    @property
    def participants(self) -> int:
        """Those who voted for or against, or abstained."""
        return self.cast + self.abstentions

    @property
    def present(self) -> int:
        """The participants and those present without voting."""
        return self.participants + self.not_voting

    @property
    def entitled(self) -> int:
        """All who have a vote, present or not."""
        return self.present + self.absent

    def __str__(self) -> str:
        """Return the count as a sentence; options that nobody chose are left out."""
        rest = {
            "present and not voting": self.not_voting,
            "absent": self.absent,
            "objecting": self.objections,
        }
        main = f"{self.in_favour} for, {self.against} against, {self.abstentions} abstaining"
        return ", ".join([main, *(f"{count} {option}" for option, count in rest.items() if count)])


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The rule and what goes with it; None is unset. `quorum` is how many must be present.

    `rule` is a name of domain.md 4.2; a fraction follows a colon: `fraction_of_votes_cast:2/3`.
    """

    rule: str | None
    abstention_effect: Effect | None = None
    absence_effect: Effect | None = None
    quorum: int | None = None
    floor: int = 0


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the rules give, with the arithmetic.

    `needed` is the smallest number in favour that suffices; `missing` names the unset parameters
    on which the answer depends; `failed_on` says what was not met.
    """

    outcome: Outcome
    arithmetic: str
    needed: int | None = None
    missing: tuple[str, ...] = ()
    failed_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class Unanimity:
    """One kind of unanimity: what keeps it from being reached, besides a vote against."""

    abstention_blocks: bool
    absence_blocks: bool
    silence_adopts: bool

    def reached(self, tally: Tally) -> bool:
        """Tell whether nobody opposed or blocked it and, unless silence adopts, somebody spoke."""
        if tally.against or tally.objections:
            return False
        if self.abstention_blocks and tally.abstentions + tally.not_voting:
            return False
        if self.absence_blocks and tally.absent:
            return False
        return bool(tally.present if self.silence_adopts else tally.in_favour)


UNANIMITIES: Mapping[str, Unanimity] = MappingProxyType(
    {
        # Every entitled voter votes yes. A candidate for TURKPA, not confirmed.
        "unanimity_all": Unanimity(
            abstention_blocks=True, absence_blocks=True, silence_adopts=False
        ),
        # Every yes or no ballot is yes. A candidate for TURKPA, not confirmed.
        "unanimity_of_voting": Unanimity(
            abstention_blocks=False, absence_blocks=False, silence_adopts=False
        ),
        # No formal objection by those present and taking part: IPA CIS, Rules art. 14.
        "consensus": Unanimity(abstention_blocks=False, absence_blocks=False, silence_adopts=True),
    }
)
"""The kinds of unanimity (domain.md 4.2): three rules, of which TURKPA's text names none."""

MAJORITIES: Mapping[str, tuple[Base, str]] = MappingProxyType(
    {
        # PACE resolutions; European Parliament.
        "majority_of_votes_cast": (lambda tally: tally.cast, "votes cast"),
        # TBMM, there with a floor of a quarter of the seats and one.
        "majority_of_participants": (lambda tally: tally.participants, "participants"),
        # European Parliament on its own Rules: 353 of 705.
        "majority_of_component_members": (lambda tally: tally.entitled, "component members"),
    }
)
"""Majorities: more than half of a named base."""

FRACTIONS: Mapping[str, tuple[Base, str]] = MappingProxyType(
    {
        # PACE recommendations; IPU emergency item.
        "fraction_of_votes_cast": (lambda tally: tally.cast, "votes cast"),
        # TBMM amnesty: 3/5 of the seats.
        "fraction_of_members": (lambda tally: tally.entitled, "members"),
    }
)
"""Fractions: at least a share of a named base."""

UNANIMITY = "unanimity"
"""Unanimity whose kind is not named: computed where every kind gives the same."""

RULES = (UNANIMITY, *UNANIMITIES, *MAJORITIES, *FRACTIONS)
"""The names of the rules that can be computed."""


def is_rule(text: str) -> bool:
    """Tell whether decisions can be computed by this word, as by `fraction_of_members:2/3`."""
    name, colon, share = text.partition(":")
    if name in FRACTIONS:
        return _fraction(share) is not None
    return name in RULES and not colon


def result(tally: Tally, terms: Terms) -> Result:
    """Compute the outcome, or name the parameters without which there is none.

    What is rejected is rejected with any quorum; what else depends on it needs one.
    """
    found = _floored(_by_rule(tally, terms), tally, terms.floor)
    return found if found.outcome == "rejected" else _quorate(found, tally, terms.quorum)


def more_than(share: Fraction, base: int) -> int:
    """Return the smallest number that is more than a share of the base."""
    return share.numerator * base // share.denominator + 1


def at_least(share: Fraction, base: int) -> int:
    """Return the smallest number that is at least a share of the base."""
    return -(-share.numerator * base // share.denominator)


def _by_rule(tally: Tally, terms: Terms) -> Result:
    name, _, share = (terms.rule or "").partition(":")
    if name == UNANIMITY or name in UNANIMITIES:
        return _unanimity(tally, terms)
    if name in MAJORITIES:
        base, of = MAJORITIES[name]
        needed = more_than(HALF, base(tally))
        return _counted(tally, needed, f"more than half of {base(tally)} {of}")
    if name in FRACTIONS and (fraction := _fraction(share)):
        base, of = FRACTIONS[name]
        needed = at_least(fraction, base(tally))
        return _counted(tally, needed, f"at least {fraction} of {base(tally)} {of}")
    return _unknown(terms.rule)


def _fraction(text: str) -> Fraction | None:
    """Read a share: more than nothing, and at most the whole."""
    found = _SHARE.fullmatch(text)
    numerator, denominator = (int(each) for each in found.groups()) if found else (0, 1)
    return Fraction(numerator, denominator) if 0 < numerator <= denominator else None


def _unknown(rule: str | None) -> Result:
    said = "no rule is set for this decision" if rule is None else f"{rule} is no rule known here"
    return Result(outcome="cannot-compute", arithmetic=said, missing=("plenary.decision",))


def _counted(tally: Tally, needed: int, of: str) -> Result:
    # Nobody in favour adopts nothing, whatever the base.
    needed = max(needed, 1)
    adopted = tally.in_favour >= needed
    return Result(
        outcome="adopted" if adopted else "rejected",
        needed=needed,
        arithmetic=f"{tally}; needed in favour: {needed}, {of}",
        failed_on=None if adopted else "majority",
    )


def _unanimity(tally: Tally, terms: Terms) -> Result:
    """Answer where every kind that is possible gives the same (domain.md 8.1, T6 to T8)."""
    kinds = _kinds(terms)
    reached = {kind.reached(tally) for kind in kinds}
    needed = None if kinds[0].silence_adopts else _voices(tally, kinds)
    if len(reached) > 1:
        said = f"{tally}; the kinds of unanimity give different results"
        missing = _undecided(tally, terms)
        return Result(outcome="cannot-compute", arithmetic=said, missing=missing)
    adopted = reached.pop()
    return Result(
        outcome="adopted" if adopted else "rejected",
        needed=needed,
        arithmetic=f"{tally}; {_wanted(needed)}",
        failed_on=None if adopted else "unanimity",
    )


def _wanted(needed: int | None) -> str:
    return "needed: no objection" if needed is None else f"needed in favour: {needed}, none against"


def _kinds(terms: Terms) -> tuple[Unanimity, ...]:
    if terms.rule is not None and terms.rule in UNANIMITIES:
        return (UNANIMITIES[terms.rule],)
    return tuple(
        Unanimity(abstention_blocks=abstention, absence_blocks=absence, silence_adopts=silence)
        for silence, abstention, absence in product(
            (False, True), _may_block(terms.abstention_effect), _may_block(terms.absence_effect)
        )
    )


def _may_block(effect: Effect | None) -> tuple[bool, ...]:
    return (True, False) if effect is None else (effect == "blocks",)


def _voices(tally: Tally, kinds: tuple[Unanimity, ...]) -> int:
    """Count those whose yes is needed by the strictest of the kinds; at least one."""
    silent = 0 if any(kind.abstention_blocks for kind in kinds) else tally.present - tally.cast
    away = 0 if any(kind.absence_blocks for kind in kinds) else tally.absent
    return max(tally.entitled - silent - away, 1)


def _undecided(tally: Tally, terms: Terms) -> tuple[str, ...]:
    silent = tally.present - tally.cast
    depends = {
        "plenary.decision": not tally.in_favour,
        "abstention_effect": terms.abstention_effect is None and silent > 0,
        "absence_effect": terms.absence_effect is None and tally.absent > 0,
    }
    return tuple(name for name, does in depends.items() if does)


def _floored(found: Result, tally: Tally, floor: int) -> Result:
    if not floor or found.outcome == "cannot-compute":
        return found
    met = tally.in_favour >= floor
    return replace(
        found,
        outcome=found.outcome if met else "rejected",
        needed=max(found.needed or 0, floor),
        arithmetic=f"{found.arithmetic}; and at least {floor}",
        failed_on=found.failed_on if met or found.failed_on else "floor",
    )


def _quorate(found: Result, tally: Tally, quorum: int | None) -> Result:
    if quorum is None:
        return _unset_quorum(found, tally)
    said = f"{found.arithmetic}; {tally.present} present, quorum {quorum}"
    if tally.present >= quorum:
        return replace(found, arithmetic=said)
    return replace(
        found, outcome="rejected", arithmetic=said, missing=(), failed_on="quorum.decide"
    )


def _unset_quorum(found: Result, tally: Tally) -> Result:
    # With everybody present any quorum is met, so an unset one changes nothing.
    if not tally.absent:
        return found
    return replace(
        found,
        outcome="cannot-compute",
        arithmetic=f"{found.arithmetic}; {tally.present} of {tally.entitled} present, quorum unset",
        missing=(*found.missing, "quorum.decide"),
    )
