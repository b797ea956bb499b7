"""Uptake: what the national tracks tell the model law, until all of them are concluded."""

from types import MappingProxyType
from typing import Literal

from domain.messages import Event, Key
from domain.model_law.state import Grade, ModelLaw
from domain.replacing import replace
from domain.stages import Stage


class MonitoringBegun(Event):
    """A first parliament has answered the transmission."""

    type: Literal["MonitoringBegun"] = "MonitoringBegun"
    parliament: Key


class UptakeNoted(Event):
    """A parliament's track is concluded with this grade."""

    type: Literal["UptakeNoted"] = "UptakeNoted"
    parliament: Key
    grade: Grade


class ModelLawConcluded(Event):
    """Every track of the transmission is concluded."""

    type: Literal["ModelLawConcluded"] = "ModelLawConcluded"


def monitored(law: ModelLaw, _: MonitoringBegun) -> ModelLaw:
    """Await the other parliaments."""
    return replace(law, stage=Stage.MONITORED)


def noted(law: ModelLaw, event: UptakeNoted) -> ModelLaw:
    """Hold the grade."""
    return replace(law, uptake=MappingProxyType({**law.uptake, event.parliament: event.grade}))


def concluded(law: ModelLaw, _: ModelLawConcluded) -> ModelLaw:
    """Await nothing more."""
    return replace(law, stage=Stage.CONCLUDED)
