"""National procedures: recorded as what is known of the path of a bill in a parliament."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.assembly.parliaments import not_registered
from domain.assembly.state import Assembly
from domain.messages import Command, Event, Text
from domain.national_procedures import NationalProcedure
from domain.refusal import Refusal
from domain.replacing import replace
from domain.submission import Capacity


class RecordNationalProcedure(Command):
    """The Secretariat records the procedure of a parliament, as its sources tell it."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordNationalProcedure"] = "RecordNationalProcedure"
    procedure: NationalProcedure
    grounds: Text


class NationalProcedureRecorded(Event):
    """What is known of a parliament's procedure, valid from a day on."""

    type: Literal["NationalProcedureRecorded"] = "NationalProcedureRecorded"
    procedure: NationalProcedure
    grounds: Text


def record(
    command: RecordNationalProcedure, assembly: Assembly
) -> Sequence[NationalProcedureRecorded] | Refusal:
    """Record it for a parliament that is registered; what is better known replaces it."""
    told = command.procedure
    if told.parliament not in assembly.parliaments:
        return not_registered(told.parliament)
    if told in assembly.procedures:
        return Refusal(
            code="already-done", sentence=f"this procedure of {told.parliament} is on record"
        )
    return [NationalProcedureRecorded(procedure=told, grounds=command.grounds)]


def recorded(assembly: Assembly, event: NationalProcedureRecorded) -> Assembly:
    """Keep it; of two that are valid from the same day the later one counts."""
    told = event.procedure
    kept = (
        each
        for each in assembly.procedures
        if (each.parliament, each.valid_from) != (told.parliament, told.valid_from)
    )
    return replace(assembly, procedures=(*kept, told))
