"""Many callers at once, half on one vote and half over fifty laws, as fast as acts are accepted.

`make faults` runs it with 12 000 acts; the default is a short form of the same.
"""

import asyncio
import json
import os
import time
from collections.abc import Iterator, Sequence

import asyncpg

from domain.submission import Accepted, Actor
from eventstore.verify import Fault, Verified, verify
from tests.house import SECRETARY, House
from tests.load.sitting import DAY, LAWS, MEMBERS, VOTE, delegate, sitting

ACTS = int(os.environ.get("PLENARY_ACTS", "1024"))
CALLERS = 128


async def test_nothing_is_lost_or_doubled_under_load(house: House) -> None:
    async with house.serve():
        await sitting(house)
        (before,) = await house.query("SELECT count(*) AS n FROM event")
        begun = time.perf_counter()
        receipts = await crowd(house)
        seconds = time.perf_counter() - begun

    print(f"{len(receipts)} acts in {seconds:.1f} s: {len(receipts) / seconds:.0f}/s")
    assert len(receipts) == ACTS
    assert len({receipt.command_id for receipt in receipts}) == ACTS
    await every_receipt_is_true(house, receipts)
    await the_register_holds_just_these(house, receipts, before["n"])
    found = await verified(house)
    assert isinstance(found, Verified), found


async def crowd(house: House) -> list[Accepted]:
    """Let every caller send one act after the other until all are sent."""
    numbers = iter(range(ACTS))
    half = CALLERS // 2
    rounds = [(VOTE,)] * half + [turned(LAWS, place) for place in range(half)]
    calling = (caller(house, numbers, place, cases) for place, cases in enumerate(rounds))
    return [each for some in await asyncio.gather(*calling) for each in some]


async def caller(
    house: House, numbers: Iterator[int], place: int, cases: Sequence[str]
) -> list[Accepted]:
    """Send acts to these cases in turn; the first callers on the vote cast a ballot each."""
    receipts = []
    if cases == (VOTE,) and place < len(MEMBERS) and next(numbers, None) is not None:
        who = delegate(MEMBERS[place])
        receipts.append(await house.accepted("CastBallot", VOTE, who, on=DAY, choice="for"))
    for number in numbers:
        receipts.append(await claim(house, cases[len(receipts) % len(cases)], number, SECRETARY))
    return receipts


async def claim(house: House, case: str, number: int, who: Actor) -> Accepted:
    """Send one act that a case takes any number of times."""
    said = {"claim": f"claim {number}", "according_to": "a crowd"}
    return await house.accepted("RecordClaim", case, who, on=DAY, **said)


def turned(cases: Sequence[str], by: int) -> tuple[str, ...]:
    """Return the same cases, beginning with another."""
    place = by % len(cases)
    return (*cases[place:], *cases[:place])


async def every_receipt_is_true(house: House, receipts: Sequence[Accepted]) -> None:
    """Check that each entry of each receipt stands in the register as the receipt says."""
    rows = await house.query("SELECT position, stream, version, type, body FROM event")
    events = {row["position"]: row for row in rows}
    for receipt in receipts:
        assert receipt.entries
        for entry in receipt.entries:
            event, body = events[entry.position], json.loads(events[entry.position]["body"])
            assert (event["stream"], event["version"]) == (entry.stream, entry.version)
            assert (event["type"], body["id"]) == (entry.type, str(entry.event_id))
            assert body["command"] == str(receipt.command_id)


async def the_register_holds_just_these(
    house: House, receipts: Sequence[Accepted], before: int
) -> None:
    """Check that positions are dense and that there is no event without a receipt."""
    (row,) = await house.query("SELECT count(*) AS n, min(position), max(position) FROM event")
    promised = [entry.position for receipt in receipts for entry in receipt.entries]
    assert (row["min"], row["max"]) == (1, row["n"])
    assert sorted(promised) == list(range(before + 1, row["n"] + 1))
    (sent,) = await house.query(
        "SELECT count(*) AS n FROM command WHERE first_position > $1", before
    )
    assert sent["n"] == ACTS


async def verified(house: House) -> Verified | Fault:
    """Walk the whole chain."""
    connection = await asyncpg.connect(house.superuser_url)
    try:
        return await verify(connection)
    finally:
        await connection.close()
