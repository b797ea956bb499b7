"""Closing: the chair ends the plenary session when no vote is open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.messages import Command, Dated, Event
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.stages import Stage
from domain.submission import Capacity


class ClosePlenarySession(Command):
    """The chair closes the plenary session."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["ClosePlenarySession"] = "ClosePlenarySession"


class PlenarySessionClosed(Dated):
    """The plenary session is closed."""

    type: Literal["PlenarySessionClosed"] = "PlenarySessionClosed"


def close(_: ClosePlenarySession, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Close it unless a vote has no result yet."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("the plenary session does not sit")
    if plenary.open_votes:
        waiting = ", ".join(vote.stream for vote in plenary.open_votes)
        return not_in_order(f"no result is announced of {waiting}; announce it or void the vote")
    return [PlenarySessionClosed()]


def closed(plenary: PlenarySession, _: PlenarySessionClosed) -> PlenarySession:
    """Wait for the minutes."""
    return replace(plenary, stage=Stage.CLOSED)
