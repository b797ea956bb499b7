"""Report: what the committees of a round tell the plenary, or that they were silent."""

from types import MappingProxyType
from typing import Literal, TypeAlias

from domain.messages import Dated, Event, Key, Text
from domain.model_law.state import ModelLaw, Remark, ReviewStatus
from domain.replacing import replace
from domain.stages import Stage

Recommendation: TypeAlias = Literal["adopt", "not-adopt", "none"]
Opinion: TypeAlias = Literal["favourable", "unfavourable", "none"]


class CommitteeReported(Dated):
    """A committee reported on an edition."""

    type: Literal["CommitteeReported"] = "CommitteeReported"
    committee: Key
    edition: int
    recommendation: Recommendation
    discharged: tuple[Key, ...] = ()
    """The committees whose opinions were not awaited."""


class CommitteeGaveOpinion(Dated):
    """A committee that does not lead gave its opinion on an edition."""

    type: Literal["CommitteeGaveOpinion"] = "CommitteeGaveOpinion"
    committee: Key
    edition: int
    opinion: Opinion
    remarks: tuple[Text, ...] = ()


class CommitteeReturned(Dated):
    """A committee returned the draft; each of its remarks wants an answer."""

    type: Literal["CommitteeReturned"] = "CommitteeReturned"
    committee: Key
    remarks: tuple[Text, ...]


class CommitteeDidNotReport(Event):
    """The deadline of a committee passed without a report."""

    type: Literal["CommitteeDidNotReport"] = "CommitteeDidNotReport"
    committee: Key
    discharged: tuple[Key, ...] = ()
    """The committees whose opinions nobody awaits any more."""


def reported(law: ModelLaw, event: CommitteeReported) -> ModelLaw:
    """Go on to the plenary once no other committee is awaited."""
    return _settled(_with(law, event.committee, "reported", event.discharged))


def opinion_given(law: ModelLaw, event: CommitteeGaveOpinion) -> ModelLaw:
    """Go on if the committee that leads has reported already."""
    return _settled(_with(law, event.committee, "opinion-given"))


def not_reported(law: ModelLaw, event: CommitteeDidNotReport) -> ModelLaw:
    """Go on likewise if another committee has reported; else a new referral is awaited."""
    return _settled(_with(law, event.committee, "no-report", event.discharged))


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


def _with(
    law: ModelLaw, committee: str, status: ReviewStatus, discharged: tuple[str, ...] = ()
) -> ModelLaw:
    ended: dict[str, ReviewStatus] = dict.fromkeys(discharged, "discharged")
    return replace(law, reviews=MappingProxyType({**law.reviews, **ended, committee: status}))


def _settled(law: ModelLaw) -> ModelLaw:
    settled = not law.open_reviews and "reported" in law.reviews.values()
    if law.stage is Stage.IN_COMMITTEE and settled:
        return replace(law, stage=Stage.REPORTED)
    return law
