"""Periods: how long others have to answer, by the act itself or else by the rules.

Those of the rules run from the submission: of an act entered years later, name the day itself.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.acting import Acting
from domain.refusal import Refusal, not_in_order
from domain.rules import Rules
from domain.time_limits import DeadlineSet, duration, limit


@dataclass(frozen=True, kw_only=True)
class Period:
    """The name of a limit, and the parameters that set it where the act does not."""

    name: str
    length: str
    notice: str


def allowed(
    period: Period,
    *,
    until: datetime | None,
    remind_at: datetime | None,
    acting: Acting,
    rules: Rules,
) -> list[DeadlineSet] | Refusal:
    """Return the limit that an act sets; none where neither the act nor the rules give one."""
    try:
        at = until or _by_the_rules(period, acting, rules)
        reminder = remind_at or (_notice(period, at, rules) if at else None)
    except (ValueError, OverflowError):
        return not_in_order(
            f"{period.length} and {period.notice} must be durations such as P90D; name the days",
            citation=rules.cite(period.length),
        )
    if at is None and remind_at is None:
        return []
    if at is None:
        return not_in_order("there is no deadline to remind of; name one")
    if reminder is not None and reminder >= at:
        return not_in_order(f"the reminder must fall before the deadline, {at:%Y-%m-%d %H:%M}Z")
    return [limit(period.name, at, acting, reminder=reminder)]


def _by_the_rules(period: Period, acting: Acting, rules: Rules) -> datetime | None:
    length = rules.value(period.length)
    return acting.now + duration(length) if isinstance(length, str) else None


def _notice(period: Period, at: datetime, rules: Rules) -> datetime | None:
    notice = rules.value(period.notice)
    return at - duration(notice) if isinstance(notice, str) else None
