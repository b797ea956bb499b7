"""Who is there: credentials, substitutes and attendance, every act and every event of them."""

from typing import TypeAlias, assert_never

from domain.acting import Acting, Record
from domain.definition import Decision
from domain.plenary_session import attendance, credentials, substitutes
from domain.plenary_session.state import PlenarySession
from domain.rules import Rules

Seating: TypeAlias = (
    credentials.SubmitCredentials
    | credentials.AcceptCredentials
    | credentials.ChallengeCredentials
    | credentials.RefuseCredentials
    | substitutes.DesignateSubstitute
    | substitutes.EndSubstitution
)
Attending: TypeAlias = (
    attendance.RecordAttendance | attendance.RecordArrival | attendance.RecordDeparture
)
Command: TypeAlias = Seating | Attending

Event: TypeAlias = (
    credentials.CredentialsSubmitted
    | credentials.CredentialsAccepted
    | credentials.CredentialsChallenged
    | credentials.CredentialsRefused
    | substitutes.SubstituteDesignated
    | substitutes.SubstitutionEnded
    | attendance.AttendanceSigned
)


def decide(
    command: Command, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, Seating):
        return _seat(command, case, acting, rules, record)
    return _attend(command, case, acting, record)


def _seat(
    command: Seating, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case credentials.SubmitCredentials():
            return credentials.submit(command, case, acting, rules, record)
        case credentials.AcceptCredentials():
            return credentials.accept(command, case)
        case credentials.ChallengeCredentials():
            return credentials.challenge(command, case, acting)
        case credentials.RefuseCredentials():
            return credentials.refuse(command, case)
        case substitutes.DesignateSubstitute():
            return substitutes.designate(command, case, acting)
        case substitutes.EndSubstitution():
            return substitutes.end(command, case, acting)
        case _:
            assert_never(command)


def _attend(command: Attending, case: PlenarySession, acting: Acting, record: Record) -> Decision:
    match command:
        case attendance.RecordAttendance():
            return attendance.attend(command, case, acting, record)
        case attendance.RecordArrival():
            return attendance.arrive(command, case, acting, record)
        case attendance.RecordDeparture():
            return attendance.depart(command, case, acting, record)
        case _:
            assert_never(command)


def evolve(case: PlenarySession, event: Event) -> PlenarySession:
    """Fold an event."""
    match event:
        case credentials.CredentialsSubmitted():
            return credentials.submitted(case, event)
        case credentials.CredentialsAccepted():
            return credentials.accepted(case, event)
        case credentials.CredentialsChallenged():
            return credentials.challenged(case, event)
        case credentials.CredentialsRefused():
            return credentials.refused(case, event)
        case substitutes.SubstituteDesignated():
            return substitutes.designated(case, event)
        case substitutes.SubstitutionEnded():
            return substitutes.ended(case, event)
        case attendance.AttendanceSigned():
            return attendance.attended(case, event)
        case _:
            assert_never(event)
