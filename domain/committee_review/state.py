"""What is known of a committee's review: the edition examined and who approved it."""

from dataclasses import dataclass

from domain.case import Case
from domain.stages import Stage

CATEGORY = "committee-review"
REPORT = "report"
"""The name of the time limit within which the committee reports."""

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
    rapporteur: str | None = None
    approvals: tuple[Approval, ...] = ()
    remarks: tuple[str, ...] = ()

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
