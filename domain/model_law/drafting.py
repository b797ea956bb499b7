"""Drafting: numbered editions of the text, each bound to the hash of its bytes."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.approval import new_edition
from domain.committee_review.state import CommitteeReview
from domain.messages import Command, Dated, Message, Sha256, Text
from domain.model_law.amendments.texts import not_consolidated
from domain.model_law.languages import Language
from domain.model_law.rights import not_an_author
from domain.model_law.state import Edition, ModelLaw, review_stream
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity

AUTHORS = (Capacity.DELEGATION, Capacity.COMMITTEE, Capacity.SECRETARIAT)
REVISABLE = frozenset(
    {Stage.DRAFTING, Stage.WORKSHOP, Stage.RETURNED, Stage.IN_COMMITTEE, Stage.REFERRED_BACK}
)


class DraftText(Message):
    """A text as it is handed in; without a hash its bytes are not on record."""

    edition: int = Field(ge=1)
    sha256: Sha256 | None = None
    media_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$")] | None = None
    size: int | None = Field(default=None, ge=0)
    language: Language | None = None


class Answer(Message):
    """What the authors did about one remark of the committee."""

    remark: int = Field(ge=1)
    text: Text


class SubmitDraft(DraftText, Command):
    """The authors hand in the first edition."""

    by: ClassVar = AUTHORS
    type: Literal["SubmitDraft"] = "SubmitDraft"


class ReviseDraft(DraftText, Command):
    """The authors hand in the next edition; after a return they answer each remark."""

    by: ClassVar = AUTHORS
    type: Literal["ReviseDraft"] = "ReviseDraft"
    answers: tuple[Answer, ...] = ()


class DraftSubmitted(DraftText, Dated):
    """The first edition is on record."""

    type: Literal["DraftSubmitted"] = "DraftSubmitted"


class DraftRevised(DraftText, Dated):
    """A new edition is on record; approvals of the one before it have lapsed."""

    type: Literal["DraftRevised"] = "DraftRevised"
    answers: tuple[Answer, ...] = ()


def submit(
    command: SubmitDraft, law: ModelLaw, acting: Acting, record: Record
) -> Sequence[DraftSubmitted] | Refusal:
    """Accept the first edition of its authors."""
    if law.current is not None or law.stage not in {Stage.DRAFTING, Stage.WORKSHOP}:
        return not_in_order(f"{law.stream} is {law.stage.value}; a later edition is a revision")
    if (refusal := not_an_author(law, acting, record) or _not_next(command, law)) is not None:
        return refusal
    return [DraftSubmitted.model_validate(command.model_dump(exclude={"type"}))]


def revise(
    command: ReviseDraft, law: ModelLaw, acting: Acting, record: Record
) -> Sequence[DraftRevised | Elsewhere] | Refusal:
    """Accept the next edition, and let every approval of the last one lapse."""
    refusal = _not_revisable(law) or not_an_author(law, acting, record)
    refusal = refusal or _not_next(command, law) or _unanswered(command, law)
    if refusal is not None:
        return refusal
    streams = [review_stream(law.stream, committee) for committee in law.open_reviews]
    reviews = [record.case(stream, CommitteeReview) for stream in streams]
    return [
        DraftRevised.model_validate(command.model_dump(exclude={"type"})),
        *(each for r in reviews for each in new_edition(r, command.edition, command.sha256)),
    ]


def submitted(law: ModelLaw, event: DraftSubmitted) -> ModelLaw:
    """Hold the first edition."""
    return _with(law, event)


def revised(law: ModelLaw, event: DraftRevised) -> ModelLaw:
    """Hold the new edition; it goes on where the draft was, after a return to drafting."""
    back = law.stage in {Stage.RETURNED, Stage.WORKSHOP}
    stage = Stage.DRAFTING if back else law.stage
    return replace(_with(law, event), stage=stage, remarks=())


def _with(law: ModelLaw, text: DraftText) -> ModelLaw:
    edition = Edition(
        number=text.edition,
        sha256=text.sha256,
        language=text.language,
        media_type=text.media_type,
        size=text.size,
    )
    return replace(law, editions=(*law.editions, edition))


def _not_revisable(law: ModelLaw) -> Refusal | None:
    if law.current is None or law.stage not in REVISABLE:
        return not_in_order(f"{law.stream} is {law.stage.value}; its text is not to be revised now")
    if "reported" in law.reviews.values() and law.stage is Stage.IN_COMMITTEE:
        return not_in_order(
            f"a committee has reported on edition {law.current.number}; revise after the others"
        )
    return not_consolidated(law)


def _not_next(text: DraftText, law: ModelLaw) -> Refusal | None:
    following = len(law.editions) + 1
    if text.edition != following:
        return _other_edition(f"the next edition of {law.stream} is {following}")
    if text.sha256 is not None and text.sha256 in {each.sha256 for each in law.editions}:
        return Refusal(
            code="already-done", sentence=f"{law.stream} has an edition with this very text"
        )
    return None


def _unanswered(command: ReviseDraft, law: ModelLaw) -> Refusal | None:
    asked = {remark.number for remark in law.remarks}
    answered = {answer.remark for answer in command.answers}
    if foreign := sorted(answered - asked):
        return not_in_order(f"no remark {foreign[0]} awaits an answer")
    missing = tuple(f"remark {number}" for number in sorted(asked - answered))
    if missing:
        return Refusal(
            code="not-in-order",
            sentence=f"each remark of the committee wants an answer: {', '.join(missing)}",
            missing=missing,
        )
    return None


def _other_edition(sentence: str) -> Refusal:
    return Refusal(code="other-edition", sentence=sentence)
