"""The fifteen invariants of the field as properties (docs/explanation/invariants.md lists them).

Where a walk is drawn, it is one through a whole life of a model law, with noise between.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assembly.state import Assembly
from domain.calculators import entry_into_force, vote
from domain.catalogue import EVENTS
from domain.irregularities import IrregularityRecorded
from domain.messages import Dated, Event
from domain.model_law.adoption import ModelLawAdopted
from domain.model_law.amendments.relations import life_of, pending
from domain.model_law.amendments.state import Life
from domain.model_law.state import ModelLaw
from domain.model_law.title import TitleModelLaw
from domain.national_track.transmission import TransmittedToParliament
from domain.refusal import Refusal
from domain.vote.announcement import ResultAnnounced, ResultAnomalyFlagged
from domain.vote.ballots import BallotCast
from domain.vote.closing import VoteClosed
from domain.vote.opening import VoteOpened
from domain.vote.state import Vote
from tests.domain.invariants.walks import (
    OBSERVER,
    SCRIPT,
    Walk,
    accepted,
    walked,
    walks,
)
from tests.domain.lowlands import LAW, SECRETARY, done, lowlands
from tests.scenario import Play

RULES = {1: "majority_of_votes_cast", 2: "consensus"}
"""The decision rule of each edition of the rules of procedure."""

some = settings(max_examples=40)


def of(walk: Walk, stream: str) -> list[Event]:
    return [event for where, event in walk.play.events if where == stream]


def votes(walk: Walk) -> Iterator[tuple[str, list[Event]]]:
    """Give each vote that was opened, with its events."""
    for stream in sorted({where for where, _ in walk.play.events if where.startswith("vote/")}):
        yield stream, of(walk, stream)


def prefixes(walk: Walk) -> Iterator[Play]:
    """Give the play as it stood after each event."""
    play = Play()
    play.cases.update(before.items() if (before := walked(()).play.cases) else ())
    for where, event in walk.play.events[len(walked(()).play.events) :]:
        yield play.given(where, event)


def test_the_walk_reaches_what_the_invariants_speak_of() -> None:
    told = Counter(event.type for _, event in walked(SCRIPT).play.events)

    assert told["ModelLawAdopted"] == 1
    assert told["TransmittedToParliament"] == 4
    assert told["NationalTrackConcluded"] == 4
    assert told["ResultAnnounced"] == 3


@given(walks())
@some
def test_1_ballots_are_those_of_authorised_voters_and_add_up(walk: Walk) -> None:
    for stream, events in votes(walk):
        opened = next(each for each in events if isinstance(each, VoteOpened))
        cast = {each.parliament for each in events if isinstance(each, BallotCast)}
        assert cast <= set(opened.electorate)
        for closed in (each for each in events if isinstance(each, VoteClosed)):
            assert closed.tally is not None, stream
            answered = closed.tally.in_favour + closed.tally.against + closed.tally.abstentions
            assert answered == len(cast)
    assert not any(each.step.by is OBSERVER for each in accepted(walk))


@given(walks())
@some
def test_2_what_is_computed_follows_from_rule_electorate_and_totals(walk: Walk) -> None:
    for _, events in votes(walk):
        opened = next(each for each in events if isinstance(each, VoteOpened))
        for each in (each for each in events if isinstance(each, ResultAnnounced)):
            closed = next(event for event in events if isinstance(event, VoteClosed))
            assert closed.tally is not None
            line = {
                "rule": {"name": RULES[opened.rules]},
                "totals": {"for": closed.tally.in_favour, "against": closed.tally.against},
                "electorate": {"in_office": len(opened.electorate)},
            }
            assert vote.compute(vote.Line.model_validate(line)).outcome == each.computed
            flagged = any(isinstance(event, ResultAnomalyFlagged) for event in events)
            assert flagged == (each.outcome != each.computed)


@given(walks())
@some
def test_3_what_was_announced_is_final(walk: Walk) -> None:
    for stream, events in votes(walk):
        announced = [each for each in events if isinstance(each, ResultAnnounced)]
        held = walk.play.case(stream)
        assert len(announced) <= 1
        assert isinstance(held, Vote)
        assert not announced or held.announced == announced[0].outcome


@given(walks())
@some
def test_4_no_amendment_rises_again_and_the_final_vote_waits_for_all(walk: Walk) -> None:
    ended: dict[str, Life] = {}
    for play in prefixes(walk):
        law = play.case(LAW)
        assert isinstance(law, ModelLaw)
        for number, each in law.amendments.items():
            life = life_of(law.amendments, number)
            if (was := ended.get(number)) in {Life.LAPSED, Life.WITHDRAWN}:
                assert life is was
            ended[number] = life
            assert not each.parts or life is not Life.SPLIT
        where, event = play.events[-1]
        if isinstance(event, VoteOpened) and event.kind == "final_vote":
            assert not pending(law.amendments), where


@given(walks())
@some
def test_5_nothing_is_transmitted_before_adoption_nor_reported_before_transmission(
    walk: Walk,
) -> None:
    adopted, sent = False, {}
    for where, event in walk.play.events:
        adopted = adopted or isinstance(event, ModelLawAdopted)
        if isinstance(event, TransmittedToParliament):
            assert adopted
            sent[where] = event.on
        elif where.startswith("national-track/"):
            assert where in sent
            day = event.on if isinstance(event, Dated) else None
            assert day is None or getattr(event, "independent", False) or day >= sent[where]


DAY = date(2020, 1, 1)
consents = st.lists(
    st.tuples(
        st.sampled_from("abcde"),
        st.sampled_from(("signature", "ratification", "accession")),
        st.integers(0, 900),
    ),
    max_size=8,
    unique_by=lambda each: (each[0], each[1] == "signature"),
)


def entered(acts: Sequence[tuple[str, str, int]]) -> entry_into_force.Answer:
    told = [
        {"party": party, "kind": kind, "on": str(DAY + timedelta(days=days))}
        for party, kind, days in acts
    ]
    rule = {"count": 2, "convention": "day_plus_n", "n": 30, "unit": "calendar-days"}
    return entry_into_force.compute(
        entry_into_force.Line.model_validate({"rule": rule, "acts": told})
    )


@given(consents, st.integers(1_000, 2_000))
@some
def test_6_deposits_alone_count_and_a_denunciation_never_undoes_entry_into_force(
    acts: list[tuple[str, str, int]], days: int
) -> None:
    found = entered(acts)
    deposits = [each for each in acts if each[1] != "signature"]

    assert entered(deposits).date == found.date
    assert (found.date is not None) == (len(deposits) >= 2)
    if found.date is not None:
        assert entered([*acts, (deposits[0][0], "denunciation", days)]).date == found.date


@given(walks())
@some
def test_7_no_data_is_not_a_refusal(walk: Walk) -> None:
    law = walk.play.case(LAW)
    assert isinstance(law, ModelLaw)
    silent = {w.rpartition("/")[2] for w, e in walk.play.events if e.type == "NoDataRecorded"}
    declined = {
        where.rpartition("/")[2]
        for where, event in walk.play.events
        if getattr(event, "grade", None) == "declined"
    }

    for key, grade in law.uptake.items():
        if grade == "declined":
            assert key in declined
        if key in silent - declined:
            assert grade == "no_data"


@given(walks())
@some
def test_8_a_vote_keeps_the_rules_under_which_it_was_opened(walk: Walk) -> None:
    for stream, events in votes(walk):
        held = walk.play.case(stream)
        opened = next(each for each in events if isinstance(each, VoteOpened))
        assert held.rules == opened.rules


@given(walks())
@some
def test_9_the_electorate_is_that_of_the_day(walk: Walk) -> None:
    for play in prefixes(walk):
        _, event = play.events[-1]
        if isinstance(event, VoteOpened):
            assembly = play.case("assembly")
            assert isinstance(assembly, Assembly)
            assert set(event.electorate) == set(assembly.members_on(event.on))


@given(walks())
@some
def test_10_replay_gives_the_same_and_every_prefix_folds(walk: Walk) -> None:
    again = walked(()).play
    for where, event in walk.play.events[len(again.events) :]:
        kept = event.model_dump_json(by_alias=True)
        again.given(where, EVENTS[event.type].model_validate_json(kept))

    held = {name: case for name, case in walk.play.cases.items() if case.version}
    assert {name: case for name, case in again.cases.items() if case.version} == held


@given(walks())
@some
def test_11_an_alert_never_blocks_who_gives_a_reason(walk: Walk) -> None:
    for each in walk.taken:
        if isinstance(each.answer, Refusal) and each.answer.code == "reason-needed":
            play = walked([other.step for other in walk.taken[: walk.taken.index(each)]], None).play
            step = each.step
            answer = play.when(step.command, case=step.case, by=step.by, on=step.on, reason="why")
            assert not isinstance(answer, Refusal)
            assert any(isinstance(event, IrregularityRecorded) for event in answer)


@given(st.integers(1, 400), st.integers(1, 400))
@some
def test_12_the_same_title_is_not_the_same_document(one: int, other: int) -> None:
    play = lowlands()
    for number in {one, other}:
        case = f"model-law/2026-{number:03}"
        done(play, TitleModelLaw(title="On Ferries"), case, SECRETARY)

    laws = [each for each in play.cases.values() if isinstance(each, ModelLaw) and each.title]
    assert len(laws) == len({one, other})
