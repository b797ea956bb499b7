"""Procedure maps: adopted in editions, each in force for one kind of case from a day on.

A map judges and does not censor: what it calls out of order is accepted where the rules accept it.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.assembly.state import Assembly
from domain.messages import Command, Dated, Text
from domain.occurred import Day
from domain.procedure_maps import MapEdition, ProcedureMap
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity


class AdoptProcedureMap(Command):
    """The assembly takes a map for the procedure of one kind of case, which is the map's id."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["AdoptProcedureMap"] = "AdoptProcedureMap"
    chart: ProcedureMap
    valid_from: Day
    decision: Text


class ProcedureMapAdopted(Dated):
    """A map is in force from a day on, as a new edition."""

    type: Literal["ProcedureMapAdopted"] = "ProcedureMapAdopted"
    edition: MapEdition
    decision: Text


def adopt_map(
    command: AdoptProcedureMap, assembly: Assembly
) -> Sequence[ProcedureMapAdopted] | Refusal:
    """Number the edition after the last one of its procedure."""
    if command.chart.id is None:
        return not_valid("say in its id for which kind of case the map is, as model-law")
    editions = [each for each in assembly.maps if each.chart.id == command.chart.id]
    if editions and command.valid_from < editions[-1].valid_from:
        return not_in_order(
            f"edition {editions[-1].number} of the map is valid from {editions[-1].valid_from}; "
            "the next cannot begin before it"
        )
    if editions and editions[-1].chart == command.chart:
        sentence = "this is the map in force; it changes nothing"
        return Refusal(code="already-done", sentence=sentence)
    edition = MapEdition(
        number=len(editions) + 1, valid_from=command.valid_from, chart=command.chart
    )
    return [ProcedureMapAdopted(edition=edition, decision=command.decision)]


def map_adopted(assembly: Assembly, event: ProcedureMapAdopted) -> Assembly:
    """Add the edition; the earlier ones keep their days."""
    return replace(assembly, maps=(*assembly.maps, event.edition))
