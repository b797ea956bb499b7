"""Languages: an edition stands in further languages, each bound to its own hash."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.messages import Command, Dated, Sha256
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal
from domain.replacing import replace
from domain.submission import Capacity

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language tag: `en`, `az`, `kk-Cyrl`."""


class RegisterLanguageVersion(Command):
    """The Secretariat registers an edition in one more language."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "languages"
    type: Literal["RegisterLanguageVersion"] = "RegisterLanguageVersion"
    edition: int
    language: Language
    sha256: Sha256


class LanguageVersionRegistered(Dated):
    """An edition is on record in one more language."""

    type: Literal["LanguageVersionRegistered"] = "LanguageVersionRegistered"
    edition: int
    language: Language
    sha256: Sha256


def register(
    command: RegisterLanguageVersion, law: ModelLaw
) -> Sequence[LanguageVersionRegistered] | Refusal:
    """Keep one text for each edition and language; a correction is a new edition."""
    edition = next((each for each in law.editions if each.number == command.edition), None)
    if edition is None:
        return Refusal(
            code="other-edition", sentence=f"{law.stream} has no edition {command.edition}"
        )
    if command.language == edition.language or (edition.number, command.language) in law.languages:
        return Refusal(
            code="already-done",
            sentence=f"edition {edition.number} stands in {command.language} already",
        )
    return [LanguageVersionRegistered.model_validate(command.model_dump(exclude={"type"}))]


def registered(law: ModelLaw, event: LanguageVersionRegistered) -> ModelLaw:
    """Hold the language version."""
    added = {**law.languages, (event.edition, event.language): event.sha256}
    return replace(law, languages=MappingProxyType(added))
