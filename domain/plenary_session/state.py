"""What is known of a plenary session: dates, order of business, attendance, votes, outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import Field

from domain.case import Case
from domain.messages import CaseName, Message, Text
from domain.stages import Stage
from domain.submission import Child

CATEGORY = "plenary-session"
ENDED = frozenset({Stage.CLOSED, Stage.MINUTES_APPROVED, Stage.ARCHIVED})
"""The stages after the last sitting."""


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


@dataclass(frozen=True, kw_only=True)
class PlenarySession(Case):
    """The folded plenary session. `present` are member parliaments; only they vote."""

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

    @property
    def concluded(self) -> bool:
        """Whether it is archived."""
        return self.stage is Stage.ARCHIVED

    @property
    def open_votes(self) -> tuple[CalledVote, ...]:
        """The votes called and not yet settled, in the order in which they were called."""
        return tuple(vote for vote in self.votes.values() if vote.outcome is None)

    @property
    def children(self) -> tuple[Child, ...]:
        """The votes that are not settled."""
        return tuple(
            Child(key=f"{vote.stream}#1", workflow="vote", id=vote.stream, title=vote.question)
            for vote in self.open_votes
        )


def stream_of(number: int) -> str:
    """Return the stream of the plenary session of a number."""
    return f"{CATEGORY}/{number}"
