"""Entry into force: when a treaty binds, and whom (`plenary compute entry-into-force`)."""

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from domain.messages import Id, Message
from domain.treaty_law.consents import TreatyAct
from domain.treaty_law.entry_into_force import entry
from domain.treaty_law.treaty_rules import EntryRule, GroupName, GroupRow, with_units

MOST_ACTS = 10_000

CivilDay: TypeAlias = date


class Line(Message):
    """The rule of a treaty, the acts that its depositary had, the groups that the rule names."""

    id: Id | None = None
    rule: Annotated[EntryRule, AfterValidator(with_units)]
    acts: tuple[TreatyAct, ...] = Field(max_length=MOST_ACTS)
    groups: dict[GroupName, tuple[GroupRow, ...]] = Field(default_factory=dict)


class Answer(Message):
    """The date, by whose act it was reached, and the date of each party; or what is missing."""

    id: Id | None
    date: CivilDay | None
    reached_by: tuple[str, ...]
    reached_on: CivilDay | None
    explanation: str
    per_party: dict[str, CivilDay]
    missing: tuple[str, ...]


def compute(line: Line) -> Answer:
    """Compute; raise ValueError for dates outside the calendar and for contradicting weights."""
    found = entry(line.rule, line.acts, line.groups)
    return Answer(
        id=line.id,
        date=found.on,
        reached_by=found.reached_by,
        reached_on=found.reached_on,
        explanation=found.explanation,
        per_party=dict(found.own),
        missing=found.missing,
    )
