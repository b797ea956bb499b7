"""Rulings: who may rule, on what, and that a wrong ruling is replaced and stays on record."""

import pytest

from domain.committee_review.examination import ExamineDraft
from domain.committee_review.report import ReportToPlenary
from domain.committee_review.return_for_revision import ReturnForRevision
from domain.refusal import Refusal
from domain.rules import Parameter, Value
from domain.rulings import GiveRuling, RulingGiven
from tests.domain.lowlands import (
    CHAIR,
    IN_LEGAL,
    IN_SOCIAL,
    LAW,
    LEGAL,
    done,
    referred,
    refused,
)
from tests.scenario import Play


def ruling(parameter: str, value: Value) -> GiveRuling:
    return GiveRuling(parameter=parameter, value=value, grounds="as the house has always done")


TWO_APPROVE = ruling("committee.approvals", 2)


def rulings_on(play: Play, stream: str) -> list[Value]:
    return [e.value for s, e in play.events if s == stream and isinstance(e, RulingGiven)]


def test_in_a_committee_only_whoever_presides_gives_a_ruling() -> None:
    play = referred()

    for member in (IN_LEGAL["east"], IN_LEGAL["watcher"], IN_SOCIAL["north"]):
        assert refused(play, TWO_APPROVE, LEGAL, member).code == "no-right"
    done(play, TWO_APPROVE, LEGAL, IN_LEGAL["north"])


def test_a_committee_does_not_rule_outside_its_own_reviews() -> None:
    assert refused(referred(), TWO_APPROVE, LAW, IN_LEGAL["north"]) == Refusal(
        code="no-right", sentence=f"a committee rules on its own reviews, not on {LAW}"
    )


def test_a_committee_does_not_rule_on_a_review_that_has_ended() -> None:
    play = referred()
    done(play, ReturnForRevision(remarks=("define ferry",)), LEGAL, IN_LEGAL["north"])

    assert refused(play, TWO_APPROVE, LEGAL, IN_LEGAL["north"]).code == "not-in-order"


def test_no_ruling_lets_a_committee_report_without_any_approval() -> None:
    play = referred()
    none = refused(play, ruling("committee.approvals", 0), LEGAL, IN_LEGAL["north"])
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])

    assert none.sentence == "committee.approvals is a number from 1 to 1000, not 0"
    report = refused(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"])
    assert report.code == "needs-ruling"


@pytest.mark.parametrize(
    ("parameter", "value", "sentence"),
    [
        ("committee.approvals", 99, "committee.approvals cannot be 99: 3 delegations"),
        ("committee.decision", "banana", "committee.decision is a word among unanimity, "),
        ("committee.decision", "fraction_of_members", "(a fraction follows a colon: 2/3)"),
        ("committee.decision", "fraction_of_members:4/3", "(a fraction follows a colon: 2/3)"),
    ],
)
def test_a_ruling_that_cannot_be_computed_is_no_ruling(
    parameter: str, value: Value, sentence: str
) -> None:
    refusal = refused(referred(), ruling(parameter, value), LEGAL, CHAIR)

    assert refusal.code == "not-valid"
    assert sentence in refusal.sentence


def test_a_quorum_by_ruling_is_no_larger_than_the_assembly() -> None:
    play = referred(quorum__decide=Parameter())

    many = refused(play, ruling("quorum.decide", 999), LAW, CHAIR)
    assert many.sentence == "quorum.decide cannot be 999: 4 delegations may be counted"
    done(play, ruling("quorum.decide", 4), LAW, CHAIR)


def test_a_later_ruling_replaces_an_earlier_one_and_both_stay_on_record() -> None:
    play = referred()
    done(play, ruling("committee.approvals", 3), LEGAL, CHAIR)
    done(play, TWO_APPROVE, LEGAL, CHAIR)

    assert play.case(LEGAL).rulings["committee.approvals"].value == 2
    assert rulings_on(play, LEGAL) == [3, 2]


def test_a_kind_of_unanimity_may_be_ruled_otherwise_again() -> None:
    play = referred(plenary__decision=Parameter(value="unanimity", citation="Rules, art. 9"))
    done(play, ruling("plenary.decision", "unanimity_all"), LAW, CHAIR)
    done(play, ruling("plenary.decision", "consensus"), LAW, CHAIR)

    assert play.case(LAW).rulings["plenary.decision"].value == "consensus"
    majority = refused(play, ruling("plenary.decision", "majority_of_votes_cast"), LAW, CHAIR)
    assert majority.sentence.startswith("the rules already set plenary.decision")


def test_what_the_rules_set_is_amended_and_not_ruled_away() -> None:
    play = referred(committee__approvals=Parameter(value=3, citation="Rules, art. 6"))

    assert refused(play, TWO_APPROVE, LEGAL, CHAIR) == Refusal(
        code="not-in-order",
        sentence="the rules already set committee.approvals; amend them instead",
        citation="Rules, art. 6",
    )
