"""Opening for signature: the treaty has a text, and terms that say when it will bind."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from domain.acting import Acting
from domain.messages import Event, Sha256, Text
from domain.refusal import Refusal
from domain.replacing import replace
from domain.stages import Stage
from domain.treaty.rights import REGISTRARS, TreatyAction, too_early
from domain.treaty.state import Treaty
from domain.treaty.terms import Terms
from domain.treaty_law.treaty_rules import with_units


class OpenForSignature(TreatyAction):
    """The text is open for signature; its own terms decide its entry into force."""

    by: ClassVar = REGISTRARS
    type: Literal["OpenForSignature"] = "OpenForSignature"
    title: Text
    terms: Annotated[Terms, AfterValidator(with_units)]
    sha256: Sha256 | None = None
    place: Text | None = None
    depositary: Text | None = None


class OpenedForSignature(Event):
    """The treaty was opened for signature on that day."""

    type: Literal["OpenedForSignature"] = "OpenedForSignature"
    title: Text
    terms: Terms
    sha256: Sha256 | None = None
    place: Text | None = None
    depositary: Text | None = None
    on: date


def open_treaty(
    command: OpenForSignature, treaty: Treaty, acting: Acting
) -> Sequence[OpenedForSignature] | Refusal:
    """Open it once."""
    if treaty.exists:
        return Refusal(code="already-done", sentence=f"{treaty.stream} is open for signature")
    if (refusal := too_early(command, treaty, acting)) is not None:
        return refusal
    event = OpenedForSignature(
        title=command.title,
        terms=command.terms,
        sha256=command.sha256,
        place=command.place,
        depositary=command.depositary,
        on=command.day(acting),
    )
    return [event]


def opened(treaty: Treaty, event: OpenedForSignature) -> Treaty:
    """Await signatures and deposits."""
    return replace(
        treaty,
        stage=Stage.OPEN_FOR_SIGNATURE,
        title=event.title,
        terms=event.terms,
        sha256=event.sha256,
        opened_on=event.on,
    )
