"""What is known of a model law: its texts, its way through committee and plenary, its uptake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from domain.case import Case
from domain.model_law.amendments.changes import Provision
from domain.model_law.amendments.state import Amendment
from domain.stages import Stage
from domain.submission import Child

CATEGORY = "model-law"

ReviewStatus: TypeAlias = Literal[
    "open", "reported", "returned", "no-report", "discharged", "opinion-given"
]
"""How the review of one committee stands in the present round of referral."""

Grade: TypeAlias = Literal[
    "full", "partial", "different", "equivalent_already_exists", "declined", "no_data"
]
"""What a parliament made of the text. "No data" is an answer of its own, never "declined"."""

ENDED = frozenset({Stage.CONCLUDED, Stage.DROPPED, Stage.WITHDRAWN, Stage.LAPSED, Stage.SUPERSEDED})
UNDECIDED = frozenset(
    {
        Stage.TITLED,
        Stage.DRAFTING,
        Stage.WORKSHOP,
        Stage.IN_COMMITTEE,
        Stage.RETURNED,
        Stage.REPORTED,
        Stage.ON_ORDER_OF_BUSINESS,
        Stage.REFERRED_BACK,
    }
)
"""The stages before the plenary has voted."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A numbered text of the draft. Without a hash its bytes are not on record."""

    number: int
    sha256: str | None = None
    language: str | None = None
    media_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One remark of a committee that returned the draft; it wants an answer."""

    number: int
    committee: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ModelLaw(Case):
    """The folded model law."""

    proposer: str | None = None
    """The parliament that proposes it."""
    proposing_committee: str | None = None
    """The committee that proposes it, if no parliament does."""
    editions: tuple[Edition, ...] = ()
    languages: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """SHA-256 of each further language version, by edition and language."""
    divergences: tuple[tuple[int, str, str], ...] = ()
    """The edition and the two languages of each divergence that was found."""
    round: int = 0
    """How often it was referred to committees."""
    reviews: Mapping[str, ReviewStatus] = field(default_factory=dict)
    """The committees of the present round."""
    remarks: tuple[Remark, ...] = ()
    """The remarks that are not answered yet."""
    plenary_session: str | None = None
    item: int | None = None
    vote: str | None = None
    motion: Literal["carried", "rejected"] | None = None
    carried: Edition | None = None
    spent_motions: tuple[str, ...] = ()
    """The votes by which it was referred back: each is followed once."""
    adopted_on: date | None = None
    reference: str | None = None
    """Where it is published."""
    moved_by: str | None = None
    seconded_by: str | None = None
    launched_on: date | None = None
    transmitted_on: date | None = None
    parliaments: tuple[str, ...] = ()
    """The parliaments to which it was transmitted."""
    uptake: Mapping[str, Grade] = field(default_factory=dict)
    superseded_by: str | None = None
    amendments: Mapping[str, Amendment] = field(default_factory=dict)
    """The amendments and their parts by number, in the order of tabling."""
    provisions: Mapping[int, tuple[Provision, ...]] = field(default_factory=dict)
    """The text of editions, where it is on record."""

    def is_before(self, plenary_session: str) -> bool:
        """Tell whether a plenary session has it on its order of business, and has not voted yet."""
        return self.stage is Stage.ON_ORDER_OF_BUSINESS and self.plenary_session == plenary_session

    @property
    def current(self) -> Edition | None:
        """The latest edition, or None before the first draft."""
        return self.editions[-1] if self.editions else None

    def stands_in(self, language: str) -> bool:
        """Tell whether the latest edition is on record in a language."""
        text = self.current
        if text is None:
            return False
        return language == text.language or (text.number, language) in self.languages

    @property
    def open_reviews(self) -> tuple[str, ...]:
        """The committees of the present round that have not ended their review."""
        return tuple(name for name, status in self.reviews.items() if status == "open")

    @property
    def open_tracks(self) -> tuple[str, ...]:
        """The parliaments whose track is not concluded."""
        return tuple(name for name in self.parliaments if name not in self.uptake)

    @property
    def concluded(self) -> bool:
        """Whether nothing more is awaited."""
        return self.stage in ENDED

    @property
    def children(self) -> tuple[Child, ...]:
        """The open reviews while it is in committee, then the open national tracks."""
        match self.stage:
            case Stage.IN_COMMITTEE:
                return tuple(self._review(name) for name in self.open_reviews)
            case Stage.TRANSMITTED | Stage.MONITORED:
                return tuple(self._track(name) for name in self.open_tracks)
            case _:
                return ()

    def _review(self, committee: str) -> Child:
        stream = review_stream(self.stream, committee)
        key = f"{stream}#{self.round}"
        return Child(key=key, workflow="committee-review", id=stream, title=self.title)

    def _track(self, parliament: str) -> Child:
        stream = track_stream(self.stream, parliament)
        return Child(key=f"{stream}#1", workflow="national-track", id=stream, title=self.title)


def review_stream(law: str, committee: str) -> str:
    """Return the stream of a committee's review: `committee-review/2026-014/legal`."""
    return f"committee-review/{law.partition('/')[2]}/{committee}"


def track_stream(law: str, parliament: str) -> str:
    """Return the stream of a parliament's track: `national-track/2026-014/az`."""
    return f"national-track/{law.partition('/')[2]}/{parliament}"
