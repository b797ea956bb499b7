"""Rules of procedure: adopted and amended in editions, each in force from a day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, Field

from domain.assembly.state import Assembly
from domain.messages import Command, Event, Text
from domain.parameter_values import checked
from domain.refusal import Refusal, not_in_order
from domain.rules import Parameter, RulesEdition
from domain.submission import Capacity

Parameters: TypeAlias = Annotated[dict[str, Parameter], AfterValidator(checked)]


class AdoptRules(Command):
    """The assembly adopts rules; what they do not set is unset."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["AdoptRules"] = "AdoptRules"
    title: Text
    valid_from: date
    parameters: Parameters


class RulesAdopted(Event):
    """Rules were adopted as a new edition."""

    type: Literal["RulesAdopted"] = "RulesAdopted"
    edition: RulesEdition


class AmendRules(Command):
    """The assembly changes some parameters; a value of null unsets one."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    rule: ClassVar = "amendments"
    type: Literal["AmendRules"] = "AmendRules"
    title: Text
    valid_from: date
    parameters: Annotated[Parameters, Field(min_length=1)]


class RulesAmended(Event):
    """The rules were amended: the edition before it, with these parameters changed."""

    type: Literal["RulesAmended"] = "RulesAmended"
    edition: RulesEdition
    changed: tuple[str, ...]


def adopt(command: AdoptRules, assembly: Assembly) -> Sequence[RulesAdopted] | Refusal:
    """Number the edition after the last one."""
    if (early := _begins_early(command, assembly)) is not None:
        return early
    return [RulesAdopted(edition=_edition(command, assembly, command.parameters))]


def amend(command: AmendRules, assembly: Assembly) -> Sequence[RulesAmended] | Refusal:
    """Take the last edition and change it; earlier days keep the edition they had."""
    if not assembly.editions:
        return not_in_order("there are no rules to amend yet; adopt rules first")
    if (early := _begins_early(command, assembly)) is not None:
        return early
    last = assembly.editions[-1].parameters
    changed = tuple(
        name for name, value in sorted(command.parameters.items()) if last.get(name) != value
    )
    if not changed:
        return not_in_order("this changes no parameter of the rules in force")
    edition = _edition(command, assembly, {**last, **command.parameters})
    return [RulesAmended(edition=edition, changed=changed)]


def _begins_early(command: AdoptRules | AmendRules, assembly: Assembly) -> Refusal | None:
    last = assembly.editions[-1] if assembly.editions else None
    if last is None or command.valid_from >= last.valid_from:
        return None
    return not_in_order(
        f"edition {last.number} is valid from {last.valid_from}; the next cannot begin before it"
    )


def _edition(
    command: AdoptRules | AmendRules, assembly: Assembly, parameters: dict[str, Parameter]
) -> RulesEdition:
    return RulesEdition(
        number=len(assembly.editions) + 1,
        valid_from=command.valid_from,
        title=command.title,
        parameters=parameters,
    )


def in_force(assembly: Assembly, event: RulesAdopted | RulesAmended) -> Assembly:
    """Add the edition; the earlier ones keep their days."""
    return replace(assembly, editions=(*assembly.editions, event.edition))
