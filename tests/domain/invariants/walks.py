"""Walks through the life of a model law: a script, out of which steps fall, and noise between."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from domain.assembly.membership import EndMembership
from domain.assembly.rules_of_procedure import AmendRules
from domain.assembly.state import Membership
from domain.committee_review.approval import ApproveEdition
from domain.messages import Command
from domain.model_law.adoption import AdoptModelLaw
from domain.model_law.amendments.admission import AdmitAmendment, DeclareAmendmentInadmissible
from domain.model_law.amendments.calling import CallAmendment
from domain.model_law.amendments.changes import digest
from domain.model_law.amendments.results import LapseAmendment
from domain.model_law.amendments.tabling import TableAmendment, WithdrawAmendment
from domain.model_law.drafting import ReviseDraft
from domain.model_law.transmission import TransmitModelLaw
from domain.national_track.assessment import AssessUptake, RecordNoData
from domain.national_track.conclusion import ConcludeNationalTrack
from domain.national_track.introduction import RegisterNationalBill
from domain.national_track.receipt import AcknowledgeReceipt
from domain.refusal import Refusal
from domain.rules import Parameter
from domain.submission import Actor, Capacity
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.correction import VoidVote
from domain.vote.opening import OpenVote
from tests.domain.ferries import BASE, before_plenary
from tests.domain.lowlands import CHAIR, DELEGATION, IN_LEGAL, LAW, LEGAL, MEMBERS, SECRETARY
from tests.scenario import Play

OBSERVER = Actor(subject="head-watcher", capacity=Capacity.DELEGATION, body="watcher")
TRACKS = tuple(f"national-track/2026-001/{key}" for key in MEMBERS)
TODAY, LATER = "2026-06-12", "2026-12-01"


class Step(NamedTuple):
    """One act: on a case, by somebody, on a day."""

    command: Command
    case: str
    by: Actor
    on: str = TODAY


class Taken(NamedTuple):
    """An act with the answer to it, and how many events there were before."""

    step: Step
    answer: object
    before: int


def ballot(choice: str) -> Command:
    return CastBallot.model_validate({"choice": choice})


def voting(number: int, question: OpenVote, choices: str, outcome: str) -> list[Step]:
    """Put a question; the letters say what the four delegations answer."""
    stream = f"vote/15/{number}"
    names = {"f": "for", "a": "against", "-": "abstain"}
    cast = [
        Step(ballot(names[letter]), stream, DELEGATION[key])
        for key, letter in zip(MEMBERS, choices, strict=True)
    ]
    announce = AnnounceResult.model_validate({"outcome": outcome})
    return [
        Step(question, stream, CHAIR),
        *cast,
        Step(CloseVote(), stream, CHAIR),
        Step(announce, stream, CHAIR),
    ]


def amendment(number: str) -> OpenVote:
    return OpenVote(question="Shall it be so?", kind="amendment", about=LAW, item=number)


FINAL = OpenVote(question="Adopt?", kind="final_vote", about=LAW, edition=1, sha256=digest(BASE))
SCRIPT: Sequence[Step] = (
    Step(TableAmendment(number="1", edition=1), LAW, DELEGATION["south"]),
    Step(TableAmendment(number="2", edition=1), LAW, DELEGATION["west"]),
    Step(AdmitAmendment(number="1", distance=2, competes_with=("2",)), LAW, CHAIR),
    Step(AdmitAmendment(number="2", distance=1), LAW, CHAIR),
    Step(CallAmendment(number="1"), LAW, CHAIR),
    *voting(1, amendment("1"), "fa-a", "rejected"),
    Step(CallAmendment(number="2"), LAW, CHAIR),
    *voting(2, amendment("2"), "aaf-", "rejected"),
    *voting(3, FINAL, "fff-", "adopted"),
    Step(TransmitModelLaw(), LAW, SECRETARY),  # too early: it is refused
    Step(AdoptModelLaw(edition=1, sha256=digest(BASE)), LAW, CHAIR),
    Step(TransmitModelLaw(), LAW, SECRETARY),
    *(Step(AcknowledgeReceipt(), track, SECRETARY, LATER) for track in TRACKS),
    Step(RegisterNationalBill(reference="Bill 7"), TRACKS[0], SECRETARY, LATER),
    Step(AssessUptake(grade="declined", evidence="a letter"), TRACKS[0], SECRETARY, LATER),
    *(
        Step(RecordNoData(asked=date(2026, 11, 1), grounds="no answer"), track, SECRETARY, LATER)
        for track in TRACKS[1:]
    ),
    *(Step(ConcludeNationalTrack(), track, SECRETARY, LATER) for track in TRACKS),
)
AMENDED = AmendRules(
    title="Rules, second edition",
    valid_from=date(2026, 6, 12),
    parameters={"plenary.decision": Parameter(value="consensus", citation="Rules, art. 9")},
    decision="the Council",
)
LEFT = EndMembership(parliament="west", kind=Membership.MEMBER, decision="withdrew")
NOISE: Sequence[Step] = (
    *(
        Step(ballot(choice), f"vote/15/{number}", OBSERVER)
        for choice in ("for", "against")
        for number in (1, 3)
    ),
    *(
        Step(ballot(choice), f"vote/15/{number}", DELEGATION[key])
        for key in ("east", "west")
        for choice in ("for", "against", "abstain")
        for number in (1, 2, 3)
    ),
    *(
        Step(act, LAW, CHAIR)
        for number in ("1", "2")
        for act in (
            CallAmendment(number=number),
            LapseAmendment(number=number, grounds="it says the same"),
            DeclareAmendmentInadmissible(number=number, grounds="outside the scope"),
        )
    ),
    Step(WithdrawAmendment(number="1"), LAW, DELEGATION["south"]),
    Step(WithdrawAmendment(number="2"), LAW, DELEGATION["west"]),
    Step(ReviseDraft(edition=2, sha256="2" * 64), LAW, DELEGATION["north"]),
    Step(ApproveEdition(edition=1, sha256="2" * 64), LEGAL, IN_LEGAL["east"]),
    Step(ApproveEdition(edition=2, sha256="2" * 64), LEGAL, IN_LEGAL["east"]),
    *(Step(AnnounceResult(outcome="adopted"), f"vote/15/{number}", CHAIR) for number in (1, 2, 3)),
    *(Step(VoidVote(grounds="a mistake"), f"vote/15/{number}", CHAIR) for number in (1, 3)),
    Step(TransmitModelLaw(), LAW, SECRETARY),
    Step(AMENDED, "assembly", SECRETARY),
    Step(LEFT, "assembly", SECRETARY),
    *(Step(AcknowledgeReceipt(), track, SECRETARY) for track in TRACKS[:2]),
    Step(AssessUptake(grade="declined", evidence="x"), TRACKS[1], SECRETARY, "2026-01-01"),
)


class Walk(NamedTuple):
    """What was tried, in order, and the play that came of it."""

    play: Play
    taken: Sequence[Taken]


def walked(steps: Sequence[Step], reason: str | None = "so it was") -> Walk:
    """Let all be tried; a refusal is an answer."""
    play, taken = before_plenary(), []
    for step in steps:
        before = len(play.events)
        answer = play.when(step.command, case=step.case, by=step.by, on=step.on, reason=reason)
        taken.append(Taken(step, answer, before))
    return Walk(play, taken)


def accepted(walk: Walk) -> list[Taken]:
    """Return what took effect."""
    return [each for each in walk.taken if not isinstance(each.answer, Refusal)]


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """Draw a walk: now and then a step falls out or comes twice, and noise lies between."""
    steps: list[Step] = []
    for step in SCRIPT:
        steps += [step] * draw(st.sampled_from((1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0)))
        steps += draw(st.lists(st.sampled_from(NOISE), max_size=1))
    return walked(steps, draw(st.sampled_from(("so it was", None))))
