"""Rules over time: a stage keeps its edition, a decision moves a case, nothing is re-judged."""

from dataclasses import replace
from datetime import date

from domain.assembly.rules_of_procedure import AmendRules
from domain.assembly.state import Assembly
from domain.editions import MoveToEdition, written_for
from domain.model_law.drafting import SubmitDraft
from domain.model_law.proposal import ProposeModelLaw
from domain.model_law.title import TitleModelLaw
from domain.refusal import Refusal
from domain.rules import Parameter, Value
from domain.rulings import GiveRuling
from domain.simulation import simulate, what_if
from domain.stages import Stage
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.state import Vote
from tests.domain.chamber import (
    CHAIR,
    PLENARY,
    QUESTION,
    SECRETARY,
    VOTE,
    ask,
    chamber,
    done,
    head,
    names,
    refused,
    vote,
)
from tests.scenario import Play

ASSEMBLY, LAW = "assembly", "model-law/2026-001"
MOVE = MoveToEdition(edition=2, decision="plenary session 3, item 4")


def amend(play: Play, on: str = "2026-07-01", **values: Value) -> None:
    parameters = {name.replace("__", "."): Parameter(value=v) for name, v in values.items()}
    command = AmendRules(
        title="Amended",
        valid_from=date.fromisoformat(on),
        parameters=parameters,
        decision="plenary session 3, item 3",
    )
    done(play, command, SECRETARY, ASSEMBLY)


def titled(**values: Value) -> Play:
    play = chamber(**values)
    done(play, TitleModelLaw(title="On Ferries"), SECRETARY, LAW)
    return play


def edition(play: Play, case: str, on: str) -> int:
    assembly = play.case(ASSEMBLY)
    assert isinstance(assembly, Assembly)
    return written_for(play.case(case), assembly, on=date.fromisoformat(on)).edition


def test_a_running_stage_keeps_the_edition_of_the_day_it_began() -> None:
    play = titled(committee__approvals=2)
    amend(play, committee__approvals=3)

    assert edition(play, LAW, "2026-08-01") == 1


def test_the_next_stage_takes_the_edition_of_its_own_day() -> None:
    play = titled(committee__approvals=2)
    amend(play, committee__approvals=3)
    play.when(ProposeModelLaw(), case=LAW, by=head("east"), on="2026-08-01")
    draft = SubmitDraft(edition=1, sha256="1" * 64, language="en")
    assert not isinstance(play.when(draft, case=LAW, by=head("east"), on="2026-08-02"), Refusal)

    assert play.case(LAW).stage is Stage.DRAFTING
    assert edition(play, LAW, "2026-09-01") == 2


def test_the_assembly_acts_under_the_rules_of_the_day() -> None:
    play = titled(committee__approvals=2)
    amend(play, committee__approvals=3)

    assert edition(play, ASSEMBLY, "2026-06-30") == 1
    assert edition(play, ASSEMBLY, "2026-07-01") == 2


def test_a_case_is_moved_by_a_decision_that_says_what_it_changes() -> None:
    play = titled(committee__approvals=2)
    amend(play, committee__approvals=3)

    early = refused(play, MOVE, SECRETARY, LAW)
    assert early.sentence == "edition 2 is valid from 2026-07-01"
    answer = ask(play, MOVE, SECRETARY, LAW, on="2026-07-02")
    assert not isinstance(answer, Refusal)
    assert answer[0].model_dump(include={"before", "edition", "changes"}) == {
        "before": 1,
        "edition": 2,
        "changes": ("committee.approvals: 2 -> 3",),
    }
    assert edition(play, LAW, "2026-07-02") == 2
    again = ask(play, MOVE, SECRETARY, LAW, on="2026-07-02")
    assert isinstance(again, Refusal)
    assert again.code == "already-done"


def test_a_case_is_not_moved_back_nor_to_an_edition_that_is_not_there() -> None:
    play = titled(committee__approvals=2)
    amend(play, on="2026-06-12", committee__approvals=3)

    assert edition(play, LAW, "2026-06-12") == 2
    for number, case in ((1, LAW), (9, LAW), (2, ASSEMBLY)):
        move = MoveToEdition(edition=number, decision="plenary session 3")
        assert refused(play, move, SECRETARY, case).code == "not-in-order"


def test_an_amendment_never_judges_a_vote_again() -> None:
    play = voted()
    amend(play, on="2026-06-12", plenary__decision="unanimity_all")

    assert edition(play, VOTE, "2026-06-13") == 1
    assert names(done(play, AnnounceResult(outcome="adopted"))) == [
        "ResultAnnounced",
        "VoteSettled",
    ]
    assert vote(play).computed == "adopted"


def test_a_vote_that_is_moved_is_computed_under_its_new_edition() -> None:
    play = cast()
    amend(play, on="2026-06-12", plenary__decision="unanimity_all")
    done(play, MOVE, SECRETARY, VOTE)
    done(play, CloseVote(), SECRETARY)

    assert "ResultAnomalyFlagged" in names(done(play, AnnounceResult(outcome="adopted")))


def test_a_closed_vote_is_never_judged_again() -> None:
    play = voted()
    amend(play, on="2026-06-12", plenary__decision="unanimity_all")
    closed = refused(play, MOVE, SECRETARY, VOTE)
    done(play, AnnounceResult(outcome="adopted"))
    settled = refused(play, MOVE, SECRETARY, VOTE)

    assert (closed.code, settled.code) == ("not-in-order", "not-in-order")
    assert "keeps the rules by which it was judged" in closed.sentence


def test_a_ruling_ends_where_a_later_edition_sets_what_it_answered() -> None:
    play = chamber(quorum__decide=0)
    ruling = GiveRuling(
        parameter="plenary.decision", value="majority_of_votes_cast", grounds="no rule"
    )
    done(play, ruling, CHAIR, PLENARY)
    amend(play, on="2026-06-12", plenary__decision="unanimity_all")
    before = play.case(PLENARY)
    done(play, QUESTION, CHAIR)
    for key, choice in (("east", "for"), ("north", "for"), ("south", "against")):
        done(play, CastBallot.model_validate({"choice": choice}), head(key))
    done(play, CloseVote(), SECRETARY)

    vote = play.case(VOTE)
    assert isinstance(vote, Vote)
    assert before.rulings
    assert (vote.rules, vote.computed) == (2, "rejected")


def test_a_simulation_names_each_open_case_and_changes_nothing() -> None:
    play = voted()
    done(play, TitleModelLaw(title="On Ferries"), SECRETARY, LAW)
    amend(play, on="2026-07-01", plenary__decision="unanimity_all", followup__interval="P30D")
    assembly, before = play.case(ASSEMBLY), dict(play.cases)
    assert isinstance(assembly, Assembly)

    found = simulate(2, play.cases, assembly, on=date(2026, 6, 13))

    assert [(each.stream, each.edition) for each in found] == [(LAW, 1), (PLENARY, 1), (VOTE, 1)]
    (of_vote,) = [each for each in found if each.stream == VOTE]
    assert (of_vote.outcome, of_vote.outcome_then) == ("adopted", "rejected")
    assert [each.parameter for each in of_vote.changes] == ["plenary.decision"]
    assert of_vote.differs
    assert play.cases == before


def test_what_an_edition_leaves_alone_does_not_differ() -> None:
    play = voted()
    amend(play, on="2026-07-01", followup__interval="P30D")
    assembly = play.case(ASSEMBLY)
    assert isinstance(assembly, Assembly)

    assert not any(
        each.differs
        for each in simulate(2, play.cases, assembly, on=date(2026, 6, 13))
        if each.stream == VOTE
    )


def test_a_concluded_vote_can_be_asked_what_it_would_have_been() -> None:
    play = voted()
    done(play, AnnounceResult(outcome="adopted"), CHAIR)
    play.cases[VOTE] = replace(vote(play), about=LAW)
    done(play, TitleModelLaw(title="On Ferries"), SECRETARY, LAW)
    amend(play, on="2026-07-01", plenary__decision="unanimity_all")
    assembly = play.case(ASSEMBLY)
    assert isinstance(assembly, Assembly)

    alone = what_if(2, VOTE, play.cases, assembly, on=date(2026, 6, 13))
    with_law = what_if(2, LAW, play.cases, assembly, on=date(2026, 6, 13))

    assert [(each.stream, each.outcome, each.outcome_then) for each in alone] == [
        (VOTE, "adopted", "rejected")
    ]
    assert [each.stream for each in with_law] == [LAW, VOTE]
    assert with_law[1] == alone[0]


def voted() -> Play:
    """Close a vote of two for and one against."""
    play = cast()
    done(play, CloseVote(), SECRETARY)
    return play


def cast() -> Play:
    """Open a vote, and cast two ballots for and one against."""
    play = chamber(plenary__decision="majority_of_votes_cast", quorum__decide=0)
    done(play, QUESTION, CHAIR)
    for key, choice in (("east", "for"), ("north", "for"), ("south", "against")):
        done(play, CastBallot.model_validate({"choice": choice}), head(key))
    return play
