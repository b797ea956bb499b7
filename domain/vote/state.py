"""What is known of a vote: the question, who may answer, the ballots and the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from domain.case import Case
from domain.majorities import Outcome, Tally
from domain.plenary_session.state import CATEGORY as PLENARY_SESSION
from domain.stages import Stage

CATEGORY = "vote"

Choice: TypeAlias = Literal["for", "against", "abstain", "present-not-voting"]
Announced: TypeAlias = Literal["adopted", "rejected"]
Kind: TypeAlias = Literal["final_vote", "election", "procedural", "rules_amendment", "decision"]
Method: TypeAlias = Literal["roll-call", "electronic", "show-of-hands", "standing", "consensus"]


@dataclass(frozen=True, kw_only=True)
class Vote(Case):
    """The folded vote. `announced` is what the chair declared, `computed` what the rules give."""

    plenary_session: str = ""
    question: str = ""
    kind: Kind = "decision"
    about: str | None = None
    edition: int | None = None
    sha256: str | None = None
    method: Method | None = None
    electorate: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    ballots: Mapping[str, Choice] = field(default_factory=dict)
    objections: tuple[str, ...] = ()
    tally: Tally | None = None
    computed: Outcome | None = None
    arithmetic: str = ""
    missing: tuple[str, ...] = ()
    announced: Announced | None = None
    anomaly: bool = False
    corrections: int = 0

    @property
    def concluded(self) -> bool:
        """Whether the result is announced, or the vote is void."""
        return self.stage in {Stage.ANNOUNCED, Stage.CORRECTION_NOTED, Stage.VOID}

    @property
    def watchers(self) -> tuple[str, ...]:
        """The plenary session that called it."""
        return (self.plenary_session,) if self.plenary_session else ()


def plenary_of(stream: str) -> str:
    """Return the plenary session of a vote: `plenary-session/15` of `vote/15/7`."""
    return f"{PLENARY_SESSION}/{stream.split('/')[1]}"
