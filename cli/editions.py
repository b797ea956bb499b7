"""`rules diff`: two editions of the rules of procedure, parameter by parameter."""

from pathlib import Path

from pydantic import BaseModel

from cli.exits import Exit, not_found
from cli.folding import assembly_of
from cli.output import Output, Row, Screen, cell
from cli.reading import register_of
from domain.assembly.state import Assembly
from domain.editions import Change, changes
from domain.parameter_names import base_of
from domain.rules import PARAMETERS, Parameter, RulesEdition

COLUMNS = (
    *("parameter", "before", "after", "severity_before", "severity_after"),
    *("citation_before", "citation_after"),
)
SCREEN: Screen = {
    "parameter": lambda row: cell(row["parameter"]),
    "before": lambda row: _side(row, "before"),
    "after": lambda row: _side(row, "after"),
}


async def diff(output: Output, data: Path, before: int, after: int) -> int:
    """Show every parameter that two editions set otherwise, each with what is cited for it."""
    async with register_of(data) as connection:
        assembly = await assembly_of(connection)
    one, other = edition_of(assembly, before), edition_of(assembly, after)
    found = changes(assembly.rules_of(before), assembly.rules_of(after))
    if found:
        output.say(f"before: {_named(one)}\nafter: {_named(other)}")
        output.rows(map(_row, found), columns=COLUMNS, screen=SCREEN)
    else:
        output.say(f"editions {before} and {after} of the rules set the same")
    return Exit.DONE


def edition_of(assembly: Assembly, number: int) -> RulesEdition:
    """Return an edition on record, or name those that are."""
    for each in assembly.editions:
        if each.number == number:
            return each
    known = ", ".join(str(each.number) for each in assembly.editions) or "none"
    raise not_found(f"there is no edition {number} of the rules on record; there are: {known}")


def _named(edition: RulesEdition) -> str:
    return f"edition {edition.number}, valid from {edition.valid_from}, {cell(edition.title)}"


def _row(change: Change) -> Row:
    return {
        "parameter": change.parameter,
        "meaning": PARAMETERS[base_of(change.parameter)],
        "before": _told(change.before),
        "after": _told(change.after),
        "severity_before": change.before.severity.value,
        "severity_after": change.after.severity.value,
        "citation_before": change.before.citation,
        "citation_after": change.after.citation,
    }


def _told(parameter: Parameter) -> object:
    """Return a value as an act would write it; None where it is unset."""
    value = parameter.value
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    return list(value) if isinstance(value, tuple) else value


def _side(row: Row, side: str) -> str:
    value = "unset" if row[side] is None else cell(row[side])
    return f"{value}\n{cell(row[f'severity_{side}'])}; {cell(row[f'citation_{side}'])}"
