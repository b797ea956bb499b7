"""Persons: who stands behind an opaque id, kept as commitments that may be erased."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.messages import Command, Commitment, Event, Key
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


def register_person(command: RegisterPerson) -> Sequence[PersonRegistered]:
    """Keep the commitments; a later registration corrects an earlier one."""
    return [PersonRegistered.model_validate(command.model_dump(exclude={"type"}))]
