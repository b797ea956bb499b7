"""Rulings: the recorded answer of a chair where the rules are unset or disputed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal, TypeVar

from pydantic import field_validator

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Case
from domain.committee_review.rights import presiding
from domain.committee_review.state import CommitteeReview
from domain.messages import Command, Event, Text
from domain.parameter_names import base_of
from domain.parameter_values import OF_DELEGATIONS, fault_of
from domain.refusal import Refusal, no_right, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Parameter, Rules, Value, is_parameter
from domain.submission import Capacity

Kind = TypeVar("Kind", bound=Case)


def _known(name: str) -> str:
    if not is_parameter(name):
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
    command: GiveRuling, case: Case, acting: Acting, written: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Rule on what no source sets; a later ruling on the same case takes the place of one before.

    `written` are the rules without rulings: a written rule is amended, not ruled away.
    """
    if (refusal := _no_right_to_rule(case, acting, record)) is not None:
        return refusal
    covering = written.covering(command.parameter)
    if not written.leaves_open(command.parameter, command.value):
        return not_in_order(
            f"the rules already set {covering}; amend them instead",
            citation=written.cite(covering),
        )
    fault = fault_of(command.parameter, command.value) or _too_many(command, case, acting, record)
    if fault is not None:
        return not_valid(fault)
    given = command.model_dump(include={"parameter", "value", "grounds"})
    return [RulingGiven.model_validate(given)]


def _no_right_to_rule(case: Case, acting: Acting, record: Record) -> Refusal | None:
    """In a committee only whoever presides rules, and only on a review that is open there."""
    if acting.actor.capacity is not Capacity.COMMITTEE:
        return None
    if not isinstance(case, CommitteeReview):
        return no_right(f"a committee rules on its own reviews, not on {case.stream}")
    office = presiding(case, acting, record)
    return office if isinstance(office, Refusal) else None


def _too_many(command: GiveRuling, case: Case, acting: Acting, record: Record) -> str | None:
    """Say how many delegations there are, where a ruling asks for more."""
    if base_of(command.parameter) not in OF_DELEGATIONS or type(command.value) is not int:
        return None
    assembly = record.case(STREAM, Assembly)
    there = set(assembly.members_on(acting.on))
    if isinstance(case, CommitteeReview) and case.proposer is not None:
        there -= {assembly.in_place_of(case.proposer, acting.on)}
    if command.value <= len(there):
        return None
    return f"{command.parameter} cannot be {command.value}: {len(there)} delegations may be counted"


def ruled(case: Kind, event: RulingGiven) -> Kind:
    """Lay the ruling over the rules of this case."""
    ruling = Parameter(
        value=event.value, citation=f"ruling on {case.stream}: {event.grounds}"[:8_000]
    )
    rulings: Mapping[str, Parameter] = {**case.rulings, event.parameter: ruling}
    return replace(case, rulings=MappingProxyType(rulings))
