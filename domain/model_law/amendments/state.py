"""What is known of an amendment: what it would change, how it stands to others, its end."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from domain.model_law.amendments.changes import Change

Number = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=20)]
"""The number of an amendment as it was tabled: `4`, `4S`, `CP-1`."""

Unit = Annotated[
    str, Field(pattern=r"^§?[A-Za-z0-9]+(-[A-Za-z0-9]+)*(/[1-9][0-9]*)?$", max_length=30)
]
"""What is decided at once: an amendment, a part of one (`6/1`), an original paragraph (`§5`)."""

Position: TypeAlias = Literal[
    "approved", "approved-unanimously", "rejected", "rejected-by-two-thirds"
]
"""What the committee that examined an amendment thinks of it."""


class Life(StrEnum):
    """Where an amendment stands. A split one follows from its parts."""

    TABLED = "tabled"
    ADMITTED = "admitted"
    CALLED = "called"
    SPLIT = "split"
    INADMISSIBLE = "inadmissible"
    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted-in-part"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


TERMINAL = frozenset(
    {
        *(Life.INADMISSIBLE, Life.ADOPTED, Life.ADOPTED_IN_PART),
        *(Life.REJECTED, Life.LAPSED, Life.WITHDRAWN),
    }
)
"""The ends. Only a decision that the plenary takes up again leads out of one."""

STANDS = frozenset({Life.ADOPTED, Life.ADOPTED_IN_PART})
"""The ends in which something of it is in the text."""


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """One amendment, one part of one, or one paragraph of the original text voted on by itself."""

    number: str
    edition: int
    """The edition that it would change."""
    proposer: str | None = None
    """The parliament or committee that tabled it."""
    subject: str | None = None
    """Who tabled it, where persons vote."""
    place: str | None = None
    """Which provision it concerns; None where that is not on record."""
    change: Change | None = None
    sha256: str | None = None
    to: str | None = None
    """The amendment that it would amend."""
    life: Life = Life.TABLED
    distance: int | None = None
    """How far it is from the text: a greater one is further."""
    competes_with: tuple[str, ...] = ()
    falls_with: tuple[str, ...] = ()
    identical: tuple[str, ...] = ()
    """All that are decided with it by one vote, itself among them."""
    parts: tuple[str, ...] = ()
    part_of: str | None = None
    position: Position | None = None
    vote: str | None = None
    """The vote that decided it. What lapsed or was withdrawn has none."""

    @property
    def is_original(self) -> bool:
        """Whether it is a paragraph of the original text, not an amendment."""
        return self.number.startswith("§")

    @property
    def is_decided(self) -> bool:
        """Whether it is terminal by itself; of a split one its parts tell."""
        return self.life in TERMINAL
