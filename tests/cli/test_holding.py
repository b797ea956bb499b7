"""What held on a day is not always what had been done by it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from cli.showing import holds_from
from eventstore.work import Recorded


def event(kind: str, occurred_at: str, **data: str) -> Recorded:
    return Recorded(
        position=1,
        stream="treaty/x",
        version=1,
        id=uuid4(),
        type=kind,
        schema=1,
        occurred_at=occurred_at,
        recorded_at=datetime.now(UTC),
        command=uuid4(),
        data=data,
        envelope={},
    )


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (event("TreatyEnteredIntoForce", "2010-10-18", since="2010-11-17"), "2010-11-17"),
        (
            event("DenunciationTookEffect", "2021-03-20", party="tr", since="2021-07-01"),
            "2021-07-01",
        ),
        (event("TreatyEnteredIntoForce", "2014-08-01T00:00:00Z", since="2014-08-01"), "2014-08-01"),
        (event("InstrumentDeposited", "2010-10-18", on="2010-10-18"), "2010-10-18"),
        (event("OfALaterRelease", "2010-10-18"), "2010-10-18"),
    ],
)
def test_an_event_holds_from_the_day_that_it_names(told: Recorded, day: str) -> None:
    assert holds_from(told) == day
