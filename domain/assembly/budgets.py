"""Budgets: for which years the assembly adopted one, and by which decision."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting
from domain.assembly.state import Assembly, Budget
from domain.messages import Command, Event, Text
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


class BudgetAdopted(Event):
    """There is a budget for the year; a later decision on the same year takes its place."""

    type: Literal["BudgetAdopted"] = "BudgetAdopted"
    on: date | None = None
    year: int
    decision: Text
    amount: Text | None = None


def adopt_budget(
    command: AdoptBudget, assembly: Assembly, acting: Acting
) -> Sequence[BudgetAdopted] | Refusal:
    """Adopt the budget of a year, once by each decision; years are told in any order."""
    known = assembly.budgets.get(command.year)
    if known is not None and known.decision == command.decision:
        sentence = f"the budget of {command.year} was adopted by {command.decision} already"
        return Refusal(code="already-done", sentence=sentence)
    if known is not None and acting.at_latest < known.on:
        return Refusal(
            code="out-of-time-order",
            sentence=f"the budget of {command.year} was decided on again on {known.on}; "
            "decisions on one year follow each other in time",
        )
    told = command.model_dump(exclude={"type"})
    return [BudgetAdopted.model_validate({**told, "on": acting.on})]


def budget_adopted(assembly: Assembly, event: BudgetAdopted) -> Assembly:
    """Keep the decision by its year."""
    adopted = Budget(decision=event.decision, on=event.on or date.min)
    held = {**assembly.budgets, event.year: adopted}
    return replace(assembly, budgets=MappingProxyType(held))
