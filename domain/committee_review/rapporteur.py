"""Rapporteur: the committee names who studies the draft and prepares the report."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.committee_review.rights import presiding
from domain.committee_review.state import CommitteeReview
from domain.messages import Command, Dated, Key
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class AppointRapporteur(Command):
    """Whoever presides in the committee appoints one of its members."""

    by: ClassVar = (Capacity.COMMITTEE,)
    type: Literal["AppointRapporteur"] = "AppointRapporteur"
    rapporteur: Key


class RapporteurAppointed(Dated):
    """A member of the committee studies the draft."""

    type: Literal["RapporteurAppointed"] = "RapporteurAppointed"
    rapporteur: Key
    committee: Key | None = None
    """Which of several committees appointed him; null is the one that leads."""


def appoint(
    command: AppointRapporteur, review: CommitteeReview, acting: Acting, record: Record
) -> Sequence[RapporteurAppointed] | Refusal:
    """Appoint a member of this committee, or another in his place."""
    office = presiding(review, acting, record)
    if isinstance(office, Refusal):
        return office
    assembly, body = record.case(STREAM, Assembly), acting.actor.body
    nominee = acting.actor.model_copy(update={"subject": command.rapporteur})
    if assembly.office_of(nominee, acting.on) is None:
        return not_in_order(f"{command.rapporteur} has no seat in {body}")
    leads = body == assembly.committee_in_place_of(review.committee, acting.on)
    appointed_by = None if leads else body
    return [RapporteurAppointed(rapporteur=command.rapporteur, committee=appointed_by)]


def appointed(review: CommitteeReview, event: RapporteurAppointed) -> CommitteeReview:
    """Hold the name; an examination already made stands."""
    stage = Stage.RAPPORTEUR if review.stage is Stage.REFERRED else review.stage
    if event.committee is None:
        return replace(review, stage=stage, rapporteur=event.rapporteur)
    others = {**review.co_rapporteurs, event.committee: event.rapporteur}
    return replace(review, stage=stage, co_rapporteurs=MappingProxyType(others))
