"""Invariants of what is unset and of approvals: each on the smallest assembly that shows it."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.return_for_revision import ReturnForRevision
from domain.committee_review.state import CommitteeReview
from domain.model_law.drafting import Answer, ReviseDraft
from domain.model_law.referral import ReferToCommittee
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from tests.domain.lowlands import DELEGATION, HASH, IN_LEGAL, LAW, LEGAL, SECRETARY, done, referred
from tests.domain.turkpa import DELEGATIONS, KOSHANOV, MEMBERS, office, turkpa
from tests.scenario import Play

PLENARY, VOTE, TODAY = "plenary-session/14", "vote/14/1", "2025-06-12"
RULINGS = {"abstention_effect": "no-effect", "plenary.decision": "consensus"}
some = settings(max_examples=40)


def closed_vote(choices: list[str]) -> Play:
    """Let the four delegations of TURKPA answer a question, and close the vote."""
    play, assembly = Play(), turkpa()
    play.cases["assembly"] = replace(assembly, offices=(*assembly.offices, office(KOSHANOV, "kz")))
    play.cases[PLENARY] = PlenarySession(
        stream=PLENARY,
        version=7,
        stage=Stage.OPEN,
        number=14,
        first_day=date(2025, 6, 11),
        present=MEMBERS,
    )
    done(play, OpenVote(question="Shall it be so?", kind="decision"), VOTE, KOSHANOV, TODAY)
    for key, choice in zip(MEMBERS, choices, strict=True):
        cast = CastBallot.model_validate({"choice": choice})
        done(play, cast, VOTE, DELEGATIONS[key], TODAY)
    done(play, CloseVote(), VOTE, KOSHANOV, TODAY)
    return play


@given(st.lists(st.sampled_from(("for", "abstain")), min_size=4, max_size=4))
@some
def test_13_what_cannot_be_computed_is_announced_after_a_ruling_only(choices: list[str]) -> None:
    play, announce = closed_vote(choices), AnnounceResult(outcome="adopted")
    answer = play.when(announce, case=VOTE, by=KOSHANOV, on=TODAY)
    assert isinstance(answer, Refusal) == ("abstain" in choices)
    while isinstance(answer, Refusal):
        assert answer.code == "needs-ruling"
        parameter = answer.missing[0]
        ruling = GiveRuling(parameter=parameter, value=RULINGS[parameter], grounds="so it is")
        done(play, ruling, VOTE, KOSHANOV, TODAY)
        answer = play.when(announce, case=VOTE, by=KOSHANOV, on=TODAY)


approvals = st.lists(
    st.tuples(
        st.sampled_from(("east", "south", "west")), st.integers(1, 3), st.sampled_from((1, 2, 3))
    ),
    max_size=8,
)


@given(approvals, st.integers(0, 8))
@some
def test_14_an_approval_holds_for_one_text_and_lapses_with_the_next(
    given_by: list[tuple[str, int, int]], revised_after: int
) -> None:
    play = referred()
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    back = ReturnForRevision(remarks=("define ferry",))
    revise = ReviseDraft(edition=2, sha256=HASH[2], answers=(Answer(remark=1, text="defined"),))
    for number, (key, named, digest) in enumerate(given_by):
        if number == revised_after:
            done(play, back, LEGAL, IN_LEGAL["north"])
            done(play, revise, LAW, DELEGATION["north"])
            done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
            assert not approved(play)
        approve = ApproveEdition(edition=named, sha256=HASH[digest])
        play.when(approve, case=LEGAL, by=IN_LEGAL[key])
        edition = 2 if number >= revised_after else 1
        assert approved(play) <= {(edition, HASH[edition])}


def approved(play: Play) -> set[tuple[int, str | None]]:
    held = play.case(LEGAL)
    assert isinstance(held, CommitteeReview)
    return {(each.edition, each.sha256) for each in held.approvals}
