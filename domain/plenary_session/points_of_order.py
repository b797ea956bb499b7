"""Points of order: raised by a delegation, ruled by the chair, perhaps appealed against."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Text, VoteName
from domain.plenary_session.citing import APPEAL, put_otherwise
from domain.plenary_session.debates import PointOfOrder
from domain.plenary_session.points import Place
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

RULED, APPEALED = "point_of_order.ruling", "point_of_order.appeal"
AT_ONCE = "at-once"


class RaisePointOfOrder(Command):
    """A delegation says that the rules are not kept."""

    by: ClassVar = (Capacity.DELEGATION,)
    type: Literal["RaisePointOfOrder"] = "RaisePointOfOrder"
    grounds: Text


class PointOfOrderRaised(Dated):
    """A point of order was raised, on the item then under debate if there was one."""

    type: Literal["PointOfOrderRaised"] = "PointOfOrderRaised"
    number: int
    parliament: Key
    grounds: Text
    item: Place | None = None


class RulePointOfOrder(Command):
    """The chair rules on a point of order."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = RULED
    type: Literal["RulePointOfOrder"] = "RulePointOfOrder"
    number: int
    ruling: Literal["upheld", "dismissed"]
    grounds: Text | None = None


class PointOfOrderRuled(Dated):
    """The chair has ruled on a point of order."""

    type: Literal["PointOfOrderRuled"] = "PointOfOrderRuled"
    number: int
    ruling: Literal["upheld", "dismissed"]
    grounds: Text | None = None


class AppealAgainstRuling(Command):
    """A delegation asks the plenary to overturn the ruling on a point of order."""

    by: ClassVar = (Capacity.DELEGATION,)
    rule: ClassVar = APPEALED
    type: Literal["AppealAgainstRuling"] = "AppealAgainstRuling"
    number: int


class RulingAppealed(Dated):
    """The ruling on a point of order is appealed against."""

    type: Literal["RulingAppealed"] = "RulingAppealed"
    number: int
    parliament: Key


class DecideAppeal(Command):
    """The chair declares what the plenary decided on an appeal, citing the vote."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = APPEALED
    type: Literal["DecideAppeal"] = "DecideAppeal"
    number: int
    outcome: Literal["ruling-stands", "ruling-overturned"]
    vote: VoteName


class AppealDecided(Dated):
    """An appeal is decided."""

    type: Literal["AppealDecided"] = "AppealDecided"
    number: int
    outcome: Literal["ruling-stands", "ruling-overturned"]
    vote: VoteName


def raise_point(
    command: RaisePointOfOrder, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Take it at any moment of a sitting."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("no sitting is open")
    debated = plenary.open_points
    return [
        PointOfOrderRaised(
            number=len(plenary.points_of_order) + 1,
            parliament=str(acting.actor.body),
            grounds=command.grounds,
            item=debated[0].place if debated else None,
        )
    ]


def rule_point(command: RulePointOfOrder, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Rule on it once."""
    found = plenary.points_of_order.get(command.number)
    if found is None or found.ruling is not None:
        return not_in_order(f"no point of order {command.number} waits for a ruling")
    return [PointOfOrderRuled.model_validate(command.model_dump(exclude={"type"}))]


def appeal(
    command: AppealAgainstRuling, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Take an appeal where the rules allow one."""
    found = plenary.points_of_order.get(command.number)
    if found is None or found.ruling is None or found.appealed_by is not None:
        return not_in_order(f"there is no ruling on point of order {command.number} to appeal from")
    match rules.value(APPEALED):
        case True:
            return [RulingAppealed(number=command.number, parliament=str(acting.actor.body))]
        case None:
            return needs_ruling(
                APPEALED,
                sentence="no rule says whether a ruling of the chair can be appealed against",
                citation=rules.cite(APPEALED),
            )
        case _:
            return Refusal(
                code="against-the-rules",
                sentence="a ruling of the chair on a point of order is final",
                citation=rules.cite(APPEALED),
            )


def decide_appeal(
    command: DecideAppeal, plenary: PlenarySession, record: Record
) -> Sequence[Event] | Refusal:
    """Follow a vote on it, put since it was made, with a result; the chair says what it means."""
    found = plenary.points_of_order.get(command.number)
    if found is None or found.appealed_by is None or found.appeal is not None:
        return not_in_order(f"no appeal on point of order {command.number} waits for a decision")
    vote = plenary.votes.get(command.vote)
    if vote is None or vote.outcome not in {"adopted", "rejected"}:
        return not_in_order(f"{command.vote} is no vote of {plenary.stream} with a result")
    if command.vote in found.voted_before:
        return not_in_order(f"{command.vote} was put before the appeal: it does not decide it")
    if (refusal := put_otherwise(command.vote, record, APPEAL)) is not None:
        return refusal
    return [AppealDecided.model_validate(command.model_dump(exclude={"type"}))]


def while_pending(
    plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Answer an act that goes on while a point of order is pending, where it is ruled at once."""
    pending = [str(each.number) for each in plenary.points_of_order.values() if each.is_pending]
    if not pending or rules.value(RULED) != AT_ONCE:
        return []
    found = breach(RULED, f"point of order {', '.join(pending)} is pending", acting, rules)
    return found if isinstance(found, Refusal) else [found]


def point_raised(plenary: PlenarySession, event: PointOfOrderRaised) -> PlenarySession:
    """Wait for the ruling."""
    return _with(plenary, PointOfOrder(number=event.number, raised_by=event.parliament))


def point_ruled(plenary: PlenarySession, event: PointOfOrderRuled) -> PlenarySession:
    """Remember the ruling."""
    return _with(plenary, replace(_found(plenary, event.number), ruling=event.ruling))


def ruling_appealed(plenary: PlenarySession, event: RulingAppealed) -> PlenarySession:
    """Wait for the decision on the appeal."""
    found, votes = _found(plenary, event.number), tuple(plenary.votes)
    appealed = replace(found, appealed_by=event.parliament, voted_before=votes)
    return _with(plenary, appealed)


def appeal_decided(plenary: PlenarySession, event: AppealDecided) -> PlenarySession:
    """Remember the decision on the appeal."""
    return _with(plenary, replace(_found(plenary, event.number), appeal=event.outcome))


def _found(plenary: PlenarySession, number: int) -> PointOfOrder:
    """Return a point of order; the fold of a part of a record may not know who raised it."""
    return plenary.points_of_order.get(number) or PointOfOrder(number=number, raised_by="")


def _with(plenary: PlenarySession, point: PointOfOrder) -> PlenarySession:
    points = MappingProxyType({**plenary.points_of_order, point.number: point})
    return replace(plenary, points_of_order=points)
