"""A sitting of the assembly Quick with one open vote, and fifty laws beside it."""

import asyncio

from domain.submission import Actor, Capacity
from tests.house import SECRETARY, House

PLENARY, VOTE = "plenary-session/1", "vote/1/1"
LAWS = tuple(f"model-law/2026-{number:03d}" for number in range(1, 51))
MEMBERS = ("aa", "bb", "cc")
COUNCIL_DAY, DAY = "2026-06-11", "2026-06-12"
OLD_CHAIR = Actor(subject="aa-chair", capacity=Capacity.CHAIR)
CHAIR = Actor(subject="bb-chair", capacity=Capacity.CHAIR)


def delegate(parliament: str) -> Actor:
    """Return who votes for a parliament."""
    return Actor(subject=f"{parliament}-head", capacity=Capacity.DELEGATION, body=parliament)


async def sitting(house: House) -> None:
    """Bring the assembly so far that a vote is open and every law is titled."""
    await house.found()
    for parliament in MEMBERS:
        await takes_office(house, f"{parliament}-head", "delegation", parliament, body=parliament)
    await takes_office(house, OLD_CHAIR.subject, "chair", "aa", official_name="Chair of Anyland")
    await convened(house)
    said = {"question": "Shall it rain?", "kind": "procedural"}
    await house.accepted("OpenVote", VOTE, CHAIR, on=DAY, **said)
    await asyncio.gather(
        *(house.accepted("TitleModelLaw", law, title=f"Law {law}") for law in LAWS)
    )


async def takes_office(
    house: House, subject: str, capacity: str, parliament: str, **more: str
) -> None:
    """Record that somebody holds an office."""
    said = {"subject": subject, "capacity": capacity, "parliament": parliament, **more}
    await house.accepted("TakeOffice", "assembly", SECRETARY, on="2026-01-01", **said)


async def convened(house: House) -> None:
    """Plan, convene and open a plenary session, up to its first sitting."""
    days = {"first_day": DAY, "last_day": DAY, "city": "Brook", "host": "bb", "theme": "Rain"}
    await house.accepted("PlanPlenarySession", PLENARY, SECRETARY, on=COUNCIL_DAY, number=1, **days)
    await house.accepted("ConvenePlenarySession", PLENARY, on=COUNCIL_DAY)
    await house.accepted("OpenCouncilMeeting", PLENARY, OLD_CHAIR, on=COUNCIL_DAY)
    items = [{"number": 1, "title": "Rain"}]
    await house.accepted("ClearOrderOfBusiness", PLENARY, OLD_CHAIR, on=COUNCIL_DAY, items=items)
    await house.accepted(
        "TransferChairmanship",
        PLENARY,
        OLD_CHAIR,
        on=DAY,
        to="bb",
        subject=CHAIR.subject,
        official_name="Chair of Brookland",
    )
    await house.accepted("RecordAttendance", PLENARY, SECRETARY, on=DAY, present=list(MEMBERS))
    await house.accepted("OpenPlenarySession", PLENARY, CHAIR, on=DAY)
