"""Minutes: drafted by the Secretariat, approved by the chair or the Council; the verbatim text."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.messages import Command, Dated, Event, Sha256, Text
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class DraftMinutes(Command):
    """The Secretariat drafts the minutes; no hash means that the text is not on record."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["DraftMinutes"] = "DraftMinutes"
    sha256: Sha256 | None = None


class MinutesDrafted(Dated):
    """Minutes are drafted."""

    type: Literal["MinutesDrafted"] = "MinutesDrafted"
    sha256: Sha256 | None = None


class ApproveMinutes(Command):
    """The minutes are approved; a hash says which text is meant."""

    by: ClassVar = (Capacity.CHAIR, Capacity.COUNCIL)
    type: Literal["ApproveMinutes"] = "ApproveMinutes"
    sha256: Sha256 | None = None


class MinutesApproved(Dated):
    """The minutes are approved."""

    type: Literal["MinutesApproved"] = "MinutesApproved"
    sha256: Sha256 | None = None


class PublishVerbatim(Command):
    """The Secretariat publishes what was said at a sitting, word by word."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["PublishVerbatim"] = "PublishVerbatim"
    sitting: int = Field(ge=1)
    sha256: Sha256
    reference: Text | None = None


class VerbatimPublished(Dated):
    """What was said at a sitting is published."""

    type: Literal["VerbatimPublished"] = "VerbatimPublished"
    sitting: int
    sha256: Sha256
    reference: Text | None = None


def draft(command: DraftMinutes, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Draft the minutes of a closed plenary session, as often as needed."""
    if plenary.stage is not Stage.CLOSED:
        return not_in_order("minutes are drafted when the plenary session is closed")
    return [MinutesDrafted(sha256=command.sha256)]


def approve(command: ApproveMinutes, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Approve the latest draft, and no other."""
    if plenary.stage is not Stage.CLOSED or not plenary.minutes_drafted:
        return not_in_order("no minutes are drafted")
    if command.sha256 not in {None, plenary.minutes_sha256}:
        return Refusal(
            code="other-edition", sentence="another text of the minutes is the latest draft"
        )
    return [MinutesApproved(sha256=plenary.minutes_sha256)]


def publish_verbatim(
    command: PublishVerbatim, plenary: PlenarySession
) -> Sequence[Event] | Refusal:
    """Publish it of a sitting that is over."""
    over = {each.number for each in plenary.sittings if each.is_over}
    if command.sitting not in over:
        return not_in_order(f"sitting {command.sitting} is not over")
    return [VerbatimPublished.model_validate(command.model_dump(exclude={"type"}))]


def drafted(plenary: PlenarySession, event: MinutesDrafted) -> PlenarySession:
    """Remember the latest draft."""
    return replace(plenary, minutes_drafted=True, minutes_sha256=event.sha256)


def approved(plenary: PlenarySession, _: MinutesApproved) -> PlenarySession:
    """Wait for the archive."""
    return replace(plenary, stage=Stage.MINUTES_APPROVED)


def verbatim_published(plenary: PlenarySession, event: VerbatimPublished) -> PlenarySession:
    """Remember the text by its hash."""
    verbatim = MappingProxyType({**plenary.verbatim, event.sitting: event.sha256})
    return replace(plenary, verbatim=verbatim)
