"""What is known of a national track: the steps reported, and the grade of the uptake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.case import Case
from domain.messages import Message, Text
from domain.model_law.state import Grade
from domain.stages import Stage

CATEGORY = "national-track"
REPLY = "reply"
"""The name of the time limit within which the parliament answers."""


class ArticleMatch(Message):
    """One article of the model law, and what the national act has in its place."""

    article: Text
    match: Literal["verbatim", "adapted", "different", "absent"]
    national: tuple[Text, ...] = ()
    """The articles of the national act; none where it is absent."""
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Uptake:
    """An assessment: the national act, when it was passed and takes effect, and the evidence."""

    evidence: str
    grade: Grade | None = None
    national_act: str | None = None
    acted_on: date | None = None
    effective_on: date | None = None
    earlier_law_of: date | None = None
    independent: bool = False
    manner: str | None = None
    kind: str | None = None
    jurisdiction: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NationalText:
    """The text of the national act as it stands."""

    reference: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Correlation:
    """Both texts article by article, each by its hash, with the coverage and its formula."""

    edition: int
    sha256: str | None
    national_sha256: str
    articles: int
    rows: tuple[ArticleMatch, ...]
    coverage: str


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
    kinds: tuple[str, ...] = ()
    """What kind of bill it is, where its path differs: `constitutional`, `urgent`."""
    days: Mapping[str, date] = field(default_factory=dict)
    """On which day each step of the bill was taken, the last time it was."""
    bound_to: str | None = None
    """The parliament that has it since a succession; null is its own."""
    readings_passed: int = 0
    second: Literal["", "sent", "approved", "rejected", "amended", "passed-again"] = ""
    """Where it stands between the chambers; empty before it was sent to the second."""
    rejections: int = 0
    """How often the second chamber rejected it."""
    overridden: bool = False
    gazette: str | None = None
    in_force_on: date | None = None
    grade: Grade | None = None
    uptake: Uptake | None = None
    """What was assessed last of the whole country, with its dates and its evidence."""
    territories: Mapping[str, Uptake] = field(default_factory=dict)
    """The same of a territory inside the country, by its name: beside the country, not for it."""
    national_text: NationalText | None = None
    correlation: Correlation | None = None
    stale: str = ""
    """Why the correlation no longer compares the texts that hold; empty while it does."""

    @property
    def held_by(self) -> str:
        """The parliament that has it now: its own, or the one that succeeded that."""
        return self.bound_to or self.parliament

    @property
    def concluded(self) -> bool:
        """Whether its uptake is noted for good."""
        return self.stage is Stage.CONCLUDED

    @property
    def watchers(self) -> tuple[str, ...]:
        """The model law that was transmitted."""
        return (self.law,) if self.law else ()
