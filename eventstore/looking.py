"""What a batch reads under the lock: before it judges, and where a judge asks for more."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from eventstore.asked import Item, Setting
from eventstore.draft import Draft, Said
from eventstore.durability import Connection
from eventstore.envelope import NO_LEAF, Head, recorded
from eventstore.outcomes import read_outcome
from eventstore.queries import query
from eventstore.streams import REFUSALS, Folded, Known, Streams
from eventstore.work import Recorded, Work

MOST_OTHERS = 1_000
"""So many events of other writers are folded one by one; after more, all is read anew."""


class OtherRegisterError(Exception):
    """The database holds the register of another assembly: nothing of ours belongs into it."""

    def __init__(self, found: str, own: str) -> None:
        """Name both."""
        super().__init__(f"the register is that of the assembly {found}, not of {own}")


def demand_own(found: str | None, own: str) -> None:
    """Raise `OtherRegisterError` where the first event is of another register; none is of none."""
    if found not in {None, own}:
        raise OtherRegisterError(str(found), own)


async def look(
    connection: Connection, items: Sequence[Item], setting: Setting, known: Known
) -> tuple[Draft, Streams]:
    """Return an empty draft at the head of the register, and the streams as they stand.

    Raise `OtherRegisterError` where the register is that of another assembly.
    """
    fold = setting.fold
    asked = sorted(each for each in _needed(items) if each not in known and each != REFUSALS)
    ids = [item.command_id for item in items]
    last = known.head.position if known.head is not None else None
    found = await connection.fetchrow(query("look"), ids, asked, last)
    if found is None or found["isolation"] != "read committed":
        raise ConnectionError("the transaction is not READ COMMITTED: a commit could be overlooked")
    demand_own(found["log"], setting.log)
    head = _head(found["position"], found["leaf"], found["recorded_at"])
    _catch_up(known, head, found["others"], remembered=found["remembered"])
    streams = Streams(fold, known)
    streams.add_read(asked, map(recorded, found["asked"]))
    refusals = Folded(version=found["refusals"] or 0, state=fold.begin(REFUSALS))
    streams.changed[REFUSALS] = refusals
    clock = max(found["clock"], head.recorded_at)
    said = outcomes(found["ids"] or (), found["hashes"] or (), found["outcomes"] or ())
    return Draft(base=head, clock=clock, said=said), streams


async def read_streams(connection: Connection, names: Sequence[str]) -> list[Recorded]:
    """Return all events of some streams."""
    rows = await connection.fetch(query("read_streams"), names)
    return [recorded(row["body"]) for row in rows]


async def look_up(connection: Connection, command_id: UUID) -> Said | None:
    """Return the first outcome of a command, or None if it has none."""
    rows = await connection.fetch(query("find_outcomes"), [command_id])
    columns = ([row[name] for row in rows] for name in ("command_id", "request_hash", "outcome"))
    return outcomes(*columns).get(command_id)


def outcomes(
    ids: Iterable[UUID], hashes: Iterable[bytes | None], texts: Iterable[str]
) -> dict[UUID, Said | None]:
    """Return the first outcomes of commands."""
    return {
        command_id: Said(request_hash=request_hash, outcome=read_outcome(text))
        for command_id, request_hash, text in zip(ids, hashes, texts, strict=True)
    }


def _needed(items: Sequence[Item]) -> set[str]:
    works = [item for item in items if isinstance(item, Work)]
    return {stream for work in works for stream in (work.stream, *work.reads)}


def _head(position: int | None, leaf: bytes, recorded_at: datetime) -> Head:
    if position is None:
        return Head()
    return Head(position=position, leaf=leaf, recorded_at=recorded_at)


def _catch_up(known: Known, head: Head, others: Sequence[str], *, remembered: bytes | None) -> None:
    """Fold in what others wrote; forget all, if too much or if the register lost its tail."""
    goes_on = known.head is not None and (remembered or NO_LEAF) == known.head.leaf
    if goes_on and len(others) <= MOST_OTHERS:
        known.catch_up(map(recorded, others), head)
    else:
        known.forget(head)
