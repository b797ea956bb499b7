"""Sitting: it opens with its quorum, is suspended, resumes and ends; another one may follow."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Event, Text
from domain.plenary_session import days
from domain.plenary_session.chairmanship import still_sits
from domain.plenary_session.presence import Timed, gone, moment_of
from domain.plenary_session.quorum_to_open import no_quorum
from domain.plenary_session.state import PlenarySession, Sitting
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity


class OpenPlenarySession(Command):
    """The chair opens the plenary session."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "quorum.open"
    type: Literal["OpenPlenarySession"] = "OpenPlenarySession"


class PlenarySessionOpened(Dated):
    """The plenary session is open."""

    type: Literal["PlenarySessionOpened"] = "PlenarySessionOpened"
    present: int
    members: int


class SuspendSitting(Command):
    """The chair interrupts the sitting."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["SuspendSitting"] = "SuspendSitting"
    grounds: Text | None = None


class SittingSuspended(Dated):
    """The sitting is interrupted."""

    type: Literal["SittingSuspended"] = "SittingSuspended"
    grounds: Text | None = None


class ResumeSitting(Command):
    """The chair goes on with the sitting."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["ResumeSitting"] = "ResumeSitting"


class SittingResumed(Dated):
    """The sitting goes on."""

    type: Literal["SittingResumed"] = "SittingResumed"


class CloseSitting(Command):
    """The chair ends the sitting; the plenary session goes on in another one."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["CloseSitting"] = "CloseSitting"


class SittingClosed(Timed):
    """The sitting ended; for the next one the attendance register is taken anew."""

    type: Literal["SittingClosed"] = "SittingClosed"
    sitting: int


class OpenSitting(Command):
    """The chair opens the next sitting."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "quorum.open"
    type: Literal["OpenSitting"] = "OpenSitting"


class SittingOpened(Dated):
    """Another sitting began."""

    type: Literal["SittingOpened"] = "SittingOpened"
    sitting: int
    present: int
    members: int


def open_plenary(
    _: OpenPlenarySession, plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Open it with a quorum; with all members present any quorum is met."""
    if plenary.stage is not Stage.CHAIR_TRANSFERRED:
        return not_in_order("the plenary session opens once the chair is handed over")
    if (refusal := still_sits(plenary, record)) is not None:
        return refusal
    if plenary.present is None:
        return _nobody()
    members = len(record.case(STREAM, Assembly).members_on(acting.on))
    present = len(plenary.present)
    opened = PlenarySessionOpened(present=present, members=members)
    return no_quorum(plenary, acting, rules, record) or [opened]


def open_sitting(
    _: OpenSitting, plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Open the next sitting with the quorum of every sitting."""
    if plenary.stage is not Stage.SUSPENDED or plenary.sitting is not None:
        return not_in_order("a sitting opens when the one before it is closed")
    if plenary.present is None:
        return _nobody()
    members, present = len(record.case(STREAM, Assembly).members_on(acting.on)), plenary.present
    number = len(plenary.sittings) + 1
    opened = SittingOpened(sitting=number, present=len(present), members=members)
    return no_quorum(plenary, acting, rules, record) or [opened]


def _nobody() -> Refusal:
    return not_in_order("nobody has signed the attendance register yet; record it first")


def suspend(command: SuspendSitting, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Interrupt an open sitting."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("no sitting is open")
    return [SittingSuspended(grounds=command.grounds)]


def resume(_: ResumeSitting, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Go on with an interrupted sitting."""
    if plenary.stage is not Stage.SUSPENDED:
        return not_in_order("the sitting is not suspended")
    if plenary.sitting is None and plenary.sittings:
        return not_in_order("the sitting is closed, not suspended; open the next one")
    return [SittingResumed()]


def close_sitting(
    _: CloseSitting, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """End the sitting unless a vote has no result yet, or a point is being debated."""
    if plenary.sitting is None:
        return not_in_order("no sitting is open")
    if (refusal := unfinished(plenary)) is not None:
        return refusal
    long = days.of_sitting(plenary, acting)
    if isinstance(long, Refusal):
        return long
    return [SittingClosed(sitting=plenary.sitting.number, at=moment_of(acting)), *long]


def unfinished(plenary: PlenarySession) -> Refusal | None:
    """Say what must be settled before a sitting ends: votes first, then what is debated."""
    if plenary.votes_under_way:
        waiting = ", ".join(vote.stream for vote in plenary.votes_under_way)
        return not_in_order(f"no result is announced of {waiting}; announce it or void the vote")
    if plenary.open_points:
        waiting = ", ".join(point.place for point in plenary.open_points)
        return not_in_order(f"item {waiting} is under debate; close it, or defer it")
    return None


def opened(plenary: PlenarySession, event: PlenarySessionOpened) -> PlenarySession:
    """Sit: this is the first sitting."""
    first = Sitting(number=1, began=event.on)
    return replace(plenary, stage=Stage.OPEN, sittings=(first,))


def sitting_opened(plenary: PlenarySession, event: SittingOpened) -> PlenarySession:
    """Sit again, in another sitting."""
    another = Sitting(number=event.sitting, began=event.on)
    return replace(plenary, stage=Stage.OPEN, sittings=(*plenary.sittings, another))


def sitting_closed(plenary: PlenarySession, event: SittingClosed) -> PlenarySession:
    """Wait for the next sitting, for which everybody signs anew."""
    return replace(left(plenary, event), stage=Stage.SUSPENDED, present=None, persons=())


def left(plenary: PlenarySession, event: Timed) -> PlenarySession:
    """End the sitting that goes on, and the presence of all who were there."""
    over = tuple(
        each if each.is_over else replace(each, ended=event.on, is_over=True)
        for each in plenary.sittings
    )
    return replace(
        plenary,
        sittings=over,
        presence=gone(plenary.presence, event.moment),
        persons_presence=gone(plenary.persons_presence, event.moment),
    )


def suspended(plenary: PlenarySession, _: SittingSuspended) -> PlenarySession:
    """Pause."""
    return replace(plenary, stage=Stage.SUSPENDED)


def resumed(plenary: PlenarySession, _: SittingResumed) -> PlenarySession:
    """Sit again."""
    return replace(plenary, stage=Stage.OPEN)
