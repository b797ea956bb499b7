"""Consolidation: the text that the adopted amendments make is the edition of the final vote."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.irregularities import with_reason
from domain.messages import Command, Dated, Event
from domain.model_law.amendments.changes import Clash, Provision, digest
from domain.model_law.amendments.of_law import votes_on
from domain.model_law.amendments.relations import pending
from domain.model_law.amendments.state import Unit
from domain.model_law.amendments.texts import NotOnRecord, adopted_changes, resulting
from domain.model_law.drafting import DraftText
from domain.model_law.state import Edition, ModelLaw
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Vote

AMENDMENTS = "amendments"
MOST_PROVISIONS = 2_000


class RecordProvisions(Command):
    """The Secretariat puts the text of an edition on record, provision by provision."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = AMENDMENTS
    type: Literal["RecordProvisions"] = "RecordProvisions"
    edition: int = Field(ge=1)
    provisions: tuple[Provision, ...] = Field(min_length=1, max_length=MOST_PROVISIONS)


class ProvisionsRecorded(Dated):
    """The text of an edition is on record; its bytes are the provisions, each with a line break."""

    type: Literal["ProvisionsRecorded"] = "ProvisionsRecorded"
    edition: int
    provisions: tuple[Provision, ...]


class ConsolidateText(DraftText, Command):
    """The Secretariat puts the adopted amendments into the text: the next edition.

    Where the texts are on record the hash is computed; without them it is taken as given.
    """

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = AMENDMENTS
    type: Literal["ConsolidateText"] = "ConsolidateText"


class TextConsolidated(DraftText, Dated):
    """A new edition is on record: the base edition with these amendments, and no others."""

    type: Literal["TextConsolidated"] = "TextConsolidated"
    base: int
    amendments: tuple[Unit, ...]
    hash_from: Literal["texts", "secretariat"]
    """Whether the hash was computed from the texts, or is what the Secretariat gave."""


def record_provisions(command: RecordProvisions, law: ModelLaw) -> Sequence[Event] | Refusal:
    """Take a text that is the one that the hash of its edition binds."""
    edition = next((each for each in law.editions if each.number == command.edition), None)
    if edition is None:
        sentence = f"{law.stream} has no edition {command.edition}"
        return Refusal(code="other-edition", sentence=sentence)
    if command.edition in law.provisions:
        sentence = f"the text of edition {command.edition} is on record"
        return Refusal(code="already-done", sentence=sentence)
    places = [each.place for each in command.provisions]
    if twice := sorted({place for place in places if places.count(place) > 1}):
        return not_valid(f"{twice[0]} names two provisions; each has a name of its own")
    computed = digest(command.provisions)
    if edition.sha256 not in {None, computed}:
        return _other_text(f"edition {edition.number} has the hash {edition.sha256}", computed)
    return [ProvisionsRecorded(edition=command.edition, provisions=command.provisions)]


def consolidate(
    command: ConsolidateText, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Make the next edition of what was adopted, once every amendment is decided."""
    refusal = _not_ready(law) or _taken_up_again(law, record) or _not_next(command, law)
    if refusal is not None or law.current is None:
        return refusal or []
    text = resulting(law)
    irregular: list[Event] = []
    if isinstance(text, Clash):
        excused = with_reason(AMENDMENTS, text.sentence, acting, rules)
        if isinstance(excused, Refusal):
            return excused
        irregular = [excused]
    computed = None if isinstance(text, Clash | NotOnRecord) else digest(text)
    if computed is not None and command.sha256 not in {None, computed}:
        return _other_text(f"the hash given is {command.sha256}", computed)
    told = command.model_dump(exclude={"type"}) | {
        "sha256": computed or command.sha256,
        "base": law.current.number,
        "amendments": tuple(each.number for each in adopted_changes(law)),
        "hash_from": "secretariat" if computed is None else "texts",
    }
    return [TextConsolidated.model_validate(told), *irregular]


def _not_ready(law: ModelLaw) -> Refusal | None:
    if law.stage not in {Stage.ON_ORDER_OF_BUSINESS, Stage.REFERRED_BACK}:
        return not_in_order(f"{law.stream} is {law.stage.value}; its text is not amended now")
    if open_ones := pending(law.amendments):
        return Refusal(
            code="not-in-order",
            sentence=f"{', '.join(open_ones)} await a decision; consolidate the text after them",
            missing=tuple(f"decision on amendment {number}" for number in open_ones),
        )
    if not adopted_changes(law):
        return not_in_order("no amendment to this edition was adopted: the text stands as it is")
    return None


def _taken_up_again(law: ModelLaw, record: Record) -> Refusal | None:
    """Refuse to put into the text what the plenary, while it has the law, may yet take out."""
    if law.stage is not Stage.ON_ORDER_OF_BUSINESS:
        return None
    for each in adopted_changes(law):
        if each.vote is not None and record.case(each.vote, Vote).reconsidered_by is not None:
            return not_in_order(
                f"{each.vote} on {each.number} is taken up again; decide {each.number} anew first"
            )
    asked = next((vote for vote in votes_on(law, record) if vote.reconsiders is not None), None)
    if asked is None:
        return None
    return not_in_order(f"{asked.stream} would take {asked.reconsiders} up again; settle it first")


def _not_next(command: ConsolidateText, law: ModelLaw) -> Refusal | None:
    following = len(law.editions) + 1
    if command.edition == following:
        return None
    sentence = f"the next edition of {law.stream} is {following}"
    return Refusal(code="other-edition", sentence=sentence)


def _other_text(sentence: str, computed: str) -> Refusal:
    return Refusal(
        code="other-text",
        sentence=f"{sentence}, and the text on record gives {computed}; compare the two texts",
    )


def provisions_recorded(law: ModelLaw, event: ProvisionsRecorded) -> ModelLaw:
    """Hold the text of the edition."""
    held = {**law.provisions, event.edition: event.provisions}
    return replace(law, provisions=MappingProxyType(held))


def text_consolidated(law: ModelLaw, event: TextConsolidated) -> ModelLaw:
    """Hold the new edition, with its text where it follows from texts on record."""
    text = resulting(law)
    edition = Edition(
        number=event.edition,
        sha256=event.sha256,
        language=event.language,
        media_type=event.media_type,
        size=event.size,
    )
    law = replace(law, editions=(*law.editions, edition))
    if isinstance(text, Clash | NotOnRecord) or digest(text) != event.sha256:
        return law
    held = {**law.provisions, event.edition: text}
    return replace(law, provisions=MappingProxyType(held))
