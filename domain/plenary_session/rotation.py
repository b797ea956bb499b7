"""Rotation: whose turn it is to take the chair, by the order of the rules, a step per session."""

from collections.abc import Sequence


def next_in_order(order: Sequence[str], before: str | None) -> str | None:
    """Return who follows in the order, after the last comes the first; None if nobody can tell.

    Nobody can where no order is set, or where the one before stands in none.
    """
    if before is None or before not in order:
        return None
    return order[(order.index(before) + 1) % len(order)]
