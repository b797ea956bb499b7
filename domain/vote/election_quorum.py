"""Quorum of an election: whether as many are in the room as the rules ask of a ballot."""

from dataclasses import dataclass

from domain.refusal import Refusal
from domain.rules import Rules
from domain.vote.counting import presence
from domain.vote.lacking import Quorum
from domain.vote.state import Vote
from domain.vote.undecided import undecided


@dataclass(frozen=True, kw_only=True)
class TookPart:
    """How many votes a ballot has for candidates, and how many with the blank and spoilt ones."""

    cast: int
    all: int


@dataclass(frozen=True, kw_only=True)
class Room:
    """How many there are of those who make the quorum; `is_least` where it is not told of all."""

    present: int
    is_least: bool
    quorum: Quorum

    @property
    def is_enough(self) -> bool:
        """Whether the quorum is reached."""
        return self.present >= self.quorum.needed

    def __str__(self) -> str:
        """Say it as the arithmetic of any vote does."""
        least = "at least " if self.is_least else ""
        what = self.quorum.of.replace("_", " ") or "present"
        there = f" beside {self.quorum.represented} represented" if self.quorum.represented else ""
        return f"{least}{self.present} {what}, quorum {self.quorum.needed}{there}"


def in_the_room(took_part: TookPart, vote: Vote, rules: Rules) -> Room | Refusal | None:
    """Return who is there for a ballot; None where any number is enough.

    Everybody there is a quorum whatever it is, also where none is set: else a ruling is needed.
    """
    quorum = presence(vote, rules)
    known = _present(vote)
    present = max(known or 0, took_part.all)
    if quorum is None or (isinstance(quorum, Refusal) and present == vote.votes):
        return None
    if isinstance(quorum, Refusal):
        return quorum
    if quorum.of:
        told = took_part.cast if quorum.of == "votes_cast" else took_part.all
        return Room(present=told, is_least=False, quorum=quorum)
    room = Room(present=present, is_least=known is None, quorum=quorum)
    if room.is_least and not room.is_enough:
        return undecided("result", str(room), ("quorum.present",), quorum.citation)
    return room


def _present(vote: Vote) -> int | None:
    """Return how many votes are in the room: as counted, else as the attendance was signed."""
    if vote.counted_present is not None:
        return vote.counted_present
    return sum(map(vote.weight, vote.present)) if vote.attendance_known else None
