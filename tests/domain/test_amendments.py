"""Amendments: tabled, admitted, called in their order, decided, lapsed, withdrawn."""

from dataclasses import replace
from datetime import date

import pytest

from domain.assembly.offices import TakeOffice
from domain.assembly.parliaments import RegisterParliament
from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.rapporteur import RapporteurAppointed
from domain.committee_review.report import ReportToPlenary
from domain.messages import Event
from domain.model_law.adoption import ReferredBack
from domain.model_law.amendments.admission import (
    AdmitAmendment,
    DeclareAmendmentInadmissible,
    ReportOnAmendment,
)
from domain.model_law.amendments.calling import CallAmendment
from domain.model_law.amendments.changes import Change
from domain.model_law.amendments.consolidation import ConsolidateText
from domain.model_law.amendments.results import LapseAmendment
from domain.model_law.amendments.splitting import Part, RequestSeparateVote, SplitAmendment
from domain.model_law.amendments.tabling import TableAmendment, WithdrawAmendment
from domain.model_law.drafting import ReviseDraft
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.referral import ReferToCommittee
from domain.model_law.state import ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.correction import VoidVote
from domain.vote.opening import OpenVote
from domain.vote.state import Vote
from tests.domain.ferries import (
    ARTICLE,
    PLENARY,
    admitted,
    announced,
    asked,
    before_plenary,
    life,
    one,
    opened,
    question,
    refusal,
    tabled,
    voted,
    with_text,
)
from tests.domain.lowlands import (
    CHAIR,
    DELEGATION,
    HASH,
    IN_LEGAL,
    LAW,
    LEGAL,
    MEMBERS,
    SECRETARY,
    done,
    drafted,
    refused,
)
from tests.scenario import Play

WATCHER = Actor(subject="head-watcher", capacity=Capacity.DELEGATION, body="watcher")
BELL = Change(place="Article 1", action="replace", words="a bell", text="two bells")


def types(events: list[Event]) -> list[str]:
    return [each.type for each in events]


def test_an_amendment_is_tabled_to_the_text_as_it_stands() -> None:
    play = before_plenary()

    assert refusal(play, TableAmendment(number="1", edition=2), SECRETARY).code == "other-edition"
    tabled(play, "1")
    assert (one(play, "1").proposer, life(play, "1")) == ("south", "tabled")
    again = refusal(play, TableAmendment(number="1", edition=1), DELEGATION["west"])
    assert again.code == "already-done"


def test_no_amendment_is_tabled_while_the_authors_still_write_the_text() -> None:
    play = drafted()

    answer = refused(play, TableAmendment(number="1", edition=1), LAW, DELEGATION["south"])
    assert answer.code == "not-in-order"
    assert "between the report of the committee and the vote" in answer.sentence


def test_amendments_and_the_text_they_amend_stay_together() -> None:
    play = tabled(before_plenary(), "1")

    answer = refusal(play, ReviseDraft(edition=2), DELEGATION["north"])
    assert answer.code == "not-in-order"


def test_signatures_are_asked_of_all_but_a_committee() -> None:
    play = before_plenary(amendment__signatures=Parameter(value=5, citation=ARTICLE))

    answer = refusal(play, TableAmendment(number="1", edition=1, signatures=4), DELEGATION["south"])
    assert (answer.code, answer.citation) == ("against-the-rules", ARTICLE)
    asked(play, TableAmendment(number="1", edition=1, signatures=5), DELEGATION["south"])
    asked(play, TableAmendment(number="2", edition=1), IN_LEGAL["north"])


def test_after_the_opening_an_amendment_is_late_and_wants_a_reason() -> None:
    late = Parameter(value="PT3H", severity=Severity.ALERT, citation=ARTICLE)
    play = before_plenary(amendment__deadline=late)
    command = TableAmendment(number="1", edition=1)

    assert refusal(play, command, DELEGATION["south"]).code == "reason-needed"
    events = asked(play, command, DELEGATION["south"], reason="the boat sank last night")
    assert types(events) == ["AmendmentTabled", "IrregularityRecorded"]


@pytest.mark.parametrize(
    ("before", "on", "is_late"),
    [
        ("PT72H", "2026-06-12T07:00:00Z", True),
        ("PT72H", "2026-06-12", True),
        ("PT48H", "2026-06-13", True),
        ("PT48H", "2026-06-12", False),  # it may be opened in the evening of the fourteenth
        ("PT3H", "2026-06-14T21:00:01Z", True),
        ("PT3H", "2026-06-14T20:59:59Z", False),
        ("PT3H", "2026-06-14", False),
    ],
)
def test_before_the_opening_an_amendment_is_late_where_that_is_certain(
    before: str, on: str, *, is_late: bool
) -> None:
    late = Parameter(value=before, severity=Severity.ALERT, citation=ARTICLE)
    play = before_plenary(amendment__deadline=late)
    sits = play.case(PLENARY)
    assert isinstance(sits, PlenarySession)
    play.cases[PLENARY] = replace(sits, stage=Stage.CONVENED, first_day=date(2026, 6, 14))

    answer = play.when(
        TableAmendment(number="1", edition=1), case=LAW, by=DELEGATION["south"], on=on
    )

    assert isinstance(answer, Refusal) == is_late
    if isinstance(answer, Refusal):
        assert answer.sentence.startswith(
            f"amendments were due {before} before the opening, which is on 2026-06-14"
        )


def test_an_observer_asks_for_no_change_and_no_separate_vote() -> None:
    play = watched(admitted(before_plenary(), "1"))

    for act in (
        TableAmendment(number="2", edition=1),
        SplitAmendment(number="1", parts=(Part(), Part())),
        RequestSeparateVote(number="2"),
    ):
        answer = refusal(play, act, WATCHER)
        assert (answer.code, answer.sentence) == (
            "no-right",
            "watcher is no member parliament on 2026-06-12",
        )


def watched(play: Play) -> Play:
    """Let the observer have a head of delegation."""
    head = TakeOffice(subject="head-watcher", capacity=Capacity.DELEGATION, body="watcher")
    parliament = RegisterParliament(key="watcher", country="Nowhere", name="Diwan")
    for act in (parliament, head):
        done(play, act, "assembly", SECRETARY)
    return play


def test_for_a_committee_its_chair_or_its_rapporteur_tables_and_reports() -> None:
    play = before_plenary()
    table = TableAmendment(number="1", edition=1)
    report = ReportOnAmendment(number="1", committee="legal", position="approved-unanimously")

    for seat in (IN_LEGAL["watcher"], IN_LEGAL["south"]):
        assert refusal(play, table, seat).code == "no-right"
    play.given(LEGAL, RapporteurAppointed(rapporteur="legal-south"))
    asked(play, table, IN_LEGAL["south"])
    assert refusal(play, report, IN_LEGAL["east"]).sentence == (
        "who presides in legal, or its rapporteur, reports for it"
    )
    for seat in (IN_LEGAL["south"], IN_LEGAL["north"]):
        asked(play, report, seat)


def test_only_its_proposer_withdraws_an_amendment() -> None:
    play = admitted(before_plenary(), "1")

    assert refusal(play, WithdrawAmendment(number="1"), DELEGATION["west"]).code == "no-right"
    asked(play, WithdrawAmendment(number="1"), DELEGATION["south"])
    assert life(play, "1") == "withdrawn"
    assert refusal(play, CallAmendment(number="1")).code == "not-in-order"
    assert refusal(play, WithdrawAmendment(number="1"), DELEGATION["south"]).code == "not-in-order"


def test_an_amendment_whose_proposer_is_not_on_record_is_withdrawn_by_nobody() -> None:
    play = before_plenary()
    asked(play, TableAmendment(number="1", edition=1), SECRETARY)

    assert refusal(play, WithdrawAmendment(number="1"), DELEGATION["south"]).code == "no-right"


def test_a_committee_withdraws_what_it_tabled_by_who_presides_in_it() -> None:
    play = before_plenary()
    asked(play, TableAmendment(number="1", edition=1), IN_LEGAL["north"])

    assert refusal(play, WithdrawAmendment(number="1"), IN_LEGAL["east"]).code == "no-right"
    asked(play, WithdrawAmendment(number="1"), IN_LEGAL["north"])
    assert life(play, "1") == "withdrawn"


def test_the_chair_refuses_what_is_inadmissible_and_nobody_else_does() -> None:
    play = tabled(before_plenary(), "1")
    command = DeclareAmendmentInadmissible(number="1", grounds="it replaces the whole text")

    assert refusal(play, command, SECRETARY).code == "no-right"
    asked(play, command)
    assert life(play, "1") == "inadmissible"
    assert refusal(play, AdmitAmendment(number="1")).code == "not-in-order"


def test_an_amendment_is_called_once_it_is_admitted() -> None:
    play = tabled(before_plenary(), "1")

    assert refusal(play, CallAmendment(number="1")).code == "not-in-order"
    assert refusal(play, CallAmendment(number="9")).code == "unknown-amendment"
    asked(play, AdmitAmendment(number="1"))
    asked(play, CallAmendment(number="1"))
    assert life(play, "1") == "called"


def test_of_rivals_the_furthest_from_the_text_is_called_first() -> None:
    play = admitted(before_plenary(), "1", distance=1)
    admitted(play, "2", distance=3, competes_with=("1",))

    answer = refusal(play, CallAmendment(number="1"))
    assert (answer.code, answer.citation) == ("reason-needed", ARTICLE)
    assert "2 is further from the text than 1" in answer.sentence
    asked(play, CallAmendment(number="2"))
    asked(play, CallAmendment(number="1"))


def test_the_order_is_left_with_a_reason_and_that_is_an_irregularity() -> None:
    play = admitted(before_plenary(), "1", distance=1)
    admitted(play, "2", distance=3, competes_with=("1",))

    events = asked(play, CallAmendment(number="1"), reason="the house wants it so")
    assert types(events) == ["AmendmentCalled", "IrregularityRecorded"]


def test_who_is_furthest_cannot_be_told_without_the_distances() -> None:
    play = admitted(before_plenary(), "1", distance=1)
    admitted(play, "2", competes_with=("1",))

    answer = refusal(play, CallAmendment(number="1"))
    assert answer.missing == ("distance of amendment 2",)


def test_without_a_rule_of_order_rivals_need_a_ruling_and_others_do_not() -> None:
    play = admitted(before_plenary(amendment__order=None), "1")
    admitted(play, "2", competes_with=("1",))
    admitted(play, "3")

    asked(play, CallAmendment(number="3"))
    answer = refusal(play, CallAmendment(number="1"))
    assert (answer.code, answer.missing) == ("needs-ruling", ("amendment.order",))
    asked(play, GiveRuling(parameter="amendment.order", value="chair", grounds="as it comes"))
    asked(play, CallAmendment(number="1"))


def test_what_is_adopted_makes_its_rivals_lapse_without_a_vote() -> None:
    play = admitted(before_plenary(), "1", distance=2)
    admitted(play, "8", distance=1, competes_with=("1",))
    admitted(play, "2")

    events = voted(play, "1", "adopted")
    assert "AmendmentLapsed" in types(events)
    assert (life(play, "1"), life(play, "8"), life(play, "2")) == ("adopted", "lapsed", "admitted")
    assert one(play, "8").vote is None
    assert refusal(play, CallAmendment(number="8")).code == "not-in-order"


def test_what_is_rejected_leaves_its_rivals_alone() -> None:
    play = admitted(before_plenary(), "1", distance=2)
    admitted(play, "8", distance=1, competes_with=("1",))

    voted(play, "1", "rejected")
    assert life(play, "8") == "admitted"


def test_without_a_rule_of_lapse_a_rival_waits_for_a_ruling() -> None:
    play = admitted(before_plenary(amendment__lapse=None), "1", distance=2)
    admitted(play, "8", distance=1, competes_with=("1",))

    voted(play, "1", "adopted")
    assert life(play, "8") == "admitted"
    answer = refusal(play, CallAmendment(number="8"))
    assert (answer.code, answer.missing) == ("needs-ruling", ("amendment.lapse",))
    asked(play, GiveRuling(parameter="amendment.lapse", value="competing", grounds="custom"))
    assert refusal(play, CallAmendment(number="8")).code == "not-in-order"
    asked(play, LapseAmendment(number="8", because="1", grounds="1 was adopted"))
    assert life(play, "8") == "lapsed"


def test_a_ruling_that_none_lapses_lets_both_be_voted_on() -> None:
    play = admitted(before_plenary(amendment__lapse=None), "1", distance=2)
    admitted(play, "8", distance=1, competes_with=("1",))
    voted(play, "1", "adopted")

    asked(play, GiveRuling(parameter="amendment.lapse", value="none", grounds="both may stand"))
    voted(play, "8", "adopted")
    assert life(play, "8") == "adopted"


def test_what_makes_no_sense_without_another_falls_with_it_at_every_remove() -> None:
    play = admitted(before_plenary(), "1")
    admitted(play, "2", falls_with=("1",))
    admitted(play, "3", falls_with=("2",))

    voted(play, "1", "rejected")
    assert (life(play, "2"), life(play, "3")) == ("lapsed", "lapsed")


def test_an_amendment_to_an_amendment_falls_with_it() -> None:
    play = admitted(before_plenary(), "1")
    admitted(play, "2", to="1")

    asked(play, WithdrawAmendment(number="1"), DELEGATION["south"])
    assert life(play, "2") == "lapsed"


def test_an_amendment_neither_falls_nor_competes_with_itself() -> None:
    play = admitted(before_plenary(), "1")
    admitted(play, "2", falls_with=("1",))

    for command in (
        AdmitAmendment(number="1", competes_with=("1",)),
        AdmitAmendment(number="1", falls_with=("1",)),
        AdmitAmendment(number="1", falls_with=("2",)),
    ):
        assert refusal(play, command).code == "not-valid"
    unknown = refusal(play, AdmitAmendment(number="1", competes_with=("7",)))
    assert unknown.code == "unknown-amendment"


def test_the_chair_records_a_lapse_with_its_cause_once_that_is_decided() -> None:
    play = admitted(before_plenary(), "1")
    admitted(play, "2")
    command = LapseAmendment(number="2", because="1", grounds="it says the same")

    assert refusal(play, command).code == "not-in-order"
    voted(play, "1", "adopted")
    assert refusal(play, command, SECRETARY).code == "no-right"
    asked(play, command)
    assert life(play, "2") == "lapsed"


def test_a_vote_is_opened_on_what_is_called_and_on_nothing_else() -> None:
    play = admitted(before_plenary(), "1")

    for item in ("1", "9", "=", "1 9"):
        stream, command = question(1, item)
        assert refused(play, command, stream, CHAIR).code in {"not-in-order", "unknown-amendment"}
    asked(play, CallAmendment(number="1"))
    assert opened(play, "1") == "vote/15/1"


def test_nothing_is_done_to_an_amendment_while_a_vote_on_it_is_open() -> None:
    play = admitted(before_plenary(), "1")
    asked(play, CallAmendment(number="1"))
    opened(play, "1")

    for command, by in (
        (WithdrawAmendment(number="1"), DELEGATION["south"]),
        (LapseAmendment(number="1", grounds="time"), CHAIR),
    ):
        answer = refusal(play, command, by)
        assert answer.code == "not-in-order"
        assert "vote/15/1 puts 1 to the vote" in answer.sentence


def test_rivals_are_not_voted_on_at_the_same_time() -> None:
    play = admitted(before_plenary(), "1", distance=2)
    admitted(play, "8", distance=1, competes_with=("1",))
    asked(play, CallAmendment(number="1"))
    asked(play, CallAmendment(number="8"))
    opened(play, "1")

    stream, command = question(2, "8")
    assert "competes" in refused(play, command, stream, CHAIR).sentence


def test_a_vote_on_what_lapsed_meanwhile_is_void_and_never_adopts_it() -> None:
    play = admitted(before_plenary(), "1")
    admitted(play, "2", falls_with=("1",))
    for number in ("1", "2"):
        asked(play, CallAmendment(number=number))
    first, second = opened(play, "1"), opened(play, "2")
    announced(play, first, "rejected")

    for key in MEMBERS:
        done(play, CastBallot(choice="for"), second, DELEGATION[key])
    done(play, CloseVote(), second, CHAIR)
    answer = refused(play, AnnounceResult(outcome="adopted"), second, CHAIR)
    assert "amendment 2 is lapsed by now; void this vote" in answer.sentence
    done(play, VoidVote(grounds="the amendment lapsed"), second, CHAIR)
    assert life(play, "2") == "lapsed"


def test_the_announced_result_counts_where_it_differs_from_the_computed_one() -> None:
    play = admitted(before_plenary(), "1")
    asked(play, CallAmendment(number="1"))
    stream = opened(play, "1")
    for key in MEMBERS:
        done(play, CastBallot(choice="against"), stream, DELEGATION[key])
    done(play, CloseVote(), stream, CHAIR)

    events = done(play, AnnounceResult(outcome="adopted"), stream, CHAIR)
    assert "ResultAnomalyFlagged" in types(events)
    assert life(play, "1") == "adopted"


def test_a_decision_that_is_taken_up_again_is_called_again() -> None:
    play = admitted(before_plenary(), "1")
    voted(play, "1", "rejected")
    assert refusal(play, CallAmendment(number="1")).code == "not-in-order"

    command = OpenVote(
        question="Again?", kind="reconsideration", about=LAW, item="1", reconsiders="vote/15/1"
    )
    done(play, command, "vote/15/2", CHAIR)
    announced(play, "vote/15/2", "adopted")
    assert life(play, "1") == "rejected"

    voted(play, "1", "adopted")
    assert (life(play, "1"), one(play, "1").vote) == ("adopted", "vote/15/3")


def test_a_decision_is_not_taken_up_again_once_the_text_contains_it() -> None:
    again = OpenVote(
        question="Again?", kind="reconsideration", about=LAW, item="1", reconsiders="vote/15/1"
    )
    said = (
        "amendment 1 is to edition 1, and the text of model-law/2026-001 is edition 2; "
        "table an amendment to that one"
    )
    early = admitted(with_text(before_plenary()), "1", BELL)
    voted(early, "1", "adopted")
    done(early, again, "vote/15/2", CHAIR)
    assert refusal(early, ConsolidateText(edition=2), SECRETARY).sentence == (
        "vote/15/2 would take vote/15/1 up again; settle it first"
    )
    announced(early, "vote/15/2", "adopted")
    assert refusal(early, ConsolidateText(edition=2), SECRETARY).sentence == (
        "vote/15/1 on 1 is taken up again; decide 1 anew first"
    )
    voted(early, "1", "adopted")
    asked(early, ConsolidateText(edition=2), SECRETARY)
    assert refusal(early, CallAmendment(number="1")).code == "not-in-order"

    late = admitted(with_text(before_plenary()), "1", BELL)
    voted(late, "1", "adopted")
    asked(late, ConsolidateText(edition=2), SECRETARY)
    assert refused(late, again, "vote/15/2", CHAIR).sentence == said


def test_an_amendment_to_an_earlier_edition_is_neither_called_nor_voted_on() -> None:
    play = admitted(admitted(before_plenary(), "1"), "2")
    asked(play, CallAmendment(number="2"))
    referred_again(play)

    said = "table an amendment to that one, and record that this one lapsed"
    assert said in refusal(play, CallAmendment(number="1")).sentence
    stream, opening = question(1, "2")
    assert said in refused(play, opening, stream, CHAIR).sentence
    for number in ("1", "2"):
        asked(play, LapseAmendment(number=number, grounds="another text"))


def test_what_was_adopted_is_in_the_text_before_it_is_revised_or_referred_again() -> None:
    play = admitted(with_text(before_plenary()), "1", BELL)
    voted(play, "1", "adopted")
    play.given(LAW, ReferredBack(grounds="the final vote is put off"))

    revise, refer = ReviseDraft(edition=2), ReferToCommittee(committees=("legal",))
    for act in (revise, refer):
        answer = refusal(play, act, SECRETARY)
        assert answer.missing == ("consolidated text",)
        assert answer.sentence == (
            "the text of model-law/2026-001 does not contain 1 yet, which the plenary adopted; "
            "consolidate it first"
        )
    asked(play, ConsolidateText(edition=2), SECRETARY)
    asked(play, ReviseDraft(edition=3), DELEGATION["north"])
    asked(play, refer, SECRETARY)


def referred_again(play: Play) -> None:
    """Let the law be referred back, revised, reported again and placed before the same plenary."""
    play.given(LAW, ReferredBack(grounds="costs"))
    asked(play, ReviseDraft(edition=2, sha256=HASH[2]), DELEGATION["north"])
    asked(play, ReferToCommittee(committees=("legal",)), SECRETARY)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south", "west"):
        done(play, ApproveEdition(edition=2, sha256=HASH[2]), LEGAL, IN_LEGAL[key])
    done(play, ReportToPlenary(edition=2), LEGAL, IN_LEGAL["north"])
    play.given(LAW, PlacedOnOrderOfBusiness(plenary_session=PLENARY, item=1))


def test_the_final_vote_is_on_no_item() -> None:
    final = OpenVote(question="All of it?", kind="final_vote", about=LAW, item="1")
    answer = refused(admitted(before_plenary(), "1"), final, "vote/15/1", CHAIR)

    assert answer == Refusal(
        code="not-valid", sentence=f"the final vote is on the whole of {LAW}, not on 1"
    )


@pytest.mark.parametrize(("stage", "is_late"), [(Stage.VOTED, False), (Stage.ADOPTED, True)])
def test_a_final_vote_is_taken_up_again_until_its_law_has_gone_on(
    stage: Stage, *, is_late: bool
) -> None:
    play = before_plenary()
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    play.cases[LAW] = replace(law, stage=stage, vote="vote/15/1")
    play.cases["vote/15/1"] = Vote(
        stream="vote/15/1", version=4, kind="final_vote", about=LAW, announced="adopted"
    )
    command = OpenVote(question="Again?", kind="reconsideration", reconsiders="vote/15/1")

    answer = play.when(command, case="vote/15/2", by=CHAIR, on="2026-06-12")

    assert isinstance(answer, Refusal) == is_late
    if isinstance(answer, Refusal):
        assert answer.sentence == f"{LAW} is adopted by now: vote/15/1 is not taken up again"


def test_where_persons_vote_a_person_withdraws_what_is_his() -> None:
    play = before_plenary(voter=Parameter(value="person", citation=ARTICLE))
    tabled(play, "1")
    other = Actor(subject="other-south", capacity=Capacity.DELEGATION, body="south")

    assert one(play, "1").subject == "head-south"
    assert refusal(play, WithdrawAmendment(number="1"), other).code == "no-right"
    asked(play, WithdrawAmendment(number="1"), DELEGATION["south"])


@pytest.mark.parametrize("number", ["", "6/1", "§5", "4=", "a b"])
def test_the_number_of_an_amendment_is_one_word(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        TableAmendment(number=number, edition=1)
