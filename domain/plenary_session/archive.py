"""Archive: the Secretariat puts the papers of the plenary session away."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.messages import Command, Dated, Event
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class ArchivePlenarySession(Command):
    """The Secretariat archives the plenary session."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["ArchivePlenarySession"] = "ArchivePlenarySession"


class PlenarySessionArchived(Dated):
    """The plenary session is archived."""

    type: Literal["PlenarySessionArchived"] = "PlenarySessionArchived"


def archive(_: ArchivePlenarySession, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Archive it once its minutes are approved."""
    if plenary.stage is not Stage.MINUTES_APPROVED:
        return not_in_order("a plenary session is archived when its minutes are approved")
    return [PlenarySessionArchived()]


def archived(plenary: PlenarySession, _: PlenarySessionArchived) -> PlenarySession:
    """Await nothing more."""
    return replace(plenary, stage=Stage.ARCHIVED)
