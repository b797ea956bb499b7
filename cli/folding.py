"""Cases folded from the register, for commands that read."""

from collections.abc import Sequence
from datetime import date

from activities.folding import CaseFold, as_case, told
from domain.assembly.state import STREAM, Assembly
from domain.case import Case
from domain.messages import Dated, Event
from domain.occurred import day_of
from eventstore.durability import Connection
from eventstore.read import read_all, read_stream
from eventstore.streams import REFUSALS
from eventstore.work import Recorded


def folded(ref: str, events: Sequence[Recorded]) -> Case:
    """Return the case that these events make."""
    fold = CaseFold()
    state = fold.begin(ref)
    for event in events:
        state = fold.evolve(state, event)
    return as_case(state)


async def assembly_of(register: Connection, up_to: int | None = None) -> Assembly:
    """Return the assembly as it stands, or stood at a position."""
    case = folded(STREAM, await read_stream(register, STREAM, up_to_position=up_to))
    return case if isinstance(case, Assembly) else Assembly(stream=STREAM)


async def all_cases(connection: Connection) -> dict[str, Case]:
    """Return all cases as they stand; the stream of refusals is none."""
    fold, cases = CaseFold(), dict[str, Case]()
    async for event in read_all(connection):
        if event.stream == REFUSALS:
            continue
        before = cases.get(event.stream) or as_case(fold.begin(event.stream))
        cases[event.stream] = as_case(fold.evolve(before, event))
    return cases


def day_of_event(event: Recorded) -> date:
    """Return the day of what an event tells: that of its act, unless it names its own."""
    return day_told(told(event), day_of(event.occurred_at))


def day_told(event: Event, otherwise: date) -> date:
    """Return the day that an event names, or another where it names none."""
    return event.on if isinstance(event, Dated) and event.on is not None else otherwise
