"""Rotation: whose turn it is to take the chair, by the order and by the beat of the rules.

The beat is a step per plenary session (TURKPA), or one every so many years: yearly at AIPA, every
two years at others (domain.md 4.4).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.assembly.state import Assembly
from domain.day_counting.day_counts import add_months
from domain.submission import Capacity

PER_PLENARY_SESSION = "plenary-session"
_YEARS = re.compile(r"P([1-9][0-9]?)Y")


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """Which parliament is in the chair, and since when."""

    parliament: str
    since: date


def years_of(beat: str) -> int | None:
    """Return every how many years the chair passes; None where it is no such beat."""
    found = _YEARS.fullmatch(beat)
    return int(found[1]) if found else None


def next_in_order(order: Sequence[str], before: str | None) -> str | None:
    """Return who follows in the order, after the last comes the first; None if nobody can tell.

    Nobody can where no order is set, or where the one before stands in none.
    """
    if before is None or before not in order:
        return None
    return order[(order.index(before) + 1) % len(order)]


def in_turn(order: Sequence[str], tenure: Tenure, *, day: date, years: int) -> tuple[str, ...]:
    """Return whose turn it may be on a day, where the chair passes every so many years.

    It is still the holder's while less than that lies between the calendar years, and who
    follows has it once the years are full. In between either may: no source counts the days.
    """
    following = next_in_order(order, tenure.parliament)
    if following is None:
        return ()
    if day >= add_months(tenure.since, 12 * years):
        return (following,)
    if day.year - tenure.since.year < years:
        return (tenure.parliament,)
    return (following, tenure.parliament)


def tenure_on(assembly: Assembly, day: date) -> Tenure | None:
    """Return the parliament in the chair, since its first of those who held it in a row."""
    held = [
        Tenure(parliament=assembly.in_place_of(each.parliament, day), since=each.since)
        for each in assembly.offices
        if each.capacity is Capacity.CHAIR and each.parliament and each.since <= day
    ]
    found: Tenure | None = None
    for each in sorted(held, key=lambda tenure: tenure.since):
        if found is None or found.parliament != each.parliament:
            found = each
    return found
