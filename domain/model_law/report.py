"""Report: what the committees of a round tell the plenary, or that they were silent."""

from dataclasses import replace
from types import MappingProxyType
from typing import Literal, TypeAlias

from domain.messages import Dated, Event, Key, Text
from domain.model_law.state import ModelLaw, Remark, ReviewStatus
from domain.stages import Stage

Recommendation: TypeAlias = Literal["adopt", "not-adopt", "none"]


class CommitteeReported(Dated):
    """A committee reported on an edition."""

    type: Literal["CommitteeReported"] = "CommitteeReported"
    committee: Key
    edition: int
    recommendation: Recommendation


class CommitteeReturned(Dated):
    """A committee returned the draft; each of its remarks wants an answer."""

    type: Literal["CommitteeReturned"] = "CommitteeReturned"
    committee: Key
    remarks: tuple[Text, ...]


class CommitteeDidNotReport(Event):
    """The deadline of a committee passed without a report."""

    type: Literal["CommitteeDidNotReport"] = "CommitteeDidNotReport"
    committee: Key


def reported(law: ModelLaw, event: CommitteeReported) -> ModelLaw:
    """Go on to the plenary once no other committee is awaited."""
    return _settled(_with(law, event.committee, "reported"))


def not_reported(law: ModelLaw, event: CommitteeDidNotReport) -> ModelLaw:
    """Go on likewise if another committee has reported; else a new referral is awaited."""
    return _settled(_with(law, event.committee, "no-report"))


def returned(law: ModelLaw, event: CommitteeReturned) -> ModelLaw:
    """Go back to the authors; the other committees of the round are discharged."""
    reviews = {
        name: "discharged" if status == "open" else status for name, status in law.reviews.items()
    }
    remarks = tuple(
        Remark(number=len(law.remarks) + place, committee=event.committee, text=text)
        for place, text in enumerate(event.remarks, start=1)
    )
    return replace(
        law,
        stage=Stage.RETURNED,
        reviews=MappingProxyType({**reviews, event.committee: "returned"}),
        remarks=(*law.remarks, *remarks),
    )


def _with(law: ModelLaw, committee: str, status: ReviewStatus) -> ModelLaw:
    return replace(law, reviews=MappingProxyType({**law.reviews, committee: status}))


def _settled(law: ModelLaw) -> ModelLaw:
    settled = not law.open_reviews and "reported" in law.reviews.values()
    if law.stage is Stage.IN_COMMITTEE and settled:
        return replace(law, stage=Stage.REPORTED)
    return law
