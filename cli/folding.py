"""Cases folded from the register, for commands that read."""

from collections.abc import Sequence

from activities.folding import CaseFold, as_case
from domain.assembly.state import STREAM, Assembly
from domain.case import Case
from eventstore.durability import Connection
from eventstore.read import read_stream
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
