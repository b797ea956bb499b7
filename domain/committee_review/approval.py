"""Approval: distinct delegations approve one edition, by its hash, until the next one comes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.committee_review.rights import membership
from domain.committee_review.seisin import NextEditionReceived
from domain.committee_review.state import Approval, CommitteeReview
from domain.messages import Command, Event, Key, Sha256
from domain.refusal import Refusal, no_right, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

APPROVALS = "committee.approvals"


class ApproveEdition(Command):
    """A member of the committee approves the text before it, for his delegation."""

    by: ClassVar = (Capacity.COMMITTEE,)
    rule: ClassVar = APPROVALS
    type: Literal["ApproveEdition"] = "ApproveEdition"
    edition: int
    sha256: Sha256 | None = None


class ApprovalGiven(Event):
    """A delegation approved an edition; `sufficient` tells whether no more approval is needed."""

    type: Literal["ApprovalGiven"] = "ApprovalGiven"
    parliament: Key
    subject: str
    edition: int
    sha256: Sha256 | None = None
    sufficient: bool


class ApprovalVoided(Event):
    """An approval lapsed, because the text it approved was replaced."""

    type: Literal["ApprovalVoided"] = "ApprovalVoided"
    parliament: Key
    edition: int
    by_edition: int


def approve(
    command: ApproveEdition, review: CommitteeReview, acting: Acting, rules: Rules, record: Record
) -> Sequence[ApprovalGiven] | Refusal:
    """Accept one approval from each member's delegation but the proposer's."""
    office = membership(review, acting, record)
    if isinstance(office, Refusal):
        return office
    delegations = record.case(STREAM, Assembly).members_on(acting.on)
    if office.parliament is None or office.parliament not in delegations:
        return no_right(f"{acting.actor.subject} sits there for no member parliament")
    refusal = _not_theirs(review, office.parliament, rules) or not_this_text(command, review)
    if refusal is not None:
        return refusal
    given = {*_given(review), office.parliament}
    return [
        ApprovalGiven(
            parliament=office.parliament,
            subject=acting.actor.subject,
            edition=review.edition,
            sha256=review.sha256,
            sufficient=_suffice(given, review, delegations, rules),
        )
    ]


def not_this_text(text: ApproveEdition, review: CommitteeReview) -> Refusal | None:
    """Refuse what is not about the very text that the committee has examined."""
    if (text.edition, text.sha256) != (review.edition, review.sha256):
        return Refusal(
            code="other-edition",
            sentence=f"before the committee is edition {review.edition}, hash {review.sha256}",
        )
    if review.stage not in {Stage.EXAMINED, Stage.APPROVED}:
        return not_in_order(f"edition {review.edition} is not examined; it is {review.stage.value}")
    return None


def suffice(review: CommitteeReview, acting: Acting, rules: Rules, record: Record) -> bool:
    """Tell whether the approvals given are enough, whatever number the rules leave open."""
    delegations = record.case(STREAM, Assembly).members_on(acting.on)
    return _suffice(_given(review), review, delegations, rules)


def new_edition(review: CommitteeReview, edition: int, sha256: str | None) -> list[Elsewhere]:
    """Return what a new edition does to an open review: every approval lapses."""
    voided = [
        ApprovalVoided(parliament=each.parliament, edition=each.edition, by_edition=edition)
        for each in review.approvals
    ]
    received = NextEditionReceived(edition=edition, sha256=sha256)
    return [Elsewhere(review.stream, event) for event in (*voided, received)]


def approved(review: CommitteeReview, event: ApprovalGiven) -> CommitteeReview:
    """Count the approval."""
    approval = Approval(
        parliament=event.parliament,
        subject=event.subject,
        edition=event.edition,
        sha256=event.sha256,
    )
    stage = Stage.APPROVED if event.sufficient else review.stage
    return replace(review, stage=stage, approvals=(*review.approvals, approval))


def voided(review: CommitteeReview, event: ApprovalVoided) -> CommitteeReview:
    """Count the approval no longer."""
    kept = tuple(each for each in review.approvals if each.parliament != event.parliament)
    return replace(review, approvals=kept)


def _given(review: CommitteeReview) -> set[str]:
    return {approval.parliament for approval in review.approvals}


def _suffice(
    given: set[str], review: CommitteeReview, delegations: Sequence[str], rules: Rules
) -> bool:
    needed = rules.number(APPROVALS)
    if needed is not None:
        return len(given) >= needed
    # Unset: when all that may approve have done so, no number could ask for more.
    entitled = set(delegations) - {review.proposer}
    return bool(entitled) and entitled <= given


def _not_theirs(review: CommitteeReview, parliament: str, rules: Rules) -> Refusal | None:
    if parliament == review.proposer:
        return Refusal(
            code="own-proposal",
            sentence=f"{parliament} proposed {review.law}; nobody approves his own proposal",
            citation=rules.cite(APPROVALS),
        )
    if parliament in _given(review):
        return Refusal(
            code="already-done",
            sentence=f"{parliament} has approved edition {review.edition} already",
        )
    return None
