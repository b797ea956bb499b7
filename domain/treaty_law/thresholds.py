"""Thresholds: what the consents to a treaty add up to, and the day on which that is enough."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from domain.treaty_law.consents import COUNTING, Consent, TreatyAct, consents
from domain.treaty_law.treaty_rules import EntryRule, GroupRow, Groups, Share, SubCount

Bound: TypeAlias = Literal["least", "most"]
"""What is not known is taken at its least or at its most."""

Quantity: TypeAlias = int | Fraction

Known: TypeAlias = Mapping[str, Mapping[str, Sequence[GroupRow]]]
"""The rows of each group that is given, by party."""


class Amount(NamedTuple):
    """What a consent adds, and what one would have to know to say it exactly."""

    least: Quantity
    most: Quantity
    missing: str | None = None

    def at(self, bound: Bound) -> Quantity:
        """Return one of the two."""
        return self.least if bound == "least" else self.most


NOTHING, ONE = Amount(0, 0), Amount(1, 1)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of a threshold: what is added up, by which consent, and what is needed."""

    of: str
    needed: Quantity
    amounts: tuple[Amount, ...]

    def missing(self) -> tuple[str, ...]:
        """Return what is not known of it."""
        return tuple(dict.fromkeys(each.missing for each in self.amounts if each.missing))


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The consents that count, in order of time, and the conditions for them to be enough."""

    consents: tuple[Consent, ...]
    conditions: tuple[Condition, ...]

    def reached_on(self, bound: Bound) -> date | None:
        """Return the first day at whose end every condition holds."""
        return next((day for day, sums in self._days(bound) if self._holds(sums)), None)

    def sums(self, bound: Bound, until: date = date.max) -> tuple[Quantity, ...]:
        """Return what the consents add up to for each condition at the end of a day."""
        told = [sums for day, sums in self._days(bound) if day <= until]
        return told[-1] if told else (0,) * len(self.conditions)

    def missing(self) -> tuple[str, ...]:
        """Return what is not known and could decide."""
        found = (name for each in self.conditions for name in each.missing())
        return tuple(dict.fromkeys(found))

    def _holds(self, sums: Sequence[Quantity]) -> bool:
        return all(held >= each.needed for held, each in zip(sums, self.conditions, strict=True))

    def _days(self, bound: Bound) -> Iterator[tuple[date, tuple[Quantity, ...]]]:
        """Yield each day on which something changes, with the sums at its end."""
        changes: dict[date, list[tuple[int, int]]] = {}
        for place, consent in enumerate(self.consents):
            changes.setdefault(consent.since, []).append((1, place))
            if consent.until is not None:
                changes.setdefault(consent.until, []).append((-1, place))
        sums: list[Quantity] = [0] * len(self.conditions)
        for day in sorted(changes):
            for sign, place in changes[day]:
                for which, condition in enumerate(self.conditions):
                    sums[which] += sign * condition.amounts[place].at(bound)
            yield day, tuple(sums)


def threshold(rule: EntryRule, acts: Sequence[TreatyAct], groups: Groups) -> Threshold:
    """Return the threshold of a treaty as the acts stand to it."""
    outside = frozenset(rule.not_counting)
    held = consents(acts, COUNTING if rule.counts is None else rule.counts)
    counted = tuple(each for each in held if each.party not in outside)
    named = (*(part.group for part in rule.sub_counts), *(each.group for each in rule.weights))
    known = {group: _by_party(groups[group]) for group in named if group in groups}
    return Threshold(consents=counted, conditions=tuple(_conditions(rule, counted, known)))


def _by_party(rows: Sequence[GroupRow]) -> Mapping[str, Sequence[GroupRow]]:
    found: dict[str, list[GroupRow]] = {}
    for row in rows:
        found.setdefault(row.party, []).append(row)
    return found


def _conditions(
    rule: EntryRule, counted: tuple[Consent, ...], groups: Known
) -> Iterator[Condition]:
    if rule.count == "all":
        yield _all(rule, counted)
    elif rule.count is not None:
        yield Condition(of="parties", needed=rule.count, amounts=(ONE,) * len(counted))
    for part in rule.sub_counts:
        amounts = tuple(_member(each, part, groups) for each in counted)
        yield Condition(of=f"of them in {part.group}", needed=part.n, amounts=amounts)
    for share in rule.weights:
        amounts = tuple(_weight(each, share, groups) for each in counted)
        needed = Fraction(share.at_least)
        yield Condition(of=f"of the weight in {share.group}", needed=needed, amounts=amounts)


def _all(rule: EntryRule, counted: tuple[Consent, ...]) -> Condition:
    if rule.parties is None:
        unknown = Amount(0, 1, "rule.parties")
        return Condition(of="of the parties named", needed=1, amounts=(unknown,) * len(counted))
    wanted = rule.wanted()
    amounts = tuple(ONE if each.party in wanted else NOTHING for each in counted)
    return Condition(of="of the parties named", needed=len(wanted), amounts=amounts)


def _member(consent: Consent, part: SubCount, groups: Known) -> Amount:
    """Count a party that belonged to a group on the day of its act."""
    if part.group not in groups:
        return Amount(0, 1, f"groups.{part.group}")
    return ONE if _rows(consent, groups[part.group]) else NOTHING


def _weight(consent: Consent, share: Share, groups: Known) -> Amount:
    """Weigh a party by what it had in a group on the day of its act."""
    enough = Fraction(share.at_least)
    if share.group not in groups:
        return Amount(0, enough, f"groups.{share.group}")
    rows = _rows(consent, groups[share.group])
    if not rows:
        return NOTHING
    weights = {each.weight for each in rows}
    if len(weights) > 1:
        raise ValueError(f"groups: {consent.party} has two weights in {share.group}")
    weight = rows[0].weight
    if weight is None:
        return Amount(0, enough, f"groups.{share.group}.{consent.party}.weight")
    return Amount(Fraction(weight), Fraction(weight))


def _rows(consent: Consent, members: Mapping[str, Sequence[GroupRow]]) -> Sequence[GroupRow]:
    return [each for each in members.get(consent.party, ()) if each.covers(consent.act.on)]
