"""Who votes must have signed the attendance register, where the rules of an assembly say so."""

from dataclasses import replace

import pytest

from domain.irregularities import IrregularityRecorded
from domain.messages import Command
from domain.plenary_session.state import PlenarySession
from domain.rules import Parameter
from domain.vote.ballots import CastBallot, ObjectToConsensus
from domain.vote.roll import RecordRoll, RollEntry
from tests.domain.chamber import (
    PLENARY,
    QUESTION,
    SECRETARY,
    VOTE,
    alert,
    chamber,
    done,
    head,
    names,
    person,
    refused,
)
from tests.scenario import Play

BALLOT = CastBallot(choice="for")


def opened(signed: str | Parameter | None = "required", voter: str = "person") -> Play:
    rules = {} if signed is None else {"attendance__signed": signed}
    play = chamber(voter=voter, plenary__decision="majority_of_votes_cast", **rules)
    done(play, QUESTION)
    return play


def signed(play: Play, *persons: str) -> None:
    sits = play.case(PLENARY)
    assert isinstance(sits, PlenarySession)
    play.cases[PLENARY] = replace(sits, persons=persons)


@pytest.mark.parametrize("command", [BALLOT, ObjectToConsensus()])
def test_who_has_not_signed_has_no_voice_until_he_does(command: Command) -> None:
    play = opened()
    signed(play, "eva", "sara")

    refusal = refused(play, command, person("nina"))
    done(play, command, person("eva"))
    signed(play, "eva", "nina", "sara")

    assert (refusal.code, refusal.sentence.startswith("nina: not in")) == (
        "against-the-rules",
        True,
    )
    done(play, command, person("nina"))


def test_an_alert_takes_the_ballot_with_a_reason_and_says_so() -> None:
    play = opened(alert("required"))

    assert refused(play, BALLOT, person("nina")).code == "reason-needed"
    events = play.when(BALLOT, case=VOTE, by=person("nina"), on="2026-06-12", reason="queue")

    assert isinstance(events, list)
    assert names(events) == ["BallotCast", "IrregularityRecorded"]
    assert isinstance(events[1], IrregularityRecorded)
    assert (events[1].rule, events[1].reason) == ("attendance.signed", "queue")


@pytest.mark.parametrize(("signed", "voter"), [(None, "person"), ("required", "delegation")])
def test_without_such_a_rule_and_of_delegations_nothing_is_asked(
    signed: str | None, voter: str
) -> None:
    assert names(done(opened(signed, voter), BALLOT, head("north"))) == ["BallotCast"]


def test_a_roll_holds_answers_only_of_who_signed() -> None:
    play = opened()
    signed(play, "eva")
    absent = RollEntry(voter="nina", choice="absent")
    entries = (RollEntry(voter="eva", choice="for"), absent)
    answered = RollEntry(voter="sara", choice="against")

    refusal = refused(play, RecordRoll(entries=(*entries, answered)), SECRETARY)

    assert (refusal.code, refusal.sentence[:5]) == ("against-the-rules", "sara:")
    assert names(done(play, RecordRoll(entries=entries), SECRETARY)) == ["RollRecorded"]
