"""Objections to a reservation, and that they are withdrawn at any time (art. 22(2))."""

from datetime import date

from domain.refusal import Refusal
from domain.treaty.chart import chart
from domain.treaty.objection import ObjectionWithdrawn, WithdrawObjection
from domain.treaty.reservation import MakeReservation, ObjectToReservation
from tests.domain.test_treaty import TWO, Keeper, code, types

OBJECT = ObjectToReservation(reservation=1, party="kz", between="not-in-force-between-them")
WITHDRAW = WithdrawObjection(reservation=1, party="kz")
WINDOW = {"convention": "months_same_day", "n": 12, "unit": "months"}


def objected() -> Keeper:
    """Let Kazakhstan object on 1 May 2026 to a reservation of Azerbaijan."""
    keeper = Keeper(objections=WINDOW, **TWO)
    keeper.deposits(az="2026-02-01", kz="2026-03-01")
    keeper.does(MakeReservation(party="az", text="not article 5"), on="2026-03-02")
    keeper.does(OBJECT, on="2026-05-01")
    return keeper


def notes(keeper: Keeper, day: str) -> dict[str, tuple[str, ...]]:
    return {row.party: row.notes for row in chart(keeper.treaty, date.fromisoformat(day))}


def test_an_objection_may_be_withdrawn_when_the_time_for_objections_is_over() -> None:
    keeper = objected()
    keeper.day_comes("2027-03-03")

    told = keeper.does(WITHDRAW, on="2027-06-01")

    assert told == [ObjectionWithdrawn(reservation=1, party="kz", on=date(2027, 6, 1))]


def test_the_chart_shows_it_from_its_own_day_until_it_is_withdrawn() -> None:
    keeper = objected()
    keeper.does(WITHDRAW, on="2026-07-01")

    assert notes(keeper, "2026-04-30")["kz"] == ()
    assert notes(keeper, "2026-05-01")["kz"] == ("O",)
    assert notes(keeper, "2026-07-01")["kz"] == ()
    assert notes(keeper, "2026-07-01")["az"] == ("R",), "the reservation itself stands"


def test_an_objection_is_withdrawn_once_by_who_made_it_and_not_before() -> None:
    keeper = objected()
    early = keeper.does(WITHDRAW, on="2026-04-30", recorded="2026-06-01")
    stranger = keeper.does(WithdrawObjection(reservation=1, party="tr"), on="2026-06-01")
    unknown = keeper.does(WithdrawObjection(reservation=2, party="kz"), on="2026-06-01")
    keeper.does(WITHDRAW, on="2026-06-01")
    twice = keeper.does(WITHDRAW, on="2026-06-02")

    answers = (early, stranger, unknown, twice)
    assert [code(each) for each in answers] == ["not-in-order"] * 4
    assert isinstance(twice, Refusal)
    assert twice.citation == "Vienna Convention on the Law of Treaties, art. 22(2)"


def test_who_withdrew_an_objection_may_object_again_in_time() -> None:
    keeper = objected()
    keeper.does(WITHDRAW, on="2026-06-01")

    assert types(keeper.does(OBJECT, on="2026-07-01")) == ["ReservationObjectedTo"]
    assert notes(keeper, "2026-07-01")["kz"] == ("O",)
