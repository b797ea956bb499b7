"""Texts: what is adopted of a law's amendments, and the text that base and amendments give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.model_law.amendments.changes import (
    Change,
    Clash,
    Numbered,
    Provision,
    consolidated,
    with_words,
)
from domain.model_law.amendments.relations import life_of
from domain.model_law.amendments.state import Amendment, Life
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal
from domain.stages import Stage


@dataclass(frozen=True, kw_only=True)
class NotOnRecord:
    """Whose text is not on record, so that the result cannot be computed."""

    missing: tuple[str, ...]


def adopted_changes(law: ModelLaw) -> tuple[Amendment, ...]:
    """Return what changes the latest edition, in the order of tabling, parts in their order.

    A paragraph of the original text that was rejected is such a change: it is deleted.
    """
    return tuple(each for each in _in_order(law) if _changes_the_text(each, law))


def not_consolidated(law: ModelLaw) -> Refusal | None:
    """Refuse what would lose the amendments that the plenary adopted before it referred it back."""
    adopted = adopted_changes(law)
    if law.stage is not Stage.REFERRED_BACK or not adopted:
        return None
    numbers = ", ".join(each.number for each in adopted)
    return Refusal(
        code="not-in-order",
        sentence=f"the text of {law.stream} does not contain {numbers} yet, which the plenary "
        "adopted; consolidate it first",
        missing=("consolidated text",),
    )


def resulting(law: ModelLaw) -> tuple[Provision, ...] | Clash | NotOnRecord:
    """Return the latest edition with all that was adopted.

    It follows from the text and from what was adopted, whatever the order of the decisions.
    """
    edition = law.current.number if law.current else 0
    base, adopted = law.provisions.get(edition), adopted_changes(law)
    known = {each.number: change for each in adopted if (change := _change(each, law)) is not None}
    missing = [each.number for each in adopted if each.number not in known]
    if base is None or missing:
        lacking = [f"edition {edition}"] if base is None else []
        return NotOnRecord(missing=(*lacking, *missing))
    changes = []
    for each in (each for each in adopted if each.to is None):
        by = [n for n in adopted if n.to == each.number]
        worded = [Numbered(number=n.number, change=known[n.number]) for n in by]
        amended = _amended(known[each.number], worded)
        if isinstance(amended, Clash):
            return amended
        changes.append(Numbered(number=each.number, change=amended))
    return consolidated(base, changes)


def _in_order(law: ModelLaw) -> Iterator[Amendment]:
    for each in law.amendments.values():
        if each.part_of is None:
            yield each
            yield from (law.amendments[part] for part in each.parts)


def _changes_the_text(amendment: Amendment, law: ModelLaw) -> bool:
    if law.current is None or amendment.edition != law.current.number:
        return False
    if amendment.to is not None and life_of(law.amendments, amendment.to) is not Life.ADOPTED:
        return False
    return amendment.life is (Life.REJECTED if amendment.is_original else Life.ADOPTED)


def _change(amendment: Amendment, law: ModelLaw) -> Change | None:
    """Return what it changes; where its own paper is not on record, that of an identical one."""
    if amendment.is_original:
        place = amendment.place
        return None if place is None else Change(place=place, action="delete")
    alike = (law.amendments[number].change for number in amendment.identical)
    return amendment.change or next((each for each in alike if each is not None), None)


def _amended(change: Change, by: Sequence[Numbered]) -> Change | Clash:
    """Return a change after the adopted changes to itself."""
    if not by:
        return change
    text = with_words(change.text or "", by)
    return text if isinstance(text, Clash) else change.model_copy(update={"text": text})
