"""Mandates: who has one at a plenary session acts there for his delegation, as by an office."""

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Office
from domain.plenary_session.state import PlenarySession
from domain.submission import Capacity


def seat(plenary: PlenarySession, acting: Acting, record: Record) -> Office | None:
    """Return the seat in which somebody acts: of accepted credentials, or of whom he sits for.

    Guests have none, whatever list they sent: members and observers send delegations.
    """
    actor, assembly = acting.actor, record.case(STREAM, Assembly)
    if actor.capacity is not Capacity.DELEGATION or actor.body is None:
        return None
    if actor.body not in assembly.sending_delegations_on(acting.on):
        return None
    held = {(each.holder, each.parliament) for each in plenary.mandates_on(acting.on)}
    if (actor.subject, actor.body) not in held:
        return None
    return Office(
        subject=actor.subject,
        capacity=actor.capacity,
        body=actor.body,
        parliament=actor.body,
        since=acting.on,
    )


def seat_at(plenary_session: str, acting: Acting, record: Record) -> Office | None:
    """Return the same of a case that comes before a plenary session."""
    return seat(record.case(plenary_session, PlenarySession), acting, record)
