"""The meeting of a plenary session: who presides, and its sittings."""

from typing import TypeAlias, assert_never

from domain.acting import Acting, Record
from domain.definition import Decision
from domain.plenary_session import chairmanship, presiding, sitting
from domain.plenary_session.state import PlenarySession
from domain.rules import Rules

Command: TypeAlias = (
    chairmanship.TransferChairmanship
    | sitting.OpenPlenarySession
    | sitting.OpenSitting
    | sitting.SuspendSitting
    | sitting.ResumeSitting
    | sitting.CloseSitting
    | presiding.EntrustSitting
    | presiding.TakeSittingBack
)
Event: TypeAlias = (
    chairmanship.ChairmanshipTransferred
    | sitting.PlenarySessionOpened
    | sitting.SittingOpened
    | sitting.SittingSuspended
    | sitting.SittingResumed
    | sitting.SittingClosed
    | presiding.SittingEntrusted
    | presiding.SittingTakenBack
)


def decide(
    command: Command, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its file."""
    match command:
        case chairmanship.TransferChairmanship():
            return chairmanship.transfer(command, case, acting, rules, record)
        case sitting.OpenPlenarySession():
            return sitting.open_plenary(command, case, acting, rules, record)
        case sitting.OpenSitting():
            return sitting.open_sitting(command, case, acting, rules, record)
        case sitting.SuspendSitting():
            return sitting.suspend(command, case)
        case sitting.ResumeSitting():
            return sitting.resume(command, case)
        case sitting.CloseSitting():
            return sitting.close_sitting(command, case, acting)
        case presiding.EntrustSitting():
            return presiding.entrust(command, case, acting, rules, record)
        case presiding.TakeSittingBack():
            return presiding.take_back(command, case, acting)
        case _:
            assert_never(command)


def evolve(case: PlenarySession, event: Event) -> PlenarySession:
    """Fold an event."""
    match event:
        case chairmanship.ChairmanshipTransferred():
            return chairmanship.transferred(case, event)
        case sitting.PlenarySessionOpened():
            return sitting.opened(case, event)
        case sitting.SittingOpened():
            return sitting.sitting_opened(case, event)
        case sitting.SittingSuspended():
            return sitting.suspended(case, event)
        case sitting.SittingResumed():
            return sitting.resumed(case, event)
        case sitting.SittingClosed():
            return sitting.sitting_closed(case, event)
        case presiding.SittingEntrusted():
            return presiding.entrusted(case, event)
        case presiding.SittingTakenBack():
            return presiding.taken_back(case, event)
        case _:
            assert_never(event)
