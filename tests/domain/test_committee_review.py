"""A committee's review: approvals bound to one text, a report, a return, or silence."""

from datetime import UTC, date, datetime

from domain.committee_review.approval import ApprovalGiven, ApprovalVoided, ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.overdue import NoReportInTime
from domain.committee_review.rapporteur import AppointRapporteur
from domain.committee_review.report import AdoptionRecommended, ReportedToPlenary, ReportToPlenary
from domain.committee_review.return_for_revision import ReturnedForRevision, ReturnForRevision
from domain.committee_review.state import CommitteeReview
from domain.messages import Event
from domain.model_law.adoption import ReferredBack
from domain.model_law.drafting import Answer, ReviseDraft
from domain.model_law.referral import ReferToCommittee
from domain.model_law.report import CommitteeDidNotReport, CommitteeReported, CommitteeReturned
from domain.rules import Parameter
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.time_limits import DeadlineMet, DeadlinePassed, DeadlineSet, PassDeadline, alarms
from domain.vote.state import Vote
from tests.domain.lowlands import (
    CHAIR,
    DELEGATION,
    HASH,
    IN_LEGAL,
    IN_SOCIAL,
    LAW,
    LEGAL,
    SECRETARY,
    SOCIAL,
    done,
    law_of,
    referred,
    refused,
)
from tests.scenario import CLOCK, Play

APPROVE = ApproveEdition(edition=1, sha256=HASH[1])
REPORT = ReportToPlenary(edition=1)
TWO = Parameter(value=2, citation="Rules, art. 6")
TODAY = date(2026, 6, 12)
DUE = datetime(2026, 6, 20, tzinfo=UTC)


def review_of(play: Play) -> CommitteeReview:
    """Return the review as it stands."""
    review = play.case(LEGAL)
    assert isinstance(review, CommitteeReview)
    return review


def examined(**parameters: Parameter) -> Play:
    """Let the committee have examined the first edition."""
    play = referred(**parameters)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    return play


def approved_by(play: Play, *parliaments: str) -> Play:
    """Let delegations approve the first edition."""
    for key in parliaments:
        done(play, APPROVE, LEGAL, IN_LEGAL[key])
    return play


def report_due(play: Play) -> Play:
    """Let the committee have until 20 June."""
    return play.given(LEGAL, DeadlineSet(name="report", at=DUE))


def test_whoever_presides_appoints_a_member_as_rapporteur() -> None:
    play = referred()
    appoint = AppointRapporteur(rapporteur="legal-east")

    assert refused(play, appoint, LEGAL, IN_LEGAL["east"]).code == "no-right"
    stranger = AppointRapporteur(rapporteur="social-east")
    assert refused(play, stranger, LEGAL, IN_LEGAL["north"]).code == "not-in-order"
    done(play, appoint, LEGAL, IN_LEGAL["north"])
    assert (review_of(play).stage, review_of(play).rapporteur) == (Stage.RAPPORTEUR, "legal-east")


def test_another_committee_has_no_say() -> None:
    assert refused(referred(), ExamineDraft(), LEGAL, IN_SOCIAL["north"]).code == "no-right"


def test_a_text_is_approved_once_it_is_examined() -> None:
    assert refused(referred(), APPROVE, LEGAL, IN_LEGAL["east"]).code == "not-in-order"


def test_an_approval_is_bound_to_edition_and_hash() -> None:
    play = examined()
    for other in (
        ApproveEdition(edition=1, sha256=HASH[2]),
        ApproveEdition(edition=2, sha256=HASH[1]),
        ApproveEdition(edition=1),
    ):
        assert refused(play, other, LEGAL, IN_LEGAL["east"]).code == "other-edition"
    assert done(play, APPROVE, LEGAL, IN_LEGAL["east"]) == [
        ApprovalGiven(
            on=TODAY,
            parliament="east",
            subject="legal-east",
            edition=1,
            sha256=HASH[1],
            sufficient=False,
        )
    ]


def test_each_delegation_approves_once_never_its_own_proposal_and_observers_never() -> None:
    play = approved_by(examined(), "east")

    assert refused(play, APPROVE, LEGAL, IN_LEGAL["east"]).code == "already-done"
    assert refused(play, APPROVE, LEGAL, IN_LEGAL["north"]).code == "own-proposal"
    assert refused(play, APPROVE, LEGAL, IN_LEGAL["watcher"]).code == "no-right"


def test_a_new_edition_voids_every_approval_and_wants_an_examination_of_its_own() -> None:
    play = approved_by(examined(committee__approvals=TWO), "east", "south")
    assert review_of(play).stage is Stage.APPROVED
    events = done(play, ReviseDraft(edition=2, sha256=HASH[2]), LAW, DELEGATION["north"])

    assert [event for event in events if isinstance(event, ApprovalVoided)] == [
        ApprovalVoided(on=TODAY, parliament="east", edition=1, by_edition=2),
        ApprovalVoided(on=TODAY, parliament="south", edition=1, by_edition=2),
    ]
    review = review_of(play)
    assert (review.stage, review.edition, review.approvals) == (Stage.REFERRED, 2, ())
    assert refused(play, REPORT, LEGAL, IN_LEGAL["north"]).code == "other-edition"
    second = ApproveEdition(edition=2, sha256=HASH[2])
    assert refused(play, second, LEGAL, IN_LEGAL["east"]).code == "not-in-order"


def test_a_committee_reports_with_as_many_approvals_as_the_rules_ask() -> None:
    play = approved_by(examined(committee__approvals=TWO), "east")
    few = refused(play, REPORT, LEGAL, IN_LEGAL["north"])
    assert (few.code, few.citation) == ("not-in-order", "Rules, art. 6")
    approved_by(report_due(play), "west")
    assert refused(play, REPORT, LEGAL, IN_LEGAL["east"]).code == "no-right"

    assert done(play, REPORT, LEGAL, IN_LEGAL["north"]) == [
        AdoptionRecommended(on=TODAY, edition=1),
        ReportedToPlenary(on=TODAY, edition=1, recommendation="adopt"),
        DeadlineMet(name="report", at=DUE),
        CommitteeReported(on=TODAY, committee="legal", edition=1, recommendation="adopt"),
    ]
    assert review_of(play).concluded
    assert law_of(play).stage is Stage.REPORTED


def test_where_no_rule_gives_the_number_all_that_may_approve_are_enough() -> None:
    play = approved_by(examined(), "east", "south", "west")

    assert review_of(play).stage is Stage.APPROVED
    done(play, REPORT, LEGAL, IN_LEGAL["north"])


def test_where_no_rule_gives_the_number_fewer_need_a_ruling() -> None:
    play = approved_by(examined(), "east", "south")
    refusal = refused(play, REPORT, LEGAL, IN_LEGAL["north"])
    assert (refusal.code, refusal.missing) == ("needs-ruling", ("committee.approvals",))
    ruling = GiveRuling(parameter="committee.approvals", value=2, grounds="half of four")
    done(play, ruling, LEGAL, CHAIR)

    done(play, REPORT, LEGAL, IN_LEGAL["north"])
    assert law_of(play).stage is Stage.REPORTED


def committee_vote(
    play: Play,
    stream: str = "vote/15/1",
    *,
    text: tuple[int | None, str | None] = (None, None),
    opened_on: date = TODAY,
) -> ReportToPlenary:
    """Let the committee adopt its report by a vote; return the act that cites it."""
    edition, sha256 = text
    play.cases[stream] = Vote(
        stream=stream,
        version=5,
        body="legal",
        about=LEGAL,
        edition=edition,
        sha256=sha256,
        opened_on=opened_on,
        announced="adopted",
    )
    return REPORT.model_copy(update={"vote": stream})


def test_a_vote_on_another_text_carries_no_report() -> None:
    for text in ((2, None), (1, HASH[2]), (None, HASH[2])):
        play = approved_by(examined(), "east", "south", "west")
        answer = refused(play, committee_vote(play, text=text), LEGAL, IN_LEGAL["north"])
        assert (answer.code, answer.sentence) == (
            "other-edition",
            f"vote/15/1 was on another text; before the committee is edition 1, hash {HASH[1]}",
        )
    for put in (REPORT.edition, HASH[1]), (None, None):
        play = approved_by(examined(), "east", "south", "west")
        done(play, committee_vote(play, text=put), LEGAL, IN_LEGAL["north"])


def test_a_vote_of_before_the_text_or_of_an_earlier_round_carries_no_report() -> None:
    play = approved_by(examined(), "east", "south", "west")
    early = committee_vote(play, opened_on=date(2026, 6, 11))
    assert refused(play, early, LEGAL, IN_LEGAL["north"]).sentence == (
        "vote/15/1 was opened on 2026-06-11; edition 1 came before the committee on 2026-06-12"
    )

    cited = committee_vote(play)
    done(play, cited, LEGAL, IN_LEGAL["north"])
    play.given(LAW, ReferredBack(grounds="costs"))
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    approved_by(play, "east", "south", "west")
    assert refused(play, cited, LEGAL, IN_LEGAL["north"]).sentence == (
        f"{LEGAL} was reported on by vote/15/1 in an earlier round"
    )
    done(play, committee_vote(play, "vote/15/2"), LEGAL, IN_LEGAL["north"])


def test_a_report_need_not_recommend_adoption() -> None:
    play = approved_by(examined(), "east", "south", "west")
    critical = ReportToPlenary(edition=1, recommendation="not-adopt")

    events = done(play, critical, LEGAL, IN_LEGAL["north"])
    assert not any(isinstance(event, AdoptionRecommended) for event in events)


def test_a_return_is_made_by_the_chair_or_the_rapporteur_and_ends_the_deadline() -> None:
    play = report_due(referred())
    back = ReturnForRevision(remarks=("define ferry",))
    assert refused(play, back, LEGAL, IN_LEGAL["east"]).code == "no-right"
    done(play, AppointRapporteur(rapporteur="legal-east"), LEGAL, IN_LEGAL["north"])

    assert done(play, back, LEGAL, IN_LEGAL["east"]) == [
        ReturnedForRevision(on=TODAY, edition=1, remarks=("define ferry",)),
        DeadlineMet(name="report", at=DUE),
        CommitteeReturned(on=TODAY, committee="legal", remarks=("define ferry",)),
    ]
    assert alarms(review_of(play)) == ()


def test_no_report_in_time_ends_the_review() -> None:
    play = report_due(referred())
    events = passed(play)

    assert events == [
        DeadlinePassed(name="report", at=DUE),
        NoReportInTime(edition=1),
        CommitteeDidNotReport(committee="legal"),
    ]
    assert (review_of(play).stage, review_of(play).concluded) == (Stage.NO_REPORT_IN_TIME, True)
    assert refused(play, ExamineDraft(), LEGAL, IN_LEGAL["north"]).code == "not-in-order"


def test_a_review_keeps_the_rules_under_which_it_began() -> None:
    assert review_of(referred()).rules == 1


def test_the_day_of_an_examination_is_the_day_it_happened() -> None:
    play = referred()
    events = done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"], "2026-06")

    assert events[0].model_dump()["on"] == date(2026, 6, 1)


def test_a_committee_acts_after_it_was_seised() -> None:
    play = referred()

    assert refused(play, ExamineDraft(), LEGAL, IN_LEGAL["north"], "2026-06-11").sentence == (
        "2026-06-11 is before 2026-06-12, the day of the latest act on "
        "committee-review/2026-001/legal; acts follow each other in time"
    )
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"], "2026-06-14")
    early = refused(play, APPROVE, LEGAL, IN_LEGAL["east"], "2026-06-13")
    assert early.code == "out-of-time-order"


def test_two_committees_report_each_in_its_own_time() -> None:
    play = referred("legal", "social")
    for stream, seats, on in (
        (LEGAL, IN_LEGAL, "2026-07-01"),
        (SOCIAL, IN_SOCIAL, "2026-06-20"),
    ):
        done(play, ExamineDraft(), stream, seats["north"], on)
        for key in ("east", "south", "west"):
            done(play, APPROVE, stream, seats[key], on)
        done(play, REPORT, stream, seats["north"], on)

    assert (law_of(play).stage, law_of(play).latest) == (Stage.REPORTED, date(2026, 7, 1))


def test_a_ruling_of_one_round_does_not_bind_the_next_and_none_is_given_in_between() -> None:
    play = approved_by(examined(), "east", "south")
    ruling = GiveRuling(parameter="committee.approvals", value=2, grounds="half of four")
    done(play, ruling, LEGAL, CHAIR)
    done(play, ReturnForRevision(remarks=("define ferry",)), LEGAL, IN_LEGAL["north"])

    assert refused(play, ruling, LEGAL, CHAIR).sentence == (
        "committee-review/2026-001/legal is returned: a ruling comes too late"
    )
    answer = Answer(remark=1, text="defined")
    revision = ReviseDraft(edition=2, sha256=HASH[2], answers=(answer,))
    done(play, revision, LAW, DELEGATION["north"])
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
    assert review_of(play).rulings == {}


def passed(play: Play) -> list[Event]:
    """Let the clock report the deadline."""
    command = PassDeadline(key=alarms(review_of(play))[0].key)
    answer = play.when(command, case=LEGAL, by=CLOCK, now=DUE)
    assert isinstance(answer, list)
    return answer
