"""How the register's events become cases: recorded JSON to events, events to folded facts."""

from collections.abc import Iterator, Mapping

from domain import cases
from domain.case import Case
from domain.catalogue import EVENTS
from domain.messages import Event
from domain.upcasts import upcast
from eventstore.event_types import UnknownEventError
from eventstore.streams import REFUSALS
from eventstore.work import Recorded, State


class CaseFold:
    """The `Fold` of all cases. The stream of refusals folds to nothing but its version."""

    def begin(self, stream: str) -> State:
        """Return the case of a stream before its first event."""
        return Case(stream=stream) if stream == REFUSALS else cases.begin(stream)

    def evolve(self, state: State, event: Recorded) -> State:
        """Return the case after one more event."""
        case = as_case(state)
        if case.stream == REFUSALS:
            return Case(stream=REFUSALS, version=event.version)
        return cases.evolve(case, told(event))


def told(event: Recorded) -> Event:
    """Return the domain event that a recorded one holds, in the shape of today.

    Raises `UnknownEventError` for a type, or a schema of one, that this release does not know.
    """
    kind = EVENTS.get(event.type)
    if kind is None:
        raise UnknownEventError(_unknown(event, "which"))
    if event.schema == kind.schema_version:
        return kind.model_validate(event.data)
    try:
        data = upcast(kind, event.schema, event.data)
    except LookupError:
        raise UnknownEventError(_unknown(event, f"whose schema {event.schema}")) from None
    return kind.model_validate(data)


def _unknown(event: Recorded, what: str) -> str:
    return (
        f"position {event.position} holds a {event.type}, {what} this release does not know; "
        "use the one that recorded it, or a newer one"
    )


def as_case(state: State) -> Case:
    """Return a folded state as the case it is."""
    if not isinstance(state, Case):
        raise TypeError(f"{state!r} is no case")
    return state


class Cases(Mapping[str, Case]):
    """The cases behind folded states, each looked up when a decision asks for it."""

    def __init__(self, states: Mapping[str, State]) -> None:
        """Look at the states that the registrar shows."""
        self._states = states

    def __getitem__(self, stream: str) -> Case:
        """Return the case of a stream."""
        return as_case(self._states[stream])

    def __iter__(self) -> Iterator[str]:
        """Go through the streams that are at hand."""
        return iter(self._states)

    def __len__(self) -> int:
        """Count the streams that are at hand."""
        return len(self._states)
