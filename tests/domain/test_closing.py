"""Closing: who closes a plenary session, after which sitting, and what is over from then on."""

from datetime import UTC, datetime

import pytest

from domain.assembly.membership import EndMembership
from domain.assembly.offices import LeaveOffice, TakeOffice
from domain.assembly.state import Membership
from domain.messages import Command
from domain.plenary_session.archive import ArchivePlenarySession
from domain.plenary_session.business_changes import DecideOrderOfBusinessChange
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.items import WithdrawItem
from domain.plenary_session.minutes import ApproveMinutes, DraftMinutes
from domain.plenary_session.points_of_order import (
    AppealAgainstRuling,
    RaisePointOfOrder,
    RulePointOfOrder,
)
from domain.plenary_session.requests import (
    RequestOrderOfBusinessChange,
    WithdrawOrderOfBusinessRequest,
)
from domain.plenary_session.sitting import CloseSitting, SuspendSitting
from domain.plenary_session.speaking import AskForTheFloor
from domain.stages import Stage
from domain.submission import Actor, Capacity
from tests.domain.astana import XIV, ask, held, names, plenary, refused, sitting
from tests.domain.turkpa import DELEGATIONS, KOSHANOV, SECRETARY
from tests.scenario import Play

AZ, TR = DELEGATIONS["az"], DELEGATIONS["tr"]
CLOSE = ClosePlenarySession()
OTHER = Actor(subject="another", capacity=Capacity.CHAIR)
LEFT = datetime(2025, 6, 12, 12, tzinfo=UTC)


def with_open_business() -> Play:
    """Leave a request, a point of order and a ruling without an answer."""
    late = RequestOrderOfBusinessChange(change="add", title="Water")
    return held(
        sitting(order_of_business__change="chair", point_of_order__appeal=True),
        (late, TR),
        (RaisePointOfOrder(grounds="the list was closed"), TR),
        (RaisePointOfOrder(grounds="nobody was heard"), TR),
        (RulePointOfOrder(number=1, ruling="dismissed"), KOSHANOV),
    )


def archived(begun: Play) -> Play:
    return held(
        begun,
        (CLOSE, KOSHANOV),
        (DraftMinutes(), SECRETARY),
        (ApproveMinutes(), KOSHANOV),
        (ArchivePlenarySession(), SECRETARY),
    )


def leave(begun: Play) -> Play:
    """Let Kazakhstan, which has the chair, leave the assembly."""
    leaving = EndMembership(parliament="kz", kind=Membership.MEMBER, decision="it left")
    begun.when(leaving, case="assembly", by=SECRETARY, on="2025-06-12", now=LEFT)
    return begun


@pytest.mark.parametrize(
    ("command", "by"),
    [
        (DecideOrderOfBusinessChange(request=1, outcome="accepted"), KOSHANOV),
        (WithdrawOrderOfBusinessRequest(request=1), TR),
        (RulePointOfOrder(number=2, ruling="upheld"), KOSHANOV),
        (AppealAgainstRuling(number=1), TR),
        (AskForTheFloor(item="1", parliament="az", speaker="first"), AZ),
        (WithdrawItem(item="1"), AZ),
    ],
)
def test_after_the_closing_no_business_is_done_and_nobody_is_heard(
    command: Command, by: Actor
) -> None:
    closed = held(with_open_business(), (CLOSE, KOSHANOV))
    assert refused(ask(closed, command, by)).sentence == (
        "plenary-session/14 is closed: its business is over"
    )

    assert refused(ask(archived(with_open_business()), command, by)).sentence == (
        "plenary-session/14 is archived: its business is over"
    )


def test_a_plenary_session_is_closed_after_its_last_sitting_was() -> None:
    begun = held(sitting(), (CloseSitting(), KOSHANOV))

    assert names(ask(begun, CLOSE, KOSHANOV)) == ["PlenarySessionClosed"]
    assert plenary(begun).stage is Stage.CLOSED


def test_a_sitting_that_is_only_suspended_is_resumed_first() -> None:
    begun = held(sitting(), (SuspendSitting(), KOSHANOV))

    assert refused(ask(begun, CLOSE, KOSHANOV)).sentence == "the plenary session does not sit"


def test_the_chair_of_a_member_that_left_closes_what_he_opened() -> None:
    assert names(ask(leave(sitting()), CLOSE, KOSHANOV)) == ["PlenarySessionClosed"]


def test_where_the_member_in_the_chair_has_left_its_successor_in_the_chair_goes_on() -> None:
    taking = TakeOffice(
        subject=OTHER.subject, capacity=Capacity.CHAIR, parliament="kg", presides=True
    )
    leaving = LeaveOffice(subject=KOSHANOV.subject, capacity=Capacity.CHAIR)
    changed = ((leaving, SECRETARY), (taking, SECRETARY))

    stays = held(sitting(), *changed, case="assembly")
    assert refused(ask(stays, CLOSE, OTHER)).sentence == ("the chair of plenary-session/14 is kz's")
    left = held(leave(sitting()), *changed, case="assembly")
    assert names(ask(left, CLOSE, OTHER, case=XIV)) == ["PlenarySessionClosed"]
