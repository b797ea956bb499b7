"""`rules show` and `rules diff`: editions of the rules of procedure, parameter by parameter."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from cli.exits import Exit, not_found
from cli.folding import assembly_of
from cli.moments import today
from cli.output import Output, Row, Screen, cell
from cli.reading import register_of
from domain.assembly.state import Assembly
from domain.editions import Change, changes
from domain.parameter_names import base_of
from domain.rules import PARAMETERS, Parameter, RulesEdition

COLUMNS = ("parameter", "value", "severity", "citation")
SCREEN: Screen = {
    "parameter": lambda row: cell(row["parameter"]),
    "set to": lambda row: f"{_set_to(row)}\n{cell(row['meaning'])}",
}
CHANGED_COLUMNS = (
    *("parameter", "before", "after", "severity_before", "severity_after"),
    *("citation_before", "citation_after"),
)
CHANGED_SCREEN: Screen = {
    "parameter": lambda row: cell(row["parameter"]),
    "before": lambda row: _side(row, "before"),
    "after": lambda row: _side(row, "after"),
}


async def show(output: Output, data: Path, number: int | None) -> int:
    """Show every parameter under an edition, or under the one in force today, also the unset."""
    async with register_of(data) as connection:
        assembly = await assembly_of(connection)
    in_force = assembly.rules_on(today()).edition
    if number is None and not in_force:
        raise not_found(f"no edition of the rules is in force today; {_known(assembly)}")
    edition = edition_of(assembly, in_force if number is None else number)
    output.say(_named(edition))
    output.rows(_parameters(edition), columns=COLUMNS, screen=SCREEN)
    return Exit.DONE


def _parameters(edition: RulesEdition) -> Iterator[Row]:
    """Go through all that rules may set, each followed by what is set for one document alone."""
    for base, meaning in PARAMETERS.items():
        scoped = sorted(each for each in edition.parameters if base_of(each) == base != each)
        for name in (base, *scoped):
            set_to = edition.parameters.get(name, Parameter())
            yield {
                "parameter": name,
                "meaning": meaning,
                "value": _told(set_to),
                "severity": None if set_to.value is None else set_to.severity.value,
                "citation": set_to.citation,
            }


async def diff(output: Output, data: Path, before: int, after: int) -> int:
    """Show every parameter that two editions set otherwise, each with what is cited for it."""
    async with register_of(data) as connection:
        assembly = await assembly_of(connection)
    one, other = edition_of(assembly, before), edition_of(assembly, after)
    found = changes(assembly.rules_of(before), assembly.rules_of(after))
    if found:
        output.say(f"before: {_named(one)}\nafter: {_named(other)}")
        output.rows(map(_row, found), columns=CHANGED_COLUMNS, screen=CHANGED_SCREEN)
    else:
        output.say(f"editions {before} and {after} of the rules set the same")
    return Exit.DONE


def edition_of(assembly: Assembly, number: int) -> RulesEdition:
    """Return an edition on record, or name those that are."""
    for each in assembly.editions:
        if each.number == number:
            return each
    raise not_found(f"there is no edition {number} of the rules; {_known(assembly)}")


def _known(assembly: Assembly) -> str:
    return f"on record: {', '.join(str(each.number) for each in assembly.editions) or 'none'}"


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


def _set_to(row: Row) -> str:
    if row["value"] is None:
        return "unset"
    return f"{cell(row['value'])} ({row['severity']}; {cell(row['citation'])})"


def _side(row: Row, side: str) -> str:
    value = "unset" if row[side] is None else cell(row[side])
    return f"{value}\n{cell(row[f'severity_{side}'])}; {cell(row[f'citation_{side}'])}"
