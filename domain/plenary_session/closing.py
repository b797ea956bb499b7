"""Closing: the chair ends the plenary session when no vote is open."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Event
from domain.plenary_session import days
from domain.plenary_session.presence import Timed, moment_of
from domain.plenary_session.sitting import left, unfinished
from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class ClosePlenarySession(Command):
    """The chair closes the plenary session."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["ClosePlenarySession"] = "ClosePlenarySession"


class PlenarySessionClosed(Timed):
    """The plenary session is closed."""

    type: Literal["PlenarySessionClosed"] = "PlenarySessionClosed"


def close(
    _: ClosePlenarySession, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Close it unless a vote has no result, also one put off, or a point is being debated.

    That may be after its last sitting is closed; one that is only suspended is resumed first.
    """
    between = plenary.stage is Stage.SUSPENDED and plenary.sitting is None and plenary.sittings
    if plenary.stage is not Stage.OPEN and not between:
        return not_in_order("the plenary session does not sit")
    if (refusal := unfinished(plenary) or _put_off(plenary)) is not None:
        return refusal
    long = days.of_sitting(plenary, acting)
    if isinstance(long, Refusal):
        return long
    return [PlenarySessionClosed(at=moment_of(acting)), *long]


def _put_off(plenary: PlenarySession) -> Refusal | None:
    """Say which questions wait to be put again: after the closing nothing is put any more."""
    waiting = ", ".join(vote.stream for vote in plenary.open_votes)
    if not waiting:
        return None
    return not_in_order(f"{waiting} was put off and has no result; put it again or void it")


def business_over(plenary: PlenarySession) -> Refusal | None:
    """Refuse what belongs to the order of business or its debates once they are over."""
    if plenary.stage not in ENDED:
        return None
    return not_in_order(f"{plenary.stream} is {plenary.stage.value}: its business is over")


def closed(plenary: PlenarySession, event: PlenarySessionClosed) -> PlenarySession:
    """Wait for the minutes."""
    return replace(left(plenary, event), stage=Stage.CLOSED)
