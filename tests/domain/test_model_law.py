"""A model law, from its title to four concluded national tracks, and the ways it may take."""

from datetime import UTC, date, datetime

from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.overdue import NoReportInTime
from domain.committee_review.report import ReportToPlenary
from domain.committee_review.return_for_revision import ReturnForRevision
from domain.committee_review.state import CommitteeReview
from domain.model_law.adoption import AdoptModelLaw, DropModelLaw, ModelLawAdopted, ReferBack
from domain.model_law.drafting import Answer, ReviseDraft, SubmitDraft
from domain.model_law.languages import RegisterLanguageVersion
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.plenary import MotionCarried, MotionRejected
from domain.model_law.proposal import ProposeModelLaw
from domain.model_law.publication import PublishModelLaw
from domain.model_law.referral import ReferToCommittee
from domain.model_law.title import TitleModelLaw
from domain.model_law.transmission import ModelLawTransmitted, TransmitModelLaw
from domain.model_law.withdrawal import LapseModelLaw, SupersedeModelLaw, WithdrawModelLaw
from domain.model_law.workshop import HoldWorkshop
from domain.national_track.assessment import AssessUptake, RecordNoData
from domain.national_track.conclusion import ConcludeNationalTrack
from domain.national_track.receipt import AcknowledgeReceipt
from domain.plenary_session.attendance import RecordAttendance
from domain.plenary_session.chairmanship import TransferChairmanship
from domain.plenary_session.convocation import ConvenePlenarySession
from domain.plenary_session.council import ClearOrderOfBusiness, OpenCouncilMeeting
from domain.plenary_session.decisions import VoteCalled
from domain.plenary_session.planning import PlanPlenarySession
from domain.plenary_session.sitting import OpenPlenarySession
from domain.plenary_session.state import Item
from domain.rules import Parameter
from domain.stages import Stage
from domain.time_limits import DeadlineSet, PassDeadline, alarms
from domain.vote.announcement import AnnounceResult, ResultAnnounced
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote, VoteOpened
from domain.vote.reconsideration import DecisionTakenUpAgain
from domain.vote.state import Announced
from tests.domain.lowlands import (
    CHAIR,
    COUNCIL,
    DELEGATION,
    FOCAL,
    HASH,
    IN_LEGAL,
    LAW,
    LEGAL,
    MEMBERS,
    SECRETARY,
    SOCIAL,
    done,
    drafted,
    law_of,
    lowlands,
    referred,
    refused,
    reported,
)
from tests.scenario import CLOCK, NOON, Play

XV = "plenary-session/15"
VOTE = "vote/15/1"
PLACED = PlacedOnOrderOfBusiness(plenary_session=XV, item=1)
CARRIED = MotionCarried(vote=VOTE, edition=1, sha256=HASH[1])
ADOPT = AdoptModelLaw(edition=1, sha256=HASH[1])


def carried() -> Play:
    """Let the plenary carry the first edition."""
    return reported().given(LAW, PLACED, CARRIED)


def transmitted() -> Play:
    """Let it be adopted and transmitted."""
    play = carried()
    done(play, ADOPT, LAW, CHAIR)
    done(play, TransmitModelLaw(), LAW, SECRETARY)
    return play


def sit_and_vote(play: Play) -> None:
    """Convene plenary session XV and let it vote on the model law, four in favour."""
    plan = PlanPlenarySession(
        number=15,
        first_day=date(2026, 6, 12),
        last_day=date(2026, 6, 12),
        city="Midtown",
        host="north",
    )
    done(play, plan, XV, SECRETARY, "2026-01-10")
    done(play, ConvenePlenarySession(), XV, SECRETARY, "2026-02-10")
    done(play, OpenCouncilMeeting(), XV, CHAIR, "2026-06-11")
    item = Item(number=1, title="Model law on ferries", about=LAW)
    done(play, ClearOrderOfBusiness(items=(item,)), XV, COUNCIL, "2026-06-11")
    handover = TransferChairmanship(to="north", subject="speaker-north", official_name="A. North")
    done(play, handover, XV, CHAIR, "2026-06-11")
    chair = CHAIR.model_copy(update={"subject": "speaker-north"})
    done(play, RecordAttendance(present=MEMBERS), XV, SECRETARY)
    done(play, OpenPlenarySession(), XV, chair)
    question = OpenVote(question="Adopt?", kind="final_vote", about=LAW, edition=1, sha256=HASH[1])
    done(play, question, VOTE, chair)
    for key in MEMBERS:
        done(play, CastBallot(choice="for"), VOTE, DELEGATION[key])
    done(play, CloseVote(), VOTE, chair)
    done(play, AnnounceResult(outcome="adopted"), VOTE, chair)
    done(play, ADOPT, LAW, chair)


def test_a_model_law_lives_from_its_title_to_four_concluded_tracks() -> None:
    play = lowlands()
    done(play, TitleModelLaw(title="title not known"), LAW, SECRETARY, "2025-03-01")
    done(play, ProposeModelLaw(), LAW, DELEGATION["north"], "2025-03-05")
    done(play, SubmitDraft(edition=1, sha256=HASH[1]), LAW, DELEGATION["north"], "2025-04-01")
    done(play, HoldWorkshop(place="Midtown"), LAW, SECRETARY, "2025-05-01")
    assert law_of(play).stage is Stage.WORKSHOP
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY, "2025-06-01")
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"], "2025-07-01")
    for key in ("east", "south", "west"):
        done(play, ApproveEdition(edition=1, sha256=HASH[1]), LEGAL, IN_LEGAL[key], "2025-07-02")
    done(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"], "2025-07-03")
    sit_and_vote(play)
    assert law_of(play).stage is Stage.ADOPTED
    done(play, PublishModelLaw(reference="Collection 1/2026"), LAW, SECRETARY)
    done(play, TransmitModelLaw(), LAW, SECRETARY)
    for key in MEMBERS:
        track = f"national-track/2026-001/{key}"
        done(play, AcknowledgeReceipt(), track, FOCAL[key], "2026-07-01")
        declined = AssessUptake(grade="declined", evidence="letter of the speaker")
        done(play, declined, track, FOCAL[key], "2026-09-01")
        assert law_of(play).stage is Stage.MONITORED
        done(play, ConcludeNationalTrack(), track, FOCAL[key], "2026-10-01")

    law = law_of(play)
    assert law.stage is Stage.CONCLUDED
    assert law.concluded
    assert law.children == ()
    assert dict(law.uptake) == dict.fromkeys(MEMBERS, "declined")
    assert law.irregularities == 0


def test_a_title_opens_the_case_once() -> None:
    assert (
        refused(drafted(), TitleModelLaw(title="On Ports"), LAW, SECRETARY).code == "not-in-order"
    )


def test_only_a_member_parliament_proposes_and_only_its_own() -> None:
    play = lowlands()
    done(play, TitleModelLaw(title="On Ferries", proposer="north"), LAW, SECRETARY)

    assert refused(play, ProposeModelLaw(), LAW, DELEGATION["east"]).code == "no-right"
    claim = ProposeModelLaw(proposer="watcher")
    assert refused(play, claim, LAW, SECRETARY).code == "no-right"
    done(play, ProposeModelLaw(), LAW, SECRETARY)
    assert law_of(play).proposer == "north"


def test_rules_may_reserve_the_initiative() -> None:
    reserved = Parameter(value=("committee",), citation="Rules, art. 5")
    play = lowlands(modellaw__initiative=reserved)
    done(play, TitleModelLaw(title="On Ferries"), LAW, SECRETARY)

    refusal = refused(play, ProposeModelLaw(), LAW, DELEGATION["north"])
    assert (refusal.code, refusal.citation) == ("no-right", "Rules, art. 5")
    done(play, ProposeModelLaw(), LAW, IN_LEGAL["north"])
    assert law_of(play).proposing_committee == "legal"
    assert refused(play, SubmitDraft(edition=1), LAW, IN_LEGAL["east"]).code == "no-right"
    done(play, SubmitDraft(edition=1), LAW, IN_LEGAL["north"])


def test_only_the_authors_write_and_editions_follow_each_other() -> None:
    play = drafted()
    foreign = ReviseDraft(edition=2, sha256=HASH[2])

    assert refused(play, foreign, LAW, DELEGATION["east"]).code == "no-right"
    skipped = ReviseDraft(edition=3, sha256=HASH[3])
    assert refused(play, skipped, LAW, DELEGATION["north"]).code == "other-edition"
    same = ReviseDraft(edition=2, sha256=HASH[1])
    assert refused(play, same, LAW, DELEGATION["north"]).code == "already-done"
    done(play, foreign, LAW, SECRETARY)
    assert [edition.number for edition in law_of(play).editions] == [1, 2]


def test_an_edition_stands_in_each_language_once() -> None:
    play = drafted()
    version = RegisterLanguageVersion(edition=1, language="fr", sha256=HASH[2])
    done(play, version, LAW, SECRETARY)

    assert refused(play, version, LAW, SECRETARY).code == "already-done"
    unknown = RegisterLanguageVersion(edition=2, language="fr", sha256=HASH[3])
    assert refused(play, unknown, LAW, SECRETARY).code == "other-edition"
    assert law_of(play).languages == {(1, "fr"): HASH[2]}


def test_a_referral_opens_a_review_in_each_committee_seised() -> None:
    law = law_of(referred("legal", "social"))

    assert law.stage is Stage.IN_COMMITTEE
    assert [child.key for child in law.children] == [f"{LEGAL}#1", f"{SOCIAL}#1"]


def test_a_referral_wants_a_draft_and_a_committee_that_exists() -> None:
    play = lowlands()
    done(play, TitleModelLaw(title="On Ferries"), LAW, SECRETARY)
    refer = ReferToCommittee(committees=("legal",))

    assert "no draft" in refused(play, refer, LAW, SECRETARY).sentence
    unknown = ReferToCommittee(committees=("health",))
    assert "no committee health" in refused(drafted(), unknown, LAW, SECRETARY).sentence


def test_a_deadline_comes_from_the_act_or_else_from_the_rules() -> None:
    play = drafted(
        committee__deadline=Parameter(value="P90D", citation="Rules, art. 6"),
        committee__reminder=Parameter(value="P10D", citation="Rules, art. 6"),
    )
    events = done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)

    assert events[-1] == DeadlineSet(
        name="report",
        at=datetime(2026, 9, 10, 12, tzinfo=UTC),
        reminder=datetime(2026, 8, 31, 12, tzinfo=UTC),
        begun=datetime(2026, 6, 12, 12, tzinfo=UTC),
        length="P90D",
        notice="P10D",
    )


def test_a_duration_in_the_rules_that_is_none_is_refused_not_stumbled_over() -> None:
    play = drafted(committee__deadline=Parameter(value="soon", citation="Rules, art. 6"))
    refer = ReferToCommittee(committees=("legal",))

    assert "durations such as P90D" in refused(play, refer, LAW, SECRETARY).sentence


def test_without_any_deadline_none_runs() -> None:
    assert alarms(referred().case(LEGAL)) == ()


def test_a_reminder_falls_before_its_deadline() -> None:
    late = datetime(2026, 9, 1, tzinfo=UTC)
    refer = ReferToCommittee(committees=("legal",), report_by=late, remind_at=late)
    alone = ReferToCommittee(committees=("legal",), remind_at=late)

    assert refused(drafted(), refer, LAW, SECRETARY).code == "not-valid"
    assert refused(drafted(), alone, LAW, SECRETARY).code == "not-valid"


def test_a_deadline_that_lay_in_the_past_when_recorded_is_historical_and_never_fires() -> None:
    play = drafted()
    past = datetime(2026, 6, 12, 11, tzinfo=UTC)
    refer = ReferToCommittee(committees=("legal",), report_by=past)
    events = done(play, refer, LAW, SECRETARY)

    assert events[-1] == DeadlineSet(name="report", at=past, historical=True)
    assert alarms(play.case(LEGAL)) == ()


def test_it_is_reported_when_no_committee_is_awaited_and_one_has_reported() -> None:
    play = referred("legal", "social")
    soon = datetime(2026, 6, 20, tzinfo=UTC)
    play.given(SOCIAL, DeadlineSet(name="report", at=soon))
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south", "west"):
        done(play, ApproveEdition(edition=1, sha256=HASH[1]), LEGAL, IN_LEGAL[key])
    done(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"])
    assert law_of(play).stage is Stage.IN_COMMITTEE
    pass_deadline(play, SOCIAL, soon)

    assert law_of(play).stage is Stage.REPORTED
    assert law_of(play).reviews == {"legal": "reported", "social": "no-report"}


def test_a_text_reported_on_is_not_revised_behind_the_committee() -> None:
    play = referred("legal", "social")
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south", "west"):
        done(play, ApproveEdition(edition=1, sha256=HASH[1]), LEGAL, IN_LEGAL[key])
    done(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"])

    revision = ReviseDraft(edition=2, sha256=HASH[2])
    assert refused(play, revision, LAW, SECRETARY).code == "not-in-order"


def test_when_all_committees_are_silent_it_may_be_referred_again() -> None:
    play = referred()
    soon = datetime(2026, 6, 20, tzinfo=UTC)
    play.given(LEGAL, DeadlineSet(name="report", at=soon))
    events = pass_deadline(play, LEGAL, soon)
    assert any(isinstance(event, NoReportInTime) for event in events)
    assert law_of(play).stage is Stage.IN_COMMITTEE
    assert law_of(play).children == ()

    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY, "2026-07-01")
    assert [child.key for child in law_of(play).children] == [f"{LEGAL}#2"]


def test_a_return_wants_each_remark_answered_before_the_next_referral() -> None:
    play = referred()
    remarks = ReturnForRevision(remarks=("define ferry", "no fees"))
    done(play, remarks, LEGAL, IN_LEGAL["north"])
    assert law_of(play).stage is Stage.RETURNED
    refer = ReferToCommittee(committees=("legal",))
    assert "2 remarks" in refused(play, refer, LAW, SECRETARY).sentence
    first = Answer(remark=1, text="defined in art. 2")
    half = ReviseDraft(edition=2, sha256=HASH[2], answers=(first,))
    assert refused(play, half, LAW, DELEGATION["north"]).missing == ("remark 2",)
    foreign = Answer(remark=7, text="nobody asked")
    odd = ReviseDraft(edition=2, sha256=HASH[2], answers=(first, foreign))
    assert refused(play, odd, LAW, DELEGATION["north"]).code == "not-in-order"

    second = Answer(remark=2, text="fees deleted")
    whole = ReviseDraft(edition=2, sha256=HASH[2], answers=(first, second))
    done(play, whole, LAW, DELEGATION["north"])
    assert law_of(play).stage is Stage.DRAFTING
    done(play, refer, LAW, SECRETARY)
    assert [child.key for child in law_of(play).children] == [f"{LEGAL}#2"]


def test_a_return_by_one_committee_discharges_the_others() -> None:
    play = referred("legal", "social")
    play.given(SOCIAL, DeadlineSet(name="report", at=datetime(2026, 7, 1, tzinfo=UTC)))
    done(play, ReturnForRevision(remarks=("define ferry",)), LEGAL, IN_LEGAL["north"])

    social = play.case(SOCIAL)
    assert (social.stage, social.concluded, alarms(social)) == (Stage.LAPSED, True, ())
    assert law_of(play).reviews == {"legal": "returned", "social": "discharged"}


def test_only_the_text_that_was_carried_is_adopted() -> None:
    other = AdoptModelLaw(edition=1, sha256=HASH[2])

    assert refused(carried(), other, LAW, CHAIR).code == "other-edition"
    assert done(carried(), ADOPT, LAW, CHAIR) == [
        ModelLawAdopted(edition=1, sha256=HASH[1], vote=VOTE, on=date(2026, 6, 12))
    ]


def test_what_was_not_carried_is_not_adopted() -> None:
    rejected = reported().given(LAW, PLACED, MotionRejected(vote=VOTE, edition=1))

    for play in (reported(), reported().given(LAW, PLACED), rejected):
        assert refused(play, ADOPT, LAW, CHAIR).code == "not-in-order"


def test_a_rejected_law_is_dropped_a_carried_one_is_not() -> None:
    drop = DropModelLaw(vote=VOTE, grounds="rejected")
    rejected = reported().given(LAW, PLACED, MotionRejected(vote=VOTE, edition=1))
    done(rejected, drop, LAW, CHAIR)

    assert law_of(rejected).concluded
    assert refused(carried(), drop, LAW, CHAIR).code == "not-in-order"
    assert refused(reported(), drop, LAW, CHAIR).code == "not-in-order"


def test_a_law_referred_back_goes_to_committee_again() -> None:
    play = decided("adopted", reported().given(LAW, PLACED))
    done(play, REFER_BACK, LAW, CHAIR)
    assert law_of(play).stage is Stage.REFERRED_BACK
    assert law_of(play).carried is None
    done(play, ReviseDraft(edition=2, sha256=HASH[2]), LAW, DELEGATION["north"])
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)

    assert [child.key for child in law_of(play).children] == [f"{LEGAL}#2"]
    review = play.case(LEGAL)
    assert isinstance(review, CommitteeReview)
    assert (review.stage, review.edition, review.approvals) == (Stage.REFERRED, 2, ())


def test_the_chair_alone_neither_refers_back_nor_drops() -> None:
    play = reported().given(LAW, PLACED)

    for act in (ReferBack(grounds="haste"), DropModelLaw(grounds="haste")):
        refusal = refused(play, act, LAW, CHAIR)
        assert (refusal.code, refusal.missing) == ("not-in-order", ("vote",))
        assert refusal.citation == "Rules, art. 9"
        assert refusal.sentence.startswith("name the vote")


def test_a_motion_that_was_rejected_or_is_about_something_else_decides_nothing() -> None:
    elsewhere = decided(
        "adopted", reported().given(LAW, PLACED), plenary_session="plenary-session/14"
    )
    other_law = decided("adopted", reported().given(LAW, PLACED), about="model-law/2026-002")
    undecided = decided("rejected", reported().given(LAW, PLACED))

    for play in (elsewhere, other_law, undecided, reported().given(LAW, PLACED)):
        for act in (REFER_BACK, DropModelLaw(vote=MOTION, grounds="haste")):
            assert "carried no motion" in refused(play, act, LAW, CHAIR).sentence


def test_only_a_vote_on_that_very_motion_refers_back_or_drops() -> None:
    drop = DropModelLaw(vote=MOTION, grounds="haste")
    for told, said in (
        ({"kind": "amendment", "item": "1"}, "put a question of the kind amendment"),
        ({"kind": "reconsideration"}, "put a question of the kind reconsideration"),
        ({"kind": "procedural", "item": "1"}, "was on 1, not on what becomes of"),
        ({"kind": "procedural", "body": "legal"}, "carried no motion"),
    ):
        play = decided("adopted", reported().given(LAW, PLACED), **told)
        for act in (REFER_BACK, drop):
            assert said in refused(play, act, LAW, CHAIR).sentence

    own = decided("adopted", reported().given(LAW, PLACED), kind="referral_back")
    assert refused(own, drop, LAW, CHAIR).sentence == (
        "vote/15/2 put a question of the kind referral_back, not procedural or motion or drop"
    )
    done(own, REFER_BACK, LAW, CHAIR)
    done(decided("adopted", reported().given(LAW, PLACED), kind="drop"), drop, LAW, CHAIR)


def test_a_motion_refers_back_once() -> None:
    play = decided("adopted", reported().given(LAW, PLACED))
    done(play, REFER_BACK, LAW, CHAIR)
    play.given(LAW, PLACED)

    for act in (REFER_BACK, DropModelLaw(vote=MOTION, grounds="haste")):
        assert "referred back by vote/15/2 already" in refused(play, act, LAW, CHAIR).sentence


def test_a_decision_that_is_taken_up_again_is_not_followed_before_the_new_one() -> None:
    again = DecisionTakenUpAgain(vote="vote/15/3")
    play = carried()
    open_vote(play)
    play.given(VOTE, again)
    assert refused(play, ADOPT, LAW, CHAIR).sentence == (
        "vote/15/1 is taken up again: put the final vote on model-law/2026-001 anew"
    )

    play.given(LAW, CARRIED.model_copy(update={"vote": "vote/15/4"}))
    done(play, ADOPT, LAW, CHAIR)


def test_a_rejection_that_is_taken_up_again_drops_nothing() -> None:
    play = reported().given(LAW, PLACED, MotionRejected(vote=VOTE, edition=1))
    open_vote(play)
    play.given(VOTE, DecisionTakenUpAgain(vote="vote/15/3"))

    own = DropModelLaw(vote=VOTE, grounds="rejected")
    assert "taken up again" in refused(play, own, LAW, CHAIR).sentence
    decided("adopted", play)
    done(play, DropModelLaw(vote=MOTION, grounds="no time"), LAW, CHAIR)


def test_nothing_is_adopted_while_a_vote_on_its_final_vote_is_open() -> None:
    play = carried()
    question = VoteOpened(
        plenary_session=XV,
        question="Take it up again?",
        kind="reconsideration",
        reconsiders=VOTE,
        electorate=MEMBERS,
        present=MEMBERS,
        rules=1,
        on=date(2026, 6, 12),
    )
    play.given(MOTION, question)
    play.given(XV, VoteCalled(vote=MOTION, question="Take it up again?"))

    assert "a vote on model-law/2026-001 is open" in refused(play, ADOPT, LAW, CHAIR).sentence


def test_a_carried_final_vote_is_neither_referred_back_nor_dropped_by_a_motion() -> None:
    play = decided("adopted", carried())

    for act in (REFER_BACK, DropModelLaw(vote=MOTION, grounds="haste")):
        assert refused(play, act, LAW, CHAIR).sentence == (
            "model-law/2026-001 was carried by vote/15/1: adopt it"
        )


def test_a_rejected_law_is_referred_back_by_a_motion_not_by_its_own_rejection() -> None:
    play = reported().given(LAW, PLACED, MotionRejected(vote=VOTE, edition=1))
    decided("adopted", play)

    own = ReferBack(vote=VOTE, grounds="costs are unclear")
    assert refused(play, own, LAW, CHAIR).code == "not-in-order"
    done(play, REFER_BACK, LAW, CHAIR)
    assert law_of(play).stage is Stage.REFERRED_BACK


def test_a_referral_back_is_no_older_than_its_motion() -> None:
    play = reported().given(LAW, PLACED)
    decided("adopted", play)

    early = refused(play, REFER_BACK, LAW, CHAIR, "2026-06-11")
    assert (early.code, "vote/15/2" in early.sentence) == ("out-of-time-order", True)


def test_an_adoption_is_no_older_than_the_announcement() -> None:
    announced_on = CARRIED.model_copy(update={"on": date(2026, 6, 12)})
    play = reported().given(LAW, PLACED, announced_on)

    assert refused(play, ADOPT, LAW, CHAIR, "2026-06-11").code == "out-of-time-order"
    done(play, ADOPT, LAW, CHAIR, "2026-06")


def test_nothing_is_referred_back_or_withdrawn_while_a_vote_on_it_is_open() -> None:
    play = reported()
    play.given(XV, VoteCalled(vote=VOTE, question="Adopt?"))
    play.given(LAW, PLACED)
    open_vote(play)

    for command, by in (
        (ReferBack(grounds="haste"), CHAIR),
        (WithdrawModelLaw(grounds="haste"), DELEGATION["north"]),
    ):
        assert "vote" in refused(play, command, LAW, by).sentence


def test_only_the_proposer_withdraws_and_only_until_the_vote() -> None:
    play = referred("legal", "social")
    withdraw = WithdrawModelLaw(grounds="overtaken")

    assert refused(play, withdraw, LAW, DELEGATION["east"]).code == "no-right"
    assert refused(play, withdraw, LAW, SECRETARY).code == "no-right"
    assert refused(carried(), withdraw, LAW, DELEGATION["north"]).code == "not-in-order"
    done(play, withdraw, LAW, DELEGATION["north"])
    assert law_of(play).stage is Stage.WITHDRAWN
    assert all(play.case(stream).concluded for stream in (LAW, LEGAL, SOCIAL))


def test_a_proposal_may_lapse_until_the_vote() -> None:
    play = referred()
    done(play, LapseModelLaw(grounds="end of the mandate"), LAW, SECRETARY)

    assert law_of(play).stage is Stage.LAPSED
    assert refused(carried(), LapseModelLaw(grounds="time"), LAW, SECRETARY).code == "not-in-order"


def test_transmission_never_comes_before_adoption() -> None:
    for play in (drafted(), referred(), reported(), carried()):
        assert refused(play, TransmitModelLaw(), LAW, SECRETARY).code == "not-in-order"
    play = carried()
    done(play, ADOPT, LAW, CHAIR)
    refusal = refused(play, TransmitModelLaw(), LAW, SECRETARY, "2026-06-11")
    assert refusal.code == "out-of-time-order"


def test_transmission_opens_a_track_in_each_member_parliament_of_the_day() -> None:
    play = carried()
    done(play, ADOPT, LAW, CHAIR)
    reply_by = datetime(2027, 1, 1, tzinfo=UTC)
    events = done(play, TransmitModelLaw(reply_by=reply_by), LAW, SECRETARY)

    assert events[0] == ModelLawTransmitted(on=date(2026, 6, 12), parliaments=MEMBERS)
    assert [child.id for child in law_of(play).children] == [
        f"national-track/2026-001/{key}" for key in MEMBERS
    ]
    assert [each.at for each in alarms(play.case("national-track/2026-001/west"))] == [reply_by]


def test_publication_is_one_fact_and_may_come_after_transmission() -> None:
    play = transmitted()
    publish = PublishModelLaw(reference="Collection 1/2026")
    done(play, publish, LAW, SECRETARY)

    assert law_of(play).stage is Stage.TRANSMITTED
    assert refused(play, publish, LAW, SECRETARY).code == "not-in-order"


def test_only_an_adopted_law_supersedes_an_adopted_one() -> None:
    play = transmitted()
    supersede = SupersedeModelLaw(by_law="model-law/2027-001")

    assert refused(play, supersede, LAW, SECRETARY).code == "not-in-order"
    adopted = ModelLawAdopted(edition=1, vote="vote/16/1", on=date(2027, 6, 1))
    play.given("model-law/2027-001", adopted)
    assert "2027-06-01" in refused(play, supersede, LAW, SECRETARY).sentence
    done(play, supersede, LAW, SECRETARY, "2027-06-01")
    assert law_of(play).stage is Stage.SUPERSEDED


def test_a_law_is_not_superseded_by_one_that_is_superseded() -> None:
    play, newer = transmitted(), "model-law/2027-001"
    play.given(newer, ModelLawAdopted(edition=1, vote="vote/16/1", on=date(2027, 6, 1)))
    done(play, SupersedeModelLaw(by_law=newer), LAW, SECRETARY, "2027-06-01")

    back = refused(play, SupersedeModelLaw(by_law=LAW), newer, SECRETARY, "2027-06-01")
    assert back.sentence == (
        "model-law/2026-001 is superseded itself by model-law/2027-001; name that one"
    )
    itself = refused(play, SupersedeModelLaw(by_law=newer), newer, SECRETARY, "2027-06-01")
    assert itself.code == "not-in-order"


def test_no_data_of_the_last_parliament_concludes_the_law_too() -> None:
    play = transmitted()
    nothing = RecordNoData(asked=date(2026, 12, 1), grounds="no answer")
    for key in MEMBERS:
        done(play, nothing, f"national-track/2026-001/{key}", SECRETARY, "2027-01-01")
        conclude = ConcludeNationalTrack()
        done(play, conclude, f"national-track/2026-001/{key}", SECRETARY, "2027-01-01")

    assert law_of(play).stage is Stage.CONCLUDED
    assert dict(law_of(play).uptake) == dict.fromkeys(MEMBERS, "no_data")


MOTION = "vote/15/2"
REFER_BACK = ReferBack(vote=MOTION, grounds="costs are unclear")


def decided(outcome: Announced, play: Play, **told: str) -> Play:
    """Let the plenary decide a motion on the model law."""
    motion = {
        "plenary_session": XV,
        "question": "Refer it back?",
        "kind": "procedural",
        "about": LAW,
        "electorate": MEMBERS,
        "present": MEMBERS,
        "rules": 1,
        "on": date(2026, 6, 12),
    }
    opened = VoteOpened.model_validate({**motion, **told})
    result = ResultAnnounced(outcome=outcome, computed=outcome, arithmetic="4 for")
    return play.given(MOTION, opened, result)


def open_vote(play: Play) -> None:
    """Let a vote on the model law be open."""
    opened = VoteOpened(
        plenary_session=XV,
        question="Adopt?",
        kind="final_vote",
        about=LAW,
        edition=1,
        sha256=HASH[1],
        method="roll-call",
        electorate=MEMBERS,
        present=MEMBERS,
        rules=1,
        on=date(2026, 6, 12),
    )
    play.given(VOTE, opened)


def pass_deadline(play: Play, stream: str, now: datetime) -> list[object]:
    """Let the clock report the next deadline of a case."""
    command = PassDeadline(key=alarms(play.case(stream))[0].key)
    answer = play.when(command, case=stream, by=CLOCK, now=max(now, NOON))
    assert isinstance(answer, list)
    return list(answer)
