"""What is known of a vote: the question, who may answer, the ballots and the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from domain.case import Case, category
from domain.plenary_session.state import CATEGORY as PLENARY_SESSION
from domain.replacing import replace
from domain.rules import Voter
from domain.stages import Stage
from domain.vote.tally import Tally
from domain.vote.totals import Totals
from domain.vote.working import Working

CATEGORY = "vote"

Word: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=80)]
Kind: TypeAlias = Word
"""The kind of the single question put: final_vote, amendment, separate_vote, en_bloc,
rules_amendment, procedural, election, decision … An assembly may have kinds of its own, and rules
for them: `plenary.decision[*/urgency]`."""

Choice: TypeAlias = Literal[
    "for", "against", "abstain", "present-not-voting", "absent", "excused", "paired"
]
"""What becomes of one vote; every option is kept apart."""

Answer: TypeAlias = Literal["for", "against", "abstain", "present-not-voting"]
"""What a voter may say himself; that he is absent, excused or paired is told of him."""

Outcome: TypeAlias = Literal["adopted", "rejected", "no-quorum", "re-ballot", "cannot-compute"]
"""What the rules give."""

Announced: TypeAlias = Literal["adopted", "rejected"]
Method: TypeAlias = Literal[
    "roll-call",
    "electronic",
    "show-of-hands",
    "standing",
    "consensus",
    "secret",
    "silence",
    "without-vote",
]


@dataclass(frozen=True, kw_only=True)
class Vote(Case):
    """The folded vote. `announced` is what the chair declared, `computed` what the rules give.

    Voters are delegations, or persons: `of` then tells for whom each of them sits.
    A weight that is left out is 1. `proxies` names who may answer for whom.
    """

    plenary_session: str = ""
    question: str = ""
    kind: Kind = "decision"
    body: str = "plenary"
    document: str | None = None
    item: str | None = None
    about: str | None = None
    edition: int | None = None
    sha256: str | None = None
    method: Method | None = None
    opened_on: date | None = None
    until: datetime | None = None
    reconsiders: str | None = None

    voter: Voter = "delegation"
    electorate: tuple[str, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    legal: int | None = None
    present: tuple[str, ...] = ()
    attendance_known: bool = True
    unsure: tuple[str, ...] = ()
    """Voters of a parliament that was dissolved: no rule need say whether they have a vote."""

    ballots: Mapping[str, Choice] = field(default_factory=dict)
    proxies: Mapping[str, str] = field(default_factory=dict)
    represented: Mapping[str, str] = field(default_factory=dict)
    """Who is absent and counts for the quorum of his committee all the same."""
    objections: tuple[str, ...] = ()
    totals: Totals | None = None
    casting_vote: str | None = None
    ballot: int = 1
    candidates: tuple[str, ...] = ()
    elected: str | None = None

    after_sitting: int | None = None
    """The sitting that must be over before a vote that a rule put off is opened again."""
    quorum_challenged: bool = False
    counted_present: int | None = None
    roll_call_demanded: bool = False

    tally: Tally | None = None
    computed: Outcome | None = None
    working: Working | None = None
    arithmetic: str = ""
    missing: tuple[str, ...] = ()
    announced: Announced | None = None
    announced_on: date | None = None
    anomaly: bool = False
    corrections: int = 0
    reconsidered_by: str | None = None

    @property
    def concluded(self) -> bool:
        """Whether the result is announced, or the vote is void."""
        return self.stage in {Stage.ANNOUNCED, Stage.CORRECTION_NOTED, Stage.VOID}

    @property
    def is_judged(self) -> bool:
        """Whether it is closed: RulesAmended never re-judges closed votes (domain.md 7.8)."""
        return self.stage is Stage.CLOSED or self.concluded

    @property
    def watchers(self) -> tuple[str, ...]:
        """The plenary session that called it."""
        return (self.plenary_session,) if self.plenary_session else ()

    @property
    def document_type(self) -> str | None:
        """The type of document it is about: the one named, or else the kind of its case."""
        return document_of(self.document, self.about)

    @property
    def votes(self) -> int | None:
        """How many votes there are at most; None where that is not known."""
        held = sum(map(self.weight, self.electorate))
        if self.voter == "person":
            return held or self.legal
        return held

    @property
    def all_votes(self) -> int | None:
        """How many votes the body legally has, vacant ones included; None where that is unset."""
        if self.legal is None and self.voter != "person":
            return self.votes
        return self.legal

    def weight(self, voter: str) -> int:
        """Return how many votes a voter has."""
        return self.weights.get(voter, 1)

    def delegation(self, voter: str) -> str:
        """Return the delegation of a voter: itself, unless persons vote."""
        return self.of.get(voter, voter)


def document_of(named: str | None, about: str | None) -> str | None:
    """Return the type of document that is named, or else the kind of the case."""
    if named is not None or about is None:
        return named
    return category(about).replace("-", "_")


def without_answers(vote: Vote) -> Vote:
    """Return the question without what was answered to it before."""
    return replace(
        vote,
        ballots=MappingProxyType({}),
        proxies=MappingProxyType({}),
        represented=MappingProxyType({}),
        objections=(),
        totals=None,
        casting_vote=None,
        elected=None,
        after_sitting=None,
        quorum_challenged=False,
        counted_present=None,
        tally=None,
        computed=None,
        working=None,
        missing=(),
    )


def plenary_of(stream: str) -> str:
    """Return the plenary session of a vote: `plenary-session/15` of `vote/15/7`."""
    return f"{PLENARY_SESSION}/{stream.split('/')[1]}"
