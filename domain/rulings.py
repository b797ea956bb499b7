"""Rulings: the recorded answer of a chair where the rules are unset or disputed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar, Literal, TypeVar

from pydantic import field_validator

from domain.acting import Acting
from domain.case import Case
from domain.majorities import UNANIMITIES
from domain.messages import Command, Event, Text
from domain.parameter_values import fault_of
from domain.refusal import Refusal, no_right, not_in_order
from domain.rules import PARAMETERS, Parameter, Rules, Value
from domain.submission import Capacity

Kind = TypeVar("Kind", bound=Case)


def _known(name: str) -> str:
    if name not in PARAMETERS:
        raise ValueError(f"no such parameter of the rules: {name}")
    return name


class GiveRuling(Command):
    """The chair gives an unset parameter a value for this case."""

    by: ClassVar = (Capacity.CHAIR, Capacity.COMMITTEE)
    type: Literal["GiveRuling"] = "GiveRuling"
    parameter: str
    value: Value
    grounds: Text
    _parameter_is_known = field_validator("parameter")(_known)


class RulingGiven(Event):
    """The chair ruled. It holds for this case, and for the votes of a plenary session."""

    type: Literal["RulingGiven"] = "RulingGiven"
    parameter: str
    value: Value
    grounds: Text


def give_ruling(
    command: GiveRuling, case: Case, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Rule on what no source sets; a written rule is amended, not ruled away."""
    if acting.actor.capacity is Capacity.COMMITTEE and not _is_its_own(case, acting):
        return no_right(f"a committee rules on its own reviews, not on {case.stream}")
    if rules.value(command.parameter) is not None and not _names_the_kind(command, rules):
        return not_in_order(
            f"the rules already set {command.parameter}; amend them instead",
            citation=rules.cite(command.parameter),
        )
    if (fault := fault_of(command.parameter, command.value)) is not None:
        return not_in_order(fault)
    given = command.model_dump(include={"parameter", "value", "grounds"})
    return [RulingGiven.model_validate(given)]


def _is_its_own(case: Case, acting: Acting) -> bool:
    kind, _, rest = case.stream.partition("/")
    return kind == "committee-review" and rest.endswith(f"/{acting.actor.body}")


def _names_the_kind(command: GiveRuling, rules: Rules) -> bool:
    """Unanimity without its kind is only half set: a ruling may say which one is meant."""
    return rules.value(command.parameter) == "unanimity" and command.value in UNANIMITIES


def ruled(case: Kind, event: RulingGiven) -> Kind:
    """Lay the ruling over the rules of this case."""
    ruling = Parameter(
        value=event.value, citation=f"ruling on {case.stream}: {event.grounds}"[:8_000]
    )
    rulings: Mapping[str, Parameter] = {**case.rulings, event.parameter: ruling}
    return replace(case, rulings=MappingProxyType(rulings))
