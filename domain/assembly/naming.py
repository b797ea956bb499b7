"""Naming: the assembly takes another name; the old one holds for the days before."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.state import Assembly, renamed
from domain.messages import Command, Event, Text
from domain.refusal import Refusal
from domain.replacing import replace
from domain.submission import Capacity


class RenameAssembly(Command):
    """The assembly is called otherwise from this day on, by the decision that is cited."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["RenameAssembly"] = "RenameAssembly"
    name: Text
    decision: Text


class AssemblyRenamed(Event):
    """The assembly has another name."""

    type: Literal["AssemblyRenamed"] = "AssemblyRenamed"
    name: Text
    on: date
    decision: Text | None = None


def rename(
    command: RenameAssembly, assembly: Assembly, acting: Acting
) -> Sequence[AssemblyRenamed] | Refusal:
    """Give it a name that it does not bear already."""
    if assembly.name_on(acting.on) == command.name:
        return Refusal(
            code="already-done", sentence=f"the assembly is called {command.name} on {acting.on}"
        )
    return [AssemblyRenamed(name=command.name, on=acting.on, decision=command.decision)]


def has_new_name(assembly: Assembly, event: AssemblyRenamed) -> Assembly:
    """Keep the name by its date; the latest is the present one."""
    names = renamed(assembly.names, event.name, event.on)
    return replace(assembly, names=names, name=names[-1].name, title=names[-1].name)
