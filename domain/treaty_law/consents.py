"""Consents: the acts by which parties are bound by a treaty, and the time for which each counts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from domain.day_counting.iso_days import IsoDay
from domain.messages import Message

ActKind: TypeAlias = Literal[
    "signature",
    "definitive_signature",
    "ratification",
    "acceptance",
    "approval",
    "formal_confirmation",
    "accession",
    "succession",
    "provisional_application",
    "denunciation",
    "withdrawal",
]
Countable: TypeAlias = Literal[
    "signature",
    "definitive_signature",
    "ratification",
    "acceptance",
    "approval",
    "formal_confirmation",
    "accession",
    "succession",
    "provisional_application",
]
"""What a treaty may count towards its threshold: everything but what ends a consent."""

COUNTING: frozenset[ActKind] = frozenset(
    {
        "definitive_signature",
        "ratification",
        "acceptance",
        "approval",
        "formal_confirmation",
        "accession",
    }
)
"""What counts where a treaty does not say: a signature alone never does."""

BINDING: frozenset[ActKind] = COUNTING | {"succession"}
"""By which acts one becomes a party, whether they count or not."""

ENDING: frozenset[ActKind] = frozenset({"denunciation", "withdrawal"})


def _dated(day: object) -> object:
    if day is None:
        raise ValueError("is missing: an act counts by the day on which the depositary had it")
    return day


PartyName = Annotated[str, Field(min_length=1, max_length=200)]


class TreatyAct(Message):
    """An act of a party; `on` is the day on which the depositary had it."""

    party: PartyName
    kind: ActKind
    on: Annotated[IsoDay, BeforeValidator(_dated)]
    effective_on: IsoDay | None = None

    @property
    def takes_effect_on(self) -> date:
        """The day that it names for its effect, else the day itself."""
        return self.effective_on or self.on


Placed: TypeAlias = tuple[int, TreatyAct]
"""An act and its place in order of time; of one day, as they were told."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A party is bound by an act, from a day up to, not including, another."""

    act: TreatyAct
    since: date
    until: date | None = None

    @property
    def party(self) -> str:
        """Whose consent it is."""
        return self.act.party

    def is_over(self, day: date) -> bool:
        """Tell whether its party has left by a day."""
        return self.until is not None and self.until <= day


def consents(acts: Sequence[TreatyAct], kinds: Collection[ActKind]) -> tuple[Consent, ...]:
    """Return the consents by acts of some kinds: one of a party at a time, by its first act."""
    by_party: dict[str, list[TreatyAct]] = {}
    for act in sorted(acts, key=lambda each: each.on):
        by_party.setdefault(act.party, []).append(act)
    return tuple(each for own in by_party.values() for each in _of_one(own, kinds))


def _of_one(acts: Sequence[TreatyAct], kinds: Collection[ActKind]) -> Iterator[Consent]:
    """Yield the consents of one party: after it has left, it may come in again."""
    placed = tuple(enumerate(acts))
    endings = [each for each in placed if each[1].kind in ENDING]
    ended: Placed | None = None
    for each in placed:
        act = each[1]
        if act.kind not in kinds or (ended is not None and not _is_after(each, ended)):
            continue
        since = act.on if ended is None else max(act.on, ended[1].takes_effect_on)
        ended = _ending(each, endings)
        if ended is None:
            yield Consent(act=act, since=since)
            return
        if since < ended[1].takes_effect_on:
            yield Consent(act=act, since=since, until=ended[1].takes_effect_on)


def _ending(consent: Placed, endings: Sequence[Placed]) -> Placed | None:
    """Return what ends an act: of the denunciations that it is not after, the first to do so."""
    later = (each for each in endings if not _is_after(consent, each))
    return min(later, key=lambda each: each[1].takes_effect_on, default=None)


def _is_after(consent: Placed, ending: Placed) -> bool:
    """Tell whether an act counts afresh after a denunciation: told after it, or to begin by it."""
    (place, act), (place_of_ending, left) = consent, ending
    begins_by_it = act.effective_on is not None and act.effective_on >= left.takes_effect_on
    return place > place_of_ending or (act.on == left.on and begins_by_it)
