"""Convocation: the plenary session is convened and the parliaments are invited."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Event, Key
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity

INVITING = frozenset(
    {Stage.CONVENED, Stage.ORDER_OF_BUSINESS_CLEARED, Stage.CHAIR_TRANSFERRED, Stage.OPEN}
)


class ConvenePlenarySession(Command):
    """The plenary session is called to meet on its days."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["ConvenePlenarySession"] = "ConvenePlenarySession"


class PlenarySessionConvened(Dated):
    """The plenary session is convened."""

    type: Literal["PlenarySessionConvened"] = "PlenarySessionConvened"


class SendInvitation(Command):
    """A parliament is invited: member, observer or guest."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["SendInvitation"] = "SendInvitation"
    parliament: Key


class InvitationSent(Dated):
    """An invitation went out."""

    type: Literal["InvitationSent"] = "InvitationSent"
    parliament: Key


def convene(_: ConvenePlenarySession, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Convene what is planned, or postponed to days that are known."""
    if plenary.stage not in {Stage.PLANNED, Stage.POSTPONED}:
        return not_in_order(f"plenary session {plenary.number} is convened already")
    if plenary.first_day is None:
        return not_in_order("its days are not known; postpone it to days first")
    return [PlenarySessionConvened()]


def invite(
    command: SendInvitation, plenary: PlenarySession, record: Record
) -> Sequence[Event] | Refusal:
    """Invite a registered parliament, once."""
    if plenary.stage not in INVITING:
        return not_in_order("invitations go out once the plenary session is convened")
    if command.parliament not in record.case(STREAM, Assembly).parliaments:
        return not_in_order(f"{command.parliament} is no registered parliament; register it first")
    if command.parliament in plenary.invited:
        return Refusal(code="already-done", sentence=f"{command.parliament} has been invited")
    return [InvitationSent(parliament=command.parliament)]


def convened(plenary: PlenarySession, _: PlenarySessionConvened) -> PlenarySession:
    """Wait for the Council."""
    return replace(plenary, stage=Stage.CONVENED)


def invited(plenary: PlenarySession, event: InvitationSent) -> PlenarySession:
    """Remember who is invited."""
    return replace(plenary, invited=(*plenary.invited, event.parliament))
