"""Languages: an edition stands in further languages, each bound to its own hash."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.messages import Command, Dated, Sha256, Text
from domain.model_law.state import Edition, ModelLaw
from domain.refusal import Refusal, not_in_order
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


class RecordLanguageDivergence(Command):
    """Two language versions of an edition say different things in one place."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordLanguageDivergence"] = "RecordLanguageDivergence"
    edition: int
    languages: tuple[Language, Language]
    place: Text
    difference: Text


class LanguageDivergenceFound(Dated):
    """Two language versions differ; a text is set right by a new edition."""

    type: Literal["LanguageDivergenceFound"] = "LanguageDivergenceFound"
    edition: int
    languages: tuple[Language, Language]
    place: Text
    difference: Text


def register(
    command: RegisterLanguageVersion, law: ModelLaw
) -> Sequence[LanguageVersionRegistered] | Refusal:
    """Keep one text for each edition and language; a correction is a new edition."""
    edition = _edition(law, command.edition)
    if isinstance(edition, Refusal):
        return edition
    if command.language == edition.language or (edition.number, command.language) in law.languages:
        return Refusal(
            code="already-done",
            sentence=f"edition {edition.number} stands in {command.language} already",
        )
    return [LanguageVersionRegistered.model_validate(command.model_dump(exclude={"type"}))]


def diverge(
    command: RecordLanguageDivergence, law: ModelLaw
) -> Sequence[LanguageDivergenceFound] | Refusal:
    """Record a divergence between two languages in which the edition stands."""
    edition = _edition(law, command.edition)
    if isinstance(edition, Refusal):
        return edition
    known = {
        edition.language,
        *(each for number, each in law.languages if number == edition.number),
    }
    if strange := [each for each in command.languages if each not in known]:
        return not_in_order(f"edition {edition.number} does not stand in {strange[0]}")
    if command.languages[0] == command.languages[1]:
        return not_in_order("a divergence is between two languages")
    return [LanguageDivergenceFound.model_validate(command.model_dump(exclude={"type"}))]


def _edition(law: ModelLaw, number: int) -> Edition | Refusal:
    found = next((each for each in law.editions if each.number == number), None)
    if found is not None:
        return found
    return Refusal(code="other-edition", sentence=f"{law.stream} has no edition {number}")


def registered(law: ModelLaw, event: LanguageVersionRegistered) -> ModelLaw:
    """Hold the language version."""
    added = {**law.languages, (event.edition, event.language): event.sha256}
    return replace(law, languages=MappingProxyType(added))


def diverged(law: ModelLaw, event: LanguageDivergenceFound) -> ModelLaw:
    """Count it: what follows from it no source says."""
    return replace(law, divergences=(*law.divergences, (event.edition, *event.languages)))
