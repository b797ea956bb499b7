"""Dead zones: nothing has happened for long in a case in which something is awaited."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from domain.case import Case
from domain.day_counting.lengths import Length, length
from domain.rules import Rules

PARAMETER = "dead_zone.after"


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """The last fact of a case and what is awaited next: neither stands in place of the other."""

    stream: str
    last_fact: date
    days: int
    awaited: str
    dead: bool
    """Whether it has been quiet for longer than the rules allow."""


def quiet(case: Case, rules: Rules, *, on: date) -> Quiet | None:
    """Say for how long an open case has been quiet; None if it ended or began after that day."""
    if case.concluded or case.latest is None or case.latest > on:
        return None
    return Quiet(
        stream=case.stream,
        last_fact=case.latest,
        days=(on - case.latest).days,
        awaited=_awaited(case),
        dead=_is_dead(case.latest, rules, on),
    )


def _is_dead(since: date, rules: Rules, on: date) -> bool:
    """Tell whether it is too long; where the rules do not say, it never is."""
    value = rules.value(PARAMETER)
    given = length(value) if isinstance(value, str) else None
    if not isinstance(given, Length):
        return False
    return given.after(_midnight(since)) < _midnight(on)


def _awaited(case: Case) -> str:
    waiting = sorted((each for each in case.deadlines if not each.missing), key=lambda e: e.at)
    if waiting:
        return f"{waiting[0].name} by {waiting[0].at:%Y-%m-%d}"
    stopped = [each for each in case.deadlines if each.missing]
    if stopped:
        return f"{stopped[0].name}; not known until when: {'; '.join(stopped[0].missing)}"
    return f"what follows {case.stage.value}; no limit runs"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
