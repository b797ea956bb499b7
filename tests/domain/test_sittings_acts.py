"""A plenary session of two sittings as a file of acts: every act of the house of it, once."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cli.plain import plain
from domain import cases
from domain.case import Case
from domain.catalogue import ACTS
from domain.outcome_document.decider import OUTCOME_DOCUMENT
from domain.plenary_session import business_decider, debate_decider, delegations_decider
from domain.plenary_session.decider import PLENARY_SESSION
from domain.plenary_session.points import Life
from domain.plenary_session.presence import spans
from domain.plenary_session.state import PlenarySession
from domain.stages import Stage
from tests.acts import played, seeded
from tests.scenario import Play

FILE = Path(__file__).parents[1] / "golden" / "acts" / "sittings.jsonl"
LINES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
P1, D1 = "plenary-session/1", "outcome-document/1/1"
ELSEWHERE = {
    "AnnounceNextHost",
    "ConfirmHost",
    "MovePlenarySessionOnline",
    "PostponePlenarySession",
    "RecordOutcomeDocument",
    "RecordPastPlenarySession",
    "RelocatePlenarySession",
    "ResumeSitting",
    "SendInvitation",
    "SuspendSitting",
}
"""Acts of plenary sessions that other files of acts hold."""


def played_out() -> Play:
    play = seeded("quick")
    assert played(play, LINES) == {}
    return play


RECORD = [(stream, event) for stream, event in played_out().events if stream in {P1, D1}]


def test_nothing_in_the_file_is_refused_and_the_plenary_session_is_archived() -> None:
    plenary = played_out().case(P1)

    assert isinstance(plenary, PlenarySession)
    assert plenary.stage is Stage.ARCHIVED
    assert plenary.irregularities == 0
    assert {place: point.life for place, point in plenary.points.items()} == {
        "1": Life.DECIDED,
        "2": Life.DECIDED,
        "2.1": Life.DECIDED,
        "3": Life.DROPPED,
        "4": Life.DECIDED,
        "5": Life.WITHDRAWN,
    }
    assert plenary.outcomes == {1: "Brookton Declaration"}
    assert (plenary.business, plenary.adopted, plenary.documents) == (2, 2, {})


def test_it_holds_every_act_of_a_plenary_session_and_of_an_outcome_document() -> None:
    kinds = (*PLENARY_SESSION.commands, *OUTCOME_DOCUMENT.commands)
    wanted = {kind.__name__ for kind in kinds} - ELSEWHERE

    assert wanted <= {line["act"] for line in LINES}
    assert set(ACTS) >= ELSEWHERE


def test_it_leaves_every_event_of_the_new_parts_of_the_record() -> None:
    events = {event.type for _, event in played_out().events}
    unions = (delegations_decider.Event, business_decider.Event, debate_decider.Event)
    wanted = {kind.__name__ for union in unions for kind in union.__args__}

    assert wanted | {kind.__name__ for kind in OUTCOME_DOCUMENT.events} <= events


def test_a_delegation_that_came_late_was_there_from_then_on() -> None:
    plenary = played_out().case(P1)

    assert isinstance(plenary, PlenarySession)
    assert spans(plenary.presence, "cc") == (
        ("2020-05-12T09:40:00Z", "2020-05-12T18:00:00Z"),
        ("2020-05-13T09:00:00Z", "2020-05-13T13:00:00Z"),
    )
    assert spans(plenary.persons_presence, "cc-member") == (
        ("2020-05-12T09:40:00Z", "2020-05-12T09:45:00Z"),
    )


@given(st.data())
def test_any_part_of_the_record_folds(data: st.DataObject) -> None:
    part = data.draw(st.lists(st.sampled_from(RECORD), max_size=30))
    folded: dict[str, Case] = {}
    for stream, event in part:
        folded[stream] = cases.evolve(folded.get(stream) or cases.begin(stream), event)

    counted = {stream: sum(1 for where, _ in part if where == stream) for stream in folded}
    assert {stream: case.version for stream, case in folded.items()} == counted
    for case in folded.values():
        assert cases.standing(case).version == case.version


def test_each_event_of_it_folds_by_itself_and_is_shown() -> None:
    for stream, event in RECORD:
        alone = cases.evolve(cases.begin(stream), event)
        assert isinstance(plain(alone), dict)


def test_played_twice_it_comes_to_the_same_state() -> None:
    assert played_out().cases == played_out().cases
