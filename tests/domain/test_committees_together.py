"""Committees together: one leads, others give an opinion; several may review as one."""

from datetime import UTC, date, datetime

from domain.assembly.state import Assembly, Committee
from domain.committee_review.approval import ApprovalGiven, ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.opinion import GiveOpinion, OpinionGiven
from domain.committee_review.overdue import NoReportInTime
from domain.committee_review.rapporteur import AppointRapporteur
from domain.committee_review.report import ReportToPlenary
from domain.committee_review.return_for_revision import ReturnForRevision
from domain.committee_review.seisin import CommitteeDischarged
from domain.committee_review.state import CommitteeReview
from domain.irregularities import IrregularityRecorded
from domain.messages import Event
from domain.model_law.drafting import Answer, ReviseDraft
from domain.model_law.referral import ReferToCommittee
from domain.model_law.report import CommitteeDidNotReport, CommitteeGaveOpinion
from domain.rules import Parameter, Severity
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.time_limits import ExtendDeadline, PassDeadline, alarms
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
    drafted,
    law_of,
    refused,
)
from tests.scenario import CLOCK, Play

APPROVE = ApproveEdition(edition=1, sha256=HASH[1])
REPORT = ReportToPlenary(edition=1)
OPINION = GiveOpinion(edition=1, opinion="favourable", remarks=("mind the ferries",))
DUE, LATER = datetime(2026, 6, 20, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
TWO = Parameter(value=2, citation="Rules, art. 6")
AWAITED = Parameter(value="awaited", severity=Severity.ALERT, citation="Rules, art. 7")
NOT_AWAITED = Parameter(value="not-awaited", citation="Rules, art. 7")


def asked(**parameters: Parameter) -> Play:
    """Let the legal committee lead and the social one be asked for an opinion."""
    play = drafted(**{"committee__approvals": TWO, **parameters})
    referral = ReferToCommittee(
        committees=("legal",), opinions=("social",), report_by=DUE, opinion_by=DUE
    )
    done(play, referral, LAW, SECRETARY)
    return play


def jointly(**parameters: Parameter) -> Play:
    """Let both committees review the draft as one."""
    play = drafted(**parameters)
    done(play, ReferToCommittee(committees=("legal",), jointly_with=("social",)), LAW, SECRETARY)
    return play


def approved(play: Play) -> Play:
    """Let the committee that leads approve the draft."""
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "west"):
        done(play, APPROVE, LEGAL, IN_LEGAL[key])
    return play


def review(play: Play, stream: str = LEGAL) -> CommitteeReview:
    """Return a review as it stands."""
    case = play.case(stream)
    assert isinstance(case, CommitteeReview)
    return case


def passed(play: Play, stream: str) -> list[Event]:
    """Let the clock report the deadline of a review."""
    alarm = alarms(review(play, stream))[0]
    answer = play.when(PassDeadline(key=alarm.key), case=stream, by=CLOCK, now=alarm.at)
    assert isinstance(answer, list)
    return answer


def test_an_opinion_is_given_and_the_committee_that_leads_reports() -> None:
    play = asked()
    early = refused(play, OPINION, SOCIAL, IN_SOCIAL["north"])
    assert early.sentence == "edition 1 is not examined; it is referred"
    done(play, ExamineDraft(), SOCIAL, IN_SOCIAL["east"])
    assert refused(play, OPINION, SOCIAL, IN_SOCIAL["east"]).code == "no-right"

    given = done(play, OPINION, SOCIAL, IN_SOCIAL["north"])
    assert [type(event) for event in given if "Deadline" not in event.type] == [
        OpinionGiven,
        CommitteeGaveOpinion,
    ]
    assert review(play, SOCIAL).stage is Stage.OPINION_GIVEN
    assert law_of(play).stage is Stage.IN_COMMITTEE
    done(approved(play), REPORT, LEGAL, IN_LEGAL["north"])
    assert law_of(play).stage is Stage.REPORTED


def test_who_leads_gives_no_opinion_and_who_is_asked_for_one_neither_reports_nor_returns() -> None:
    play = asked()
    back = ReturnForRevision(remarks=("define ferry",))

    assert refused(play, OPINION, LEGAL, IN_LEGAL["north"]).code == "not-in-order"
    assert "another reports" in refused(play, REPORT, SOCIAL, IN_SOCIAL["north"]).sentence
    assert "returns no draft" in refused(play, back, SOCIAL, IN_SOCIAL["north"]).sentence
    other = OPINION.model_copy(update={"edition": 2})
    assert refused(play, other, SOCIAL, IN_SOCIAL["north"]).code == "other-edition"


def test_whether_a_report_awaits_an_opinion_needs_a_ruling_where_no_rule_says() -> None:
    play = approved(asked())
    refusal = refused(play, REPORT, LEGAL, IN_LEGAL["north"])
    assert (refusal.code, refusal.missing) == ("needs-ruling", ("committee.opinions",))
    ruling = GiveRuling(parameter="committee.opinions", value="not-awaited", grounds="urgent")
    done(play, ruling, LEGAL, CHAIR)

    events = done(play, REPORT, LEGAL, IN_LEGAL["north"])
    discharged = next(each for each in events if isinstance(each, CommitteeDischarged))
    assert discharged.grounds == "legal reported without its opinion"
    assert law_of(play).reviews == {"legal": "reported", "social": "discharged"}
    assert law_of(play).stage is Stage.REPORTED
    assert review(play, SOCIAL).stage is Stage.LAPSED


def test_an_opinion_that_is_awaited_is_passed_over_with_a_reason_only() -> None:
    play = approved(asked(committee__opinions=AWAITED))
    refusal = refused(play, REPORT, LEGAL, IN_LEGAL["north"])
    assert (refusal.code, refusal.citation) == ("reason-needed", "Rules, art. 7")

    answer = play.when(REPORT, case=LEGAL, by=IN_LEGAL["north"], reason="it never met")
    assert isinstance(answer, list)
    assert any(isinstance(event, IrregularityRecorded) for event in answer)
    assert law_of(play).stage is Stage.REPORTED


def test_no_opinion_in_time_holds_nothing_up() -> None:
    play = asked()

    assert [type(each) for each in passed(play, SOCIAL)][1:] == [
        NoReportInTime,
        CommitteeDidNotReport,
    ]
    done(approved(play), REPORT, LEGAL, IN_LEGAL["north"])
    assert law_of(play).stage is Stage.REPORTED


def test_where_nobody_reports_in_time_no_opinion_is_awaited_either() -> None:
    play = asked()
    assert any(isinstance(each, CommitteeDischarged) for each in passed(play, LEGAL))

    assert law_of(play).reviews == {"legal": "no-report", "social": "discharged"}
    assert law_of(play).open_reviews == ()
    done(play, ReferToCommittee(committees=("social",)), LAW, SECRETARY)
    assert review(play, SOCIAL).role == "lead"


def test_of_two_that_lead_the_first_report_leaves_the_opinion_to_the_second() -> None:
    play = drafted(committee__approvals=TWO, committee__opinions=NOT_AWAITED)
    assembly = play.case("assembly")
    assert isinstance(assembly, Assembly)
    third = Committee(key="third", name="third", since=date(2000, 1, 1))
    object.__setattr__(assembly, "committees", {**assembly.committees, "third": third})
    referral = ReferToCommittee(committees=("legal", "social"), opinions=("third",))
    done(play, referral, LAW, SECRETARY)
    done(approved(play), REPORT, LEGAL, IN_LEGAL["north"])
    assert law_of(play).reviews["third"] == "open"

    done(play, ExamineDraft(), SOCIAL, IN_SOCIAL["north"])
    for key in ("east", "west"):
        done(play, APPROVE, SOCIAL, IN_SOCIAL[key])
    done(play, REPORT, SOCIAL, IN_SOCIAL["north"])
    assert (law_of(play).reviews["third"], law_of(play).stage) == ("discharged", Stage.REPORTED)


def test_a_joint_review_is_one_review_of_both_committees() -> None:
    play = jointly(committee__approvals=TWO)
    assert law_of(play).reviews == {"legal": "open"}
    done(play, AppointRapporteur(rapporteur="legal-east"), LEGAL, IN_LEGAL["north"])
    done(play, AppointRapporteur(rapporteur="social-south"), LEGAL, IN_SOCIAL["north"])
    assert review(play).rapporteurs == ("legal-east", "social-south")
    stranger = AppointRapporteur(rapporteur="social-south")
    assert refused(play, stranger, LEGAL, IN_LEGAL["north"]).sentence == (
        "social-south has no seat in legal"
    )

    done(play, ExamineDraft(), LEGAL, IN_SOCIAL["east"])
    done(play, APPROVE, LEGAL, IN_LEGAL["east"])
    again = refused(play, APPROVE, LEGAL, IN_SOCIAL["east"])
    assert again.code == "already-done"
    done(play, APPROVE, LEGAL, IN_SOCIAL["west"])
    done(play, REPORT, LEGAL, IN_SOCIAL["north"])
    assert law_of(play).stage is Stage.REPORTED


def test_in_a_joint_review_nobody_approves_his_own_proposal_from_the_other_committee() -> None:
    play = jointly(committee__approvals=TWO)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["east"])

    assert refused(play, APPROVE, LEGAL, IN_SOCIAL["north"]).code == "own-proposal"


def test_a_co_rapporteur_returns_a_draft_and_a_later_round_begins_afresh() -> None:
    play = jointly()
    done(play, AppointRapporteur(rapporteur="social-south"), LEGAL, IN_SOCIAL["north"])
    done(play, ReturnForRevision(remarks=("define",)), LEGAL, IN_SOCIAL["south"])
    answered = ReviseDraft(edition=2, sha256=HASH[2], answers=(Answer(remark=1, text="defined"),))
    done(play, answered, LAW, DELEGATION["north"])
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)

    assert (review(play).committees, review(play).rapporteurs) == (("legal",), ())
    assert refused(play, ExamineDraft(), LEGAL, IN_SOCIAL["east"]).sentence == (
        "committee-review/2026-001/legal is with legal, not social"
    )


def test_each_committee_has_one_part() -> None:
    play = drafted()
    for wrong, sentence in (
        (
            ReferToCommittee(committees=("legal",), opinions=("legal",)),
            "committee legal is asked twice; give it one part in the review",
        ),
        (
            ReferToCommittee(committees=("legal", "social"), jointly_with=("third",)),
            "a joint review has one committee that leads; name it alone",
        ),
        (
            ReferToCommittee(committees=("legal",), opinion_by=DUE),
            "no committee is asked for an opinion; opinion_by needs one",
        ),
    ):
        refusal = refused(play, wrong, LAW, SECRETARY)
        assert (refusal.code, refusal.sentence) == ("not-valid", sentence)
    unknown = ReferToCommittee(committees=("legal",), opinions=("third",))
    assert refused(play, unknown, LAW, SECRETARY).sentence == (
        "the assembly had no committee third on 2026-06-12"
    )


def test_each_approval_of_a_new_edition_counts_afresh_for_an_opinion_too() -> None:
    play = asked()
    done(play, ExamineDraft(), SOCIAL, IN_SOCIAL["east"])
    done(play, ReviseDraft(edition=2, sha256=HASH[2]), LAW, DELEGATION["north"])

    assert refused(play, OPINION, SOCIAL, IN_SOCIAL["north"]).code == "other-edition"
    assert review(play, SOCIAL).stage is Stage.REFERRED


def test_every_remark_wants_its_answer() -> None:
    play = asked()
    done(play, ReturnForRevision(remarks=("define", "shorten")), LEGAL, IN_LEGAL["north"])
    half = ReviseDraft(edition=2, sha256=HASH[2], answers=(Answer(remark=1, text="defined"),))

    assert refused(play, half, LAW, DELEGATION["north"]).missing == ("remark 2",)
    assert refused(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY).sentence == (
        "model-law/2026-001 was returned; answer its 2 remarks in a new edition"
    )
    assert law_of(play).reviews == {"legal": "returned", "social": "discharged"}


def test_a_report_within_time_that_was_extended_by_authority_is_in_time() -> None:
    play = asked()
    more = ExtendDeadline(name="report", until=LATER, authority="letter of the Chair, 18 June")
    assert refused(play, more, LEGAL, IN_LEGAL["north"]).code == "no-right"
    done(play, more, LEGAL, CHAIR)

    due = [alarm.at for alarm in alarms(review(play))]
    assert due == [LATER]
    assert any(isinstance(each, NoReportInTime) for each in passed(play, LEGAL))


def test_n_of_m_counts_distinct_delegations() -> None:
    play = asked()
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    given = done(play, APPROVE, LEGAL, IN_LEGAL["east"])

    assert [each.sufficient for each in given if isinstance(each, ApprovalGiven)] == [False]
    assert refused(play, REPORT, LEGAL, IN_LEGAL["north"]).sentence == (
        "1 of 2 delegations have approved edition 1"
    )
