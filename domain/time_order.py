"""Order of time: no act is older than the latest act of a case that it takes further."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.acting import Acting, Record
from domain.case import Case, Elsewhere
from domain.messages import Dated, Event
from domain.refusal import Refusal


def latest(case: Case, event: Event) -> date | None:
    """Return the day of the latest act of a case, with one more event."""
    if not isinstance(event, Dated) or event.on is None:
        return case.latest
    return event.on if case.latest is None else max(case.latest, event.on)


def began(event: Event, latest: date | None) -> date | None:
    """Return the day on which an event began a stage; without a day of its own, the latest."""
    return event.on if isinstance(event, Dated) and event.on is not None else latest


def broken(
    decision: Sequence[Event | Elsewhere], case: Case, acting: Acting, record: Record
) -> Refusal | None:
    """Refuse an act where a case that it moves is further already."""
    refusals = (too_early(moved, acting, on=e.on) for moved, e in _moved(decision, case, record))
    return next((each for each in refusals if each is not None), None)


def dated(decision: Sequence[Event | Elsewhere], acting: Acting) -> Sequence[Event | Elsewhere]:
    """Write the day of the act into its events."""
    return [_with_day(told, acting.on) for told in decision]


def too_early(case: Case, acting: Acting, *, on: date | None = None) -> Refusal | None:
    """Refuse an act that lies before the latest act of a case; of a month, its last day counts."""
    own = on is None or on == acting.on
    day = acting.at_latest if own else on
    if case.latest is None or day is None or day >= case.latest:
        return None
    return Refusal(
        code="out-of-time-order",
        sentence=f"{acting.occurred_at if own else day} is before {case.latest}, the day of the "
        f"latest act on {case.stream}; acts follow each other in time",
    )


def _moved(
    decision: Sequence[Event | Elsewhere], case: Case, record: Record
) -> Iterator[tuple[Case, Dated]]:
    """Yield each case that is taken further; to those that watch this one it only reports."""
    for told in decision:
        where, event = told if isinstance(told, Elsewhere) else (case.stream, told)
        if isinstance(event, Dated) and where not in case.watchers:
            yield record.case(where, Case), event


def _with_day(told: Event | Elsewhere, day: date) -> Event | Elsewhere:
    if isinstance(told, Elsewhere):
        return Elsewhere(told.stream, _on(told.event, day))
    return _on(told, day)


def _on(event: Event, day: date) -> Event:
    if isinstance(event, Dated) and event.on is None:
        return event.model_copy(update={"on": day})
    return event
