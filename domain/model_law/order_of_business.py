"""Order of business: the Council lets a reported model law come before the plenary."""

from typing import Literal

from domain.messages import CaseName, Dated
from domain.model_law.state import ModelLaw
from domain.replacing import replace
from domain.stages import Stage


class PlacedOnOrderOfBusiness(Dated):
    """It is an item of a plenary session; `item` is its number there."""

    type: Literal["PlacedOnOrderOfBusiness"] = "PlacedOnOrderOfBusiness"
    plenary_session: CaseName
    item: int


class TakenOffOrderOfBusiness(Dated):
    """The plenary session of which it was an item was put off."""

    type: Literal["TakenOffOrderOfBusiness"] = "TakenOffOrderOfBusiness"
    plenary_session: CaseName


def placed(law: ModelLaw, event: PlacedOnOrderOfBusiness) -> ModelLaw:
    """Await the vote of that plenary session."""
    return replace(
        law,
        stage=Stage.ON_ORDER_OF_BUSINESS,
        plenary_session=event.plenary_session,
        item=event.item,
        motion=None,
    )


def taken_off(law: ModelLaw, _: TakenOffOrderOfBusiness) -> ModelLaw:
    """Await another place, there or in another plenary session."""
    return replace(law, stage=Stage.REPORTED, plenary_session=None, item=None)
