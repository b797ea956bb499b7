"""An assembly that does not exist, for tests: four parliaments, two committees, one draft."""

from collections.abc import Mapping
from datetime import date

from domain.assembly.state import Assembly, Committee, Membership, Office, Parliament, Spell
from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.report import ReportToPlenary
from domain.messages import Command, Event
from domain.model_law.drafting import SubmitDraft
from domain.model_law.proposal import ProposeModelLaw
from domain.model_law.referral import ReferToCommittee
from domain.model_law.state import ModelLaw
from domain.model_law.title import TitleModelLaw
from domain.refusal import Refusal
from domain.rules import Parameter, RulesEdition, Severity
from domain.submission import Actor, Capacity
from tests.scenario import Play

MEMBERS = ("east", "north", "south", "west")
SINCE = date(2000, 1, 1)

LAW = "model-law/2026-001"
LEGAL = "committee-review/2026-001/legal"
SOCIAL = "committee-review/2026-001/social"
HASH = {1: "1" * 64, 2: "2" * 64, 3: "3" * 64}

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
COUNCIL = Actor(subject="council", capacity=Capacity.COUNCIL)
CHAIR = Actor(subject="speaker-east", capacity=Capacity.CHAIR)
DELEGATION = {
    key: Actor(subject=f"head-{key}", capacity=Capacity.DELEGATION, body=key) for key in MEMBERS
}
FOCAL = {
    key: Actor(subject=f"focal-{key}", capacity=Capacity.FOCAL_POINT, body=key) for key in MEMBERS
}
IN_LEGAL = {
    key: Actor(subject=f"legal-{key}", capacity=Capacity.COMMITTEE, body="legal")
    for key in (*MEMBERS, "watcher")
}
IN_SOCIAL = {
    key: Actor(subject=f"social-{key}", capacity=Capacity.COMMITTEE, body="social")
    for key in MEMBERS
}

PARAMETERS: Mapping[str, Parameter] = {
    "plenary.decision": Parameter(value="majority_of_votes_cast", citation="Rules, art. 9"),
    "abstention_effect": Parameter(value="no-effect", citation="Rules, art. 9"),
    "absence_effect": Parameter(value="no-effect", citation="Rules, art. 9"),
    "quorum.open": Parameter(value=3, citation="Rules, art. 8"),
    "quorum.decide": Parameter(value=3, citation="Rules, art. 8"),
    "national.order": Parameter(value=True, severity=Severity.ALERT),
}

PARLIAMENTS = (
    Parliament(
        key="east",
        country="Eastland",
        name="Diet",
        chambers=1,
        readings=3,
        head_of_state_signs=True,
    ),
    Parliament(
        key="north",
        country="Northland",
        name="Thing",
        chambers=1,
        readings=1,
        head_of_state_signs=False,
    ),
    Parliament(
        key="south",
        country="Southland",
        name="Cortes",
        chambers=2,
        readings=1,
        head_of_state_signs=True,
    ),
    Parliament(key="west", country="Westland", name="Moot"),
)


def lowlands(**parameters: Parameter) -> Play:
    """Begin with the assembly on record; North presides in the committees, East in the chair."""
    edition = RulesEdition(
        number=1,
        valid_from=SINCE,
        title="Rules",
        parameters={**PARAMETERS, **{k.replace("__", "."): v for k, v in parameters.items()}},
    )
    play = Play()
    play.cases["assembly"] = Assembly(
        stream="assembly",
        version=1,
        parliaments={each.key: each for each in PARLIAMENTS},
        spells=(
            *(Spell(parliament=key, kind=Membership.MEMBER, since=SINCE) for key in MEMBERS),
            Spell(parliament="watcher", kind=Membership.OBSERVER, since=SINCE),
        ),
        offices=tuple(_offices()),
        committees={key: Committee(key=key, name=key, since=SINCE) for key in ("legal", "social")},
        editions=(edition,),
    )
    return play


def drafted(**parameters: Parameter) -> Play:
    """Let North title and propose a model law and hand in its first edition."""
    play = lowlands(**parameters)
    done(play, TitleModelLaw(title="On Ferries"), LAW, SECRETARY)
    done(play, ProposeModelLaw(), LAW, DELEGATION["north"])
    done(play, SubmitDraft(edition=1, sha256=HASH[1], language="en"), LAW, DELEGATION["north"])
    return play


def referred(*committees: str, **parameters: Parameter) -> Play:
    """Refer the draft to committees, the legal one if none is named."""
    play = drafted(**parameters)
    done(play, ReferToCommittee(committees=committees or ("legal",)), LAW, SECRETARY)
    return play


def reported(**parameters: Parameter) -> Play:
    """Let the committee approve and report the first edition."""
    play = referred(**parameters)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south", "west"):
        done(play, ApproveEdition(edition=1, sha256=HASH[1]), LEGAL, IN_LEGAL[key])
    done(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"])
    return play


def done(play: Play, command: Command, case: str, by: Actor, on: str = "2026-06-12") -> list[Event]:
    """Submit an act that must be accepted."""
    answer = play.when(command, case=case, by=by, on=on)
    assert not isinstance(answer, Refusal), answer
    return answer


def refused(play: Play, command: Command, case: str, by: Actor, on: str = "2026-06-12") -> Refusal:
    """Submit an act that must be refused."""
    answer = play.when(command, case=case, by=by, on=on)
    assert isinstance(answer, Refusal), answer
    return answer


def law_of(play: Play) -> ModelLaw:
    """Return the model law as it stands."""
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    return law


def _offices() -> list[Office]:
    general = [(SECRETARY, None), (COUNCIL, None), (CHAIR, "east")]
    national = [(a, k) for people in (DELEGATION, FOCAL) for k, a in people.items()]
    sitting = [(a, k) for people in (IN_LEGAL, IN_SOCIAL) for k, a in people.items()]
    return [
        Office(
            subject=actor.subject,
            capacity=actor.capacity,
            body=actor.body,
            parliament=parliament,
            since=SINCE,
            presides=actor in (CHAIR, IN_LEGAL["north"], IN_SOCIAL["north"]),
        )
        for actor, parliament in (*general, *national, *sitting)
    ]
