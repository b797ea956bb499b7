"""A treaty through real Temporal: deposits, its day, a correction that waits for objections."""

from datetime import UTC, datetime, timedelta

from domain.submission import Actor, Capacity, Refused
from tests.house import House, until
from tests.workflows.story import step

TREATY = "treaty/water"
DEPOSITARY = Actor(subject="depositary", capacity=Capacity.DEPOSITARY)
TERMS = {"count": 2, "convention": "day_plus_n", "n": 30, "unit": "calendar-days"}


async def test_a_treaty_enters_into_force_and_its_text_is_corrected_when_nobody_objects(
    house: House,
) -> None:
    def by_depositary(act: str, on: str, **fields: object) -> None:
        steps.append(step(act, TREATY, DEPOSITARY, on=on, **fields))

    steps = [
        step("TakeOffice", "assembly", on="2025-01-01", subject="depositary", capacity="depositary")
    ]
    by_depositary("OpenForSignature", "2026-01-10", title="Water", terms=TERMS)
    by_depositary("RegisterSignature", "2026-01-10", party="aa")
    by_depositary("DepositInstrument", "2026-02-01", party="aa")
    by_depositary("DepositInstrument", "2026-03-01", party="bb")
    by_depositary(
        "ProposeTextCorrection",
        "2026-04-01",
        language="en",
        error="artcile 5",
        correction="article 5",
        objections_by=(datetime.now(UTC) + timedelta(seconds=3)).isoformat(),
    )
    async with house.serve():
        await house.found()
        await house.tell(*steps)
        await until(lambda: house.has(TREATY, "TextCorrected"))
        late = await house.act(
            "ObjectToTextCorrection", TREATY, DEPOSITARY, number=1, party="aa", grounds="no"
        )
        running = await house.is_running(TREATY)

    assert await house.events(TREATY) == [
        "OpenedForSignature",
        "TreatySigned",
        "InstrumentDeposited",
        "InstrumentDeposited",
        "ThresholdReached",
        "EntryIntoForceDateFixed",
        "DeadlineSet",
        "TreatyEnteredIntoForce",
        "TextCorrectionProposed",
        "DeadlineSet",
        "DeadlinePassed",
        "TextCorrected",
    ]
    assert isinstance(late, Refused)
    assert running, "a treaty is never done: parties come and go for years"
