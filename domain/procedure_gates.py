"""Truth tables: what a step of a procedure map gives on, from what comes in.

Where the published design notes say nothing of UNKNOWN and UNTRAVERSABLE the choice is ours.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from domain.procedure_maps import Kind


class Value(StrEnum):
    """What a route carries."""

    TRUE = "TRUE"
    FALSE = "FALSE"
    ALLOWS = "ALLOWS"
    UNTRAVERSABLE = "UNTRAVERSABLE"
    UNKNOWN = "UNKNOWN"


class Signal(NamedTuple):
    """A value and a count, which every route carries; what counts nothing gives 0."""

    value: Value
    times: int = 0


Inputs: TypeAlias = Sequence[Signal]

CLOSED = Signal(Value.UNTRAVERSABLE)
NOT_KNOWN = Signal(Value.UNKNOWN)
SIGNALS: Mapping[Value, Signal] = MappingProxyType({value: Signal(value) for value in Value})

INPUTS: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.BUSINESS: 1,
        Kind.DECISION: 1,
        Kind.NOT: 1,
        Kind.AND: 2,
        Kind.OR: 2,
        Kind.SUM: 2,
        Kind.INCREMENT: 1,
        Kind.EQUALS: 2,
        Kind.SUMMATION: 1,
    }
)
"""How many routes lead into a step at least; one that lacks gives UNKNOWN."""

_OVER, _UNDER = Value.FALSE, Value.TRUE
_BETWEEN = (Value.UNTRAVERSABLE, Value.UNKNOWN, Value.ALLOWS)
_AND = {value: rank for rank, value in enumerate((_OVER, *_BETWEEN, _UNDER))}
_OR = {value: rank for rank, value in enumerate((_UNDER, *_BETWEEN, _OVER))}
_NEGATED = MappingProxyType(
    {Value.TRUE: Value.FALSE, Value.FALSE: Value.TRUE, Value.ALLOWS: Value.UNKNOWN}
)


def happened(times: int) -> Signal:
    """Return what a business step gives: what comes into it does not matter."""
    return Signal(Value.TRUE, times) if times else SIGNALS[Value.FALSE]


def given(kind: Kind, inputs: Inputs) -> Signal:
    """Return what a step that is no business step gives."""
    match kind:
        case Kind.AND:
            return SIGNALS[min((each.value for each in inputs), key=_AND.__getitem__)]
        case Kind.OR:
            return SIGNALS[min((each.value for each in inputs), key=_OR.__getitem__)]
        case Kind.DECISION:
            value = agreed(inputs)
            return SIGNALS[Value.ALLOWS if value is Value.TRUE else value]
        case Kind.NOT:
            value = agreed(inputs)
            return SIGNALS[_NEGATED.get(value, value)]
        case Kind.SUMMATION:
            return inputs[0] if all(each == inputs[0] for each in inputs) else NOT_KNOWN
        case _:
            return _counted(kind, [each.times for each in inputs if _countable(each)], inputs)


def agreed(inputs: Inputs) -> Value:
    """Return the value that comes into a step with one route in; several must carry the same."""
    values = {each.value for each in inputs}
    return values.pop() if len(values) == 1 else Value.UNKNOWN


def not_to_be_negated(kind: Kind, inputs: Inputs) -> bool:
    """Tell whether ALLOWS comes into a NOT step, which is an error of the map."""
    return kind is Kind.NOT and agreed(inputs) is Value.ALLOWS


def _counted(kind: Kind, counts: Sequence[int], inputs: Inputs) -> Signal:
    if len(counts) < len(inputs):
        return NOT_KNOWN
    match kind, counts:
        case Kind.SUM, _:
            return Signal(Value.TRUE, sum(counts))
        case Kind.INCREMENT, [count]:
            return Signal(Value.TRUE, count + 1)
        case Kind.EQUALS, [one, other]:
            return SIGNALS[Value.TRUE if one == other else Value.FALSE]
        case _:
            return NOT_KNOWN


def _countable(signal: Signal) -> bool:
    return signal.value not in (Value.UNTRAVERSABLE, Value.UNKNOWN)
