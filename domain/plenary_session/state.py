"""What is known of a plenary session: dates, order of business, attendance, votes, outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field

from domain.case import Case
from domain.messages import CaseName, Message, Text
from domain.occurred import instant_of
from domain.plenary_session.debates import Debate, PointOfOrder, Turn
from domain.plenary_session.delegations import Credentials, Mandate, Substitution, seats
from domain.plenary_session.points import Life, Point
from domain.plenary_session.presence import Presence
from domain.stages import Stage
from domain.submission import Child

CATEGORY = "plenary-session"
OUTCOME = "outcome-document"
ENDED = frozenset({Stage.CLOSED, Stage.MINUTES_APPROVED, Stage.ARCHIVED})
"""The stages after the last sitting."""

Change: TypeAlias = Literal["add", "remove", "move"]
"""What becomes of a point when the order of business changes."""


class Item(Message):
    """One point of the order of business; `about` is the case it deals with, if it has one."""

    number: int = Field(ge=1)
    title: Text
    about: CaseName | None = None


@dataclass(frozen=True, kw_only=True)
class CalledVote:
    """A vote that the plenary session has called; `outcome` is null until it is settled."""

    stream: str
    question: str
    outcome: str | None = None
    items: tuple[str, ...] = ()
    """The points that were under debate when it was called."""
    is_put_off: bool = False
    """Whether the question waits to be put again; no sitting waits for that."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A point proposed before the order of business is cleared; `place` is where it is admitted."""

    number: int
    title: str
    about: str | None
    proposer: str
    life: Life = Life.PROPOSED
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """A change of the order of business that somebody asks for; decided it is kept no longer."""

    number: int
    change: Change
    requested_by: str
    item: str | None = None
    to: str | None = None
    title: str | None = None
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One sitting, normally a day; while it is suspended it is not over."""

    number: int
    began: date | None
    ended: date | None = None
    is_over: bool = False


@dataclass(frozen=True, kw_only=True)
class Entrusted:
    """A sitting that a member of the Council presides for the chair."""

    sitting: int
    to: str


@dataclass(frozen=True, kw_only=True)
class OpenDocument:
    """An outcome document that is neither published nor dropped."""

    stream: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PlenarySession(Case):
    """The folded plenary session. `present` are the member parliaments there now; only they vote.

    `persons` are the delegates who have signed in, where the register is signed by persons.
    `business` counts the editions of the order of business; `adopted` is the one adopted.
    """

    number: int = 0
    first_day: date | None = None
    last_day: date | None = None
    city: str = ""
    host: str | None = None
    theme: str = ""
    online: bool = False
    invited: tuple[str, ...] = ()
    council_on: date | None = None
    items: tuple[Item, ...] = ()
    chair: str | None = None
    present: tuple[str, ...] | None = None
    observers: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    votes: Mapping[str, CalledVote] = field(default_factory=dict)
    outcomes: Mapping[int, str] = field(default_factory=dict)
    next_host: str | None = None
    minutes_drafted: bool = False
    minutes_sha256: str | None = None
    persons: tuple[str, ...] = ()
    presence: tuple[Presence, ...] = ()
    persons_presence: tuple[Presence, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    credentials: Mapping[str, Credentials] = field(default_factory=dict)
    substitutions: tuple[Substitution, ...] = ()
    proposals: Mapping[int, Proposal] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    business: int = 0
    adopted: int | None = None
    requests: Mapping[int, Request] = field(default_factory=dict)
    requested: int = 0
    debates: Mapping[str, Debate] = field(default_factory=dict)
    floor: Turn | None = None
    points_of_order: Mapping[int, PointOfOrder] = field(default_factory=dict)
    documents: Mapping[int, OpenDocument] = field(default_factory=dict)
    verbatim: Mapping[int, str] = field(default_factory=dict)
    entrusted: Entrusted | None = None

    @property
    def concluded(self) -> bool:
        """Whether it is archived."""
        return self.stage is Stage.ARCHIVED

    @property
    def open_votes(self) -> tuple[CalledVote, ...]:
        """The votes called and not yet settled, in the order in which they were called."""
        return tuple(vote for vote in self.votes.values() if vote.outcome is None)

    @property
    def votes_under_way(self) -> tuple[CalledVote, ...]:
        """The votes that are not settled and were not put off."""
        return tuple(vote for vote in self.open_votes if not vote.is_put_off)

    @property
    def children(self) -> tuple[Child, ...]:
        """The votes that are not settled, and the outcome documents that are not published."""
        return (
            *(
                Child(key=f"{vote.stream}#1", workflow="vote", id=vote.stream, title=vote.question)
                for vote in self.open_votes
            ),
            *(
                Child(key=f"{each.stream}#1", workflow=OUTCOME, id=each.stream, title=each.title)
                for each in self.documents.values()
            ),
        )

    @property
    def open_points(self) -> tuple[Point, ...]:
        """The points that are under debate or being voted on: several in a joint debate."""
        return tuple(each for each in self.points.values() if each.is_open)

    def debate_began(self, vote: str) -> str | None:
        """Return when the debate on what a vote decides began; None where nobody told."""
        called = self.votes.get(vote)
        points = [self.points.get(place) for place in called.items] if called is not None else []
        told = [each.opened_at for each in points if each is not None and each.opened_at]
        return min(told, key=instant_of, default=None)

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that goes on, also while it is suspended; None before, between and after."""
        last = self.sittings[-1] if self.sittings else None
        return last if last is not None and not last.is_over else None

    @property
    def sitting_now(self) -> int:
        """The number of the sitting that goes on; between two, of the next one."""
        return self.sitting.number if self.sitting is not None else len(self.sittings) + 1

    @property
    def presided_by(self) -> str | None:
        """Who presides for the chair; None where the chair presides himself."""
        given = self.entrusted
        return given.to if given is not None and given.sitting == self.sitting_now else None

    def mandates_on(self, day: date) -> tuple[Mandate, ...]:
        """Return the seats whose credentials are accepted, and who fills them on a day."""
        return tuple(
            mandate
            for parliament in sorted(self.credentials)
            for mandate in seats(self.credentials[parliament], self.substitutions, day)
        )


def stream_of(number: int) -> str:
    """Return the stream of the plenary session of a number."""
    return f"{CATEGORY}/{number}"
