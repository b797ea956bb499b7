"""Persons: who stands behind an opaque id, kept as commitments that may be erased."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.assembly.state import Assembly
from domain.messages import Command, Commitment, Event, Key, Text
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity


class RegisterPerson(Command):
    """The Secretariat notes name and address of a person, also to correct them."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    personal: ClassVar = ("name", "contact")
    type: Literal["RegisterPerson"] = "RegisterPerson"
    subject: Key
    name: Commitment
    contact: Commitment | None = None


class PersonRegistered(Event):
    """A person is known; the record holds no more than commitments."""

    personal: ClassVar = ("name", "contact")
    type: Literal["PersonRegistered"] = "PersonRegistered"
    subject: Key
    name: Commitment
    contact: Commitment | None = None


class ErasePerson(Command):
    """Name and address of a person are destroyed, on the authority that is cited."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["ErasePerson"] = "ErasePerson"
    subject: Key
    authority: Text
    because: Text


class PersonErased(Event):
    """What was kept of a person up to here is destroyed; the commitments stay and say nothing."""

    type: Literal["PersonErased"] = "PersonErased"
    subject: Key
    authority: Text
    because: Text


def register_person(command: RegisterPerson) -> Sequence[PersonRegistered]:
    """Keep the commitments; a later registration corrects an earlier one."""
    return [PersonRegistered.model_validate(command.model_dump(exclude={"type"}))]


def erase_person(command: ErasePerson, assembly: Assembly) -> Sequence[PersonErased] | Refusal:
    """Erase whom the register knows."""
    if command.subject not in assembly.persons:
        return not_in_order(f"nothing is kept of {command.subject}: nothing is to be erased")
    return [PersonErased.model_validate(command.model_dump(exclude={"type"}))]


def person_registered(assembly: Assembly, event: PersonRegistered) -> Assembly:
    """Know that something is kept, not what."""
    return replace(assembly, persons=assembly.persons | {event.subject})


def person_erased(assembly: Assembly, event: PersonErased) -> Assembly:
    """Know that nothing is kept any more."""
    return replace(assembly, persons=assembly.persons - {event.subject})
