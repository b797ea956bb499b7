"""Majorities: what a decision rule gives for a tally of which everything is known.

A rule is a base, an exact fraction, a comparison, and perhaps a floor (domain.md 4.2).
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from domain.decision_rules.decision_rule import BY_OBJECTION, Amount, DecisionRule, Effect, share
from domain.decision_rules.tallies import ABSTAIN, AGAINST, EVERY, FOR, ROOM

Outcome: TypeAlias = Literal["adopted", "rejected", "no-quorum", "re-ballot", "cannot-compute"]
Failing: TypeAlias = Literal["majority", "floor", "quorum", "objection"]
Votes: TypeAlias = tuple[int, ...]
Effects: TypeAlias = tuple[tuple[int, Effect], ...]
"""What becomes of an option that is not treated as the rule itself treats it."""

HALF, WHOLE = Fraction(1, 2), Fraction(1)
ENTITLED, MEMBERS, OFFICE = "entitled", "component_members", "in_office"
PRESENT = "present"
INSIDE: Mapping[str, Collection[int]] = MappingProxyType(
    {
        "votes_cast": (FOR, AGAINST),
        "participants": (FOR, AGAINST, ABSTAIN),
        PRESENT: ROOM,
        MEMBERS: EVERY,
        OFFICE: EVERY,
        ENTITLED: EVERY,
    }
)
"""The options that stand in each base."""
CAST = frozenset({"votes_cast", "participants"})
"""The bases of votes: how large they are is known only by the ballots."""

MEASURES: Mapping[str, tuple[str, Fraction | None]] = MappingProxyType(
    {
        "unanimity_all": (ENTITLED, WHOLE),
        "unanimity_of_voting": ("votes_cast", WHOLE),
        "majority_of_votes_cast": ("votes_cast", HALF),
        "majority_of_participants": ("participants", HALF),
        "majority_of_present": ("present", HALF),
        "majority_of_component_members": (MEMBERS, HALF),
        "fraction_of_votes_cast": ("votes_cast", None),
        "fraction_of_participants": ("participants", None),
        "fraction_of_present": ("present", None),
        "fraction_of_members": (MEMBERS, None),
    }
)
"""The base of each rule that asks for a share of one, and the share where its name says it."""


class Numbers(NamedTuple):
    """Numbers that bases may stand on, besides the votes; None where they are not asked for."""

    entitled: int | None = None
    in_office: int | None = None
    legal: int | None = None
    present: int | None = None
    objections: int = 0


class Verdict(NamedTuple):
    """Outcome, what it failed on, the base counted, and the numbers needed by rule and floor."""

    outcome: Outcome
    failed_on: Failing | None = None
    counted: int | None = None
    needed: int | None = None
    least: int | None = None

    @property
    def enough(self) -> int | None:
        """The smallest number that satisfies the rule and its floor; None where it asks none."""
        asked = [each for each in (self.needed, self.least) if each is not None]
        return max(asked, default=None)


class Known(NamedTuple):
    """A tally of which everything is known, with the treatment of its options."""

    votes: Votes
    numbers: Numbers
    effects: Effects = ()
    surplus: Votes = ()

    def base(self, name: str) -> int:
        """Return a base, with those options in and out of it that the treatment moves."""
        inside = INSIDE[name]
        count = self._told(name)
        for option, effect in self.effects:
            if effect == "no-effect" and option in inside:
                count -= self.votes[option]
            elif effect in {"in-base", "for", "against"} and option not in inside:
                count += self.votes[option]
        return max(count, 0)

    def side(self, side: int) -> int:
        """Return the votes on a side, with those counted as such."""
        like = "for" if side == FOR else "against"
        return self.votes[side] + sum(
            self.votes[option] for option, effect in self.effects if effect == like
        )

    @property
    def opposed(self) -> int:
        """Return how many voters object: they are counted, and not the votes that they have."""
        more = self._replace(votes=self.surplus).side(AGAINST) if self.surplus else 0
        return self.side(AGAINST) - more + self.numbers.objections

    @property
    def blocked(self) -> bool:
        """Whether anybody did what blocks the decision."""
        return any(self.votes[option] for option, effect in self.effects if effect == "blocks")

    def _told(self, name: str) -> int:
        numbers = self.numbers
        held = {
            ENTITLED: numbers.entitled,
            OFFICE: numbers.in_office,
            MEMBERS: numbers.legal,
            PRESENT: numbers.present,
        }
        known = held.get(name)
        return sum(self.votes[each] for each in INSIDE[name]) if known is None else known


def verdict(rule: DecisionRule, known: Known, casting_vote: str | None = None) -> Verdict:
    """Return what the rule gives; of a tie that the chair decides, by his vote."""
    if rule.name in BY_OBJECTION:
        return _by_objection(rule, known)
    return _by_number(rule, known, casting_vote)


def objections_allowed(rule: DecisionRule) -> int:
    """Return how many may object before nothing is adopted: none, unless the rule says more."""
    return (rule.n or 1) - 1


def _by_objection(rule: DecisionRule, known: Known) -> Verdict:
    floor = _floor(rule, known)
    if known.opposed > objections_allowed(rule) or known.blocked:
        return Verdict("rejected", "objection", least=floor)
    if floor is not None and known.side(FOR) < floor:
        return Verdict("rejected", "floor", least=floor)
    return Verdict("adopted", least=floor)


def _by_number(rule: DecisionRule, known: Known, casting_vote: str | None) -> Verdict:
    side = AGAINST if rule.required_to == "reject" else FOR
    count, needed = _needed(rule, known)
    floor = _floor(rule, known)
    met = known.side(side) >= needed and not known.blocked
    above = floor is None or known.side(side) >= floor
    found = Verdict("adopted", None, count, needed, floor)
    if not (met and above) and (tied := _tied(rule, known, side, casting_vote)) is not None:
        return found._replace(outcome=tied, failed_on="majority" if tied == "rejected" else None)
    if rule.required_to == "reject":
        heard = known.side(FOR) or known.side(AGAINST)
        lost = (met and above) or not heard
        return found._replace(outcome="rejected", failed_on="majority") if lost else found
    if met and above:
        return found
    return found._replace(outcome="rejected", failed_on="floor" if met else "majority")


def _needed(rule: DecisionRule, known: Known) -> tuple[int | None, int]:
    """Return the base and the number that the rule asks for: at least one, whatever the base."""
    if rule.name == "absolute_number":
        return None, (rule.n or 0) + rule.strict
    of, part = MEASURES[rule.name]
    count = known.base(of)
    part = share(rule.fraction or "1/1") if part is None else part
    strict = rule.strict or rule.name.startswith("majority_of_")
    return count, max(more_than(part, count) if strict else at_least(part, count), 1)


def _floor(rule: DecisionRule, known: Known) -> int | None:
    if rule.floor is None:
        return None
    return number(rule.floor.at_least, _floor_base(rule, known), strict=rule.floor.strict)


def _floor_base(rule: DecisionRule, known: Known) -> int:
    return 0 if rule.floor is None or rule.floor.of is None else known.base(rule.floor.of)


def number(amount: Amount, base: int, *, strict: bool) -> int:
    """Return the smallest number that reaches an amount: a number, or a share of a base."""
    if isinstance(amount, int):
        return amount + strict
    return more_than(share(amount), base) if strict else at_least(share(amount), base)


def _tied(rule: DecisionRule, known: Known, side: int, casting_vote: str | None) -> Outcome | None:
    """Return what becomes of a tie: votes are equal, and one more would have decided."""
    if rule.tie in {None, "rejected"} or known.blocked:
        return None
    if not known.side(FOR) == known.side(AGAINST) > 0:
        return None
    votes = tuple(each + (option == side) for option, each in enumerate(known.votes))
    more = known._replace(votes=votes)
    floor = _floor(rule, more)
    if more.side(side) < max(_needed(rule, more)[1], floor or 0):
        return None
    if rule.tie == "re-ballot":
        return "re-ballot"
    if casting_vote is None:
        return "cannot-compute"
    return "adopted" if casting_vote == "for" else "rejected"


def more_than(share: Fraction, base: int) -> int:
    """Return the smallest number that is more than a share of the base."""
    return share.numerator * base // share.denominator + 1


def at_least(share: Fraction, base: int) -> int:
    """Return the smallest number that is at least a share of the base."""
    return -(-share.numerator * base // share.denominator)
