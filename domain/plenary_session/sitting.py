"""Sitting: the plenary session opens with its quorum, is suspended and resumes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Event, Text
from domain.plenary_session.chairmanship import still_sits
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling, not_in_order
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


def open_plenary(
    _: OpenPlenarySession, plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Open it with a quorum; with all members present any quorum is met."""
    if plenary.stage is not Stage.CHAIR_TRANSFERRED:
        return not_in_order("the plenary session opens once the chair is handed over")
    if (refusal := still_sits(plenary, record)) is not None:
        return refusal
    if plenary.present is None:
        return not_in_order("nobody has signed the attendance register yet; record it first")
    members = len(record.case(STREAM, Assembly).members_on(acting.on))
    opened = PlenarySessionOpened(present=len(plenary.present), members=members)
    quorum = rules.number("quorum.open")
    if opened.present == members or (quorum is not None and opened.present >= quorum):
        return [opened]
    return _no_quorum(opened, quorum, rules)


def _no_quorum(opened: PlenarySessionOpened, quorum: int | None, rules: Rules) -> Refusal:
    said = f"{opened.present} of {opened.members} member parliaments are present"
    if quorum is None:
        sentence = f"{said}, and no rule says how many must be"
        return needs_ruling("quorum.open", sentence=sentence, citation=rules.cite("quorum.open"))
    return Refusal(
        code="against-the-rules",
        sentence=f"{said}; {quorum} are needed to open",
        citation=rules.cite("quorum.open"),
    )


def suspend(command: SuspendSitting, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Interrupt an open sitting."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("no sitting is open")
    return [SittingSuspended(grounds=command.grounds)]


def resume(_: ResumeSitting, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Go on with an interrupted sitting."""
    if plenary.stage is not Stage.SUSPENDED:
        return not_in_order("the sitting is not suspended")
    return [SittingResumed()]


def opened(plenary: PlenarySession, _: PlenarySessionOpened) -> PlenarySession:
    """Sit."""
    return replace(plenary, stage=Stage.OPEN)


def suspended(plenary: PlenarySession, _: SittingSuspended) -> PlenarySession:
    """Pause."""
    return replace(plenary, stage=Stage.SUSPENDED)


def resumed(plenary: PlenarySession, _: SittingResumed) -> PlenarySession:
    """Sit again."""
    return replace(plenary, stage=Stage.OPEN)
