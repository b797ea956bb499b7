"""Citing: whether a vote that is cited for a decision put that very question to the plenary."""

from collections.abc import Collection
from typing import Literal

from domain.acting import Record
from domain.plenary_session.decisions import not_decided
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.vote.state import Vote

PLENARY = "plenary"
ORDER_OF_BUSINESS = ("order_of_business",)
"""The kind of vote by which the order of business changes: rules may give it its own majority."""

APPEAL = ("point_of_order", "procedural")
"""The kinds of vote by which an appeal is decided: one of its own, or as any other procedure."""


def not_put(
    vote: str | None,
    plenary: PlenarySession,
    record: Record,
    *,
    outcome: Literal["adopted", "rejected"],
    kinds: Collection[str],
) -> Refusal | None:
    """Say why a vote cannot be cited: not settled so, in another body, on another question."""
    if vote is None:
        return None
    if (refusal := not_decided(vote, plenary, outcome=outcome)) is not None:
        return refusal
    return put_otherwise(vote, record, kinds)


def put_otherwise(vote: str, record: Record, kinds: Collection[str]) -> Refusal | None:
    """Say why a vote decides no question of these kinds: put in another body, or another one."""
    put = record.case(vote, Vote)
    if put.body != PLENARY:
        return not_in_order(f"{vote} was taken in the {put.body}, not in the plenary")
    if put.kind not in kinds:
        return not_in_order(f"{vote} put a question of the kind {put.kind}, not {_or(kinds)}")
    return None


def _or(kinds: Collection[str]) -> str:
    return " or ".join(sorted(kinds))
