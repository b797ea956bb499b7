"""Denunciation: a party leaves; the treaty goes on for the others."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Event
from domain.occurred import Day
from domain.refusal import Refusal, not_valid
from domain.replacing import replace
from domain.time_limits import limit
from domain.treaty.reckoning import reckoned
from domain.treaty.rights import DEPOSITARY, TreatyAction, not_a_party, too_early
from domain.treaty.state import Treaty
from domain.treaty.terms import Party
from domain.treaty_law.consents import TreatyAct
from domain.treaty_law.entry_into_force import counted_on, unsaid
from domain.treaty_law.treaty_rules import Counted

PREFIX = "denunciation-"


class NotifyDenunciation(TreatyAction):
    """A party notifies that it leaves; the day follows from the treaty, or is named."""

    by: ClassVar = DEPOSITARY
    type: Literal["NotifyDenunciation"] = "NotifyDenunciation"
    party: Party
    kind: Literal["denunciation", "withdrawal"] = "denunciation"
    effective_on: Day | None = None


class DenunciationNotified(Event):
    """A party will not be bound any more from that day on."""

    type: Literal["DenunciationNotified"] = "DenunciationNotified"
    party: Party
    kind: Literal["denunciation", "withdrawal"]
    on: date
    effective_on: date


class DenunciationTookEffect(Event):
    """A party is not bound any more since that day."""

    effect: ClassVar = "since"
    type: Literal["DenunciationTookEffect"] = "DenunciationTookEffect"
    party: Party
    since: date


def notify(
    command: NotifyDenunciation, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Accept it of a party, once; the treaty's own entry into force is not touched by it."""
    party = command.party
    told_on = command.day(acting)
    refusal = too_early(command, treaty, acting, party) or not_a_party(treaty, party, told_on)
    if refusal is not None:
        return refusal
    day = command.effective_on or _counted(treaty, told_on)
    if day is None:
        return _not_said(treaty)
    if day < told_on:
        return not_valid(f"a denunciation of {told_on} cannot take effect on {day}")
    event = DenunciationNotified(party=party, kind=command.kind, on=told_on, effective_on=day)
    if _is_leaving(treaty, party, told_on):
        return Refusal(code="already-done", sentence=f"{party} has denounced {treaty.stream}")
    awaited = limit(PREFIX + party, acting.begins(day), acting)
    effect = [DenunciationTookEffect(party=party, since=day)] if awaited.historical else []
    return [event, awaited, *effect, *reckoned(treaty, treaty.entry(_act(event)), acting)]


def missed(
    treaty: Treaty, name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    """Let a denunciation take effect on its day."""
    if not name.startswith(PREFIX):
        return []
    party = name.removeprefix(PREFIX)
    days = [
        each.takes_effect_on
        for each in treaty.acts
        if each.party == party and each.kind in {"denunciation", "withdrawal"}
    ]
    return [DenunciationTookEffect(party=party, since=day) for day in days[-1:]]


def notified(treaty: Treaty, event: DenunciationNotified) -> Treaty:
    """Keep the act; it takes effect on its day."""
    return replace(treaty, acts=(*treaty.acts, _act(event)))


def took_effect(treaty: Treaty, event: DenunciationTookEffect) -> Treaty:
    """Keep the day of the end."""
    return replace(treaty, ended=MappingProxyType({**treaty.ended, event.party: event.since}))


def _counted(treaty: Treaty, on: date) -> date | None:
    period = None if treaty.terms is None else treaty.terms.denunciation
    return None if period is None else counted_on(period, on)


def _not_said(treaty: Treaty) -> Refusal:
    period = None if treaty.terms is None else treaty.terms.denunciation
    return Refusal(
        code="cannot-compute",
        sentence="the terms on record do not say when a denunciation takes effect: "
        "name the day as effective_on",
        citation="none" if treaty.terms is None else treaty.terms.citation,
        missing=unsaid(period or Counted(), "terms.denunciation"),
    )


def _is_leaving(treaty: Treaty, party: str, day: date) -> bool:
    """Tell whether the latest act of a party by a day is its denunciation, whenever it was told."""
    own = sorted(
        (each for each in treaty.acts if each.party == party and each.on <= day),
        key=lambda each: each.on,
    )
    return bool(own) and own[-1].kind in {"denunciation", "withdrawal"}


def _act(event: DenunciationNotified) -> TreatyAct:
    return TreatyAct(
        party=event.party, kind=event.kind, on=event.on, effective_on=event.effective_on
    )
