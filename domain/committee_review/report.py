"""Report: a committee ends its review and reports to the plenary."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.committee_review.approval import APPROVALS, suffice
from domain.committee_review.opinions import OpinionsLeft, settle
from domain.committee_review.rights import presiding
from domain.committee_review.state import REPORT, CommitteeReview
from domain.messages import Command, Dated, Event, Text, VoteName
from domain.model_law.report import CommitteeReported, Recommendation
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import met
from domain.vote.carried import not_carried
from domain.vote.state import Vote
from domain.vote.told import Judged, Told, judged
from domain.vote.totals import Totals


class ReportToPlenary(Command):
    """Whoever presides reports on the edition that the committee approved."""

    by: ClassVar = (Capacity.COMMITTEE,)
    rule: ClassVar = APPROVALS
    type: Literal["ReportToPlenary"] = "ReportToPlenary"
    edition: int
    recommendation: Recommendation = "adopt"
    vote: VoteName | None = None
    totals: Totals | None = None
    """How the committee voted on the report, where its vote is no case of its own."""


class AdoptionRecommended(Dated):
    """The committee recommends that the plenary adopt this edition."""

    type: Literal["AdoptionRecommended"] = "AdoptionRecommended"
    edition: int


class ReportedToPlenary(Dated):
    """The report on this edition is before the plenary."""

    type: Literal["ReportedToPlenary"] = "ReportedToPlenary"
    edition: int
    recommendation: Recommendation
    vote: VoteName | None = None
    totals: Totals | None = None
    arithmetic: Text | None = None


def report(
    command: ReportToPlenary,
    review: CommitteeReview,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event | Elsewhere] | Refusal:
    """Accept a report on the edition that enough delegations have approved."""
    office = presiding(review, acting, record)
    if isinstance(office, Refusal):
        return office
    if (refusal := _not_ready(command, review)) is not None:
        return refusal
    if not suffice(review, acting, rules, record):
        return _too_few(review, rules)
    decided = _decided(command, review, acting, rules, record)
    if isinstance(decided, Refusal):
        return decided
    left = settle(review, acting, rules, record)
    return left if isinstance(left, Refusal) else _reported(command, review, left, decided)


def _decided(
    command: ReportToPlenary,
    review: CommitteeReview,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Judged | Refusal:
    """Follow the vote of the committee that is cited, or judge the totals that are told."""
    assembly = record.case(STREAM, Assembly)
    body = assembly.committee_in_place_of(review.committee, acting.on)
    if command.vote is not None:
        bodies = (review.committee, body)
        refusal = not_carried(command.vote, bodies, record, about=review.stream)
        refusal = refusal or _on_another_text(record.case(command.vote, Vote), review)
        if refusal is not None:
            return refusal
    told = Told(
        body=body,
        kind=REPORT,
        about=review.stream,
        totals=command.totals,
        vote=command.vote,
    )
    return judged(told, assembly, acting, rules)


def _on_another_text(vote: Vote, review: CommitteeReview) -> Refusal | None:
    """Refuse a vote on another edition, or of a time before this text was with the committee."""
    if vote.edition not in {None, review.edition} or vote.sha256 not in {None, review.sha256}:
        return Refusal(
            code="other-edition",
            sentence=f"{vote.stream} was on another text; before the committee is edition "
            f"{review.edition}, hash {review.sha256}",
        )
    if vote.stream in review.votes:
        return not_in_order(f"{review.stream} was reported on by {vote.stream} in an earlier round")
    day, since = vote.opened_on, review.text_since
    if day is None or since is None or day >= since:
        return None
    return not_in_order(
        f"{vote.stream} was opened on {day}; edition {review.edition} came before the committee "
        f"on {since}"
    )


def _reported(
    command: ReportToPlenary, review: CommitteeReview, left: OpinionsLeft, decided: Judged
) -> list[Event | Elsewhere]:
    told = {"edition": command.edition, "recommendation": command.recommendation}
    counted = {
        **command.model_dump(include={"vote", "totals"}),
        "arithmetic": decided.arithmetic,
    }
    reported = {"committee": review.committee, "discharged": left.discharged, **told}
    recommended = command.recommendation == "adopt"
    return [
        *([AdoptionRecommended(edition=command.edition)] if recommended else []),
        ReportedToPlenary.model_validate({**told, **counted}),
        *decided.irregularities,
        *left.events,
        *met(review, REPORT),
        Elsewhere(review.law, CommitteeReported.model_validate(reported)),
    ]


def recommended(review: CommitteeReview, _: AdoptionRecommended) -> CommitteeReview:
    """Leave it to the report that follows."""
    return review


def reported(review: CommitteeReview, event: ReportedToPlenary) -> CommitteeReview:
    """Await nothing more; a later round is not reported on by the same vote."""
    votes = review.votes if event.vote is None else (*review.votes, event.vote)
    return replace(review, stage=Stage.REPORTED, votes=votes)


def _not_ready(command: ReportToPlenary, review: CommitteeReview) -> Refusal | None:
    if review.role == "opinion":
        return not_in_order(
            f"{review.committee} was asked for its opinion; it gives that, and another reports"
        )
    if command.edition != review.edition:
        return Refusal(
            code="other-edition", sentence=f"before the committee is edition {review.edition}"
        )
    if review.stage not in {Stage.EXAMINED, Stage.APPROVED}:
        return not_in_order(f"edition {review.edition} is not examined; it is {review.stage.value}")
    return None


def _too_few(review: CommitteeReview, rules: Rules) -> Refusal:
    given, needed = len(review.approvals), rules.number(APPROVALS)
    if needed is None:
        return needs_ruling(
            APPROVALS,
            sentence=f"{given} delegations have approved edition {review.edition}; no rule says "
            "how many must",
            citation=rules.cite(APPROVALS),
        )
    return not_in_order(
        f"{given} of {needed} delegations have approved edition {review.edition}",
        citation=rules.cite(APPROVALS),
    )
