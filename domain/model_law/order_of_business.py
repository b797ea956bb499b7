"""Order of business: the Council lets a reported model law come before the plenary."""

from dataclasses import replace
from typing import Literal

from domain.messages import Event
from domain.model_law.state import ModelLaw
from domain.stages import Stage


class PlacedOnOrderOfBusiness(Event):
    """It is an item of a plenary session; `session` is that case, `item` its number there."""

    type: Literal["PlacedOnOrderOfBusiness"] = "PlacedOnOrderOfBusiness"
    session: str
    item: int


def placed(law: ModelLaw, event: PlacedOnOrderOfBusiness) -> ModelLaw:
    """Await the vote of that plenary session."""
    return replace(
        law, stage=Stage.ON_ORDER_OF_BUSINESS, session=event.session, item=event.item, motion=None
    )
