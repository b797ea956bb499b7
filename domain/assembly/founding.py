"""Founding: the assembly begins, and with it the office of its first secretary."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.offices import OfficeTaken
from domain.assembly.state import Assembly, renamed
from domain.messages import Command, Event, Key, Text
from domain.refusal import Refusal
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class FoundAssembly(Command):
    """The first act of all: nobody holds an office before it."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["FoundAssembly"] = "FoundAssembly"
    name: Text
    secretary: Key
    official_name: Text


class AssemblyFounded(Event):
    """The assembly was founded."""

    type: Literal["AssemblyFounded"] = "AssemblyFounded"
    name: Text
    on: date


def found(
    command: FoundAssembly, assembly: Assembly, acting: Acting
) -> Sequence[AssemblyFounded | OfficeTaken] | Refusal:
    """Found it once; its secretary may act from that day on."""
    if assembly.exists:
        return Refusal(code="already-done", sentence=f"{assembly.name} is founded already")
    secretary = OfficeTaken(
        subject=command.secretary,
        capacity=Capacity.SECRETARIAT,
        official_name=command.official_name,
        on=acting.on,
    )
    return [AssemblyFounded(name=command.name, on=acting.on), secretary]


def founded(assembly: Assembly, event: AssemblyFounded) -> Assembly:
    """Begin under this name."""
    return replace(
        assembly,
        stage=Stage.CONSTITUTED,
        title=event.name,
        name=event.name,
        names=renamed((), event.name, event.on),
    )
