"""Presiding: the chair may entrust one sitting to another member of the Council."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Office
from domain.messages import Command, Dated, Event, Key
from domain.plenary_session.state import Entrusted, PlenarySession
from domain.refusal import Refusal, needs_ruling, no_right, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

RULE = "sitting.presided_by"
ENTRUSTED = frozenset({Stage.CHAIR_TRANSFERRED, Stage.OPEN, Stage.SUSPENDED})
"""From when the chair is handed over: who has no chair entrusts none."""


class EntrustSitting(Command):
    """The chair lets another member of the Council preside the sitting, or the next one.

    Until that sitting is closed he acts for the chair, as himself: in his own capacity.
    """

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = RULE
    type: Literal["EntrustSitting"] = "EntrustSitting"
    to: Key
    """Who presides: the key of a person who holds an office of the Council."""


class SittingEntrusted(Dated):
    """A member of the Council presides this sitting, sent by `parliament`."""

    type: Literal["SittingEntrusted"] = "SittingEntrusted"
    sitting: int
    to: Key
    parliament: Key


class TakeSittingBack(Command):
    """The chair presides again himself."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["TakeSittingBack"] = "TakeSittingBack"


class SittingTakenBack(Dated):
    """The chair presides this sitting again."""

    type: Literal["SittingTakenBack"] = "SittingTakenBack"
    sitting: int
    to: Key
    """Who presided it for him."""


def entrust(
    command: EntrustSitting, plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Let a member of the Council preside, where the rules provide for it."""
    if (refusal := _not_the_chair(acting)) is not None:
        return refusal
    if plenary.stage not in ENTRUSTED:
        return not_in_order("a sitting is entrusted from the handover of the chair to the closing")
    if rules.value(RULE) is None:
        return needs_ruling(
            RULE,
            sentence="no rule says whether the chair may let another preside",
            citation=rules.cite(RULE),
        )
    office = _in_the_council(command.to, acting, record)
    if office is None or office.parliament is None:
        return not_in_order(
            f"{command.to} holds no office of the Council on {acting.on}", citation=rules.cite(RULE)
        )
    if plenary.presided_by == command.to:
        return Refusal(code="already-done", sentence=f"{command.to} presides this sitting")
    number = plenary.sitting_now
    return [SittingEntrusted(sitting=number, to=command.to, parliament=office.parliament)]


def take_back(
    _: TakeSittingBack, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Let the chair preside again."""
    if (refusal := _not_the_chair(acting)) is not None:
        return refusal
    if plenary.presided_by is None:
        return not_in_order("the chair presides the sitting himself")
    return [SittingTakenBack(sitting=plenary.sitting_now, to=plenary.presided_by)]


def presides(plenary: PlenarySession, acting: Acting, record: Record) -> bool:
    """Tell whether the actor presides the sitting for the chair, still in office of the Council."""
    actor = acting.actor
    entrusted = actor.capacity is Capacity.COUNCIL and actor.subject == plenary.presided_by
    return entrusted and _in_the_council(actor.subject, acting, record) is not None


def presides_at(plenary_session: str | None, acting: Acting, record: Record) -> bool:
    """Tell the same of a case that comes before a plenary session; None of one that does not."""
    if plenary_session is None or acting.actor.capacity is not Capacity.COUNCIL:
        return False
    return presides(record.case(plenary_session, PlenarySession), acting, record)


def _not_the_chair(acting: Acting) -> Refusal | None:
    if acting.actor.capacity is Capacity.CHAIR:
        return None
    return no_right("who presides for the chair does not hand the sitting on: the chair does")


def _in_the_council(subject: str, acting: Acting, record: Record) -> Office | None:
    held = record.case(STREAM, Assembly).offices_on(acting.on)
    council = (each for each in held if each.capacity is Capacity.COUNCIL)
    return next((each for each in council if each.subject == subject), None)


def entrusted(plenary: PlenarySession, event: SittingEntrusted) -> PlenarySession:
    """Remember who presides which sitting."""
    return replace(plenary, entrusted=Entrusted(sitting=event.sitting, to=event.to))


def taken_back(plenary: PlenarySession, _: SittingTakenBack) -> PlenarySession:
    """Nobody presides for the chair any more."""
    return replace(plenary, entrusted=None)
