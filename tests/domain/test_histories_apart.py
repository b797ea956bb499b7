"""The histories of domain.md 8.3 that have registers of their own: X1, X2 and X3."""

import json
from datetime import date
from pathlib import Path

import pytest

from domain.assembly.state import Assembly
from domain.model_law.launch import LaunchModelLaw, ModelLawLaunched
from domain.model_law.motion import AdoptionMoved, MoveAdoption
from domain.model_law.state import ModelLaw
from domain.national_track.rebinding import NationalTrackRebound
from domain.national_track.state import NationalTrack
from domain.refusal import Refusal
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.result_sheet import result_sheet
from domain.vote.state import Vote
from tests.acts import played, seeded
from tests.scenario import Play

FOLDER = Path(__file__).parents[1] / "histories"
SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
TRACK = "national-track/2026-700/kz"


def history(name: str) -> tuple[Play, dict[str, Refusal]]:
    """Play a history on the seed after which it is named; return the refusals."""
    play = seeded(name.partition("-")[2])
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return play, played(play, [json.loads(line) for line in lines])


def law_of(play: Play, stream: str) -> ModelLaw:
    """Return a model law as it stands."""
    law = play.case(stream)
    assert isinstance(law, ModelLaw)
    return law


def days(play: Play, stream: str) -> list[tuple[str, date]]:
    """Return the events of a case with their days."""
    told = [
        (each.type, getattr(each, "on", None)) for where, each in play.events if where == stream
    ]
    return [(kind, on) for kind, on in told if on is not None]


def test_x1_the_order_holds_from_the_dialogue_to_the_launch() -> None:
    play, refusals = history("x1-sadc-pf")
    law = law_of(play, "model-law/2015-001")

    assert refusals == {}
    order = [kind for kind, _ in days(play, law.stream)]
    wanted = [
        "ModelLawTitled",
        "WorkshopHeld",
        "WorkshopHeld",
        "ReferredToCommittee",
        "CommitteeReported",
        "AdoptionMoved",
        "MotionCarried",
        "ModelLawAdopted",
        "ModelLawLaunched",
    ]
    assert [kind for kind in order if kind in wanted] == wanted
    assert [on for _, on in days(play, law.stream)] == sorted(
        on for _, on in days(play, law.stream)
    )


def test_x1_mover_and_seconder_are_stored() -> None:
    play, _ = history("x1-sadc-pf")

    assert AdoptionMoved(
        on=date(2016, 6, 3),
        mover="zw-gonese",
        mover_of="zw",
        seconder="mw-kabwila",
        seconder_of="mw",
    ) in [event for _, event in play.events]
    law = law_of(play, "model-law/2015-001")
    assert (law.moved_by, law.seconded_by) == ("zw-gonese", "mw-kabwila")


def test_x1_the_launch_is_a_separate_and_later_fact_than_the_adoption() -> None:
    play, _ = history("x1-sadc-pf")
    law = law_of(play, "model-law/2015-001")

    assert (law.adopted_on, law.launched_on) == (date(2016, 6, 3), date(2016, 11, 12))
    assert law.stage is Stage.ADOPTED
    again = LaunchModelLaw(place="Harare")
    answer = play.when(again, case=law.stream, by=SECRETARY, on="2016-11-13")
    assert isinstance(answer, Refusal)
    assert answer.code == "already-done"


def test_x1_without_a_rule_on_record_the_unanimity_is_a_ruling() -> None:
    play, _ = history("x1-sadc-pf")
    vote = play.case("vote/39/1")
    assert isinstance(vote, Vote)

    assert (vote.announced, vote.computed) == ("adopted", "adopted")
    assert set(vote.rulings) == {"plenary.decision"}


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        (
            MoveAdoption(mover="a", mover_of="zw", seconder="a", seconder_of="mw"),
            "not-valid",
            "a does not second his own motion",
        ),
        (
            MoveAdoption(mover="a", mover_of="zw", seconder="b"),
            "not-valid",
            "a seconder is named with his parliament, or neither is",
        ),
        (
            MoveAdoption(mover="a", mover_of="zm"),
            "no-right",
            "zm is no member parliament on 2016-06-03",
        ),
    ],
)
def test_a_motion_is_of_members_on_a_law_before_the_plenary(
    wrong: MoveAdoption, code: str, sentence: str
) -> None:
    play = seeded("sadc-pf")
    play.cases["model-law/2015-001"] = ModelLaw(
        stream="model-law/2015-001", version=3, stage=Stage.ON_ORDER_OF_BUSINESS
    )
    answer = play.when(wrong, case="model-law/2015-001", by=SECRETARY, on="2016-06-03")

    assert isinstance(answer, Refusal)
    assert (answer.code, answer.sentence) == (code, sentence)


def test_what_is_not_adopted_is_not_launched_and_what_is_not_tabled_is_not_moved() -> None:
    play = seeded("sadc-pf")
    play.cases["model-law/2015-001"] = ModelLaw(
        stream="model-law/2015-001", version=3, stage=Stage.DRAFTING
    )
    for act in (LaunchModelLaw(place="Harare"), MoveAdoption(mover="a", mover_of="zw")):
        answer = play.when(act, case="model-law/2015-001", by=SECRETARY, on="2016-06-03")
        assert isinstance(answer, Refusal)
        assert "drafting" in answer.sentence
    assert not any(isinstance(event, ModelLawLaunched) for _, event in play.events)


@pytest.mark.parametrize(
    ("house", "needed", "options"),
    [
        ("x2-uz-legislative-chamber", "92 in favour", {"for": "134", "abstaining": "2"}),
        ("x2-uz-senate", "56 in favour", {"for": "80"}),
    ],
)
def test_x2_two_thirds_of_all_adopt_a_constitutional_law(
    house: str, needed: str, options: dict[str, str]
) -> None:
    play, refusals = history(house)
    vote = play.case("vote/1/1")
    assert isinstance(vote, Vote)
    sheet = result_sheet(vote)

    assert refusals == {}
    assert (sheet.computed, sheet.announced, sheet.needed) == ("adopted", "adopted", needed)
    totals = dict(sheet.totals)
    assert {name: totals[name] for name in options} == options
    assert vote.claims == 1


def test_x2_not_voting_is_kept_apart_from_abstaining() -> None:
    play, _ = history("x2-uz-legislative-chamber")
    vote = play.case("vote/1/1")
    assert isinstance(vote, Vote)

    assert vote.totals is not None
    assert (vote.totals.abstentions, vote.totals.not_voting) == (2, 1)


def test_x3_the_track_survives_the_succession_and_its_history_stays_under_the_old_name() -> None:
    play, refusals = history("x3-turkpa")
    track, assembly = play.case(TRACK), play.case("assembly")
    assert isinstance(track, NationalTrack)
    assert isinstance(assembly, Assembly)

    assert {name.split()[1]: each.code for name, each in refusals.items()} == {
        "ReportReading": "no-right",
        "RebindNationalTrack": "not-in-order",
        "SendToHeadOfState": "reason-needed",
    }
    assert [e for s, e in play.events if s == TRACK and isinstance(e, NationalTrackRebound)] == [
        NationalTrackRebound(on=date(2026, 9, 2), before="kz", parliament="kz-kurultai")
    ]
    assert (track.parliament, track.bound_to) == ("kz", "kz-kurultai")
    assert (track.stage, track.readings_passed, track.grade) == (Stage.CONCLUDED, 3, "full")
    assert assembly.members_on(date(2026, 7, 15)) == ("az", "kg", "kz", "tr")
    assert assembly.members_on(date(2026, 9, 1)) == ("az", "kg", "kz-kurultai", "tr")


def test_x3_fold_of_any_prefix_never_fails() -> None:
    play, _ = history("x3-turkpa")
    told = [event for stream, event in play.events if stream == TRACK]

    for length in range(len(told) + 1):
        again = Play().given(TRACK, *told[:length])
        assert again.case(TRACK).version == length
