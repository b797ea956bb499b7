"""A text before the plenary, with amendments, for tests: the model law on ferries of Lowlands."""

from datetime import date

from domain.committee_review.approval import ApproveEdition
from domain.committee_review.examination import ExamineDraft
from domain.committee_review.report import ReportToPlenary
from domain.messages import Command, Event
from domain.model_law.amendments.admission import AdmitAmendment
from domain.model_law.amendments.calling import CallAmendment
from domain.model_law.amendments.changes import Change, Provision, digest
from domain.model_law.amendments.consolidation import RecordProvisions
from domain.model_law.amendments.relations import life_of
from domain.model_law.amendments.state import Amendment
from domain.model_law.amendments.tabling import TableAmendment
from domain.model_law.drafting import SubmitDraft
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.proposal import ProposeModelLaw
from domain.model_law.referral import ReferToCommittee
from domain.model_law.state import ModelLaw
from domain.model_law.title import TitleModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.stages import Stage
from domain.submission import Actor
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from domain.vote.state import Announced, Answer
from tests.domain.lowlands import (
    CHAIR,
    DELEGATION,
    IN_LEGAL,
    LAW,
    LEGAL,
    MEMBERS,
    SECRETARY,
    done,
    law_of,
    lowlands,
    refused,
)
from tests.scenario import Play

PLENARY = "plenary-session/15"
ARTICLE = "Rules, art. 11"
BASE = (
    Provision(place="title", text="MODEL LAW ON FERRIES"),
    Provision(place="Article 1", text="Each ferry has a bell and a boat."),
    Provision(place="Article 2", text="A ferry crosses the river by day."),
    Provision(place="Article 3", text="This law is recommended to all."),
)
RULES = {
    "amendment__order": Parameter(
        value="furthest-first", severity=Severity.ALERT, citation=ARTICLE
    ),
    "amendment__lapse": Parameter(value="competing", citation=ARTICLE),
    "amendment__identical": Parameter(value="once", citation=ARTICLE),
    "amendment__split": Parameter(value="on-request", citation=ARTICLE),
    "separate_vote": Parameter(value="on-request", citation=ARTICLE),
    "en_bloc": Parameter(
        value=("approved-unanimously", "rejected-by-two-thirds"), citation=ARTICLE
    ),
}
CHOICES: dict[Announced, Answer] = {"adopted": "for", "rejected": "against"}


def before_plenary(**parameters: Parameter | None) -> Play:
    """Let the reported draft be an item of a plenary session that sits; None unsets a rule."""
    told = {**RULES, **parameters}
    play = lowlands(**{name: each for name, each in told.items() if each is not None})
    done(play, TitleModelLaw(title="On Ferries"), LAW, SECRETARY)
    done(play, ProposeModelLaw(), LAW, DELEGATION["north"])
    done(play, SubmitDraft(edition=1, sha256=digest(BASE), language="en"), LAW, SECRETARY)
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
    done(play, ExamineDraft(), LEGAL, IN_LEGAL["north"])
    for key in ("east", "south", "west"):
        done(play, ApproveEdition(edition=1, sha256=digest(BASE)), LEGAL, IN_LEGAL[key])
    done(play, ReportToPlenary(edition=1), LEGAL, IN_LEGAL["north"])
    play.given(LAW, PlacedOnOrderOfBusiness(plenary_session=PLENARY, item=1))
    play.cases[PLENARY] = PlenarySession(
        stream=PLENARY,
        version=7,
        stage=Stage.OPEN,
        number=15,
        first_day=date(2026, 6, 12),
        present=MEMBERS,
    )
    return play


def with_text(play: Play) -> Play:
    """Put the text of the first edition on record."""
    done(play, RecordProvisions(edition=1, provisions=BASE), LAW, SECRETARY)
    return play


def tabled(
    play: Play, number: str, change: Change | None = None, by: str = "south", to: str | None = None
) -> Play:
    """Let a delegation table an amendment."""
    command = TableAmendment(number=number, edition=1, change=change, to=to)
    done(play, command, LAW, DELEGATION[by])
    return play


def admitted(
    play: Play,
    number: str,
    change: Change | None = None,
    *,
    distance: int | None = None,
    competes_with: tuple[str, ...] = (),
    falls_with: tuple[str, ...] = (),
    to: str | None = None,
) -> Play:
    """Let a delegation table an amendment and the chair admit it."""
    tabled(play, number, change, to=to)
    command = AdmitAmendment(
        number=number, distance=distance, competes_with=competes_with, falls_with=falls_with
    )
    done(play, command, LAW, CHAIR)
    return play


def question(number: int, item: str | None, kind: str = "amendment") -> tuple[str, OpenVote]:
    """Return a vote about the law: its name, and the act that opens it."""
    command = OpenVote(question="Shall it be so?", kind=kind, about=LAW, item=item)
    return f"vote/15/{number}", command


def opened(play: Play, item: str, kind: str = "amendment") -> str:
    """Open the next vote about the law on an item; return its name."""
    held = play.cases[PLENARY]
    assert isinstance(held, PlenarySession)
    stream, command = question(len(held.votes) + 1, item, kind)
    done(play, command, stream, CHAIR)
    return stream


def announced(play: Play, stream: str, outcome: Announced) -> list[Event]:
    """Let all vote alike, close the vote and announce the result."""
    for key in MEMBERS:
        done(play, CastBallot(choice=CHOICES[outcome]), stream, DELEGATION[key])
    done(play, CloseVote(), stream, CHAIR)
    return done(play, AnnounceResult(outcome=outcome), stream, CHAIR)


def voted(
    play: Play, item: str, outcome: Announced, kind: str = "amendment", *, call: str | None = None
) -> list[Event]:
    """Call an amendment, vote on it and announce the result; return what follows from that."""
    done(play, CallAmendment(number=call or item), LAW, CHAIR)
    return announced(play, opened(play, item, kind), outcome)


def asked(
    play: Play, command: Command, by: Actor = CHAIR, reason: str | None = None
) -> list[Event]:
    """Submit an act on the law that must be accepted."""
    answer = play.when(command, case=LAW, by=by, reason=reason)
    assert not isinstance(answer, Refusal), answer
    return answer


def refusal(play: Play, command: Command, by: Actor = CHAIR) -> Refusal:
    """Submit an act on the law that must be refused."""
    return refused(play, command, LAW, by)


def one(play: Play, number: str) -> Amendment:
    """Return an amendment as it stands."""
    return law_of(play).amendments[number]


def life(play: Play, number: str) -> str:
    """Return where an amendment stands; a split one follows from its parts."""
    return life_of(law_of(play).amendments, number).value


def lives(law: ModelLaw) -> dict[str, str]:
    """Return where all stand."""
    return {number: life_of(law.amendments, number).value for number in law.amendments}
