"""Referral: committees are seised of the current edition, for the first time or again."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.committee_review.seisin import CommitteeSeised
from domain.committee_review.state import REPORT
from domain.messages import Command, Dated, Instant, Key
from domain.model_law.periods import Period, allowed
from domain.model_law.state import Edition, ModelLaw, review_stream
from domain.refusal import Refusal, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

REFERABLE = frozenset({Stage.DRAFTING, Stage.WORKSHOP, Stage.IN_COMMITTEE, Stage.REFERRED_BACK})
TO_REPORT = Period(name=REPORT, length="committee.deadline", notice="committee.reminder")


class ReferToCommittee(Command):
    """The Secretariat refers the draft to one or more committees, with or without a deadline."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "committee.deadline"
    type: Literal["ReferToCommittee"] = "ReferToCommittee"
    committees: tuple[Key, ...] = Field(min_length=1)
    report_by: Instant | None = None
    remind_at: Instant | None = None


class ReferredToCommittee(Dated):
    """The committees are seised of an edition; `round` counts the referrals."""

    type: Literal["ReferredToCommittee"] = "ReferredToCommittee"
    committees: tuple[Key, ...]
    edition: int
    round: int


def refer(
    command: ReferToCommittee, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ReferredToCommittee | Elsewhere] | Refusal:
    """Seise each committee, with the deadline that the act or the rules give it."""
    text = law.current
    if text is None or law.stage not in REFERABLE or law.open_reviews:
        return not_in_order(_why_not(law))
    committees = tuple(dict.fromkeys(command.committees))
    if (unknown := _unknown(committees, acting, record)) is not None:
        return not_in_order(f"the assembly had no committee {unknown} on {acting.on}")
    if (own := _own_proposal(law, committees, acting, record)) is not None:
        return own
    limits = allowed(
        TO_REPORT, until=command.report_by, remind_at=command.remind_at, acting=acting, rules=rules
    )
    if isinstance(limits, Refusal):
        return limits
    referred = ReferredToCommittee(committees=committees, edition=text.number, round=law.round + 1)
    return [
        referred,
        *(
            Elsewhere(review_stream(law.stream, name), event)
            for name in committees
            for event in (_seised(law, name, text, rules), *limits)
        ),
    ]


def referred(law: ModelLaw, event: ReferredToCommittee) -> ModelLaw:
    """Await the reports of these committees."""
    return replace(
        law,
        stage=Stage.IN_COMMITTEE,
        round=event.round,
        reviews=MappingProxyType(dict.fromkeys(event.committees, "open")),
    )


def _seised(law: ModelLaw, committee: str, text: Edition, rules: Rules) -> CommitteeSeised:
    return CommitteeSeised(
        law=law.stream,
        title=law.title,
        committee=committee,
        proposer=law.proposer,
        round=law.round + 1,
        edition=text.number,
        sha256=text.sha256,
        rules=rules.edition,
    )


def _own_proposal(
    law: ModelLaw, committees: Sequence[str], acting: Acting, record: Record
) -> Refusal | None:
    if law.proposing_committee is None:
        return None
    assembly = record.case(STREAM, Assembly)
    author = assembly.committee_in_place_of(law.proposing_committee, acting.on)
    if author not in committees:
        return None
    return Refusal(
        code="own-proposal",
        sentence=f"{author} proposed {law.stream} and does not review its own proposal; "
        "refer it to another committee",
    )


def _unknown(committees: Sequence[str], acting: Acting, record: Record) -> str | None:
    known = record.case(STREAM, Assembly).committees
    existing = {key for key, committee in known.items() if committee.holds_on(acting.on)}
    return next((name for name in committees if name not in existing), None)


def _why_not(law: ModelLaw) -> str:
    if law.remarks:
        return f"{law.stream} was returned; answer its {len(law.remarks)} remarks in a new edition"
    if law.open_reviews and law.stage is Stage.IN_COMMITTEE:
        return f"{law.stream} is still before {', '.join(law.open_reviews)}"
    if law.current is None:
        return f"{law.stream} has no draft to refer"
    return f"{law.stream} is {law.stage.value}; it cannot be referred now"
