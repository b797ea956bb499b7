"""Rotation: the chair passes in the order of the rules, by plenary sessions or by years."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assembly.state import Assembly, Office
from domain.messages import Event
from domain.plenary_session.chairmanship import TransferChairmanship
from domain.plenary_session.rotation import Tenure, in_turn, next_in_order, tenure_on
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.stages import Stage
from domain.submission import Capacity
from tests.domain.chamber import CHAIR, MEMBERS, PLENARY, alert, ask, chamber, names

TURKPA = ("az", "kz", "kg", "tr")
I_TO_XIV = ("az", "kz", "kg", "tr", "az", "kz", "kg", "tr", "az", "kz", "kg", "tr", "az", "kz")
orders = st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True)


def test_all_plenary_sessions_of_turkpa_fit_the_order() -> None:
    computed = [next_in_order(TURKPA, before) for before in I_TO_XIV[:-1]]

    assert computed == list(I_TO_XIV[1:])
    assert next_in_order(TURKPA, I_TO_XIV[-1]) == "kg", "XV meets in Kyrgyzstan"


@given(orders, st.data())
def test_after_as_many_plenary_sessions_as_there_are_parliaments_the_same_one_presides(
    order: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(order))
    seen, chair = [], first
    for _ in order:
        following = next_in_order(order, chair)
        assert following is not None
        seen.append(following)
        chair = following

    assert chair == first
    assert sorted(seen) == sorted(order)


def test_nobody_can_tell_without_an_order_or_without_the_chair_before() -> None:
    assert next_in_order((), "az") is None
    assert next_in_order(TURKPA, None) is None
    assert next_in_order(TURKPA, "hu") is None


ORDER = ("east", "north", "south")
SINCE = date(2024, 9, 10)


def in_the_chair(*chairs: tuple[str, date]) -> list[Office]:
    """Return who was in the chair, one after the other."""
    return [
        Office(subject="chair", capacity=Capacity.CHAIR, body=None, parliament=key, since=day)
        for key, day in chairs
    ]


def asked_to(
    parliament: str, beat: str, day: str, *before: tuple[str, date]
) -> list[Event] | Refusal:
    """Hand the chair over on a day, under an order and a beat; some were in the chair before."""
    play = chamber(chair__order=alert(ORDER), rotation__beat=beat)
    assembly = play.cases["assembly"]
    assert isinstance(assembly, Assembly)
    others = [each for each in assembly.offices if each.capacity is not Capacity.CHAIR]
    past = in_the_chair(*(before or (("east", SINCE),)))
    play.cases["assembly"] = replace(assembly, offices=(*others, *past))
    sits = play.cases[PLENARY]
    assert isinstance(sits, PlenarySession)
    play.cases[PLENARY] = replace(sits, stage=Stage.ORDER_OF_BUSINESS_CLEARED)
    play.cases["plenary-session/2"] = PlenarySession(
        stream="plenary-session/2", version=1, number=2, chair="east", stage=Stage.ARCHIVED
    )
    command = TransferChairmanship(to=parliament, subject="new", official_name="New")
    return ask(play, command, CHAIR, PLENARY, day)


def to(parliament: str, beat: str, day: str, *before: tuple[str, date]) -> str:
    """Do the same; return the code of the refusal, or the first event."""
    answer = asked_to(parliament, beat, day, *before)
    return answer.code if isinstance(answer, Refusal) else names(answer)[0]


@pytest.mark.parametrize(
    ("parliament", "day", "answer"),
    [
        ("east", "2024-12-31", "ChairmanshipTransferred"),
        ("north", "2024-12-31", "decision-needed"),
        ("east", "2025-08-20", "ChairmanshipTransferred"),
        ("north", "2025-08-20", "ChairmanshipTransferred"),
        ("south", "2025-08-20", "decision-needed"),
        ("north", "2025-09-10", "ChairmanshipTransferred"),
        ("east", "2025-09-10", "decision-needed"),
    ],
)
def test_a_yearly_chair_passes_once_a_year(parliament: str, day: str, answer: str) -> None:
    assert to(parliament, "P1Y", day) == answer


def test_for_two_years_the_chair_stays_whatever_plenary_sessions_meet() -> None:
    stayed = (("east", SINCE), ("east", date(2025, 6, 1)))

    assert to("east", "P2Y", "2025-12-01", *stayed) == "ChairmanshipTransferred"
    assert to("north", "P2Y", "2025-12-01", *stayed) == "decision-needed"
    assert to("east", "P2Y", "2026-09-10", *stayed) == "decision-needed"
    assert to("north", "P2Y", "2026-09-10", *stayed) == "ChairmanshipTransferred"


def test_a_beat_in_years_is_said_as_one() -> None:
    answer = asked_to("south", "P2Y", "2025-12-01")

    assert isinstance(answer, Refusal)
    assert answer.sentence.startswith(
        "on 2025-12-01 the chair is east's: it passes every 2 years; another order cites"
    )


def test_per_plenary_session_the_days_say_nothing() -> None:
    assert to("north", "plenary-session", "2024-09-11") == "ChairmanshipTransferred"
    assert to("east", "plenary-session", "2030-01-01") == "decision-needed"


def test_who_was_in_the_chair_twice_with_another_between_begins_anew() -> None:
    chairs = (("east", date(2020, 1, 1)), ("north", date(2022, 1, 1)), ("east", date(2024, 1, 1)))
    assembly = Assembly(stream="assembly", offices=tuple(in_the_chair(*chairs)))

    found = tenure_on(assembly, date(2024, 6, 1))
    assert found == Tenure(parliament="east", since=date(2024, 1, 1))
    assert tenure_on(assembly, date(2019, 1, 1)) is None


@given(
    years=st.integers(1, 9),
    since=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(0, 4_000),
    more=st.integers(0, 4_000),
)
def test_a_turn_that_has_come_is_never_taken_back(
    years: int, since: date, days: int, more: int
) -> None:
    tenure = Tenure(parliament="east", since=since)
    first, later = (
        in_turn(MEMBERS, tenure, day=since + timedelta(days=each), years=years)
        for each in (days, days + more)
    )

    assert set(first) <= {"east", "north"}
    assert "north" in later or "north" not in first
    assert "east" in first or "east" not in later
