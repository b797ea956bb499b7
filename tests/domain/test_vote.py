"""Votes of TURKPA: four delegations, unanimity of unset kind (domain.md 8.1, T6 to T8)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.messages import Command, Event
from domain.model_law.plenary import MotionCarried, MotionRejected
from domain.model_law.state import Edition, ModelLaw
from domain.plenary_session.decisions import VoteSettled
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.submission import Actor
from domain.vote.announcement import AnnounceResult, ResultAnnounced
from domain.vote.ballots import BallotCast, CastBallot, ObjectToConsensus
from domain.vote.closing import CloseVote, VoteClosed
from domain.vote.correction import NoteCorrection, PostponeVote, VoidVote
from domain.vote.opening import OpenVote, VoteOpened
from domain.vote.state import Choice, Vote
from tests.domain.turkpa import (
    DELEGATIONS,
    KOSHANOV,
    MEMBERS,
    OBSERVER,
    SECRETARY,
    office,
    turkpa,
)
from tests.scenario import Play

XIV = "plenary-session/14"
VOTE = "vote/14/1"
LAW = "model-law/2025-001"
HASH = "a" * 64
TODAY = date(2025, 6, 12)
ELECTION = OpenVote(question="Is Hasan elected Secretary General?", kind="election")
FINAL = OpenVote(
    question="Is the model law adopted?", kind="final_vote", about=LAW, edition=2, sha256=HASH
)
ADOPTED = AnnounceResult(outcome="adopted")
REJECTED = AnnounceResult(outcome="rejected")


def sitting(present: tuple[str, ...] = MEMBERS) -> Play:
    """Let plenary session XIV sit under the chair of Kazakhstan, a model law before it."""
    begun = Play()
    assembly = turkpa()
    begun.cases["assembly"] = replace(assembly, offices=(*assembly.offices, office(KOSHANOV, "kz")))
    begun.cases[XIV] = PlenarySession(
        stream=XIV,
        version=7,
        stage=Stage.OPEN,
        number=14,
        first_day=date(2025, 6, 11),
        present=present,
    )
    begun.cases[LAW] = ModelLaw(
        stream=LAW,
        version=9,
        stage=Stage.ON_ORDER_OF_BUSINESS,
        editions=(Edition(number=1), Edition(number=2, sha256=HASH)),
        plenary_session=XIV,
        item=3,
    )
    return begun


def ask(
    begun: Play, command: Command, by: Actor = KOSHANOV, case: str = VOTE
) -> list[Event] | Refusal:
    return begun.when(command, case=case, by=by, on="2025-06-12")


def opened(command: OpenVote = ELECTION, *, present: tuple[str, ...] = MEMBERS) -> Play:
    begun = sitting(present)
    assert not isinstance(ask(begun, command), Refusal)
    return begun


def closed(*choices: Choice, put: OpenVote = ELECTION, present: tuple[str, ...] = MEMBERS) -> Play:
    """Put a question, let the delegations answer in order, and close the vote."""
    begun = opened(put, present=present)
    for key, choice in zip(MEMBERS, choices, strict=False):
        assert not isinstance(ask(begun, CastBallot(choice=choice), DELEGATIONS[key]), Refusal)
    assert not isinstance(ask(begun, CloseVote(), SECRETARY), Refusal)
    return begun


def vote(begun: Play) -> Vote:
    found = begun.case(VOTE)
    assert isinstance(found, Vote)
    return found


def refused(answer: list[Event] | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    return answer


def names(answer: list[Event] | Refusal) -> list[str]:
    assert not isinstance(answer, Refusal), answer
    return [event.type for event in answer]


def rule(begun: Play, parameter: str, value: int | str, case: str = VOTE) -> None:
    ruling = GiveRuling(parameter=parameter, value=value, grounds="the chair rules")
    assert not isinstance(ask(begun, ruling, case=case), Refusal)


def test_the_members_of_the_day_vote_under_the_rules_of_the_day() -> None:
    answer = ask(sitting(), ELECTION)

    assert not isinstance(answer, Refusal)
    assert answer[0] == VoteOpened(
        plenary_session=XIV,
        question="Is Hasan elected Secretary General?",
        kind="election",
        electorate=MEMBERS,
        present=MEMBERS,
        rules=1,
        on=date(2025, 6, 12),
    )
    assert answer[1].type == "VoteCalled"


def test_nothing_is_put_to_the_vote_while_the_plenary_session_does_not_sit() -> None:
    begun = sitting()
    begun.cases[XIV] = PlenarySession(stream=XIV, version=7, stage=Stage.SUSPENDED)

    assert refused(ask(begun, ELECTION)).code == "not-in-order"


@pytest.mark.parametrize("stream", ["vote/14", "vote/fourteen/1", "vote/14/1/2"])
def test_a_vote_bears_the_number_of_its_plenary_session(stream: str) -> None:
    assert refused(ask(sitting(), ELECTION, case=stream)).sentence == (
        f"{stream!r} names no case; write it as vote/<plenary session>/<number>"
    )


@pytest.mark.parametrize(("edition", "sha256"), [(1, HASH), (2, "b" * 64), (2, None), (None, None)])
def test_a_final_vote_is_on_the_current_edition(edition: int | None, sha256: str | None) -> None:
    other = FINAL.model_copy(update={"edition": edition, "sha256": sha256})

    assert refused(ask(sitting(), other)).code == "other-edition"


def test_a_final_vote_is_on_a_law_of_this_order_of_business() -> None:
    begun = sitting()
    begun.cases[LAW] = replace(begun.cases[LAW], stage=Stage.REPORTED)

    assert refused(ask(begun, FINAL)).code == "not-in-order"


def test_four_of_four_is_adopted_whatever_is_unset() -> None:
    begun = closed("for", "for", "for", "for")

    assert names(ask(begun, ADOPTED)) == ["ResultAnnounced", "VoteSettled"]
    assert (vote(begun).announced, vote(begun).concluded) == ("adopted", True)
    assert begun.case(XIV).children == ()


def test_any_vote_against_is_rejected_whatever_is_unset() -> None:
    begun = closed("for", "for", "against", "abstain")

    assert vote(begun).computed == "rejected"
    assert names(ask(begun, REJECTED)) == ["ResultAnnounced", "VoteSettled"]


def test_three_for_and_one_abstaining_needs_a_ruling() -> None:
    begun = closed("for", "for", "for", "abstain")

    assert ask(begun, ADOPTED) == Refusal(
        code="needs-ruling",
        sentence="3 for, 4 needed: all of 4 entitled to vote, none against: "
        "the result depends on abstention_effect, which no rule sets; the chair may rule on it",
        citation="Istanbul Agreement, art. 3",
        missing=("abstention_effect",),
    )


@pytest.mark.parametrize(("effect", "outcome"), [("blocks", "rejected"), ("no-effect", "adopted")])
@pytest.mark.parametrize("ruled_on", [VOTE, XIV])
def test_a_ruling_on_the_vote_or_its_plenary_session_decides(
    effect: str, outcome: str, ruled_on: str
) -> None:
    begun = closed("for", "for", "for", "abstain")

    rule(begun, "abstention_effect", effect, ruled_on)

    announced = ADOPTED if outcome == "adopted" else REJECTED
    assert names(ask(begun, announced)) == ["ResultAnnounced", "VoteSettled"]
    assert vote(begun).computed == outcome


def test_a_ruling_on_the_vote_prevails_over_one_on_its_plenary_session() -> None:
    begun = closed("for", "for", "for", "abstain")
    rule(begun, "abstention_effect", "no-effect", XIV)
    rule(begun, "abstention_effect", "blocks", VOTE)

    assert names(ask(begun, REJECTED)) == ["ResultAnnounced", "VoteSettled"]


def test_an_effect_is_one_that_the_rules_know() -> None:
    ruling = GiveRuling(parameter="abstention_effect", value="perhaps", grounds="who knows")

    assert refused(ask(closed("for"), ruling)).code == "not-valid"


def test_three_for_and_one_absent_also_lacks_a_quorum() -> None:
    begun = closed("for", "for", "for", present=("az", "kg", "kz"))

    assert refused(ask(begun, ADOPTED)).missing == ("absence_effect", "quorum.decide")
    rule(begun, "absence_effect", "no-effect")
    assert refused(ask(begun, ADOPTED)).missing == ("quorum.decide",)
    rule(begun, "quorum.decide", 3)
    assert names(ask(begun, ADOPTED)) == ["ResultAnnounced", "VoteSettled"]


def test_who_is_present_and_silent_is_not_absent() -> None:
    begun = closed("for", "for", "for")

    tally = vote(begun).tally
    assert tally is not None
    assert (tally.not_voting, tally.absent) == (1, 0)
    assert refused(ask(begun, ADOPTED)).missing == ("abstention_effect",)


def test_a_silent_plenary_adopts_once_the_chair_names_consensus() -> None:
    begun = closed(put=ELECTION.model_copy(update={"method": "consensus"}))

    assert "plenary.decision" in refused(ask(begun, ADOPTED)).missing
    rule(begun, "plenary.decision", "consensus")
    assert names(ask(begun, ADOPTED)) == ["ResultAnnounced", "VoteSettled"]


def test_a_written_rule_is_not_ruled_away() -> None:
    ruling = GiveRuling(parameter="plenary.decision", value="majority_of_votes_cast", grounds="no")

    assert refused(ask(closed("for"), ruling)).code == "not-in-order"


def test_one_objection_is_no_consensus() -> None:
    begun = opened(ELECTION.model_copy(update={"method": "consensus"}))

    assert names(ask(begun, ObjectToConsensus(grounds="not yet"), DELEGATIONS["tr"])) == [
        "ConsensusObjectionRaised"
    ]
    assert refused(ask(begun, ObjectToConsensus(), DELEGATIONS["tr"])).code == "already-voted"
    ask(begun, CloseVote())
    assert vote(begun).computed == "rejected"


@pytest.mark.parametrize("actor", [OBSERVER, DELEGATIONS["trnc"], DELEGATIONS["uz"]])
def test_observers_and_guests_have_no_vote(actor: Actor) -> None:
    answer = ask(opened(), CastBallot(choice="for"), actor)

    assert answer == Refusal(
        code="no-vote",
        sentence=f"{actor.body} has no vote: only member parliaments vote",
        citation="Istanbul Agreement, art. 4",
    )


def test_one_delegation_has_one_vote() -> None:
    begun = opened()

    assert ask(begun, CastBallot(choice="for"), DELEGATIONS["az"]) == [
        BallotCast(on=TODAY, parliament="az", choice="for")
    ]
    assert refused(ask(begun, CastBallot(choice="against"), DELEGATIONS["az"])).code == (
        "already-voted"
    )


def test_no_ballot_is_cast_after_the_vote_is_closed() -> None:
    begun = closed("for")

    assert refused(ask(begun, CastBallot(choice="for"), DELEGATIONS["tr"])).code == "not-in-order"
    assert refused(ask(begun, CloseVote())).code == "not-in-order"


def test_the_closing_keeps_tally_and_arithmetic() -> None:
    begun = opened()
    for key in MEMBERS:
        ask(begun, CastBallot(choice="for"), DELEGATIONS[key])

    answer = ask(begun, CloseVote())

    assert not isinstance(answer, Refusal)
    event = answer[0]
    assert isinstance(event, VoteClosed)
    assert event.tally is not None
    assert (event.tally.in_favour, event.outcome, event.needed) == (4, "adopted", 4)
    assert event.arithmetic == "4 for, 4 needed: all of 4 entitled to vote, none against"


def test_announced_and_computed_are_both_kept() -> None:
    begun = closed("for", "for", "for", "against")

    answer = ask(begun, ADOPTED)

    assert names(answer) == ["ResultAnnounced", "ResultAnomalyFlagged", "VoteSettled"]
    assert (vote(begun).announced, vote(begun).computed) == ("adopted", "rejected")
    assert vote(begun).anomaly


def test_a_result_is_announced_once_and_by_the_chair() -> None:
    begun = closed("for", "for", "for", "for")

    assert refused(ask(begun, ADOPTED, SECRETARY)).code == "no-right"
    ask(begun, ADOPTED)
    assert refused(ask(begun, ADOPTED)).code == "not-in-order"


def test_the_model_law_learns_that_the_motion_was_carried() -> None:
    begun = closed("for", "for", "for", "for", put=FINAL)

    answer = ask(begun, ADOPTED)

    assert not isinstance(answer, Refusal)
    assert answer[1:] == [
        MotionCarried(on=TODAY, vote=VOTE, edition=2, sha256=HASH),
        VoteSettled(on=TODAY, vote=VOTE, outcome="adopted"),
    ]
    assert begun.case(LAW).stage is Stage.VOTED


def test_the_model_law_learns_that_the_motion_was_rejected() -> None:
    begun = closed("for", "for", "for", "against", put=FINAL)

    answer = ask(begun, REJECTED)

    assert not isinstance(answer, Refusal)
    assert answer[1] == MotionRejected(on=TODAY, vote=VOTE, edition=2)


def test_a_vote_about_a_law_that_has_gone_is_voided() -> None:
    begun = closed("for", "for", "for", "for", put=FINAL)
    begun.cases[LAW] = replace(begun.cases[LAW], stage=Stage.WITHDRAWN)

    assert refused(ask(begun, ADOPTED)).sentence == (
        "model-law/2025-001 is withdrawn by now; void this vote"
    )
    assert names(ask(begun, VoidVote(grounds="withdrawn"))) == ["VoteVoided", "VoteSettled"]
    assert vote(begun).concluded


def test_a_vote_on_procedure_says_nothing_about_the_text() -> None:
    procedural = FINAL.model_copy(update={"kind": "procedural"})
    begun = closed("for", "for", "for", "for", put=procedural)

    assert names(ask(begun, ADOPTED)) == ["ResultAnnounced", "VoteSettled"]


def test_a_correction_never_changes_the_result() -> None:
    begun = closed("for", "for", "for", "against")
    note = NoteCorrection(parliament="tr", intended="for", note="the wrong button")

    assert refused(ask(begun, note, DELEGATIONS["tr"])).code == "not-in-order"
    ask(begun, REJECTED)
    assert refused(ask(begun, note, DELEGATIONS["az"])).code == "no-right"
    assert names(ask(begun, note, DELEGATIONS["tr"])) == ["VoteCorrectionNoted"]
    assert vote(begun).announced == vote(begun).computed == "rejected"
    assert (vote(begun).stage, vote(begun).concluded) == (Stage.CORRECTION_NOTED, True)


def test_an_announced_result_is_not_voided() -> None:
    begun = closed("for", "for", "for", "for")
    ask(begun, ADOPTED)

    assert refused(ask(begun, VoidVote(grounds="regret"))).code == "not-in-order"


def test_a_postponed_vote_begins_afresh() -> None:
    begun = opened()
    ask(begun, CastBallot(choice="against"), DELEGATIONS["az"])

    assert names(ask(begun, PostponeVote(grounds="late"))) == ["VotePostponed", "VotePutOff"]
    assert [child.id for child in begun.case(XIV).children] == [VOTE]
    assert names(ask(begun, ELECTION)) == ["VoteOpened", "VoteCalled"]
    assert vote(begun).ballots == {}


def test_a_later_edition_of_the_rules_does_not_judge_a_vote_again() -> None:
    begun = closed("for", "for", "for", "abstain")
    assembly = turkpa()
    amended = assembly.editions[0].model_copy(
        update={"number": 2, "parameters": {}, "valid_from": date(2025, 6, 12)}
    )
    offices = (*assembly.offices, office(KOSHANOV, "kz"))
    begun.cases["assembly"] = replace(
        assembly, offices=offices, editions=(*assembly.editions, amended)
    )

    assert refused(ask(begun, ADOPTED)).missing == ("abstention_effect",)


def test_the_plenary_session_is_told_of_its_vote() -> None:
    assert vote(opened()).watchers == (XIV,)


def test_the_result_carries_its_arithmetic() -> None:
    begun = closed("for", "for", "for", "for")

    answer = ask(begun, ADOPTED)

    assert not isinstance(answer, Refusal)
    assert answer[0] == ResultAnnounced(
        on=TODAY,
        outcome="adopted",
        computed="adopted",
        needed=4,
        arithmetic="4 for, 4 needed: all of 4 entitled to vote, none against",
        working=vote(begun).working,
    )


def test_no_vote_is_opened_before_its_plenary_session_nor_answered_before_it_was_opened() -> None:
    begun = sitting()
    begun.cases[XIV] = replace(begun.cases[XIV], latest=TODAY)

    early = begun.when(ELECTION, case=VOTE, by=KOSHANOV, on="2001-01-01")
    assert refused(early).code == "no-right"
    early = begun.when(ELECTION, case=VOTE, by=KOSHANOV, on="2025-06-11")
    assert refused(early).sentence == (
        "2025-06-11 is before 2025-06-12, the day of the latest act on plenary-session/14; "
        "acts follow each other in time"
    )
    ask(begun, ELECTION)
    ballot = begun.when(CastBallot(choice="for"), case=VOTE, by=DELEGATIONS["az"], on="2025-06-11")
    assert refused(ballot).code == "out-of-time-order"
    closing = begun.when(CloseVote(), case=VOTE, by=SECRETARY, on="2000-01-01")
    assert refused(closing).code == "no-right"
    closing = begun.when(CloseVote(), case=VOTE, by=SECRETARY, on="2025-06-11T10:00:00Z")
    assert refused(closing).code == "out-of-time-order"


def test_a_correction_may_tell_of_an_earlier_day() -> None:
    begun = closed("for", "for", "for", "for")
    ask(begun, ADOPTED)
    note = NoteCorrection(parliament="tr", intended="abstain", note="the wrong button")

    answer = begun.when(note, case=VOTE, by=SECRETARY, on="2025-06-11")
    assert names(answer) == ["VoteCorrectionNoted"]


def test_a_result_is_no_older_than_the_placing_of_its_law() -> None:
    begun = closed("for", "for", "for", "for", put=FINAL)
    begun.cases[LAW] = replace(begun.cases[LAW], latest=date(2025, 6, 13))

    assert refused(ask(begun, ADOPTED)).code == "out-of-time-order"


def test_a_postponed_vote_puts_the_same_question() -> None:
    begun = opened()
    ask(begun, PostponeVote(grounds="late"))

    for change in (
        {"question": "Is somebody else elected?"},
        {"kind": "procedural"},
        {"about": LAW},
    ):
        other = ELECTION.model_copy(update=change)
        assert refused(ask(begun, other)).sentence == (
            "vote/14/1 puts the question that was postponed: Is Hasan elected Secretary General?"
        )


def test_a_final_vote_says_what_it_is_about() -> None:
    bare = OpenVote(question="Adopt?", kind="final_vote")

    assert refused(ask(sitting(), bare)).sentence == "a final vote names what it is about"
    with pytest.raises(ValueError, match="about"):
        OpenVote(question="Adopt?", kind="final_vote", about="The model law")


def test_a_law_has_one_final_vote_at_a_time() -> None:
    begun = opened(FINAL)

    assert refused(ask(begun, FINAL, case="vote/14/2")).sentence == (
        "vote/14/1 is the final vote on model-law/2025-001; settle it"
    )
    ask(begun, VoidVote(grounds="the wrong text was distributed"))
    assert names(ask(begun, FINAL, case="vote/14/2")) == ["VoteOpened", "VoteCalled"]


def test_a_motion_on_a_law_need_not_name_its_edition_and_may_follow_the_final_vote() -> None:
    begun = closed("for", "for", "for", "against", put=FINAL)
    ask(begun, REJECTED)
    motion = OpenVote(question="Refer it back?", kind="procedural", about=LAW)

    assert names(ask(begun, motion, case="vote/14/2")) == ["VoteOpened", "VoteCalled"]
    assert refused(ask(begun, FINAL, case="vote/14/3")).code == "not-in-order"


def test_nobody_votes_while_the_sitting_is_suspended() -> None:
    begun = opened()
    begun.cases[XIV] = replace(begun.cases[XIV], stage=Stage.SUSPENDED)

    for act, actor in (
        (CastBallot(choice="for"), DELEGATIONS["az"]),
        (ObjectToConsensus(), DELEGATIONS["az"]),
        (CloseVote(), SECRETARY),
    ):
        assert refused(ask(begun, act, actor)).sentence == (
            "the sitting of plenary-session/14 is suspended; resume it first"
        )


def test_only_the_chair_of_its_plenary_session_settles_a_vote() -> None:
    begun = closed("for", "for", "for", "for")
    begun.cases[XIV] = replace(plenary(begun), chair="kg")

    refusal = refused(ask(begun, ADOPTED))
    assert (refusal.code, refusal.sentence) == (
        "no-right",
        "the chair of plenary-session/14 is kg's",
    )
    begun.cases[XIV] = replace(plenary(begun), chair="kz")
    assert names(ask(begun, ADOPTED)) == ["ResultAnnounced", "VoteSettled"]


def test_a_ruling_on_an_announced_vote_comes_too_late() -> None:
    begun = closed("for", "for", "for", "for")
    ask(begun, ADOPTED)
    ruling = GiveRuling(parameter="quorum.decide", value=3, grounds="three of four")

    assert refused(ask(begun, ruling)) == Refusal(
        code="not-in-order", sentence="vote/14/1 is announced: a ruling comes too late"
    )


def test_the_method_of_a_vote_may_be_unknown() -> None:
    assert vote(opened()).method is None


def test_another_edition_is_refused_by_the_rule_on_decisions() -> None:
    other = FINAL.model_copy(update={"edition": 1})

    assert refused(ask(sitting(), other)).citation == "Istanbul Agreement, art. 3"


def plenary(begun: Play) -> PlenarySession:
    found = begun.case(XIV)
    assert isinstance(found, PlenarySession)
    return found
