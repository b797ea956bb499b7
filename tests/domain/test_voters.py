"""Voters: delegations, persons, weights and blocks; proxies, pairs, rolls and totals."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.acting import Record
from domain.assembly.membership import GrantObserverStatus
from domain.assembly.state import Assembly, Parliament
from domain.decision_rules.decision_rule import DecisionRule
from domain.plenary_session.delegations import Credentials, CredentialsLife, Delegate
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter, Value
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.time_limits import PassDeadline, alarms
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import BallotCast, CastBallot, ObjectToConsensus
from domain.vote.carried import not_carried
from domain.vote.closing import CloseVote
from domain.vote.correction import NoteCorrection
from domain.vote.opening import OpenVote
from domain.vote.proxies import GiveProxy
from domain.vote.result_sheet import result_sheet
from domain.vote.roll import RecordPair, RecordRoll, RecordTotals, RollEntry
from domain.vote.state import Choice
from domain.vote.totals import Totals
from tests.domain.chamber import (
    ALL,
    CHAIR,
    COUNCIL,
    IN_LEGAL,
    MEMBERS,
    PLENARY,
    QUESTION,
    SECRETARY,
    VOTE,
    alert,
    amended,
    ask,
    chamber,
    done,
    head,
    names,
    person,
    refused,
    vote,
)
from tests.scenario import CLOCK, Play

FOR, AGAINST = CastBallot(choice="for"), CastBallot(choice="against")
MAJORITY = "majority_of_votes_cast"


def persons(**values: Value | Parameter) -> Play:
    """Open a vote of persons."""
    play = chamber(
        voter="person",
        plenary__decision=MAJORITY,
        quorum__decide=0,
        component_members=9,
        **values,
    )
    done(play, QUESTION)
    return play


def delegations(decision: Value = MAJORITY, **values: Value | Parameter) -> Play:
    """Open a vote of delegations."""
    play = chamber(plenary__decision=decision, quorum__decide=0, **values)
    done(play, QUESTION)
    return play


def computed(play: Play) -> str | None:
    done(play, CloseVote(), SECRETARY)
    return vote(play).computed


def roll(**choices: Choice) -> RecordRoll:
    return RecordRoll(entries=tuple(RollEntry(voter=k, choice=v) for k, v in choices.items()))


def test_persons_vote_where_the_rules_say_so() -> None:
    play = persons()

    assert vote(play).electorate == ALL
    assert done(play, FOR, person("emil"))[0].model_dump(exclude={"type", "on"}) == {
        "parliament": "east",
        "choice": "for",
        "voter": "emil",
        "proxy": None,
    }
    assert refused(play, AGAINST, person("emil")).sentence == (
        "emil has cast its ballot; one person has one vote"
    )
    done(play, AGAINST, person("eva"))
    assert vote(play).ballots == {"emil": "for", "eva": "against"}


def test_persons_vote_by_the_seats_of_accepted_credentials() -> None:
    play = chamber(voter="person", plenary__decision=MAJORITY)
    session = play.cases[PLENARY]
    assert isinstance(session, PlenarySession)
    sent = Credentials(
        parliament="east",
        delegates=(
            Delegate(subject="eva"),
            Delegate(subject="elsa"),  # who holds no office: her mandate is her right
            Delegate(subject="edit", function="substitute"),
        ),
        life=CredentialsLife.ACCEPTED,
    )
    play.cases[PLENARY] = replace(session, credentials={"east": sent})

    done(play, QUESTION)

    assert vote(play).electorate == ("elsa", "eva")
    assert refused(play, FOR, person("edit")).code == "no-vote"
    elsa = Actor(subject="elsa", capacity=Capacity.DELEGATION, body="east")
    assert names(done(play, FOR, elsa)) == ["BallotCast"]
    assert refused(play, AGAINST, elsa.model_copy(update={"body": "north"})).code == "no-right"


def test_guests_have_no_rights_of_a_delegation_whatever_list_they_sent() -> None:
    play = chamber(voter="person", plenary__decision=MAJORITY)
    session = play.cases[PLENARY]
    assert isinstance(session, PlenarySession)
    guests = Credentials(
        parliament="west",
        delegates=(Delegate(subject="wanda"),),
        life=CredentialsLife.ACCEPTED,
    )
    play.cases[PLENARY] = replace(session, credentials={"west": guests}, invited=("west",))
    done(play, QUESTION)
    wanda = Actor(subject="wanda", capacity=Capacity.DELEGATION, body="west")

    assert refused(play, FOR, wanda).code == "no-right"


def test_of_persons_whose_attendance_nobody_took_the_absent_are_not_known() -> None:
    play = persons()
    done(play, FOR, person("eva"))
    done(play, CloseVote(), SECRETARY)

    totals = vote(play).totals
    assert totals is not None
    assert (totals.in_favour, totals.absent, totals.not_voting) == (1, None, None)
    assert vote(play).computed == "adopted"


def test_delegations_weigh_what_the_rules_give_them() -> None:
    play = delegations(voter="weighted-delegation", weights=("east:12", "north:5", "south:6"))

    done(play, FOR, head("east"))
    done(play, AGAINST, head("north"))
    done(play, AGAINST, head("south"))

    assert vote(play).votes == 23
    assert computed(play) == "adopted"


@pytest.mark.parametrize(
    ("objectors", "expected"), [(["east"], "adopted"), (["north", "south"], "rejected")]
)
def test_who_objects_is_counted_and_not_what_he_weighs(objectors: list[str], expected: str) -> None:
    rule = DecisionRule(name="no_objection", n=2)
    play = delegations(rule, voter="weighted-delegation", weights=("east:12", "north:5", "south:6"))

    for each in ("east", "north", "south"):
        done(play, AGAINST if each in objectors else FOR, head(each))

    assert computed(play) == expected
    said = f"{len(objectors)} objecting; it fails if 2 object; 23 present, quorum 0"
    assert vote(play).arithmetic == said


def test_a_weight_that_no_rule_gives_needs_a_ruling() -> None:
    play = chamber(voter="weighted-delegation", weights=("east:12",), plenary__decision=MAJORITY)

    assert refused(play, QUESTION).missing == ("weights",)


def test_a_country_votes_as_one_with_as_many_votes_as_it_has_persons() -> None:
    play = delegations(voter="country-block", delegation_size=2)

    assert vote(play).weights == {"east": 2, "north": 2, "south": 2}


def test_countries_have_as_many_votes_as_the_rules_give_each_of_them() -> None:
    sizes = ("east:3", "north:7", "south:1")
    play = delegations(voter="country-block", delegation_size=sizes)

    assert vote(play).weights == {"east": 3, "north": 2, "south": 1}
    assert vote(play).all_votes == 11
    lacking = chamber(voter="country-block", plenary__decision=MAJORITY, delegation_size=sizes[:2])
    assert refused(lacking, QUESTION).sentence == ("no rule says how many votes south has at most")


@pytest.mark.parametrize(
    ("proxy", "to", "code"),
    [
        ("none", "nina", "no-proxy"),
        ("own-delegation", "nina", "no-proxy"),
        ("own-delegation", "emil", None),
        ("any-voter", "nina", None),
    ],
)
def test_one_votes_for_another_as_far_as_the_rules_let_him(
    proxy: str, to: str, code: str | None
) -> None:
    play = persons(proxy=proxy)

    answer = ask(play, GiveProxy(to=to), person("eva"))

    if code is not None:
        assert isinstance(answer, Refusal)
        assert answer.code == code
        return
    cast = done(play, CastBallot(choice="for", voter="eva"), person(to))
    assert isinstance(cast[0], BallotCast)
    assert (cast[0].voter, cast[0].proxy) == ("eva", to)
    done(play, AGAINST, person(to))
    assert vote(play).ballots == {"eva": "for", to: "against"}


def test_whether_one_may_vote_for_another_is_a_rule_and_not_a_guess() -> None:
    assert refused(persons(), GiveProxy(to="emil"), person("eva")).missing == ("proxy",)


def test_nobody_votes_for_another_who_has_not_asked_him() -> None:
    play = persons(proxy="any-voter")

    asking = CastBallot(choice="for", voter="nina")
    assert refused(play, asking, person("eva")).code == "no-proxy"


def test_a_roll_keeps_all_seven_options_apart() -> None:
    play = persons()
    done(
        play,
        roll(
            eva="for",
            emil="against",
            edit="abstain",
            nina="present-not-voting",
            niels="absent",
            sara="excused",
        ),
        SECRETARY,
    )
    done(play, roll(sven="paired", sofi="paired"), SECRETARY)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).totals == Totals(
        in_favour=1,
        against=1,
        abstentions=1,
        not_voting=1,
        absent=1,
        excused=1,
        paired=2,
        objections=0,
    )


def test_nobody_is_counted_twice() -> None:
    play = persons()
    done(play, FOR, person("eva"))

    assert refused(play, roll(eva="against"), SECRETARY).code == "already-voted"
    twice = RecordRoll(entries=(RollEntry(voter="emil", choice="for"),) * 2)
    assert refused(play, twice, SECRETARY).code == "already-voted"
    assert refused(play, roll(ghost="for"), SECRETARY).code == "no-vote"


def test_two_who_are_paired_both_stay_out() -> None:
    play = persons()
    done(play, RecordPair(voters=("eva", "nina")), SECRETARY)

    assert refused(play, FOR, person("eva")).code == "already-voted"
    assert vote(play).ballots == {"eva": "paired", "nina": "paired"}


def test_no_name_is_taken_where_totals_stand() -> None:
    play = persons()
    done(play, RecordTotals(totals=Totals(in_favour=5, against=2)), SECRETARY)

    acts = ((AGAINST, person("eva")), (RecordPair(voters=("eva", "nina")), SECRETARY))
    for command, by in acts:
        late = refused(play, command, by)
        assert late.sentence == "no names are recorded where totals are: the vote is counted"
    assert vote(play).ballots == {}


def test_no_more_are_present_than_there_are() -> None:
    play = persons()
    told = RecordTotals(totals=Totals(in_favour=5, against=2), present=1_000)

    assert refused(play, told, SECRETARY).code == "too-many-votes"


def test_totals_are_recorded_where_no_roll_is_kept_and_what_is_not_told_is_unknown() -> None:
    play = persons()
    done(play, RecordTotals(totals=Totals(in_favour=5, against=2)), SECRETARY)
    done(play, CloseVote(), SECRETARY)

    totals = vote(play).totals
    assert totals is not None
    assert (totals.in_favour, totals.abstentions) == (5, None)
    assert (vote(play).tally, vote(play).computed) == (None, "adopted")
    assert names(done(play, AnnounceResult(outcome="adopted"))) == [
        "ResultAnnounced",
        "VoteSettled",
    ]


def test_there_are_never_more_votes_than_voters() -> None:
    many = RecordTotals(totals=Totals(in_favour=5, against=4))
    few = RecordTotals(totals=Totals(in_favour=5), present=4)

    assert refused(persons(), many, SECRETARY).sentence == "9 votes are told and there are 8"
    assert refused(persons(), few, SECRETARY).code == "too-many-votes"


def test_totals_never_stand_beside_ballots() -> None:
    play = persons()
    done(play, FOR, person("eva"))

    assert refused(play, RecordTotals(totals=Totals(in_favour=1)), SECRETARY).code == (
        "not-in-order"
    )


def test_a_secret_ballot_leaves_totals_and_no_names() -> None:
    play = chamber(voter="person", plenary__decision=MAJORITY, quorum__decide=0)
    done(play, QUESTION.model_copy(update={"method": "secret"}))

    assert refused(play, FOR, person("eva")).code == "not-in-order"
    told = RecordTotals(totals=Totals(in_favour=3, against=1))
    assert names(done(play, told, SECRETARY)) == ["SecretBallotHeld"]
    assert computed(play) == "adopted"


def test_of_a_secret_ballot_nobody_notes_how_he_voted() -> None:
    play = chamber(voter="person", plenary__decision=MAJORITY, quorum__decide=0)
    done(play, QUESTION.model_copy(update={"method": "secret"}))
    done(play, RecordTotals(totals=Totals(in_favour=3, against=1)), SECRETARY)
    done(play, CloseVote(), SECRETARY)
    done(play, AnnounceResult(outcome="adopted"))
    note = NoteCorrection(parliament="east", voter="eva", intended="against", note="I meant no")

    assert refused(play, note, person("eva")).sentence == (
        "the vote was secret: nothing is noted of how somebody voted"
    )


def test_a_parliament_with_two_heads_has_one_vote_in_the_council() -> None:
    play = chamber(council__decision="unanimity_all", quorum__decide=0)
    done(play, QUESTION.model_copy(update={"body": "council"}))

    for key in MEMBERS:
        done(play, FOR, COUNCIL[key])

    assert refused(play, FOR, COUNCIL["north-2"]).code == "already-voted"
    assert refused(play, FOR, head("east")).sentence == ("east has no vote: only the Council votes")
    assert computed(play) == "adopted"


def test_in_a_committee_the_delegations_that_sit_there_vote() -> None:
    play = chamber(committee__decision=MAJORITY, quorum__decide=0)
    done(play, QUESTION.model_copy(update={"body": "legal"}))

    done(play, FOR, IN_LEGAL["east"])
    assert vote(play).electorate == ("east", "north")
    assert computed(play) == "adopted"
    assert refused(chamber(), QUESTION.model_copy(update={"body": "lunch"})).code == (
        "not-in-order"
    )


def test_silence_consents_outside_a_sitting() -> None:
    play = chamber(plenary__decision="consensus", quorum__decide=0)
    play.cases[PLENARY] = replace(play.cases[PLENARY], stage=Stage.CONVENED)
    until = datetime(2026, 6, 20, 12, tzinfo=UTC)
    asked = QUESTION.model_copy(update={"method": "silence", "until": until})

    assert names(done(play, asked)) == ["VoteOpened", "DeadlineSet", "VoteCalled"]
    assert refused(play, FOR, head("east")).code == "not-in-order"
    assert refused(play, CloseVote(), SECRETARY).code == "not-in-order"
    done(play, ObjectToConsensus(), head("north"))
    assert vote(play).objections == ("north",)


def test_a_mistaken_ballot_is_noted_within_its_time_and_later_only_with_a_reason() -> None:
    play = persons(correction_window="P14D")
    done(play, FOR, person("eva"))
    done(play, CloseVote(), SECRETARY)
    done(play, AnnounceResult(outcome="adopted"))
    note = NoteCorrection(parliament="east", voter="eva", intended="against", note="misread")

    assert refused(play, note, person("emil")).code == "no-right"
    assert names(done(play, note, person("eva"))) == ["VoteCorrectionNoted"]
    late = ask(play, note, person("eva"), on="2026-06-27")
    assert isinstance(late, Refusal)
    assert late.code == "against-the-rules"


def test_a_correction_that_comes_late_under_an_alert_leaves_an_irregularity() -> None:
    play = persons(correction_window=alert("P14D"))
    done(play, FOR, person("eva"))
    done(play, CloseVote(), SECRETARY)
    done(play, AnnounceResult(outcome="adopted"))
    note = NoteCorrection(parliament="east", voter="eva", intended="against", note="misread")

    answer = play.when(note, case=VOTE, by=person("eva"), on="2026-06-27", reason="was ill")

    assert not isinstance(answer, Refusal)
    assert names(answer) == ["VoteCorrectionNoted", "IrregularityRecorded"]
    assert vote(play).announced == "adopted"


def again(stream: str) -> OpenVote:
    return OpenVote(question="Take it up again?", kind="reconsideration", reconsiders=stream)


def test_a_decision_is_taken_up_again_and_its_result_stays() -> None:
    play = delegations()
    done(play, FOR, head("east"))
    done(play, CloseVote(), SECRETARY)
    done(play, AnnounceResult(outcome="adopted"))

    done(play, again(VOTE), CHAIR, "vote/3/2")
    done(play, FOR, head("east"), "vote/3/2")
    done(play, CloseVote(), SECRETARY, "vote/3/2")
    events = done(play, AnnounceResult(outcome="adopted"), CHAIR, "vote/3/2")

    assert names(events) == ["ResultAnnounced", "DecisionTakenUpAgain", "VoteSettled"]
    assert (vote(play).announced, vote(play).reconsidered_by) == ("adopted", "vote/3/2")
    assert refused(play, again(VOTE), CHAIR, "vote/3/3").code == "not-in-order"
    assert refused(play, again("vote/3/9"), CHAIR, "vote/3/3").code == "not-in-order"


def silence(*, until: datetime, objecting: tuple[str, ...] = ()) -> Play:
    """Ask for silence until an instant, outside a sitting; some break it."""
    play = chamber(plenary__decision="consensus", quorum__decide=0)
    play.cases[PLENARY] = replace(play.cases[PLENARY], stage=Stage.CONVENED)
    done(play, QUESTION.model_copy(update={"method": "silence", "until": until}))
    for key in objecting:
        done(play, ObjectToConsensus(), head(key))
    return play


@pytest.mark.parametrize(("objecting", "outcome"), [((), "adopted"), (("north",), "rejected")])
def test_the_clock_closes_a_silence_procedure(objecting: tuple[str, ...], outcome: str) -> None:
    until = datetime(2026, 6, 20, 12, tzinfo=UTC)
    play = silence(until=until, objecting=objecting)
    (alarm,) = alarms(vote(play))

    answer = play.when(
        PassDeadline(key=alarm.key), case=VOTE, by=CLOCK, on="2026-06-20T12:00:00Z", now=until
    )

    assert not isinstance(answer, Refusal)
    assert names(answer) == ["DeadlinePassed", "VoteClosed"]
    assert (vote(play).stage, vote(play).computed) == (Stage.CLOSED, outcome)


def test_silence_is_not_broken_once_its_time_is_over() -> None:
    until = datetime(2026, 6, 20, 12, tzinfo=UTC)
    play = silence(until=until)

    late = play.when(ObjectToConsensus(), case=VOTE, by=head("east"), on="2026-06-20", now=until)

    assert isinstance(late, Refusal)
    assert late.sentence == "silence was broken too late: it ended 2026-06-20 12:00Z"


def test_only_the_silence_procedure_says_until_when_one_may_object() -> None:
    until = datetime(2026, 6, 20, 12, tzinfo=UTC)

    for asked in ({"until": until}, {"method": "silence"}):
        assert refused(chamber(), QUESTION.model_copy(update=asked)).code == "not-valid"


def test_an_observer_is_granted_its_place_by_a_vote_of_the_council_that_carried() -> None:
    play = chamber(council__decision="unanimity_all", quorum__decide=0)
    assembly = play.cases["assembly"]
    assert isinstance(assembly, Assembly)
    guest = Parliament(key="west", country="west", name="west")
    play.cases["assembly"] = replace(assembly, parliaments={**assembly.parliaments, "west": guest})
    done(play, QUESTION.model_copy(update={"body": "council"}))
    grant = GrantObserverStatus(parliament="west", decision="the Council", vote=VOTE)

    assert refused(play, grant, SECRETARY, "assembly").sentence == (
        "vote/3/1 has no announced result"
    )
    for key in MEMBERS:
        done(play, FOR, COUNCIL[key])
    done(play, CloseVote(), SECRETARY)
    done(play, AnnounceResult(outcome="adopted"))
    assert names(done(play, grant, SECRETARY, "assembly")) == ["ObserverStatusGranted"]


def test_a_vote_of_the_plenary_is_no_decision_of_the_council() -> None:
    play = delegations()
    record = Record(play.cases)

    assert not_carried(VOTE, ("council",), record) is not None


def test_a_result_sheet_prints_what_was_counted_and_by_which_article() -> None:
    play = delegations()
    done(play, FOR, head("east"))
    done(play, FOR, head("north"))
    done(play, AGAINST, head("south"))
    done(play, CloseVote(), SECRETARY)
    done(play, AnnounceResult(outcome="rejected"))

    lines = result_sheet(vote(play)).lines()

    assert "totals     2 for, 1 against, 0 abstaining" in lines
    assert "needed     2 in favour" in lines
    assert "computed   adopted" in lines
    assert "announced  rejected" in lines
    assert "differs    the chair declared another result than the rules give" in lines
    assert "article    Rules, art. 9" in lines
    assert "rules      edition 1" in lines


def test_a_result_sheet_says_what_is_not_known_and_what_is_missing() -> None:
    play = chamber(voter="person", plenary__decision=MAJORITY, component_members=9)
    done(play, QUESTION)
    done(play, RecordTotals(totals=Totals(in_favour=5, against=2)), SECRETARY)
    done(play, CloseVote(), SECRETARY)

    lines = result_sheet(vote(play)).lines()

    assert any(line.startswith("totals") and "not known abstaining" in line for line in lines)
    assert "missing    quorum.decide" in lines


def test_nothing_is_decided_by_silence_where_the_rules_ask_for_voices() -> None:
    until = datetime(2026, 6, 20, 12, tzinfo=UTC)
    asked = QUESTION.model_copy(update={"method": "silence", "until": until})
    play = chamber(plenary__decision=MAJORITY)

    assert refused(play, asked).missing == ("plenary.decision[*/silence]",)
    amended(play, {"plenary.decision[*/silence]": Parameter(value="consensus")})
    assert names(done(play, asked)) == ["VoteOpened", "DeadlineSet", "VoteCalled"]
