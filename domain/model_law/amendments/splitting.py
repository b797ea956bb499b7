"""Splitting, merging, separate votes: what the plenary decides in parts, as one, or by itself."""

from collections.abc import Sequence
from itertools import combinations
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Key, Message, Sha256
from domain.model_law.amendments.changes import Change, Place
from domain.model_law.amendments.of_law import (
    being_voted,
    held,
    not_before_plenary,
    open_one,
    votes_on,
    with_amendment,
)
from domain.model_law.amendments.state import Amendment, Life, Number, Unit
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, needs_ruling, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity

SPLIT, IDENTICAL, SEPARATE = "amendment.split", "amendment.identical", "separate_vote"
UNDECIDED = (Life.TABLED, Life.ADMITTED, Life.CALLED)
FEWEST = 2
"""Parts of a split amendment, or amendments merged into one."""


class Part(Message):
    """What one part of an amendment changes, as far as it is on record."""

    change: Change | None = None
    sha256: Sha256 | None = None


class SplitAmendment(Command):
    """A delegation asks for a vote on each part; the parts of 6 are 6/1 and 6/2."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.CHAIR, Capacity.SECRETARIAT)
    rule: ClassVar = SPLIT
    type: Literal["SplitAmendment"] = "SplitAmendment"
    number: Number
    parts: tuple[Part, ...] = Field(min_length=2, max_length=100)


class AmendmentSplit(Dated):
    """It is decided in parts; it has no result of its own."""

    type: Literal["AmendmentSplit"] = "AmendmentSplit"
    number: Number
    parts: tuple[Part, ...]
    requested_by: Key | None = None


class MergeAmendments(Command):
    """Identical amendments are put to the vote once."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    rule: ClassVar = IDENTICAL
    type: Literal["MergeAmendments"] = "MergeAmendments"
    numbers: tuple[Number, ...] = Field(min_length=2, max_length=100)


class AmendmentsMerged(Dated):
    """They are identical: one vote decides them all."""

    type: Literal["AmendmentsMerged"] = "AmendmentsMerged"
    numbers: tuple[Number, ...]


class RequestSeparateVote(Command):
    """A delegation asks that a paragraph of the original text be voted on by itself."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.CHAIR, Capacity.SECRETARIAT)
    rule: ClassVar = SEPARATE
    type: Literal["RequestSeparateVote"] = "RequestSeparateVote"
    number: Number
    """The number of the paragraph: the vote is on §5."""
    place: Place | None = None
    """Which provision of the text it is; null where the text is not on record by provisions."""


class SeparateVoteRequested(Dated):
    """A paragraph of the original text is voted on by itself; rejected, it is deleted."""

    type: Literal["SeparateVoteRequested"] = "SeparateVoteRequested"
    number: Unit
    edition: int
    place: Place | None = None
    requested_by: Key | None = None


def split(
    command: SplitAmendment, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Split it where the rules provide for that, before a vote on it is open."""
    refusal = not_before_plenary(law) or _not_provided(SPLIT, "on-request", rules)
    amendment = open_one(law, command.number, *UNDECIDED)
    if refusal is not None:
        return refusal
    if isinstance(amendment, Refusal):
        return amendment
    refusal = _not_divisible(amendment, law) or being_voted(law, [command.number], record)
    body = acting.actor.body
    return refusal or [
        AmendmentSplit(number=command.number, parts=command.parts, requested_by=body)
    ]


def merge(
    command: MergeAmendments, law: ModelLaw, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Merge amendments that are not known to differ."""
    refusal = not_before_plenary(law) or _not_provided(IDENTICAL, "once", rules)
    if refusal is not None:
        return refusal
    numbers = tuple(dict.fromkeys(command.numbers))
    found = [open_one(law, number, Life.TABLED, Life.ADMITTED) for number in numbers]
    for each in found:
        if isinstance(each, Refusal):
            return each
    amendments = [each for each in found if isinstance(each, Amendment)]
    refusal = _different(amendments) or being_voted(law, numbers, record)
    return refusal or [AmendmentsMerged(numbers=numbers)]


def request_separate_vote(
    command: RequestSeparateVote, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Put a paragraph of the original text on the list of votes."""
    refusal = not_before_plenary(law) or _not_provided(SEPARATE, "on-request", rules)
    refusal = refusal or _not_separable(command, law, record)
    if refusal is not None or law.current is None:
        return refusal or []
    return [
        SeparateVoteRequested(
            number=f"§{command.number}",
            edition=law.current.number,
            place=command.place,
            requested_by=acting.actor.body,
        )
    ]


def _not_divisible(amendment: Amendment, law: ModelLaw) -> Refusal | None:
    if amendment.identical:
        alike = ", ".join(amendment.identical)
        return not_in_order(f"{alike} are identical and voted on as one; split none of them")
    amending = next((e.number for e in law.amendments.values() if e.to == amendment.number), None)
    if amending is None:
        return None
    return not_in_order(f"{amending} would amend {amendment.number}, which is not to be split")


def _not_separable(command: RequestSeparateVote, law: ModelLaw, record: Record) -> Refusal | None:
    if f"§{command.number}" in law.amendments:
        return Refusal(code="already-done", sentence=f"§{command.number} is voted on by itself")
    if any(vote.kind == "final_vote" for vote in votes_on(law, record)):
        return not_in_order(f"the final vote on {law.stream} is open; it is on the whole text")
    return None


def _not_provided(rule: str, provided: str, rules: Rules) -> Refusal | None:
    """Refuse what the rules exclude, or do not speak of."""
    match rules.value(rule):
        case None:
            return needs_ruling(
                rule,
                sentence=f"no rule sets {rule}; the chair may rule on it",
                citation=rules.cite(rule),
            )
        case value if value == provided:
            return None
        case value:
            return Refusal(
                code="against-the-rules",
                sentence=f"{rule} is {value}",
                citation=rules.cite(rule),
            )


def _different(amendments: Sequence[Amendment]) -> Refusal | None:
    """Say which of them are known to differ, or cannot be merged."""
    if len(amendments) < FEWEST:
        return not_valid("name two amendments or more that are identical")
    for each in amendments:
        if each.identical or each.is_original:
            return not_in_order(f"{each.number} is not to be merged with others")
    for one, other in combinations(amendments, 2):
        facts = [(e.edition, e.place, e.change, e.sha256) for e in (one, other)]
        # That it amends no other amendment is a fact, and nothing that is not on record.
        if one.to != other.to or any(map(_differs, *facts)):
            return not_in_order(f"{one.number} and {other.number} are not identical")
    return None


def _differs(one: object, other: object) -> bool:
    """Tell whether two facts differ; what is not on record differs from nothing."""
    return one is not None and other is not None and one != other


def was_split(law: ModelLaw, event: AmendmentSplit) -> ModelLaw:
    """Hold its parts; they stand to other amendments as it does, until the chair says otherwise."""
    amendment = held(law, event.number)
    parts = [
        replace(
            amendment,
            number=f"{event.number}/{place}",
            change=part.change,
            sha256=part.sha256,
            place=part.change.place if part.change else amendment.place,
            part_of=event.number,
        )
        for place, part in enumerate(event.parts, start=1)
    ]
    numbers = tuple(each.number for each in parts)
    return with_amendment(law, replace(amendment, life=Life.SPLIT, parts=numbers), *parts)


def merged(law: ModelLaw, event: AmendmentsMerged) -> ModelLaw:
    """Decide them together from now on."""
    alike = (held(law, number) for number in event.numbers)
    return with_amendment(law, *(replace(each, identical=event.numbers) for each in alike))


def separate_vote_requested(law: ModelLaw, event: SeparateVoteRequested) -> ModelLaw:
    """Await its call like that of an amendment."""
    paragraph = Amendment(
        number=event.number,
        edition=event.edition,
        place=event.place,
        proposer=None,
        life=Life.ADMITTED,
    )
    return with_amendment(law, paragraph)
