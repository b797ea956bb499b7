"""What is known of an outcome document: its form, its text by hash, who agreed and signed."""

from dataclasses import dataclass

from domain.case import Case
from domain.plenary_session.state import CATEGORY as PLENARY_SESSION
from domain.plenary_session.state import OUTCOME
from domain.stages import Stage

CATEGORY = OUTCOME


@dataclass(frozen=True, kw_only=True)
class OutcomeDocument(Case):
    """The folded outcome document; titles repeat, plenary session and sequence do not."""

    plenary_session: str = ""
    sequence: int = 0
    form: str = ""
    edition: int = 0
    sha256: str | None = None
    annexes: tuple[str, ...] = ()
    vote: str | None = None
    signed_by: str | None = None
    reference: str = ""

    @property
    def concluded(self) -> bool:
        """Whether it is published, or was dropped."""
        return self.stage in {Stage.PUBLISHED, Stage.DROPPED}

    @property
    def watchers(self) -> tuple[str, ...]:
        """The plenary session whose document it is."""
        return (self.plenary_session,) if self.plenary_session else ()


def stream_of(plenary_session: int, sequence: int) -> str:
    """Return the stream of a document of a plenary session."""
    return f"{CATEGORY}/{plenary_session}/{sequence}"


def plenary_of(stream: str) -> str:
    """Return the plenary session of a document: `plenary-session/15` of `outcome-document/15/1`."""
    return f"{PLENARY_SESSION}/{stream.split('/')[1]}"


def sequence_of(stream: str) -> int:
    """Return the number of a document within its plenary session."""
    return int(stream.split("/")[2])
