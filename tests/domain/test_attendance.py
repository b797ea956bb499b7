"""Attendance as intervals over several sittings, told by arrivals, departures and the register."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.plenary_session.attendance import (
    AttendanceSigned,
    RecordArrival,
    RecordAttendance,
    RecordDeparture,
)
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.credentials import SubmitCredentials
from domain.plenary_session.delegations import Delegate
from domain.plenary_session.minutes import PublishVerbatim
from domain.plenary_session.presence import Presence, seen, spans
from domain.plenary_session.sitting import (
    CloseSitting,
    OpenSitting,
    PlenarySessionOpened,
    ResumeSitting,
    SuspendSitting,
)
from domain.refusal import Refusal
from domain.stages import Stage
from tests.domain.astana import (
    DAY,
    XIV,
    ask,
    clear,
    convened,
    hand_over,
    held,
    names,
    plenary,
    refused,
    sitting,
    voted,
)
from tests.domain.turkpa import KOSHANOV, MEMBERS, SECRETARY
from tests.scenario import Play

ALL = RecordAttendance(present=MEMBERS)
NINE, TEN, NOON = (f"2025-06-12T{hour}:00:00Z" for hour in ("09", "10", "12"))
looks = st.lists(st.frozensets(st.sampled_from("abcd")), max_size=8)


@given(looks)
def test_intervals_tell_at_every_look_who_was_there(given_looks: list[frozenset[str]]) -> None:
    intervals: tuple[Presence, ...] = ()
    for number, there in enumerate(given_looks):
        intervals = seen(intervals, there, f"{number:03}")
    for number, there in enumerate(given_looks):
        at = f"{number:03}"
        told = {i.who for i in intervals if i.since <= at and (i.until is None or at < i.until)}
        assert told == there


@given(looks)
def test_nobody_is_there_twice_at_once(given_looks: list[frozenset[str]]) -> None:
    intervals: tuple[Presence, ...] = ()
    for number, there in enumerate(given_looks):
        intervals = seen(intervals, there, f"{number:03}")

    for who in "abcd":
        for (_, until), (since, _) in pairwise(spans(intervals, who)):
            assert until is not None
            assert until < since


def test_a_delegation_that_leaves_and_comes_back_was_there_twice() -> None:
    begun = hand_over(clear(convened()))
    held(begun, (ALL, SECRETARY), on=NINE)
    held(begun, (RecordDeparture(parliament="tr"), SECRETARY), on=TEN)
    assert plenary(begun).present == ("az", "kg", "kz")

    held(begun, (RecordArrival(parliament="tr"), SECRETARY), on=NOON)

    assert plenary(begun).present == MEMBERS
    assert spans(plenary(begun).presence, "tr") == ((NINE, TEN), (NOON, None))
    assert spans(plenary(begun).presence, "az") == ((NINE, None),)


def test_nobody_leaves_before_he_came() -> None:
    begun = held(hand_over(clear(convened())), (ALL, SECRETARY), on=TEN)

    refusal = refused(ask(begun, RecordDeparture(parliament="tr"), SECRETARY, on=NINE))

    assert refusal.code == "out-of-time-order"
    assert refusal.sentence == (
        f"{NINE} is before {TEN}, when the attendance was last told; acts follow each other in time"
    )


def test_who_is_there_does_not_arrive_and_who_is_away_does_not_leave() -> None:
    begun = sitting()

    assert refused(ask(begun, RecordArrival(parliament="tr"), SECRETARY)).code == "already-done"
    held(begun, (RecordDeparture(parliament="tr"), SECRETARY))
    refusal = refused(ask(begun, RecordDeparture(parliament="tr"), SECRETARY))
    assert refusal.code == "not-in-order"
    unsigned = hand_over(clear(convened()))
    assert "record the attendance first" in (
        refused(ask(unsigned, RecordArrival(parliament="tr"), SECRETARY)).sentence
    )


def test_persons_sign_where_their_delegation_has_named_them() -> None:
    named = SubmitCredentials(parliament="az", delegates=(Delegate(subject="gafarova"),))
    begun = held(hand_over(clear(convened())), (named, SECRETARY))
    signed = RecordAttendance(present=MEMBERS, persons=("gafarova",))

    strangers = RecordAttendance(present=MEMBERS, persons=("nobody",))
    assert "nobody is in no delegation" in refused(ask(begun, strangers, SECRETARY)).sentence
    held(begun, (signed, SECRETARY))
    assert plenary(begun).persons == ("gafarova",)
    left = RecordDeparture(parliament="az", persons=("gafarova",))
    held(begun, (left, SECRETARY))
    assert (plenary(begun).persons, "az" in (plenary(begun).present or ())) == ((), True)


def test_a_delegation_that_leaves_takes_its_persons_with_it() -> None:
    named = SubmitCredentials(parliament="az", delegates=(Delegate(subject="gafarova"),))
    begun = held(hand_over(clear(convened())), (named, SECRETARY))
    held(begun, (RecordAttendance(present=MEMBERS, persons=("gafarova",)), SECRETARY))

    held(begun, (RecordDeparture(parliament="az"), SECRETARY))

    assert plenary(begun).persons == ()


def test_an_attendance_of_the_first_release_still_folds() -> None:
    old = AttendanceSigned.model_validate({"members": ["az", "kz"], "on": "2025-06-12"})

    begun = Play().given(XIV, old)

    assert plenary(begun).present == ("az", "kz")
    assert spans(plenary(begun).presence, "az") == (("2025-06-12", None),)


def test_a_plenary_session_has_several_sittings_each_with_its_own_register() -> None:
    begun = held(sitting(), (CloseSitting(), KOSHANOV))
    assert (plenary(begun).stage, plenary(begun).present) == (Stage.SUSPENDED, None)

    assert refused(ask(begun, ResumeSitting(), KOSHANOV)).sentence == (
        "the sitting is closed, not suspended; open the next one"
    )
    assert "nobody has signed" in refused(ask(begun, OpenSitting(), KOSHANOV)).sentence
    held(begun, (ALL, SECRETARY), (OpenSitting(), KOSHANOV), on="2025-06-13")
    sittings = plenary(begun).sittings
    assert [(each.number, each.is_over) for each in sittings] == [(1, True), (2, False)]
    assert spans(plenary(begun).presence, "az") == (
        ("2025-06-12", "2025-06-12"),
        ("2025-06-13", None),
    )


def test_the_quorum_to_open_holds_for_every_sitting() -> None:
    begun = held(sitting(), (CloseSitting(), KOSHANOV))
    held(begun, (RecordAttendance(present=("az", "kz", "kg")), SECRETARY))

    refusal = refused(ask(begun, OpenSitting(), KOSHANOV))

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("quorum.open",))


def test_a_suspended_sitting_is_resumed_and_no_other_opened() -> None:
    begun = held(sitting(), (SuspendSitting(), KOSHANOV))

    assert refused(ask(begun, OpenSitting(), KOSHANOV)).code == "not-in-order"
    held(begun, (ResumeSitting(), KOSHANOV))
    assert len(plenary(begun).sittings) == 1


def test_a_sitting_does_not_close_while_a_vote_has_no_result() -> None:
    begun = voted(sitting(), "vote/14/1", "adopted")
    assert names(ask(begun, CloseSitting(), KOSHANOV)) == ["SittingClosed"]


def test_with_the_plenary_session_ends_the_presence_of_all() -> None:
    begun = held(sitting(), (ClosePlenarySession(), KOSHANOV), on=NOON)

    assert {each.until for each in plenary(begun).presence} == {NOON}
    assert plenary(begun).sitting is None
    assert plenary(begun).present == MEMBERS, "as it was in the first release"


def test_the_verbatim_text_is_of_a_sitting_that_is_over() -> None:
    text = PublishVerbatim(sitting=1, sha256="a" * 64)
    begun = sitting()

    assert refused(ask(begun, text, SECRETARY)).sentence == "sitting 1 is not over"
    held(begun, (CloseSitting(), KOSHANOV), (text, SECRETARY))
    assert plenary(begun).verbatim[1] == "a" * 64


def test_a_sitting_opened_in_the_first_release_is_the_first_sitting() -> None:
    begun = Play().given(XIV, PlenarySessionOpened(present=4, members=4, on=DAY))

    assert [each.number for each in plenary(begun).sittings] == [1]
    assert not isinstance(begun.case(XIV), Refusal)
