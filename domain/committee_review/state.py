"""What is known of a committee's review: the edition examined and who approved it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from domain.case import Case
from domain.stages import Stage

CATEGORY = "committee-review"
REPORT = "report"
"""The name of the time limit within which the committee reports."""

Role: TypeAlias = Literal["lead", "opinion"]
"""Whether a committee reports to the plenary, or gives the one that reports its opinion."""

OPEN = frozenset({Stage.REFERRED, Stage.RAPPORTEUR, Stage.EXAMINED, Stage.APPROVED})


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A delegation's approval of one edition, by hash."""

    parliament: str
    subject: str
    edition: int
    sha256: str | None


@dataclass(frozen=True, kw_only=True)
class CommitteeReview(Case):
    """The folded review."""

    law: str = ""
    committee: str = ""
    proposer: str | None = None
    """The parliament whose proposal it is: its delegation may not approve."""
    round: int = 0
    edition: int = 0
    sha256: str | None = None
    text_since: date | None = None
    """The day on which this text came before it: by the referral, or from its authors."""
    votes: tuple[str, ...] = ()
    """The votes of its committee by which it has reported, in this round and those before."""
    role: Role = "lead"
    jointly_with: tuple[str, ...] = ()
    """The committees that review it together with this one, as one review."""
    rapporteur: str | None = None
    co_rapporteurs: Mapping[str, str] = field(default_factory=dict)
    """In a joint review: whom each of the other committees has appointed."""
    approvals: tuple[Approval, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def committees(self) -> tuple[str, ...]:
        """The committees that are seised of it by this review: one, or several jointly."""
        return (self.committee, *self.jointly_with)

    @property
    def rapporteurs(self) -> tuple[str, ...]:
        """Those who study the draft."""
        own = () if self.rapporteur is None else (self.rapporteur,)
        return (*own, *self.co_rapporteurs.values())

    @property
    def is_open(self) -> bool:
        """Whether the committee is still seised of the draft."""
        return self.stage in OPEN

    @property
    def concluded(self) -> bool:
        """Whether the committee has ended its review; a later referral opens it again."""
        return self.exists and not self.is_open

    @property
    def watchers(self) -> tuple[str, ...]:
        """The model law under review."""
        return (self.law,) if self.law else ()
