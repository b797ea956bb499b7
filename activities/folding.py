"""How the register's events become cases: recorded JSON to events, events to folded facts."""

from domain import cases
from domain.case import Case
from domain.catalogue import EVENTS
from domain.messages import Event
from eventstore.work import Recorded, State

REFUSALS = "refusals"


class UnknownEventError(LookupError):
    """The register holds an event that this release does not know: it is too old to fold it."""


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
    """Return the domain event that a recorded one holds."""
    try:
        kind = EVENTS[event.type]
    except KeyError:
        raise UnknownEventError(
            f"position {event.position} holds a {event.type}, which this release does not know"
        ) from None
    return kind.model_validate(event.data)


def as_case(state: State) -> Case:
    """Return a folded state as the case it is."""
    if not isinstance(state, Case):
        raise TypeError(f"{state!r} is no case")
    return state
