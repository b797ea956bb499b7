"""Agreement: whether the grade of a country says the same as its correlation of articles.

What was not compared leaves the coverage open between two bounds; only what lies outside of both
contradicts.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from domain.acting import Acting
from domain.irregularities import IrregularityRecorded, breach
from domain.national_track.coverage import taken_over
from domain.national_track.state import ArticleMatch
from domain.refusal import Refusal
from domain.rules import Rules

RULE = "uptake.correlation"


class Table(Protocol):
    """Which articles of the model law stand where in the national act."""

    @property
    def articles(self) -> int:
        """How many articles the model law has."""

    @property
    def rows(self) -> tuple[ArticleMatch, ...]:
        """Those that were compared."""

    @property
    def coverage(self) -> str:
        """The formula with its numbers and its result."""


def contradiction(
    grade: str | None, table: Table, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Answer a grade and a table that contradict each other, as the rules say of that."""
    if rules.value(RULE) is not True or not disagree(grade, table):
        return []
    found = breach(RULE, f"graded {grade}, and {table.coverage}", acting, rules)
    return found if isinstance(found, Refusal) else [found]


def disagree(grade: str | None, table: Table) -> bool:
    """Tell whether they do: what is full lacks nothing, what is declined takes nothing over."""
    least = taken_over(table.rows, table.articles)
    most = least + Fraction(table.articles - len(table.rows), table.articles)
    match grade:
        case "full":
            return most < 1
        case "partial":
            return most == 0 or least == 1
        case "different":
            return least == 1
        case "declined":
            return least > 0
        case _:
            return False
