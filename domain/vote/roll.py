"""Roll: the Secretariat enters answers taken in the hall, or totals where no roll is kept."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Key, Message, Text
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity
from domain.vote.ballots import NO_BALLOTS, counted_already, not_voting
from domain.vote.state import Choice, Vote
from domain.vote.totals import Totals
from domain.vote.unvoted import QUESTIONS
from domain.vote.voters import unentitled

ANSWERED = frozenset({"for", "against", "abstain"})


class RollEntry(Message):
    """What became of one vote."""

    voter: Key
    choice: Choice


class RecordRoll(Command):
    """The Secretariat enters the answers of a roll call, a show of hands or a panel, by name."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "voter"
    type: Literal["RecordRoll"] = "RecordRoll"
    entries: tuple[RollEntry, ...] = Field(min_length=1)


class RollRecorded(Dated):
    """The answers were entered by name."""

    type: Literal["RollRecorded"] = "RollRecorded"
    entries: tuple[RollEntry, ...]


class RecordTotals(Command):
    """The Secretariat enters how many answered what: no roll was kept, or the vote was secret.

    What is left out is not known; it is not zero.
    """

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "voter"
    type: Literal["RecordTotals"] = "RecordTotals"
    totals: Totals
    present: int | None = Field(default=None, ge=0)


class TotalsRecorded(Dated):
    """The totals are known, the roll is not kept; `present` is how many were in the room."""

    type: Literal["TotalsRecorded"] = "TotalsRecorded"
    totals: Totals
    present: int | None = None


class SecretBallotHeld(Dated):
    """A secret ballot was held: its totals, and no names."""

    type: Literal["SecretBallotHeld"] = "SecretBallotHeld"
    totals: Totals
    present: int | None = None


class RecordPair(Command):
    """Two voters of opposite minds agreed that both stay out."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "voter"
    type: Literal["RecordPair"] = "RecordPair"
    voters: tuple[Key, Key]
    note: Text | None = None


class PairRecorded(Dated):
    """Two voters are paired: neither votes."""

    type: Literal["PairRecorded"] = "PairRecorded"
    voters: tuple[Key, Key]
    note: Text | None = None


def record_roll(
    command: RecordRoll, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Enter answers of those who have a vote and have not used it."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    if vote.method in NO_BALLOTS:
        return not_in_order(NO_BALLOTS[vote.method])
    voters = [entry.voter for entry in command.entries]
    if (refusal := counted_already(vote) or _unfit(voters, vote, rules)) is not None:
        return refusal
    answered = [each.voter for each in command.entries if each.choice in ANSWERED]
    excused = unentitled(answered, vote, acting, rules, record)
    if isinstance(excused, Refusal):
        return excused
    return [RollRecorded(entries=command.entries), *excused]


def record_pair(
    command: RecordPair, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Pair two who have not voted."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    refusal = counted_already(vote) or _unfit(list(command.voters), vote, rules)
    return refusal or [PairRecorded(voters=command.voters, note=command.note)]


def record_totals(
    command: RecordTotals, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take totals that the electorate can have given, once, and only where no ballot is named."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    if vote.roll_call_demanded:
        return not_in_order("a roll call was demanded: record the answers by name")
    if vote.method in QUESTIONS and command.totals.told:
        return not_valid(f"{NO_BALLOTS[vote.method]}; record the objections")
    if vote.ballots:
        return not_in_order("ballots are on record by name: they are counted, totals are not typed")
    if vote.totals is not None:
        return Refusal(code="already-done", sentence="the totals of this vote are recorded")
    if (refusal := _impossible(command, vote, rules)) is not None:
        return refusal
    told = {"totals": command.totals, "present": command.present}
    if vote.method == "secret":
        return [SecretBallotHeld.model_validate(told)]
    return [TotalsRecorded.model_validate(told)]


def _unfit(voters: list[str], vote: Vote, rules: Rules) -> Refusal | None:
    strangers = [each for each in voters if each not in vote.electorate]
    if strangers:
        return Refusal(
            code="no-vote",
            sentence=f"{', '.join(strangers)} has no vote here",
            citation=rules.cite("voter"),
        )
    twice = sorted({each for each in voters if each in vote.ballots or voters.count(each) > 1})
    if twice:
        return Refusal(
            code="already-voted",
            sentence=f"{', '.join(twice)} would be counted twice; one voter has one vote",
            citation=rules.cite("voter"),
        )
    return None


def too_many(totals: Totals, vote: Vote, rules: Rules) -> Refusal | None:
    """Refuse more votes than there are: ballots never exceed the authorised voters."""
    votes = vote.votes
    if votes is None or totals.told <= votes:
        return None
    return Refusal(
        code="too-many-votes",
        sentence=f"{totals.told} votes are told and there are {votes}",
        citation=rules.cite("voter"),
    )


def too_many_there(present: int | None, vote: Vote, rules: Rules) -> Refusal | None:
    """Refuse more in the room than there are: the presence counts the votes of a body."""
    votes = vote.votes
    if present is None or votes is None or present <= votes:
        return None
    return Refusal(
        code="too-many-votes",
        sentence=f"{present} are told to be present and there are {votes} votes",
        citation=rules.cite("voter"),
    )


def _impossible(command: RecordTotals, vote: Vote, rules: Rules) -> Refusal | None:
    present, participants = command.present, command.totals.participants
    refusal = too_many(command.totals, vote, rules) or too_many_there(present, vote, rules)
    if refusal is not None:
        return refusal
    if present is not None and present < participants:
        return Refusal(
            code="too-many-votes",
            sentence=f"{participants} are told to have taken part and {present} to be present",
            citation=rules.cite("voter"),
        )
    return None


def roll_recorded(vote: Vote, event: RollRecorded) -> Vote:
    """Put the answers with the others."""
    entered = {entry.voter: entry.choice for entry in event.entries}
    return replace(vote, ballots=MappingProxyType({**vote.ballots, **entered}))


def paired(vote: Vote, event: PairRecorded) -> Vote:
    """Keep both out of the vote."""
    pair: dict[str, Choice] = dict.fromkeys(event.voters, "paired")
    return replace(vote, ballots=MappingProxyType({**vote.ballots, **pair}))


def totals_recorded(vote: Vote, event: TotalsRecorded | SecretBallotHeld) -> Vote:
    """Keep the totals; how many were present is as good as a count of the quorum."""
    present = vote.counted_present if event.present is None else event.present
    return replace(vote, totals=event.totals, counted_present=present)
