"""A substitute votes if he was designated long enough before the debate, where a rule asks it."""

from dataclasses import replace

import pytest

from domain.irregularities import IrregularityRecorded
from domain.messages import Command
from domain.plenary_session.delegations import Credentials, CredentialsLife, Delegate
from domain.plenary_session.items import DeferItem, OpenItem
from domain.plenary_session.points import Point
from domain.plenary_session.state import PlenarySession
from domain.plenary_session.substitutes import DesignateSubstitute
from domain.refusal import Refusal
from domain.rules import Parameter
from domain.submission import Actor
from domain.vote.ballots import CastBallot
from domain.vote.roll import RecordRoll, RollEntry
from tests.domain.chamber import (
    CHAIR,
    PLENARY,
    QUESTION,
    SECRETARY,
    VOTE,
    alert,
    chamber,
    done,
    names,
    person,
    refused,
)
from tests.scenario import Play

FOR = CastBallot(choice="for")
FOR_EMIL = DesignateSubstitute(parliament="east", absent="emil", substitute="edit")
A_DAY_BEFORE = "2026-06-11T10:00:00Z"
DEBATE = "2026-06-12T10:00:00Z"


def sitting(notice: str | Parameter | None = "PT24H") -> Play:
    """Let persons sit, two of the east with a substitute, and an item wait for its turn."""
    rules = {} if notice is None else {"substitutes__notice": notice}
    play = chamber(voter="person", plenary__decision="majority_of_votes_cast", **rules)
    sits = play.cases[PLENARY]
    assert isinstance(sits, PlenarySession)
    sent = Credentials(
        parliament="east",
        delegates=(
            Delegate(subject="eva"),
            Delegate(subject="emil"),
            Delegate(subject="edit", function="substitute"),
        ),
        life=CredentialsLife.ACCEPTED,
    )
    points = {"1": Point(place="1", title="A report")}
    play.cases[PLENARY] = replace(sits, credentials={"east": sent}, points=points)
    return play


def at(play: Play, command: Command, moment: str, by: Actor = CHAIR) -> None:
    answer = play.when(command, case=PLENARY, by=by, on=moment)
    assert not isinstance(answer, Refusal), answer


def voting(
    since: str, debate: str | None = DEBATE, notice: str | Parameter | None = "PT24H"
) -> Play:
    """Designate the substitute, open the item, and put the question."""
    play = sitting(notice)
    at(play, FOR_EMIL, since, person("eva"))
    if debate is not None:
        at(play, OpenItem(item="1"), debate)
    done(play, QUESTION)
    return play


@pytest.mark.parametrize(
    ("since", "debate"),
    [(A_DAY_BEFORE, DEBATE), ("2026-06-10", "2026-06-12"), ("2026-05", DEBATE)],
)
def test_who_was_designated_in_time_votes(since: str, debate: str) -> None:
    assert names(done(voting(since, debate), FOR, person("edit"))) == ["BallotCast"]


@pytest.mark.parametrize(
    ("since", "debate"),
    [("2026-06-11T10:00:01Z", DEBATE), ("2026-06-12", "2026-06-12"), ("2026-06-12", DEBATE)],
)
def test_who_was_designated_too_late_does_not(since: str, debate: str) -> None:
    play = voting(since, debate)

    refusal = refused(play, FOR, person("edit"))

    assert (refusal.code, refusal.citation) == ("against-the-rules", "Rules, art. 9")
    assert refusal.sentence == "edit: designated less than PT24H before the debate"
    assert names(done(play, FOR, person("eva"))) == ["BallotCast"]


@pytest.mark.parametrize(
    ("since", "debate", "because"),
    [
        ("2026-06-11", DEBATE, "the hours are not on record"),
        ("2026-06-11", "2026-06-12", "the hours are not on record"),
        (A_DAY_BEFORE, "2026-06-12", "the hours are not on record"),
        (A_DAY_BEFORE, None, "when the debate began is not on record"),
    ],
)
def test_what_nobody_can_tell_needs_a_ruling(since: str, debate: str | None, because: str) -> None:
    refusal = refused(voting(since, debate), FOR, person("edit"))

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("substitutes.notice",))
    assert refusal.sentence.endswith(because)


def test_an_alert_takes_the_ballot_with_a_reason_and_says_so() -> None:
    play = voting("2026-06-12", notice=alert("PT24H"))

    assert refused(play, FOR, person("edit")).code == "reason-needed"
    events = play.when(FOR, case=VOTE, by=person("edit"), on="2026-06-12", reason="flight")

    assert isinstance(events, list)
    assert isinstance(events[1], IrregularityRecorded)
    assert (events[1].rule, events[1].reason) == ("substitutes.notice", "flight")


def test_a_roll_holds_no_answer_of_who_came_too_late() -> None:
    play = voting("2026-06-12")
    absent = RollEntry(voter="edit", choice="absent")
    answered = RollEntry(voter="edit", choice="against")

    assert refused(play, RecordRoll(entries=(answered,)), SECRETARY).code == "against-the-rules"
    assert names(done(play, RecordRoll(entries=(absent,)), SECRETARY)) == ["RollRecorded"]


def test_without_such_a_rule_nothing_is_asked() -> None:
    play = voting("2026-06-12", None, notice=None)

    assert names(done(play, FOR, person("edit"))) == ["BallotCast"]


def test_an_item_put_off_is_debated_anew() -> None:
    play = sitting()
    at(play, OpenItem(item="1"), A_DAY_BEFORE)
    at(play, DeferItem(item="1", until="later-sitting", grounds="late"), "2026-06-11T11:00:00Z")
    at(play, FOR_EMIL, "2026-06-11T12:00:00Z", person("eva"))
    at(play, OpenItem(item="1"), "2026-06-12T12:00:00Z")
    done(play, QUESTION)

    assert names(done(play, FOR, person("edit"))) == ["BallotCast"]
