"""Hosts and chairs are parliaments that somebody has registered."""

from datetime import date

import pytest

from domain.messages import Command
from domain.plenary_session.outcome import AnnounceNextHost
from domain.plenary_session.past import RecordPastPlenarySession
from domain.plenary_session.planning import ConfirmHost, PlanPlenarySession
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.stages import Stage
from tests.domain.turkpa import SECRETARY, play

DAY = date(2025, 6, 11)
CASE = "plenary-session/14"
ATLANTIS = "atlantis"
PLANNING = PlanPlenarySession(
    number=14, first_day=DAY, last_day=DAY, city="Atlantis", host=ATLANTIS
)
PAST = RecordPastPlenarySession(number=14, last_day=DAY, city="Atlantis", chair=ATLANTIS)


@pytest.mark.parametrize(
    ("stage", "command"),
    [
        (Stage.NOTHING, PLANNING),
        (Stage.NOTHING, PAST),
        (Stage.PLANNED, ConfirmHost(host=ATLANTIS)),
        (Stage.OPEN, AnnounceNextHost(host=ATLANTIS)),
    ],
)
def test_a_parliament_that_nobody_registered_neither_hosts_nor_presides(
    stage: Stage, command: Command
) -> None:
    begun = play()
    version = 0 if stage is Stage.NOTHING else 3
    begun.cases[CASE] = PlenarySession(stream=CASE, version=version, stage=stage, number=14)

    assert begun.when(command, case=CASE, by=SECRETARY, on="2025-06-11") == Refusal(
        code="not-in-order", sentence="no parliament atlantis is registered; register it first"
    )
