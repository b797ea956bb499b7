"""Admission: the chair admits an amendment and says how it stands to others, or refuses it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Event, Key, Text
from domain.model_law.amendments.of_law import (
    being_voted,
    consequences,
    ended,
    found,
    held,
    not_before_plenary,
    open_one,
    with_amendment,
)
from domain.model_law.amendments.relations import whole
from domain.model_law.amendments.state import Life, Position, Unit
from domain.model_law.rights import acts_for_committee
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, no_right, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity

BEFORE_CALL = (Life.TABLED, Life.ADMITTED)


class AdmitAmendment(Command):
    """The chair lets it be called, and may say anew, until it is called, how it stands to others.

    `distance` tells how far it is from the text. It competes with what could not be adopted
    beside it; it falls with what it makes no sense without.
    """

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "amendments"
    type: Literal["AdmitAmendment"] = "AdmitAmendment"
    number: Unit
    distance: int | None = Field(default=None, ge=0)
    competes_with: tuple[Unit, ...] = ()
    falls_with: tuple[Unit, ...] = ()


class AmendmentAdmitted(Dated):
    """It may be called."""

    type: Literal["AmendmentAdmitted"] = "AmendmentAdmitted"
    number: Unit
    distance: int | None = None
    competes_with: tuple[Unit, ...] = ()
    falls_with: tuple[Unit, ...] = ()


class DeclareAmendmentInadmissible(Command):
    """The chair does not let it be called."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "amendments"
    type: Literal["DeclareAmendmentInadmissible"] = "DeclareAmendmentInadmissible"
    number: Unit
    grounds: Text


class AmendmentDeclaredInadmissible(Dated):
    """It is not dealt with."""

    type: Literal["AmendmentDeclaredInadmissible"] = "AmendmentDeclaredInadmissible"
    number: Unit
    grounds: Text


class ReportOnAmendment(Command):
    """A committee says what it thinks of it; the Secretariat records what was reported."""

    by: ClassVar = (Capacity.COMMITTEE, Capacity.SECRETARIAT)
    rule: ClassVar = "amendments"
    type: Literal["ReportOnAmendment"] = "ReportOnAmendment"
    number: Unit
    committee: Key
    position: Position


class AmendmentReportedOn(Dated):
    """The committee approved it or rejected it, for the plenary to decide."""

    type: Literal["AmendmentReportedOn"] = "AmendmentReportedOn"
    number: Unit
    committee: Key
    position: Position


def admit(command: AdmitAmendment, law: ModelLaw) -> Sequence[Event] | Refusal:
    """Admit what was tabled, with relations to amendments that are on record."""
    refusal = not_before_plenary(law) or _unfit(command.number, law)
    refusal = refusal or _unrelated(command, law)
    if refusal is not None:
        return refusal
    return [AmendmentAdmitted.model_validate(command.model_dump(exclude={"type"}))]


def declare_inadmissible(
    command: DeclareAmendmentInadmissible, law: ModelLaw, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """End what may not be called; what falls with it lapses."""
    refusal = not_before_plenary(law) or _unfit(command.number, law)
    refusal = refusal or being_voted(law, [command.number], record)
    return refusal or [
        AmendmentDeclaredInadmissible(number=command.number, grounds=command.grounds),
        *consequences(law, {command.number: Life.INADMISSIBLE}, rules),
    ]


def report_on(
    command: ReportOnAmendment, law: ModelLaw, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Take the opinion of a committee to which the law was referred, before the decision."""
    if (refusal := _not_its_own(command, law, acting, record)) is not None:
        return refusal
    if command.committee not in law.reviews:
        return not_in_order(f"{law.stream} was not referred to {command.committee}")
    refusal = not_before_plenary(law) or _unfit(command.number, law, Life.CALLED)
    told = command.model_dump(exclude={"type"})
    return refusal or [AmendmentReportedOn.model_validate(told)]


def _not_its_own(
    command: ReportOnAmendment, law: ModelLaw, acting: Acting, record: Record
) -> Refusal | None:
    """Refuse what he reports who does not act for the committee, or for what absorbed it."""
    actor = acting.actor
    if actor.capacity is Capacity.SECRETARIAT:
        return None
    heir = record.case(STREAM, Assembly).committee_in_place_of(command.committee, acting.on)
    if actor.body != heir:
        return no_right(f"{actor.body} does not report for {command.committee}")
    if acts_for_committee(law, acting, record):
        return None
    return no_right(f"who presides in {actor.body}, or its rapporteur, reports for it")


def _unfit(number: str, law: ModelLaw, *more: Life) -> Refusal | None:
    amendment = open_one(law, number, *BEFORE_CALL, *more)
    return amendment if isinstance(amendment, Refusal) else None


def _unrelated(command: AdmitAmendment, law: ModelLaw) -> Refusal | None:
    """Refuse relations to what is not on record, to itself, or in a circle."""
    for other in (*command.competes_with, *command.falls_with):
        related = found(law, other)
        if isinstance(related, Refusal):
            return related
    own = whole(law.amendments, command.number)
    if own in command.competes_with or command.number in _causes(command.falls_with, law):
        return not_valid(f"amendment {command.number} neither competes nor falls with itself")
    return None


def _causes(numbers: Iterable[str], law: ModelLaw) -> set[str]:
    """Return all with which these fall, at however many removes."""
    seen: set[str] = set()
    waiting = list(numbers)
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting += law.amendments[number].falls_with
    return seen


def admitted(law: ModelLaw, event: AmendmentAdmitted) -> ModelLaw:
    """Await its call; what amends an amendment goes on falling with it."""
    amendment = held(law, event.number)
    subject = () if amendment.to is None else (amendment.to,)
    falls_with = tuple(dict.fromkeys((*subject, *event.falls_with)))
    return with_amendment(
        law,
        replace(
            amendment,
            life=Life.ADMITTED,
            distance=event.distance,
            competes_with=event.competes_with,
            falls_with=falls_with,
        ),
    )


def declared_inadmissible(law: ModelLaw, event: AmendmentDeclaredInadmissible) -> ModelLaw:
    """Hold that it is not dealt with."""
    return ended(law, event.number, Life.INADMISSIBLE)


def reported_on(law: ModelLaw, event: AmendmentReportedOn) -> ModelLaw:
    """Hold the opinion of the committee."""
    amendment = held(law, event.number)
    return with_amendment(law, replace(amendment, position=event.position))
