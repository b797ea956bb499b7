"""Sittings: whether the body that decides is assembled, or decides outside a sitting."""

from typing import Protocol

from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal, not_in_order, not_valid
from domain.stages import Stage
from domain.vote.electorate import COUNCIL, PLENARY
from domain.vote.state import Method
from domain.vote.unvoted import SILENCE


class Called(Protocol):
    """Who is asked, and how."""

    @property
    def body(self) -> str:
        """Who decides."""

    @property
    def method(self) -> Method | None:
        """How the vote is taken."""

    @property
    def until(self) -> object:
        """Until when silence may be broken."""


def not_assembled(asked: Called, plenary: PlenarySession) -> Refusal | None:
    """Refuse a vote of a body that does not meet; silence is asked of it outside a sitting."""
    if (asked.method == SILENCE) != (asked.until is not None):
        return not_valid("the silence procedure, and only that, says until when one may object")
    if asked.method == SILENCE:
        return None if _is_running(plenary) else _is_over(plenary)
    if asked.body == PLENARY:
        if plenary.stage is Stage.OPEN:
            return None
        return not_in_order(f"{plenary.stream} does not sit: nothing can be put to the vote")
    if asked.body == COUNCIL and plenary.council_on is None:
        return not_in_order(f"the Council has not met for {plenary.stream}; open its meeting first")
    return None if _is_running(plenary) else _is_over(plenary)


def _is_running(plenary: PlenarySession) -> bool:
    return plenary.exists and plenary.stage not in ENDED


def _is_over(plenary: PlenarySession) -> Refusal:
    stands = plenary.stage.value if plenary.exists else "not on record"
    return not_in_order(f"{plenary.stream} is {stands}: nothing can be put to the vote")
