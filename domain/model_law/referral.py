"""Referral: committees are seised of the current edition, for the first time or again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.committee_review.seisin import CommitteeSeised
from domain.committee_review.state import REPORT, Role
from domain.messages import Command, Dated, Event, Instant, Key
from domain.model_law.amendments.texts import not_consolidated
from domain.model_law.periods import Period, allowed
from domain.model_law.state import ModelLaw, ReviewStatus, review_stream
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

REFERABLE = frozenset({Stage.DRAFTING, Stage.WORKSHOP, Stage.IN_COMMITTEE, Stage.REFERRED_BACK})
TO_REPORT = Period(name=REPORT, length="committee.deadline", notice="committee.reminder")
TO_OPINE = Period(name=REPORT, length="committee.opinion_deadline", notice="committee.reminder")


class ReferToCommittee(Command):
    """The Secretariat refers the draft to one or more committees, with or without a deadline."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "committee.deadline"
    type: Literal["ReferToCommittee"] = "ReferToCommittee"
    committees: tuple[Key, ...] = Field(min_length=1)
    """Those that report, each by a review of its own."""
    jointly_with: tuple[Key, ...] = ()
    """Those that review it together with the one that reports, as one review."""
    opinions: tuple[Key, ...] = ()
    """Those that are asked for an opinion only."""
    report_by: Instant | None = None
    opinion_by: Instant | None = None
    remind_at: Instant | None = None


class ReferredToCommittee(Dated):
    """The committees are seised of an edition; `round` counts the referrals."""

    type: Literal["ReferredToCommittee"] = "ReferredToCommittee"
    committees: tuple[Key, ...]
    edition: int
    round: int
    jointly_with: tuple[Key, ...] = ()
    opinions: tuple[Key, ...] = ()


def refer(
    command: ReferToCommittee, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ReferredToCommittee | Elsewhere] | Refusal:
    """Seise each committee, with the deadline that the act or the rules give it."""
    text = law.current
    if text is None or law.stage not in REFERABLE or law.open_reviews:
        return not_in_order(_why_not(law))
    refusal = not_consolidated(law) or _ill_composed(command)
    refusal = refusal or _not_theirs(command, law, acting, record)
    if refusal is not None:
        return refusal
    referred = ReferredToCommittee(
        committees=tuple(dict.fromkeys(command.committees)),
        edition=text.number,
        round=law.round + 1,
        jointly_with=tuple(dict.fromkeys(command.jointly_with)),
        opinions=tuple(dict.fromkeys(command.opinions)),
    )
    return _seising(command, referred, law, acting, rules)


def referred(law: ModelLaw, event: ReferredToCommittee) -> ModelLaw:
    """Await the reports and opinions of these committees."""
    awaited = (*event.committees, *event.opinions)
    reviews: dict[str, ReviewStatus] = dict.fromkeys(awaited, "open")
    return replace(
        law, stage=Stage.IN_COMMITTEE, round=event.round, reviews=MappingProxyType(reviews)
    )


def _seising(
    command: ReferToCommittee,
    referred: ReferredToCommittee,
    law: ModelLaw,
    acting: Acting,
    rules: Rules,
) -> Sequence[ReferredToCommittee | Elsewhere] | Refusal:
    told: list[ReferredToCommittee | Elsewhere] = [referred]
    for name, role in _roles(referred):
        limits = _limits(command, role, acting, rules)
        if isinstance(limits, Refusal):
            return limits
        stream = review_stream(law.stream, name)
        seised = _seised(referred, law, name, role, rules)
        told += [Elsewhere(stream, event) for event in (seised, *limits)]
    return told


def _limits(
    command: ReferToCommittee, role: Role, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Return by when a committee answers; a reminder goes with the day that the act names."""
    if role == "lead":
        period, until, reminder = TO_REPORT, command.report_by, command.remind_at
    else:
        period, until = TO_OPINE, command.opinion_by
        reminder = command.remind_at if until else None
    return allowed(period, until=until, remind_at=reminder, acting=acting, rules=rules)


def _roles(referred: ReferredToCommittee) -> Iterator[tuple[str, Role]]:
    yield from ((name, "lead") for name in referred.committees)
    yield from ((name, "opinion") for name in referred.opinions)


def _seised(
    referred: ReferredToCommittee, law: ModelLaw, committee: str, role: Role, rules: Rules
) -> CommitteeSeised:
    return CommitteeSeised(
        law=law.stream,
        title=law.title,
        committee=committee,
        proposer=law.proposer,
        round=referred.round,
        edition=referred.edition,
        sha256=law.editions[-1].sha256,
        rules=rules.edition,
        role=role,
        jointly_with=referred.jointly_with if role == "lead" else (),
    )


def _ill_composed(command: ReferToCommittee) -> Refusal | None:
    """Say why these committees cannot be asked together."""
    leads = tuple(dict.fromkeys(command.committees))
    if command.jointly_with and len(leads) > 1:
        return not_valid("a joint review has one committee that leads; name it alone")
    if command.opinion_by is not None and not command.opinions:
        return not_valid("no committee is asked for an opinion; opinion_by needs one")
    parts = Counter((*leads, *set(command.jointly_with), *set(command.opinions)))
    twice = sorted(key for key, count in parts.items() if count > 1)
    if twice:
        return not_valid(f"committee {twice[0]} is asked twice; give it one part in the review")
    return None


def _not_theirs(
    command: ReferToCommittee, law: ModelLaw, acting: Acting, record: Record
) -> Refusal | None:
    asked = (*command.committees, *command.jointly_with, *command.opinions)
    if (unknown := _unknown(asked, acting, record)) is not None:
        return not_in_order(f"the assembly had no committee {unknown} on {acting.on}")
    return _own_proposal(law, asked, acting, record)


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
