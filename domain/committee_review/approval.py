"""Approval: distinct delegations approve one edition, by its hash, until the next one comes."""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.committee_review.rights import membership
from domain.committee_review.seisin import NextEditionReceived
from domain.committee_review.state import Approval, CommitteeReview
from domain.messages import Command, Dated, Key, Sha256
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
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


class ApprovalGiven(Dated):
    """A delegation approved an edition; `sufficient` tells whether no more approval is needed."""

    type: Literal["ApprovalGiven"] = "ApprovalGiven"
    parliament: Key
    subject: str
    edition: int
    sha256: Sha256 | None = None
    sufficient: bool


class ApprovalVoided(Dated):
    """An approval lapsed, because the text it approved was replaced."""

    type: Literal["ApprovalVoided"] = "ApprovalVoided"
    parliament: Key
    edition: int
    by_edition: int


class Sides(NamedTuple):
    """The member delegations of a day: who proposed, and who has approved."""

    members: frozenset[str]
    proposer: str | None
    given: frozenset[str]


def approve(
    command: ApproveEdition, review: CommitteeReview, acting: Acting, rules: Rules, record: Record
) -> Sequence[ApprovalGiven] | Refusal:
    """Accept one approval from each member's delegation but the proposer's."""
    office = membership(review, acting, record)
    if isinstance(office, Refusal):
        return office
    parliament, sides = str(office.parliament), _sides(review, acting, record)
    refusal = _not_theirs(review, parliament, sides, rules) or not_this_text(command, review)
    if refusal is not None:
        return refusal
    with_this = sides._replace(given=sides.given | {parliament})
    return [
        ApprovalGiven(
            parliament=parliament,
            subject=acting.actor.subject,
            edition=review.edition,
            sha256=review.sha256,
            sufficient=_suffice(with_this, rules),
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
    return _suffice(_sides(review, acting, record), rules)


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


def _sides(review: CommitteeReview, acting: Acting, record: Record) -> Sides:
    """Sort the delegations of the day; who succeeded a parliament stands in its place."""
    assembly, day = record.case(STREAM, Assembly), acting.on
    return Sides(
        members=frozenset(assembly.members_on(day)),
        proposer=assembly.in_place_of(review.proposer, day) if review.proposer else None,
        given=frozenset(assembly.in_place_of(each.parliament, day) for each in review.approvals),
    )


def _suffice(sides: Sides, rules: Rules) -> bool:
    needed = rules.number(APPROVALS)
    if needed is not None:
        return len(sides.given) >= needed
    # Unset: when all that may approve have done so, no number could ask for more.
    entitled = sides.members - {sides.proposer}
    return bool(entitled) and entitled <= sides.given


def _not_theirs(
    review: CommitteeReview, parliament: str, sides: Sides, rules: Rules
) -> Refusal | None:
    if parliament == sides.proposer:
        return Refusal(
            code="own-proposal",
            sentence=f"{parliament} proposed {review.law}; nobody approves his own proposal",
            citation=rules.cite(APPROVALS),
        )
    if parliament in sides.given:
        return Refusal(
            code="already-done",
            sentence=f"{parliament} has approved edition {review.edition} already",
        )
    return None
