"""Limit events: all that can befall a time limit, folded into the case that has it."""

from typing import TypeAlias, TypeVar, assert_never

from domain.case import Case
from domain.suspensions import DeadlineDerived, DeadlineResumed, DeadlineSuspended, redated
from domain.time_limits import (
    DeadlineBegun,
    DeadlineExtended,
    DeadlineMet,
    DeadlinePassed,
    DeadlineSet,
    ReminderSent,
    ended,
    extended,
    limit_begun,
    limit_set,
    reminded,
)

Kind = TypeVar("Kind", bound=Case)

LimitEvent: TypeAlias = (
    DeadlineSet
    | DeadlineExtended
    | DeadlineMet
    | DeadlinePassed
    | ReminderSent
    | DeadlineBegun
    | DeadlineSuspended
    | DeadlineResumed
    | DeadlineDerived
)


def befell(case: Kind, event: LimitEvent) -> Kind:
    """Fold what befell a time limit."""
    match event:
        case DeadlineSet():
            return limit_set(case, event)
        case DeadlineExtended():
            return extended(case, event)
        case ReminderSent():
            return reminded(case, event)
        case DeadlineMet() | DeadlinePassed():
            return ended(case, event)
        case DeadlineBegun():
            return limit_begun(case, event)
        case DeadlineSuspended() | DeadlineResumed() | DeadlineDerived():
            return redated(case, event)
        case _:
            assert_never(event)
