"""Periods: how long others have to answer, by the act itself or else by the rules.

Those of the rules run from the submission: of an act entered years later, name the day itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.acting import Acting
from domain.day_counting.lengths import Length, calendar_length, length
from domain.refusal import Refusal, not_in_order, not_valid
from domain.rules import Rules
from domain.time_limits import UNCOUNTED, DeadlineBegun, DeadlineSet, limit

Limit: TypeAlias = DeadlineSet | DeadlineBegun


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
) -> Sequence[Limit] | Refusal:
    """Return the limit that an act sets; none where neither the act nor the rules give one."""
    given = None if until else _word(rules, period.length)
    try:
        if until is None and given is not None:
            return _by_the_rules(period, given, remind_at, acting, rules)
        reminder = remind_at or (_notice(period, until, acting, rules) if until else None)
    except (ValueError, OverflowError):
        return not_in_order(
            f"{period.length} and {period.notice} must be durations such as P90D; name the days",
            citation=rules.cite(period.length),
        )
    if until is None:
        reminds = remind_at is not None
        return not_valid("there is no deadline to remind of; name one") if reminds else []
    return _ending(period, until, reminder, acting)


def _by_the_rules(
    period: Period, given: str, remind_at: datetime | None, acting: Acting, rules: Rules
) -> Sequence[Limit] | Refusal:
    """Let a limit run from now; one in sitting days is counted where the calendars are known."""
    read, notice = length(given), None if remind_at else _word(rules, period.notice)
    if not isinstance(read, Length):
        begun = DeadlineBegun(
            name=period.name,
            begun=acting.now,
            length=given,
            notice=notice,
            missing=(UNCOUNTED,),
            zone=acting.zone,
        )
        return [begun]
    at = read.after(acting.now, acting.zone)
    ending = _ending(period, at, remind_at or _notice(period, at, acting, rules), acting)
    if isinstance(ending, Refusal):
        return ending
    told = {"begun": acting.now, "length": given, "notice": notice}
    return [each.model_copy(update=told) for each in ending]


def _ending(
    period: Period, at: datetime, reminder: datetime | None, acting: Acting
) -> list[DeadlineSet] | Refusal:
    if reminder is not None and reminder >= at:
        return not_valid(f"the reminder must fall before the deadline, {at:%Y-%m-%d %H:%M}Z")
    return [limit(period.name, at, acting, reminder=reminder)]


def _word(rules: Rules, name: str) -> str | None:
    value = rules.value(name)
    return value if isinstance(value, str) else None


def _notice(period: Period, at: datetime, acting: Acting, rules: Rules) -> datetime | None:
    notice = _word(rules, period.notice)
    return None if notice is None else calendar_length(notice).before(at, acting.zone)
