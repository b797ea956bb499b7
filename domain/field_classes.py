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
        "AmendmentDeclaredInadmissible.grounds",
        "AmendmentLapsed.grounds",
        "AmendmentSplit.parts",
        "AmendmentTabled.change",
        "AmendmentTabled.place",
        "AmendmentWithdrawn.grounds",
        "ApprovalGiven.subject",
        "ArticlesCorrelated.coverage",
        "ArticlesCorrelated.evidence",
        "ArticlesCorrelated.rows",
        "AssemblyFounded.name",
        "AssemblyRenamed.decision",
        "AssemblyRenamed.name",
        "BillNotPassedAgain.counted",
        "BillPassedAgain.counted",
        "BudgetAdopted.amount",
        "BudgetAdopted.decision",
        "ChairmanshipTransferred.decision",
        "ChairmanshipTransferred.outgoing",
        "ClaimRecorded.according_to",
        "ClaimRecorded.claim",
        "ClaimRecorded.said_of",
        "CommitteeCreated.name",
        "CommitteeDischarged.grounds",
        "CommitteeGaveOpinion.remarks",
        "CommitteeRestructured.decision",
        "CommitteeRestructured.name",
        "CommitteeReturned.remarks",
        "CommitteeSeised.law",
        "CommitteeSeised.title",
        "ConsensusObjectionRaised.grounds",
        "CorrelationBecameStale.grounds",
        "CredentialsAccepted.decision",
        "CredentialsChallenged.grounds",
        "CredentialsRefused.decision",
        "DeadlineBegun.length",
        "DeadlineBegun.missing",
        "DeadlineBegun.notice",
        "DeadlineDerived.grounds",
        "DeadlineDerived.missing",
        "DeadlineExtended.authority",
        "DeadlineResumed.authority",
        "DeadlineResumed.missing",
        "DeadlineSet.length",
        "DeadlineSet.notice",
        "DeadlineSuspended.authority",
        "DeadlineSuspended.missing",
        "DraftRevised.answers",
        "ElectionBallotCounted.arithmetic",
        "ElectionBallotCounted.citation",
        "EntryIntoForceDateFixed.explanation",
        "EntryIntoForceDateWithdrawn.explanation",
        "FactCorrected.correct",
        "FactCorrected.grounds",
        "FactCorrected.recorded",
        "GatewayKeyRevoked.because",
        "HeadOfStateApproved.national_act",
        "IrregularityRecorded.breach",
        "IrregularityRecorded.citation",
        "IrregularityRecorded.reason",
        "IrregularityRecorded.rule",
        "ItemClosed.conclusion",
        "ItemDeferred.grounds",
        "ItemDropped.grounds",
        "ItemProposed.title",
        "ItemRefused.grounds",
        "LanguageDivergenceFound.difference",
        "LanguageDivergenceFound.place",
        "LawReturnedWithObjections.objections",
        "LogKeyRevoked.because",
        "MemberAdmitted.decision",
        "MembershipEnded.decision",
        "ModelLawAdopted.vote",
        "ModelLawDropped.grounds",
        "ModelLawLapsed.grounds",
        "ModelLawLaunched.occasion",
        "ModelLawLaunched.place",
        "ModelLawPublished.reference",
        "ModelLawSuperseded.by_law",
        "ModelLawTitled.title",
        "ModelLawWithdrawn.grounds",
        "MotionCarried.vote",
        "MotionRejected.vote",
        "MovedToEdition.changes",
        "MovedToEdition.decision",
        "NationalBillReferred.committee",
        "NationalBillRegistered.reference",
        "NationalCommitteeAdjourned.committee",
        "NationalCommitteeDecided.committee",
        "NationalProcedureRecorded.grounds",
        "NationalProcedureRecorded.procedure",
        "NationalResultAnomalyFlagged.counted",
        "NationalTextRecorded.reference",
        "NoDataRecorded.grounds",
        "ObserverStatusGranted.decision",
        "OpenedForSignature.depositary",
        "OpenedForSignature.place",
        "OpenedForSignature.terms",
        "OpenedForSignature.title",
        "OpinionGiven.remarks",
        "OrderOfBusinessAdopted.arithmetic",
        "OrderOfBusinessChangeRequested.grounds",
        "OrderOfBusinessChangeRequested.title",
        "OrderOfBusinessChanged.title",
        "OrderOfBusinessCleared.arithmetic",
        "OrderOfBusinessCleared.items",
        "OrderOfBusinessCleared.sub_items",
        "OutcomeDocumentAwaited.title",
        "OutcomeDocumentDrafted.form",
        "OutcomeDocumentDrafted.title",
        "OutcomeDocumentDropped.grounds",
        "OutcomeDocumentPublished.reference",
        "OutcomeDocumentRecorded.form",
        "OutcomeDocumentRecorded.title",
        "OutcomeDocumentRevised.title",
        "OverrideFailed.counted",
        "PairRecorded.note",
        "ParliamentApproved.chamber",
        "ParliamentApproved.national_act",
        "ParliamentDissolved.grounds",
        "ParliamentRegistered.country",
        "ParliamentRegistered.name",
        "PartyDissolved.grounds",
        "PastPlenarySessionRecorded.city",
        "PastPlenarySessionRecorded.outcome",
        "PersonErased.authority",
        "PersonErased.because",
        "PlenarySessionMovedOnline.grounds",
        "PlenarySessionPlanned.city",
        "PlenarySessionPlanned.theme",
        "PlenarySessionPostponed.grounds",
        "PlenarySessionRelocated.city",
        "PlenarySessionRelocated.grounds",
        "PointOfOrderRaised.grounds",
        "PointOfOrderRuled.grounds",
        "ProcedureMapAdopted.decision",
        "ProcedureMapAdopted.edition",
        "ProvisionsRecorded.provisions",
        "PublishedInGazette.reference",
        "QuorumFound.citation",
        "QuorumLacking.citation",
        "ReadingFailed.counted",
        "ReadingPassed.counted",
        "ReballotHeld.grounds",
        "ReceivedTextReferred.to",
        "ReferendumHeld.evidence",
        "ReferredBack.grounds",
        "ReportedToPlenary.arithmetic",
        "ReservationMade.text",
        "ResultAnnounced.arithmetic",
        "ResultAnnounced.working",
        "ResultAnomalyFlagged.arithmetic",
        "ResultWithheld.grounds",
        "ReturnedForRevision.remarks",
        "RulesAdopted.decision",
        "RulesAdopted.edition",
        "RulesAmended.changed",
        "RulesAmended.decision",
        "RulesAmended.edition",
        "RulingGiven.grounds",
        "RulingGiven.parameter",
        "RulingGiven.value",
        "SecondChamberAmended.counted",
        "SecondChamberApproved.counted",
        "SecondChamberRejected.counted",
        "SecretaryGeneralElected.vote",
        "SeparateVoteRequested.place",
        "SittingSuspended.grounds",
        "TextCorrected.correction",
        "TextCorrectionObjectedTo.grounds",
        "TextCorrectionProposed.correction",
        "TextCorrectionProposed.error",
        "ThresholdReached.explanation",
        "TimestampAuthorityRevoked.because",
        "TransmittedToParliament.law",
        "TransmittedToParliament.title",
        "UptakeAssessed.evidence",
        "UptakeAssessed.jurisdiction",
        "UptakeAssessed.national_act",
        "UptakeAssessed.notes",
        "VerbatimPublished.reference",
        "VetoOverridden.counted",
        "VoteCalled.question",
        "VoteCalled.vote",
        "VoteClosed.arithmetic",
        "VoteClosed.missing",
        "VoteClosed.working",
        "VoteCorrectionNoted.note",
        "VoteOpened.item",
        "VoteOpened.question",
        "VotePostponed.grounds",
        "VoteSettled.vote",
        "VoteVoided.grounds",
        "WitnessQuorumSet.decision",
        "WitnessRevoked.because",
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
