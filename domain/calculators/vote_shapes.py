"""Shapes of votes: a line that is put to the calculator, and its answer (calculators.md, 1)."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from domain.day_counting.iso_days import IsoDay
from domain.decision_rules.decision_rule import Amount, Base, DecisionRule, Number
from domain.decision_rules.majorities import Failing, Outcome
from domain.messages import Id, Message

Choice = Literal["for", "against", "abstain", "present_not_voting", "absent", "excused", "paired"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class LookUp(Message):
    """Which rule of an assembly's seed decides: that of the day, for organ, document, question."""

    assembly: Name
    organ: Name
    document: Name | None = None
    question: Name | None = None
    on: IsoDay


class Totals(Message):
    """How many votes took each option. What is not told is unknown, not zero."""

    model_config = ConfigDict(populate_by_name=True)

    in_favour: Number | None = Field(default=None, alias="for")
    against: Number | None = None
    abstain: Number | None = None
    present_not_voting: Number | None = None
    absent: Number | None = None
    excused: Number | None = None
    paired: Number | None = None


class Ballot(Message):
    """One voter's answer, with its weight, and whether he objects formally."""

    voter: Name
    choice: Choice
    weight: Number = 1
    objection: bool = False


class Electorate(Message):
    """How many votes there are: by law, filled, in the room; or the voters by name."""

    legal: Number | None = None
    in_office: Number | None = None
    present: Number | None = None
    voters: tuple[Name, ...] | None = None


class Quorum(Message):
    """How many must be present, and how many are."""

    of: Base | None = None
    at_least: Amount
    strict: bool = False
    present: Number | None = None

    @model_validator(mode="after")
    def _a_share_has_a_base(self) -> "Quorum":
        if self.of is None and isinstance(self.at_least, str):
            raise ValueError("of: a share is a share of something: name its base")
        return self


def _which(given: object) -> str:
    return "[looked-up]" if isinstance(given, dict) and "assembly" in given else "[given]"


class Line(Message):
    """One question put to the vote."""

    id: Id | None = None
    rule: Annotated[
        Annotated[DecisionRule, Tag("[given]")] | Annotated[LookUp, Tag("[looked-up]")],
        Discriminator(_which),
    ]
    totals: Totals | None = None
    ballots: tuple[Ballot, ...] | None = None
    electorate: Electorate = Electorate()
    component_members: Number | None = None
    quorum: Quorum | None = None
    casting_vote: Literal["for", "against"] | None = None
    announced: Literal["adopted", "rejected", "lapsed", "withdrawn", "none"] | None = None


class Counted(Message):
    """A base and how many votes are in it; null where that is not known."""

    of: str
    count: int | None


class Answer(Message):
    """The result sheet of one question."""

    id: Id | None
    outcome: Outcome
    failed_on: Failing | None
    base: Counted | None
    needed: int | None
    arithmetic: str
    citation: str
    missing: tuple[str, ...]
    agrees_with_announced: bool | None
