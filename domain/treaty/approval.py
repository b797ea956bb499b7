"""Approval at home: by a parliament, by a head of state. No threshold moves by it."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Event, Text
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.submission import Capacity
from domain.treaty.rights import REPORTERS, TreatyAction
from domain.treaty.state import Treaty, with_day
from domain.treaty.terms import Party


class ReportParliamentApproval(TreatyAction):
    """A parliament approved the treaty; the law by which it did may be named."""

    by: ClassVar = REPORTERS
    type: Literal["ReportParliamentApproval"] = "ReportParliamentApproval"
    party: Party
    chamber: Text | None = None
    national_act: Text | None = None


class ReportHeadOfStateApproval(TreatyAction):
    """A head of state approved the treaty, or signed the law that approves it."""

    by: ClassVar = REPORTERS
    type: Literal["ReportHeadOfStateApproval"] = "ReportHeadOfStateApproval"
    party: Party
    national_act: Text | None = None


class ParliamentApproved(Event):
    """A parliament approved the treaty."""

    type: Literal["ParliamentApproved"] = "ParliamentApproved"
    party: Party
    chamber: Text | None = None
    national_act: Text | None = None
    on: date


class HeadOfStateApproved(Event):
    """A head of state approved the treaty."""

    type: Literal["HeadOfStateApproved"] = "HeadOfStateApproved"
    party: Party
    national_act: Text | None = None
    on: date


def parliament_approves(
    command: ReportParliamentApproval, treaty: Treaty, acting: Acting
) -> Sequence[ParliamentApproved] | Refusal:
    """Keep it; a second chamber may follow the first."""
    if (refusal := _no_report(command, treaty, acting, command.party)) is not None:
        return refusal
    told = command.model_dump(exclude={"type"})
    return [ParliamentApproved.model_validate({**told, "on": command.day(acting)})]


def head_approves(
    command: ReportHeadOfStateApproval, treaty: Treaty, acting: Acting
) -> Sequence[HeadOfStateApproved] | Refusal:
    """Keep it."""
    if (refusal := _no_report(command, treaty, acting, command.party)) is not None:
        return refusal
    told = command.model_dump(exclude={"type"})
    return [HeadOfStateApproved.model_validate({**told, "on": command.day(acting)})]


def _no_report(command: TreatyAction, treaty: Treaty, acting: Acting, party: str) -> Refusal | None:
    """Refuse what was before its time, and a focal point that tells of another; a month will do."""
    actor = acting.actor
    if actor.capacity is Capacity.FOCAL_POINT and actor.body != party:
        return no_right(f"the focal point of {actor.body} reports of its own parliament only")
    if treaty.opened_on is not None and (command.on or acting.at_latest) < treaty.opened_on:
        return not_in_order(f"{treaty.stream} was opened for signature on {treaty.opened_on}")
    return None


def parliament_approved(treaty: Treaty, event: ParliamentApproved) -> Treaty:
    """Keep the day of the last chamber."""
    days = {**treaty.parliament_approved, event.party: event.on}
    return replace(treaty, parliament_approved=MappingProxyType(days))


def head_approved(treaty: Treaty, event: HeadOfStateApproved) -> Treaty:
    """Keep the day."""
    return replace(treaty, head_approved=with_day(treaty.head_approved, event.party, event.on))
