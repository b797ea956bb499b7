"""Debates: who asked for the floor, how long each delegation has spoken, points of order."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from domain.replacing import replace

Role: TypeAlias = Literal["speaker", "rapporteur"]


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A place on the list of speakers of one point; `seconds` is null until he has spoken."""

    number: int
    parliament: str
    subject: str
    role: Role = "speaker"
    has_had_the_floor: bool = False
    seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class Debate:
    """The list of speakers of one point."""

    speakers: tuple[Speaker, ...] = ()
    is_closed: bool = False

    def speaker(self, number: int) -> Speaker | None:
        """Return a speaker by his number on the list."""
        return next((each for each in self.speakers if each.number == number), None)

    def seconds_of(self, parliament: str) -> int:
        """Return how long a delegation has spoken; its rapporteurs speak for the committee."""
        return sum(
            each.seconds or 0
            for each in self.speakers
            if each.parliament == parliament and each.role == "speaker"
        )

    def listed(self, speaker: Speaker) -> "Debate":
        """Return it with a speaker more, or with what is known of one by now."""
        others = tuple(each for each in self.speakers if each.number != speaker.number)
        ordered = sorted((*others, speaker), key=lambda each: each.number)
        return replace(self, speakers=tuple(ordered))


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who has the floor now, on which point, and for how many seconds if there is a limit."""

    item: str
    number: int
    parliament: str
    seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class PointOfOrder:
    """A point of order; `ruling` is null until the chair has ruled."""

    number: int
    raised_by: str
    ruling: str | None = None
    appealed_by: str | None = None
    appeal: str | None = None
    voted_before: tuple[str, ...] = ()
    """The votes that had been called when it was appealed: none of them was on the appeal."""

    @property
    def is_pending(self) -> bool:
        """Whether a ruling, or the decision on an appeal, is awaited."""
        return self.ruling is None or (self.appealed_by is not None and self.appeal is None)
