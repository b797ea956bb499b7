"""What is known of a national track: the steps reported, and the grade of the uptake."""

from dataclasses import dataclass
from datetime import date

from domain.case import Case
from domain.model_law.state import Grade
from domain.stages import Stage

CATEGORY = "national-track"
REPLY = "reply"
"""The name of the time limit within which the parliament answers."""


@dataclass(frozen=True, kw_only=True)
class NationalTrack(Case):
    """The folded track of one parliament."""

    law: str = ""
    parliament: str = ""
    edition: int = 0
    sha256: str | None = None
    transmitted_on: date | None = None
    received_on: date | None = None
    bill: str | None = None
    readings_passed: int = 0
    overridden: bool = False
    gazette: str | None = None
    in_force_on: date | None = None
    grade: Grade | None = None

    @property
    def concluded(self) -> bool:
        """Whether its uptake is noted for good."""
        return self.stage is Stage.CONCLUDED

    @property
    def watchers(self) -> tuple[str, ...]:
        """The model law that was transmitted."""
        return (self.law,) if self.law else ()
