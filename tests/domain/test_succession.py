"""Succession: what a parliament or a committee had begun, the next in its place goes on with."""

from dataclasses import replace
from datetime import date

from domain.assembly.committees import RestructureCommittee
from domain.assembly.offices import TakeOffice
from domain.assembly.parliaments import DissolveParliament, RegisterParliament, SucceedParliament
from domain.assembly.state import Assembly, Membership, Spell
from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.report import ReportToPlenary
from domain.model_law.drafting import ReviseDraft
from domain.model_law.state import ModelLaw
from domain.national_track.assessment import AssessUptake
from domain.national_track.conclusion import ConcludeNationalTrack
from domain.national_track.receipt import AcknowledgeReceipt
from domain.national_track.transmission import TransmittedToParliament
from domain.plenary_session.chairmanship import TransferChairmanship
from domain.plenary_session.proposals import ProposeItem, WithdrawProposal
from domain.plenary_session.requests import (
    RequestOrderOfBusinessChange,
    WithdrawOrderOfBusinessRequest,
)
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.state import Vote
from domain.vote.totals import Totals
from tests.domain.astana import convened, sitting
from tests.domain.lowlands import (
    DELEGATION,
    FOCAL,
    HASH,
    IN_LEGAL,
    IN_SOCIAL,
    LAW,
    LEGAL,
    SECRETARY,
    SOCIAL,
    done,
    referred,
    refused,
)
from tests.domain.turkpa import DELEGATIONS, GAFAROVA
from tests.domain.turkpa import play as turkpa
from tests.scenario import Play

TRACK = "national-track/2026-001/north"
GAP, SUCCESSION = "2026-07-01", "2026-08-20"
LATE = RequestOrderOfBusinessChange(change="add", title="Flood relief")
APPROVE = ApproveEdition(edition=1, sha256=HASH[1])
NEW_HEAD = Actor(subject="new-head", capacity=Capacity.DELEGATION, body="north-2")
NEW_FOCAL = Actor(subject="new-focal", capacity=Capacity.FOCAL_POINT, body="north-2")
NEW_LEGAL = Actor(subject="new-legal", capacity=Capacity.COMMITTEE, body="legal")


def dissolved(play: Play, parliament: str = "north") -> Play:
    ending = DissolveParliament(parliament=parliament, grounds="a new constitution")
    done(play, ending, "assembly", SECRETARY, GAP)
    return play


def succeeded(play: Play, parliament: str = "north") -> Play:
    """Let another parliament take its place, with people of its own."""
    heir = f"{parliament}-2"
    dissolved(play, parliament)
    acts = (
        RegisterParliament(key=heir, country="Northland", name="Kurultai"),
        SucceedParliament(parliament=parliament, successor=heir),
        TakeOffice(subject="new-head", capacity=Capacity.DELEGATION, body=heir),
        TakeOffice(subject="new-focal", capacity=Capacity.FOCAL_POINT, body=heir),
        TakeOffice(subject="new-legal", capacity=Capacity.COMMITTEE, body="legal", parliament=heir),
    )
    for act in acts:
        done(play, act, "assembly", SECRETARY, SUCCESSION)
    return play


def assembly_of(play: Play) -> Assembly:
    case = play.case("assembly")
    assert isinstance(case, Assembly)
    return case


def test_a_key_leads_to_the_successor_from_the_day_of_the_succession() -> None:
    assembly = assembly_of(succeeded(referred()))

    assert assembly.in_place_of("north", date(2026, 8, 19)) == "north"
    assert assembly.in_place_of("north", date(2026, 8, 20)) == "north-2"
    assert assembly.in_place_of("south", date(2026, 8, 20)) == "south"


def test_the_successor_has_the_turn_of_its_predecessor_in_the_chair() -> None:
    play = turkpa()
    begun = play.case("assembly")
    assert isinstance(begun, Assembly)
    kz = replace(begun.parliaments["kz"], successor="kz-2", succeeded_on=date(2026, 8, 20))
    member = Spell(parliament="kz-2", kind=Membership.MEMBER, since=date(2026, 8, 20))
    play.cases["assembly"] = replace(
        begun, parliaments={**begun.parliaments, "kz": kz}, spells=(*begun.spells, member)
    )
    play.cases["plenary-session/17"] = PlenarySession(
        stream="plenary-session/17", version=1, stage=Stage.ARCHIVED, number=17, chair="az"
    )
    play.cases["plenary-session/18"] = PlenarySession(
        stream="plenary-session/18",
        version=5,
        stage=Stage.ORDER_OF_BUSINESS_CLEARED,
        number=18,
    )
    handover = TransferChairmanship(to="kz-2", subject="koshanov", official_name="Koshanov")

    answer = play.when(handover, case="plenary-session/18", by=GAFAROVA, on="2026-09-01")
    assert not isinstance(answer, Refusal)
    assert "IrregularityRecorded" not in [event.type for event in answer]


def test_in_the_gap_and_after_it_the_dissolved_parliament_acts_no_more() -> None:
    play = dissolved(referred())
    revision = ReviseDraft(edition=2, sha256=HASH[2])

    answer = refused(play, revision, LAW, DELEGATION["north"], GAP)
    assert (answer.code, answer.missing) == ("needs-ruling", ("dissolved.delegation",))
    assert answer.sentence.startswith("parliament north was dissolved on 2026-07-01; no rule says")
    assert refused(play, AcknowledgeReceipt(), TRACK, FOCAL["north"], GAP).code == "no-right"
    assert assembly_of(play).members_on(date(2026, 7, 1)) == ("east", "north", "south", "west")
    play = succeeded(referred())
    assert refused(play, revision, LAW, DELEGATION["north"], SUCCESSION).code == "no-right"
    assert refused(play, ExamineDraft(), LEGAL, IN_LEGAL["north"], SUCCESSION).code == "no-right"


def test_the_successors_delegation_goes_on_with_the_draft() -> None:
    play = succeeded(referred())

    done(play, ReviseDraft(edition=2, sha256=HASH[2]), LAW, NEW_HEAD, SUCCESSION)
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    assert (law.proposer, len(law.editions)) == ("north", 2)


def test_the_successor_does_not_approve_the_draft_as_another() -> None:
    play = succeeded(referred())
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["east"], SUCCESSION)

    assert refused(play, APPROVE, LEGAL, NEW_LEGAL, SUCCESSION).code == "own-proposal"


def test_the_approval_of_a_parliament_counts_for_its_successor_and_once() -> None:
    play = referred()
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south", "west"):
        done(play, APPROVE, LEGAL, IN_LEGAL[key])
    succeeded(play, "south")

    assert refused(play, APPROVE, LEGAL, NEW_LEGAL, SUCCESSION).code == "already-done"
    done(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"], SUCCESSION)


def test_an_open_track_goes_on_with_the_focal_point_of_the_successor() -> None:
    play = referred()
    sent = TransmittedToParliament(
        law=LAW, title="On Ferries", parliament="north", edition=1, on=date(2026, 6, 12), rules=1
    )
    play.given(TRACK, sent)
    succeeded(play)

    assert refused(play, AcknowledgeReceipt(), TRACK, FOCAL["north"], SUCCESSION).code == "no-right"
    assert refused(play, AcknowledgeReceipt(), TRACK, FOCAL["south"], SUCCESSION).code == "no-right"
    done(play, AcknowledgeReceipt(), TRACK, NEW_FOCAL, SUCCESSION)
    graded = AssessUptake(grade="declined", acted_on=date(2026, 8, 20), evidence="a decision")
    done(play, graded, TRACK, NEW_FOCAL, SUCCESSION)
    done(play, ConcludeNationalTrack(), TRACK, NEW_FOCAL, SUCCESSION)


def test_a_committee_that_absorbs_another_goes_on_with_its_reviews() -> None:
    play = referred("legal", "social")
    merged = RestructureCommittee(
        key="social", name="Social and Legal", absorbs=("legal",), decision="plenary session 3"
    )
    done(play, merged, "assembly", SECRETARY, "2026-06-12")

    gone = refused(play, ExamineDraft(), LEGAL, IN_LEGAL["east"])
    assert gone.sentence == "there is no committee legal on 2026-06-12"
    for stream in (LEGAL, SOCIAL):
        done(play, ExamineDraft(), stream, IN_SOCIAL["east"])
        assert play.case(stream).stage is Stage.EXAMINED


def test_the_committee_that_took_over_a_review_reports_by_its_own_vote() -> None:
    given_votes = Parameter(value="majority_of_votes_cast", citation="Rules, art. 9")
    one = Parameter(value=1, citation="Rules, art. 8")
    merged = RestructureCommittee(
        key="social", name="Social and Legal", absorbs=("legal",), decision="plenary session 3"
    )
    told = ReportToPlenary(edition=1, totals=Totals(in_favour=3, against=1, abstentions=0))
    cited = ReportToPlenary(edition=1, vote="vote/15/1")
    for report in (told, cited):
        play = referred(committee__decision=given_votes, committee__quorum=one)
        done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
        for key in ("east", "south", "west"):
            done(play, APPROVE, LEGAL, IN_LEGAL[key])
        done(play, merged, "assembly", SECRETARY, "2026-06-12")
        play.cases["vote/15/1"] = Vote(
            stream="vote/15/1", version=5, body="social", about=LEGAL, announced="adopted"
        )

        done(play, report, LEGAL, IN_SOCIAL["north"])
        assert play.case(LAW).stage is Stage.REPORTED


def test_a_successor_takes_back_what_its_predecessor_proposed_or_asked_for() -> None:
    session = "plenary-session/14"
    open_ended = convened()
    acts = (
        RegisterParliament(key="az-2", country="AZ", name="Mejlis"),
        DissolveParliament(parliament="az", grounds="a new constitution"),
        SucceedParliament(parliament="az", successor="az-2"),
        TakeOffice(subject="new-head", capacity=Capacity.DELEGATION, body="az-2"),
    )
    heir = Actor(subject="new-head", capacity=Capacity.DELEGATION, body="az-2")
    for begun, act, back in (
        (open_ended, ProposeItem(title="Water"), WithdrawProposal(proposal=1)),
        (sitting(), LATE, WithdrawOrderOfBusinessRequest(request=1)),
    ):
        done(begun, act, session, DELEGATIONS["az"], "2025-06-12")
        for each in acts:
            done(begun, each, "assembly", SECRETARY, "2025-06-12")

        other = refused(begun, back, session, DELEGATIONS["tr"], "2025-06-12")
        assert other.code == "no-right"
        done(begun, back, session, heir, "2025-06-12")
