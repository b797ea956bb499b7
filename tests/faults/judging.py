"""What must hold of a register whatever was killed, cut or broken."""

from collections.abc import Sequence

import asyncpg

from domain.clock import ASSEMBLY
from eventstore.checking_seals import KeySpell, Trust
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.tree import Frontier
from eventstore.verify import Fault, verify
from tests.eventstore.example import KEYS
from tests.faults.callers import Callers, Seen

EVENTS = """
    SELECT event.position, event.stream, event.leaf, event.body->>'command' AS command,
        command.first_position
    FROM event LEFT JOIN command ON command.command_id = (event.body->>'command')::uuid
    ORDER BY event.position
"""
JARS = "SELECT jar, marbles FROM view.jar"


async def faults(url: str, callers: Callers, *, keys: Sequence[VerifierKey]) -> list[str]:
    """Return what does not hold of what callers were told, and of the register itself."""
    connection = await asyncpg.connect(url, timeout=30)
    try:
        found = [*callers.faults, *await _lost(connection, callers)]
        trust = Trust(spells=[KeySpell(key=each, since=0) for each in keys])
        answer = await verify(connection, keys=KEYS.get, trust=trust if keys else None)
        if isinstance(answer, Fault):
            found.append(f"the register does not verify: {answer.sentence}")
        return found
    finally:
        await connection.close()


async def _lost(connection: "asyncpg.Connection[asyncpg.Record]", callers: Callers) -> list[str]:
    """Compare every event with what callers were told, and every checkpoint with the tree."""
    found: list[str] = []
    places: dict[str, int] = {}
    marbles: dict[str, int] = {}
    tree = Roots(callers.seen)
    rows = await connection.fetch(EVENTS)
    for number, row in enumerate(rows, 1):
        if row["position"] != number:
            return [*found, f"position {number} is missing: the next is {row['position']}"]
        if row["command"] in places:
            found.append(f"{row['command']} took effect twice: {places[row['command']]}, {number}")
        if row["first_position"] != number:
            found.append(f"position {number} has no outcome of its own")
        places[row["command"]] = number
        if row["stream"] != ASSEMBLY:
            marbles[row["stream"]] = marbles.get(row["stream"], 0) + 1
        found += tree.add(row["leaf"])
    for command, told in callers.told.items():
        if (place := places.get(str(command))) != told.position:
            found.append(f"{command} was told {told.position} and stands at {place}")
    shown = {row["jar"]: row["marbles"] for row in await connection.fetch(JARS)}
    if shown != marbles:
        found.append("the view shows something else than the events")
    return [*found, *tree.beyond()]


class Roots:
    """The tree as it grows, held against the checkpoints that left the house."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        """Take the checkpoints."""
        self._frontier = Frontier()
        self._seen = {each.checkpoint.size: each.checkpoint.root for each in seen}

    def add(self, leaf: bytes) -> list[str]:
        """Add an event; return the fault where a published checkpoint had another root."""
        self._frontier.add(leaf)
        size = self._frontier.size
        published = self._seen.pop(size, None)
        if published is None or published == self._frontier.root():
            return []
        return [f"the checkpoint published over {size} events has another root"]

    def beyond(self) -> list[str]:
        """Return a fault for every checkpoint over more events than there are."""
        size = self._frontier.size
        return [f"{each} events were sealed, and {size} are left" for each in sorted(self._seen)]
