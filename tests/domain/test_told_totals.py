"""Totals told with an act: the body's own rule judges them, as it judges a vote of its own."""

import pytest

from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.report import ReportedToPlenary, ReportToPlenary
from domain.irregularities import IrregularityRecorded
from domain.plenary_session.business_changes import AdoptOrderOfBusiness, OrderOfBusinessAdopted
from domain.plenary_session.council import ClearOrderOfBusiness, OrderOfBusinessCleared
from domain.plenary_session.state import Item, PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.vote.state import Vote
from domain.vote.totals import Totals
from tests.domain import chamber, lowlands
from tests.domain.chamber import CHAIR, COUNCIL, PLENARY
from tests.domain.lowlands import IN_LEGAL, LEGAL, done, refused
from tests.scenario import Play

MAJORITY = Parameter(value="majority_of_votes_cast", citation="Rules, art. 7")
TWO = Parameter(value=2, citation="Rules, art. 6")
ONLY_HALF = Totals(in_favour=2, against=2, abstentions=0, not_voting=0, absent=0)
ALL = Totals(in_favour=4, against=0, abstentions=0, not_voting=0, absent=0)


def approved(**parameters: Parameter) -> Play:
    """Let the legal committee have approved the first edition, as two delegations suffice to."""
    play = lowlands.referred(committee__approvals=TWO, **parameters)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south"):
        approval = ApproveEdition(edition=1, sha256=lowlands.HASH[1])
        done(play, approval, LEGAL, IN_LEGAL[key])
    return play


def told(totals: Totals | None = None, vote: str | None = None) -> ReportToPlenary:
    return ReportToPlenary(edition=1, totals=totals, vote=vote)


def in_committee(about: str | None = LEGAL, body: str = "legal") -> Vote:
    return Vote(
        stream="vote/3/1",
        version=4,
        stage=Stage.ANNOUNCED,
        body=body,
        about=about,
        announced="adopted",
    )


def test_a_report_says_nothing_of_a_vote_unless_it_is_told() -> None:
    answer = done(approved(), told(), LEGAL, IN_LEGAL["north"])

    assert [e.arithmetic for e in answer if isinstance(e, ReportedToPlenary)] == [None]


def test_totals_of_a_report_are_judged_by_the_rule_of_committees() -> None:
    play = approved(committee__decision=MAJORITY)

    answer = done(play, told(ALL), LEGAL, IN_LEGAL["north"])

    (reported,) = [each for each in answer if isinstance(each, ReportedToPlenary)]
    assert reported.totals == ALL
    assert reported.arithmetic is not None
    assert reported.arithmetic.startswith("4 for, 3 needed")


def test_a_report_that_its_committee_did_not_carry_is_against_the_rules() -> None:
    play = approved(committee__decision=MAJORITY)

    refusal = refused(play, told(ONLY_HALF), LEGAL, IN_LEGAL["north"])

    assert (refusal.code, refusal.citation) == ("against-the-rules", "Rules, art. 7")
    assert "not adopted but rejected: 2 for, 3 needed" in refusal.sentence


def test_where_the_rule_is_an_alert_a_reason_excuses_the_report() -> None:
    rule = MAJORITY.model_copy(update={"severity": Severity.ALERT})
    play = approved(committee__decision=rule)
    act, north = told(ONLY_HALF), IN_LEGAL["north"]

    assert refused(play, act, LEGAL, north).code == "reason-needed"
    answer = play.when(act, case=LEGAL, by=north, reason="the chair so declared")
    assert not isinstance(answer, Refusal)
    (excused,) = [each for each in answer if isinstance(each, IrregularityRecorded)]
    assert excused.rule == "committee.decision"


def test_where_no_rule_says_how_a_committee_decides_its_chair_rules() -> None:
    play, north = approved(), IN_LEGAL["north"]

    refusal = refused(play, told(ALL), LEGAL, north)

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("committee.decision",))
    ruling = GiveRuling(
        parameter="committee.decision", value="majority_of_votes_cast", grounds="custom"
    )
    done(play, ruling, LEGAL, north)
    done(play, told(ALL), LEGAL, north)


def test_the_rule_for_reports_prevails_over_the_rule_of_the_committee() -> None:
    play = approved(committee__decision=MAJORITY)
    rule = {"committee.decision[*/report]": Parameter(value="fraction_of_members:1/2")}
    chamber.amended(play, rule)

    done(play, told(ONLY_HALF), LEGAL, IN_LEGAL["north"])


def test_no_more_votes_are_told_than_there_are() -> None:
    play = approved(committee__decision=MAJORITY)

    assert refused(play, told(Totals(in_favour=5)), LEGAL, IN_LEGAL["north"]).code == (
        "too-many-votes"
    )


def test_what_is_only_not_told_is_asked_for_and_not_ruled_on() -> None:
    play = approved(committee__decision=MAJORITY)

    refusal = refused(play, told(Totals(in_favour=2)), LEGAL, IN_LEGAL["north"])

    assert refusal.code == "cannot-compute"
    assert "which is not told" in refusal.sentence


def test_a_report_cites_the_vote_of_its_committee_on_it() -> None:
    play = approved()
    play.cases["vote/3/1"] = in_committee()

    answer = done(play, told(vote="vote/3/1"), LEGAL, IN_LEGAL["north"])

    assert [e.vote for e in answer if isinstance(e, ReportedToPlenary)] == ["vote/3/1"]


@pytest.mark.parametrize("vote", [in_committee(about=None), in_committee(body="social")])
def test_a_report_cites_no_vote_on_something_else_or_of_others(vote: Vote) -> None:
    play = approved()
    play.cases["vote/3/1"] = vote

    assert refused(play, told(vote="vote/3/1"), LEGAL, IN_LEGAL["north"]).code == "not-in-order"


def test_a_vote_that_is_cited_has_its_own_count() -> None:
    play = approved()
    play.cases["vote/3/1"] = in_committee()

    refusal = refused(play, told(ALL, "vote/3/1"), LEGAL, IN_LEGAL["north"])

    assert refusal.code == "not-in-order"


def council(**parameters: Parameter) -> Play:
    """Let the Council meet for plenary session 3."""
    play = chamber.chamber(quorum__decide=2, **parameters)
    held = play.cases[PLENARY]
    assert isinstance(held, PlenarySession)
    play.cases[PLENARY] = PlenarySession(
        stream=PLENARY, version=7, stage=Stage.CONVENED, number=3, council_on=held.council_on
    )
    return play


def clearing(totals: Totals | None = None, vote: str | None = None) -> ClearOrderOfBusiness:
    return ClearOrderOfBusiness(items=(Item(number=1, title="One"),), totals=totals, vote=vote)


THREE = Totals(in_favour=3, against=0, abstentions=0, not_voting=0, absent=0)
TWO_TO_ONE = Totals(in_favour=2, against=1, abstentions=0, not_voting=0, absent=0)


def test_totals_of_the_council_are_judged_by_its_rule() -> None:
    unanimity = Parameter(value="unanimity", citation="Agreement, art. 5")
    play, by = council(council__decision=unanimity), COUNCIL["east"]

    refusal = chamber.refused(play, clearing(TWO_TO_ONE), by, PLENARY)
    assert (refusal.code, refusal.citation) == ("against-the-rules", "Agreement, art. 5")
    (cleared,) = chamber.done(play, clearing(THREE), by, PLENARY)
    assert isinstance(cleared, OrderOfBusinessCleared)
    assert cleared.arithmetic is not None


def test_the_rule_of_the_plenary_is_not_the_rule_of_the_council() -> None:
    play = council(plenary__decision=MAJORITY)

    refusal = chamber.refused(play, clearing(THREE), COUNCIL["east"], PLENARY)

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("council.decision",))


def test_the_council_cites_its_own_vote_on_the_plenary_session() -> None:
    play = council()
    play.cases["vote/3/1"] = in_committee(about=PLENARY, body="council")
    play.cases["vote/3/2"] = in_committee(about=PLENARY, body="plenary")
    by = COUNCIL["east"]

    assert chamber.refused(play, clearing(vote="vote/3/2"), by, PLENARY).code == "not-in-order"
    (cleared,) = chamber.done(play, clearing(vote="vote/3/1"), by, PLENARY)
    assert isinstance(cleared, OrderOfBusinessCleared)
    assert cleared.vote == "vote/3/1"


def test_the_adoption_of_the_order_of_business_is_judged_by_its_own_majority() -> None:
    play = chamber.chamber(quorum__decide=2, plenary__decision=MAJORITY)
    rule = Parameter(value="fraction_of_votes_cast:3/4", citation="Rules, art. 3")
    chamber.amended(play, {"plenary.decision[*/order_of_business]": rule})

    refusal = chamber.refused(play, AdoptOrderOfBusiness(totals=TWO_TO_ONE), CHAIR, PLENARY)
    assert (refusal.code, refusal.citation) == ("against-the-rules", "Rules, art. 3")
    play.cases[PLENARY] = PlenarySession(
        stream=PLENARY, version=7, stage=Stage.OPEN, number=3, business=1, present=("east",)
    )
    (adopted,) = chamber.done(play, AdoptOrderOfBusiness(totals=THREE), CHAIR, PLENARY)
    assert isinstance(adopted, OrderOfBusinessAdopted)
    assert adopted.totals == THREE
