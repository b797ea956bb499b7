"""Rules of procedure: adopted and amended in editions, each in force from a day on."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, Field

from domain.acting import Acting
from domain.assembly.state import Assembly
from domain.messages import Command, Event, Text
from domain.occurred import Day
from domain.parameter_values import checked
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Parameter, RulesEdition
from domain.submission import Capacity

Parameters: TypeAlias = Annotated[dict[str, Parameter], AfterValidator(checked)]


class AdoptRules(Command):
    """The assembly adopts rules, by the decision that is cited; what they do not set is unset."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["AdoptRules"] = "AdoptRules"
    title: Text
    valid_from: Day
    parameters: Parameters
    decision: Text


class RulesAdopted(Event):
    """Rules were adopted as a new edition."""

    type: Literal["RulesAdopted"] = "RulesAdopted"
    edition: RulesEdition
    decision: Text | None = None


class AmendRules(Command):
    """The assembly changes some parameters; a value of null unsets one."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    rule: ClassVar = "amendments"
    type: Literal["AmendRules"] = "AmendRules"
    title: Text
    valid_from: Day
    parameters: Annotated[Parameters, Field(min_length=1)]
    decision: Text


class RulesAmended(Event):
    """The rules were amended: the edition before it, with these parameters changed."""

    type: Literal["RulesAmended"] = "RulesAmended"
    edition: RulesEdition
    changed: tuple[str, ...]
    decision: Text | None = None


def adopt(
    command: AdoptRules, assembly: Assembly, acting: Acting
) -> Sequence[RulesAdopted] | Refusal:
    """Number the edition after the last one; only the first may tell what held before it."""
    if (early := _begins_early(command, assembly, acting)) is not None:
        return early
    edition = _edition(command, assembly, command.parameters)
    return [RulesAdopted(edition=edition, decision=command.decision)]


def amend(
    command: AmendRules, assembly: Assembly, acting: Acting
) -> Sequence[RulesAmended] | Refusal:
    """Take the last edition and change it; earlier days keep the edition they had."""
    if not assembly.editions:
        return not_in_order("there are no rules to amend yet; adopt rules first")
    if (early := _begins_early(command, assembly, acting)) is not None:
        return early
    last = assembly.editions[-1].parameters
    changed = tuple(
        name for name, value in sorted(command.parameters.items()) if last.get(name) != value
    )
    if not changed:
        sentence = "this changes no parameter of the rules in force"
        return Refusal(code="already-done", sentence=sentence)
    edition = _edition(command, assembly, {**last, **command.parameters})
    return [RulesAmended(edition=edition, changed=changed, decision=command.decision)]


def _begins_early(
    command: AdoptRules | AmendRules, assembly: Assembly, acting: Acting
) -> Refusal | None:
    if not assembly.editions:
        return None
    last = assembly.editions[-1]
    if command.valid_from < last.valid_from:
        return not_in_order(
            f"edition {last.number} is valid from {last.valid_from}; "
            "the next cannot begin before it"
        )
    if command.valid_from < acting.on:
        return not_valid(
            f"what was decided on {acting.on} cannot be valid from {command.valid_from}: "
            "rules do not change the past"
        )
    return None


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
