"""Which fields of events are public, which name a person, which are official names and kept.

What can name nobody (a day, a number, a key, a hash, one of given words) is public by its shape.
Free text is classed one by one: a new field is an error until somebody has thought about it.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from domain.messages import Event


class FieldClass(StrEnum):
    """What may become of a field."""

    PUBLIC = "public"
    PERSONAL = "personal"
    OFFICIAL = "official name, kept"


class UnclassedFieldError(LookupError):
    """A field of an event that holds free text and that nobody has classed."""


PUBLIC_TEXT: frozenset[str] = frozenset(
    {
        "ApprovalGiven.subject",
        "AssemblyFounded.name",
        "AssemblyRenamed.decision",
        "AssemblyRenamed.name",
        "ChairmanshipTransferred.outgoing",
        "ClaimRecorded.according_to",
        "ClaimRecorded.claim",
        "ClaimRecorded.said_of",
        "CommitteeCreated.name",
        "CommitteeDischarged.grounds",
        "CommitteeRestructured.decision",
        "CommitteeRestructured.name",
        "CommitteeReturned.remarks",
        "CommitteeSeised.law",
        "CommitteeSeised.title",
        "ConsensusObjectionRaised.grounds",
        "DeadlineExtended.authority",
        "DraftRevised.answers",
        "IrregularityRecorded.breach",
        "IrregularityRecorded.citation",
        "IrregularityRecorded.reason",
        "IrregularityRecorded.rule",
        "LawReturnedWithObjections.objections",
        "MemberAdmitted.decision",
        "MembershipEnded.decision",
        "ModelLawAdopted.vote",
        "ModelLawDropped.grounds",
        "ModelLawLapsed.grounds",
        "ModelLawPublished.reference",
        "ModelLawSuperseded.by_law",
        "ModelLawTitled.title",
        "ModelLawWithdrawn.grounds",
        "MotionCarried.vote",
        "MotionRejected.vote",
        "NationalBillReferred.committee",
        "NationalBillRegistered.reference",
        "NoDataRecorded.grounds",
        "ObserverStatusGranted.decision",
        "OrderOfBusinessCleared.items",
        "OutcomeDocumentRecorded.form",
        "OutcomeDocumentRecorded.title",
        "ParliamentDissolved.grounds",
        "ParliamentRegistered.country",
        "ParliamentRegistered.name",
        "PastPlenarySessionRecorded.city",
        "PastPlenarySessionRecorded.outcome",
        "PlenarySessionMovedOnline.grounds",
        "PlenarySessionPlanned.city",
        "PlenarySessionPlanned.theme",
        "PlenarySessionPostponed.grounds",
        "PlenarySessionRelocated.city",
        "PlenarySessionRelocated.grounds",
        "PublishedInGazette.reference",
        "ReceivedTextReferred.to",
        "ReferredBack.grounds",
        "ResultAnnounced.arithmetic",
        "ResultAnomalyFlagged.arithmetic",
        "ReturnedForRevision.remarks",
        "RulesAdopted.decision",
        "RulesAdopted.edition",
        "RulesAmended.changed",
        "RulesAmended.decision",
        "RulesAmended.edition",
        "RulingGiven.grounds",
        "RulingGiven.parameter",
        "RulingGiven.value",
        "SecretaryGeneralElected.vote",
        "SittingSuspended.grounds",
        "TransmittedToParliament.law",
        "TransmittedToParliament.title",
        "UptakeAssessed.evidence",
        "UptakeAssessed.national_act",
        "VoteCalled.question",
        "VoteCalled.vote",
        "VoteClosed.arithmetic",
        "VoteClosed.missing",
        "VoteCorrectionNoted.note",
        "VoteOpened.question",
        "VotePostponed.grounds",
        "VoteSettled.vote",
        "VoteVoided.grounds",
        "WorkshopHeld.place",
    }
)
"""Free text that everybody may read for ever, as type of event and field."""


def field_class(kind: type[Event], field: str) -> FieldClass:
    """Return the class of a field; raise `UnclassedFieldError` where it has none."""
    if field in kind.personal:
        return FieldClass.PERSONAL
    if field in kind.official:
        return FieldClass.OFFICIAL
    name = f"{kind.model_fields['type'].default}.{field}"
    if field not in free_text(kind) or name in PUBLIC_TEXT:
        return FieldClass.PUBLIC
    raise UnclassedFieldError(f"{name} holds free text: class it in {__name__}")


def free_text(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields of an event, also those of its parts, that can hold any text."""
    schema = kind.model_json_schema()
    parts: Mapping[str, object] = schema.get("$defs", {})
    return tuple(field for field, shape in schema["properties"].items() if any(_free(shape, parts)))


def _free(shape: object, parts: Mapping[str, object]) -> Iterator[bool]:
    """Yield True for each text in a JSON Schema to which no form is given."""
    if isinstance(shape, list):
        for each in shape:
            yield from _free(each, parts)
    if not isinstance(shape, dict):
        return
    if shape.get("type") == "string":
        yield not shape.keys() & {"const", "enum", "format", "pattern"}
    if "$ref" in shape:
        yield from _free(parts[shape["$ref"].removeprefix("#/$defs/")], parts)
    for name in ("additionalProperties", "anyOf", "items", "oneOf", "prefixItems"):
        yield from _free(shape.get(name), parts)
    yield from _free(list(shape.get("properties", {}).values()), parts)
