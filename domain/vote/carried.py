"""Carried: whether a body decided by a vote what an act relies on."""

from collections.abc import Collection

from domain.acting import Record
from domain.refusal import Refusal, not_in_order
from domain.vote.electorate import PLENARY
from domain.vote.state import Vote


def not_carried(
    stream: str, bodies: Collection[str], record: Record, *, about: str | None = None
) -> Refusal | None:
    """Refuse to rely on a vote of another body, about something else, or that did not carry."""
    vote = record.case(stream, Vote)
    if vote.body not in bodies:
        said = "the plenary" if vote.body == PLENARY else f"the {vote.body}"
        return not_in_order(f"{stream} was a vote of {said}, which does not decide this")
    if about is not None and vote.about != about:
        return not_in_order(f"{stream} was not about {about}")
    if vote.announced == "adopted":
        return None
    return not_in_order(
        f"{stream} is announced as {vote.announced}"
        if vote.announced
        else f"{stream} has no announced result"
    )
