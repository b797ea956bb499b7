"""Entry into force: computed from the acts that the depositary had, never typed.

What counts, how much is needed and how days are counted is each treaty's own rule
(`treaty_rules`); the day on which the acts suffice is found in `thresholds`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.day_counting.day_counts import add
from domain.treaty_law.consents import BINDING, Consent, TreatyAct, consents
from domain.treaty_law.entry_words import not_computed, not_reached, reached
from domain.treaty_law.thresholds import threshold
from domain.treaty_law.treaty_rules import Counted, EntryRule, Groups


@dataclass(frozen=True, kw_only=True)
class Entry:
    """When a treaty enters into force, by whose act, and for whom; or what is missing."""

    explanation: str
    on: date | None = None
    reached_on: date | None = None
    reached_by: tuple[str, ...] = ()
    own: Mapping[str, date] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def entry(rule: EntryRule, acts: Sequence[TreatyAct], groups: Groups) -> Entry:
    """Compute the entry into force; raise ValueError where a date leaves the calendar."""
    limit = threshold(rule, acts, groups)
    day = limit.reached_on("most")
    if day is None:
        return Entry(explanation=not_reached(limit))
    if day != limit.reached_on("least"):
        return Entry(explanation=not_computed(limit), missing=limit.missing())
    by = tuple(sorted(each.party for each in limit.consents if each.since == each.act.on == day))
    on = _date(rule, day)
    bound = [] if on is None else _parties(rule, acts, day, on)
    return Entry(
        explanation=reached(rule, limit, day, by=by, on=on),
        on=on,
        reached_on=day,
        reached_by=by,
        own={party: own for party, own in bound if own is not None},
        missing=unsaid(rule) if on is None else _unsaid_of_late(rule, bound),
    )


def counted_on(period: Counted, day: date) -> date | None:
    """Return the day to which a count goes on from a day, or None where it is not said how."""
    if period.convention is None or period.n is None or period.unit is None:
        return None
    return add(day, convention=period.convention, n=period.n, unit=period.unit)


def unsaid(period: Counted, where: str = "rule") -> tuple[str, ...]:
    """Return what of a count is not said."""
    said = {"convention": period.convention, "n": period.n, "unit": period.unit}
    return tuple(f"{where}.{name}" for name, value in said.items() if value is None)


def _date(rule: EntryRule, day: date) -> date | None:
    """Return the treaty's own date: the fixed day if it was reached by then, else by the count."""
    fixed = rule.on_date is not None and day <= rule.on_date
    on = rule.on_date if fixed else counted_on(rule, day)
    if on is None or rule.not_before is None:
        return on
    return max(on, rule.not_before)


def _parties(
    rule: EntryRule, acts: Sequence[TreatyAct], day: date, on: date
) -> list[tuple[str, date | None]]:
    """Return each party that was bound with its own date: also those who count for nothing else.

    A consent that was over before it would have bound its party never did; a later one may.
    """
    bound: dict[str, date | None] = {}
    for consent in consents(acts, BINDING | frozenset(rule.counts or ())):
        if consent.party not in bound:
            own = own_date(rule, consent, day, on)
            if not consent.is_over(own or on):
                bound[consent.party] = own
    return sorted(bound.items())


def own_date(rule: EntryRule, consent: Consent, reached_on: date, on: date) -> date | None:
    """Return from when a treaty binds one party: never before the treaty's own date."""
    late = rule.late_rule()
    if consent.act.effective_on is not None:
        return max(on, consent.act.effective_on)
    in_time = late.applies == "after_entry_into_force" and consent.since < on
    if consent.since <= reached_on or in_time:
        return on
    own = counted_on(late, consent.act.on)
    return None if own is None else max(on, own)


def _unsaid_of_late(rule: EntryRule, bound: Sequence[tuple[str, date | None]]) -> tuple[str, ...]:
    open_ = any(own is None for _, own in bound)
    return unsaid(rule.late_rule(), "rule.late") if open_ else ()
