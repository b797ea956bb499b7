"""From acts to a batch that is judged and ready to be written: by memory, or under the lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.not_loaded import NotLoadedError
from eventstore.asked import Item, Setting
from eventstore.batch import Batch, BugError, NotLookedUpError
from eventstore.carried_clock import CarriedClock
from eventstore.draft import Draft
from eventstore.durability import Connection
from eventstore.looking import look, look_up, read_streams
from eventstore.outcomes import failed
from eventstore.streams import Known, Streams
from eventstore.work import Outcome

MOST_READS = 256


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a batch will write, what it leaves behind, and what its callers will hear."""

    draft: Draft
    streams: Streams
    answers: Sequence[Outcome]


def from_memory(
    items: Sequence[Item], setting: Setting, known: Known, clock: CarriedClock, ahead: Plan | None
) -> Plan | None:
    """Judge acts by what is known, on top of the batch ahead; None where more must be read.

    Nobody has looked whether all this still holds: the statement that writes does.
    """
    head, now = ahead.draft.head if ahead else known.head, clock.now()
    if head is None or now is None:
        return None
    streams = Streams(setting.fold, known, ahead.streams.changed if ahead else None)
    draft = Draft(base=head, clock=max(now, head.recorded_at), said={})
    batch = Batch(setting, draft, streams)
    try:
        answers = [batch.answer(item) for item in items]
    except (NotLoadedError, NotLookedUpError):
        return None
    # Where nothing is written, nothing checks it.
    return Plan(draft=draft, streams=streams, answers=answers) if draft.rows else None


async def under_lock(
    connection: Connection, items: Sequence[Item], setting: Setting, known: Known
) -> Plan:
    """Judge acts by what the register holds now, reading whatever they ask for."""
    draft, streams = await look(connection, items, setting, known)
    batch = Batch(setting, draft, streams)

    async def answer(item: Item) -> Outcome:
        for _ in range(MOST_READS):
            try:
                return batch.answer(item)
            except NotLoadedError as missing:
                streams.add_read(missing.streams, await read_streams(connection, missing.streams))
            except NotLookedUpError as missing:
                draft.said[missing.attempt] = await look_up(connection, missing.attempt)
        bug = BugError(f"the judge of {item} asked {MOST_READS} times for more streams")
        return failed(item.command_id, bug)

    answers = [await answer(item) for item in items]
    return Plan(draft=draft, streams=streams, answers=answers)
