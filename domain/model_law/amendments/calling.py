"""Calling: the chair puts an amendment to the vote next; of rivals, the furthest from the text."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.irregularities import breach
from domain.messages import Command, Dated, Event
from domain.model_law.amendments.of_law import (
    LAPSE,
    held,
    not_before_plenary,
    of_another_text,
    open_one,
    with_amendment,
)
from domain.model_law.amendments.relations import life_of, pending, rivals, whole
from domain.model_law.amendments.state import STANDS, Amendment, Life, Unit
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Vote

ORDER = "amendment.order"


class CallAmendment(Command):
    """The chair calls an amendment, and with it those that are identical."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = ORDER
    type: Literal["CallAmendment"] = "CallAmendment"
    number: Unit


class AmendmentCalled(Dated):
    """It is put to the vote next; identical ones are called as one."""

    type: Literal["AmendmentCalled"] = "AmendmentCalled"
    numbers: tuple[Unit, ...]


def call(
    command: CallAmendment, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Call what is admitted, has not lapsed by a rival's adoption, and is in its turn."""
    if law.stage is not Stage.ON_ORDER_OF_BUSINESS:
        return not_before_plenary(law) or not_in_order(
            f"{law.stream} is {law.stage.value}: amendments are called before the plenary"
        )
    amendment = open_one(law, command.number, Life.ADMITTED, *_taken_up_again(command, law, record))
    if isinstance(amendment, Refusal):
        return amendment
    refusal = of_another_text(amendment, law) or _displaced(amendment, law, rules)
    if refusal is not None:
        return refusal
    nearer = _out_of_turn(amendment, law, rules)
    if isinstance(nearer, Refusal):
        return nearer
    called = AmendmentCalled(numbers=group(amendment, law))
    if nearer is None:
        return [called]
    broken = breach(ORDER, nearer, acting, rules)
    return broken if isinstance(broken, Refusal) else [called, broken]


def _taken_up_again(command: CallAmendment, law: ModelLaw, record: Record) -> Sequence[Life]:
    """Return where else it may stand: decided, where the plenary takes that decision up again."""
    amendment = law.amendments.get(command.number)
    if amendment is None or amendment.vote is None:
        return ()
    return (amendment.life,) if record.case(amendment.vote, Vote).reconsidered_by else ()


def group(amendment: Amendment, law: ModelLaw) -> tuple[str, ...]:
    """Return what is decided by one vote: it, and of those identical with it the open ones."""
    alike = amendment.identical or (amendment.number,)
    waiting = {Life.ADMITTED, Life.CALLED, amendment.life}
    return tuple(each for each in alike if law.amendments[each].life in waiting)


def displaced_by(amendment: Amendment, law: ModelLaw) -> str | None:
    """Return an adopted amendment with which it competes."""
    held = law.amendments
    adopted = (each for each in rivals(held, amendment.number) if life_of(held, each) in STANDS)
    return next(adopted, None)


def _displaced(amendment: Amendment, law: ModelLaw, rules: Rules) -> Refusal | None:
    rival = displaced_by(amendment, law)
    if rival is None or rules.value(LAPSE) == "none":
        return None
    sentence = f"{rival} was adopted, with which amendment {amendment.number} competes"
    if rules.value(LAPSE) is None:
        return needs_ruling(
            LAPSE,
            sentence=f"{sentence}; no rule says whether it lapses, the chair may rule on it",
            citation=rules.cite(LAPSE),
        )
    return not_in_order(f"{sentence}; record that it lapsed", citation=rules.cite(LAPSE))


def _out_of_turn(amendment: Amendment, law: ModelLaw, rules: Rules) -> str | Refusal | None:
    """Say which rival is further from the text; refuse where that cannot be told."""
    waiting = _waiting(amendment, law)
    if not waiting or rules.value(ORDER) == "chair":
        return None
    named = ", ".join(each.number for each in waiting)
    if rules.value(ORDER) is None:
        return needs_ruling(
            ORDER,
            sentence=f"{named} await the vote on the same text, and no rule says which of them "
            "comes first; the chair may rule on it",
            citation=rules.cite(ORDER),
        )
    unknown = [each.number for each in (amendment, *waiting) if each.distance is None]
    if unknown:
        return Refusal(
            code="not-in-order",
            sentence=f"the furthest from the text comes first; say how far {unknown[0]} is from it "
            "by admitting it with its distance",
            citation=rules.cite(ORDER),
            missing=tuple(f"distance of amendment {number}" for number in unknown),
        )
    own = amendment.distance or 0
    further = [each.number for each in waiting if (each.distance or 0) > own]
    if not further:
        return None
    return f"{further[0]} is further from the text than {amendment.number} and comes first"


def _waiting(amendment: Amendment, law: ModelLaw) -> list[Amendment]:
    """Return what competes with it, or concerns the same place, and has not been called."""
    held = law.amendments
    competing = {*rivals(held, amendment.number)}
    others = (held[number] for number in pending(held) if number not in amendment.identical)
    return [
        each
        for each in others
        if each.life in {Life.TABLED, Life.ADMITTED}
        and whole(held, each.number) != whole(held, amendment.number)
        and (each.number in competing or _same_place(each, amendment))
    ]


def _same_place(one: Amendment, other: Amendment) -> bool:
    if one.is_original or other.is_original or one.to != other.to:
        return False
    return one.place is not None and one.place == other.place


def called(law: ModelLaw, event: AmendmentCalled) -> ModelLaw:
    """Await the vote."""
    named = (held(law, number) for number in event.numbers)
    return with_amendment(law, *(replace(each, life=Life.CALLED) for each in named))
