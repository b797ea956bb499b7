"""Budgets: for which years the assembly adopted one, and by which decision."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.assembly.state import Assembly
from domain.messages import Command, Dated, Text
from domain.refusal import Refusal
from domain.replacing import replace
from domain.submission import Capacity


class AdoptBudget(Command):
    """The budget of a year was adopted, or amended, by the decision that is cited."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["AdoptBudget"] = "AdoptBudget"
    year: int = Field(ge=1900, le=9999)
    decision: Text
    amount: Text | None = None
    """As the decision writes it, with its currency."""


class BudgetAdopted(Dated):
    """There is a budget for the year; a later decision on the same year takes its place."""

    type: Literal["BudgetAdopted"] = "BudgetAdopted"
    year: int
    decision: Text
    amount: Text | None = None


def adopt_budget(command: AdoptBudget, assembly: Assembly) -> Sequence[BudgetAdopted] | Refusal:
    """Adopt the budget of a year, once by each decision."""
    if assembly.budgets.get(command.year) == command.decision:
        sentence = f"the budget of {command.year} was adopted by {command.decision} already"
        return Refusal(code="already-done", sentence=sentence)
    return [BudgetAdopted.model_validate(command.model_dump(exclude={"type"}))]


def budget_adopted(assembly: Assembly, event: BudgetAdopted) -> Assembly:
    """Keep the decision by its year."""
    held = {**assembly.budgets, event.year: event.decision}
    return replace(assembly, budgets=MappingProxyType(held))
