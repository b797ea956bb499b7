"""H5: the TBMM on Sweden's accession to NATO, in a register of its own (domain.md 8.3)."""

from datetime import date

from domain.model_law.state import ModelLaw
from domain.stages import Stage
from domain.treaty.state import Treaty
from domain.vote.result_sheet import result_sheet
from domain.vote.state import Vote
from tests.domain.test_histories_apart import history

LAW, TREATY, VOTE = "model-law/2022-001", "treaty/nato-sweden", "vote/1/1"


def test_h5_quorum_floor_and_majority_of_participants_are_all_met() -> None:
    play, refusals = history("h5-tbmm")
    vote = play.case(VOTE)
    assert isinstance(vote, Vote)
    sheet = result_sheet(vote)

    assert refusals == {}
    assert (sheet.computed, sheet.announced, sheet.needed) == ("adopted",) * 2 + ("174 in favour",)
    assert vote.totals is not None
    assert vote.totals.participants == 287 + 55 + 4 == 346
    assert vote.all_votes == 600
    for said in ("346", "151", "200"):
        assert said in sheet.arithmetic


def test_h5_a_committee_that_adjourns_has_decided_nothing() -> None:
    play, _ = history("h5-tbmm")
    review = "committee-review/2022-001/foreign-affairs"
    told = [(event.type, getattr(event, "on", None)) for s, event in play.events if s == review]

    assert ("DraftExamined", date(2023, 12, 26)) in told
    assert play.case(review).claims == 1
    assert play.case(review).stage is Stage.REPORTED


def test_h5_the_law_is_in_force_on_publication_and_the_protocol_is_not_yet() -> None:
    play, _ = history("h5-tbmm")
    law, treaty = play.case(LAW), play.case(TREATY)
    assert isinstance(law, ModelLaw)
    assert isinstance(treaty, Treaty)

    assert law.stage is Stage.PUBLISHED
    assert dict(treaty.parliament_approved) == {"tr": date(2024, 1, 23)}
    assert dict(treaty.head_approved) == {"tr": date(2024, 1, 25)}
    assert (treaty.stage, treaty.in_force_since) == (Stage.OPEN_FOR_SIGNATURE, None)
