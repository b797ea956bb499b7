"""The explanation of an entry into force, in words that a depositary could check."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from domain.treaty_law.thresholds import Quantity, Threshold
from domain.treaty_law.treaty_rules import Counted, EntryRule

COUNTS: Mapping[str, str] = MappingProxyType(
    {
        "day_plus_n": "{n} {unit} after",
        "day_one_is_start": "{n} {unit}, the first being",
        "day_after_n_full_days": "the day after {n} full {unit} from",
        "months_same_day": "the same day of the month, {n} {unit} after",
        "months_then_first_of_next_month": "the first day of the month after {n} {unit} from",
        "days_then_first_of_next_month": "the first day of the month after {n} {unit} from",
    }
)

SINGULAR: Mapping[str, str] = MappingProxyType(
    {"parties": "party", "calendar-days": "calendar-day", "months": "month", "years": "year"}
)


def reached(
    rule: EntryRule, limit: Threshold, day: date, *, by: Sequence[str], on: date | None
) -> str:
    """Say by whose act of the day the threshold was reached, and how the date follows."""
    whose = f" by {', '.join(by)}" if by else ""
    return f"reached on {day}{whose}: {_added(limit, day)}; {_date(rule, day, on)}"


def not_reached(limit: Threshold) -> str:
    """Say how much there is, and how much is needed."""
    return f"not reached: {_added(limit)}"


def not_computed(limit: Threshold) -> str:
    """Say what is missing."""
    return f"cannot be computed without {', '.join(limit.missing())}: {_added(limit)}"


def _added(limit: Threshold, until: date = date.max) -> str:
    rows = zip(limit.conditions, limit.sums("least", until), limit.sums("most", until), strict=True)
    return ", ".join(
        f"{_plain(least) if least == most else 'an unknown part'} {_of(each.of, least)} "
        f"({_plain(each.needed)} needed)"
        for each, least, most in rows
    )


def _of(noun: str, number: Quantity | None) -> str:
    return SINGULAR.get(noun, noun) if number == 1 else noun


def _plain(quantity: Quantity) -> str:
    """Write an exact number without a fraction bar, as it was given: 55.04."""
    if isinstance(quantity, int) or quantity.denominator == 1:
        return str(int(quantity))
    digits = 0
    while (quantity * 10**digits).denominator != 1:
        digits += 1
    whole = int(quantity * 10**digits)
    return f"{whole // 10**digits}.{whole % 10**digits:0{digits}}"


def _date(rule: EntryRule, day: date, on: date | None) -> str:
    if on is None:
        return "the date does not follow from what is given"
    if rule.on_date is not None and day <= rule.on_date:
        said = f"in force on the fixed day {rule.on_date}"
    else:
        said = f"in force {counted(rule, day)}"
    if rule.not_before is not None and on == rule.not_before:
        return f"{said}, not before {rule.not_before}: {on}"
    return f"{said}: {on}"


def counted(period: Counted, day: date) -> str:
    """Say how a count of days goes on from a day, as `3 months after 2010-03-15`."""
    form = COUNTS[period.convention or ""]
    return f"{form.format(n=period.n, unit=_of(period.unit or '', period.n))} {day}"
