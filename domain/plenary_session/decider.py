"""The plenary session's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.definition import Decision, Definition
from domain.plenary_session import (
    archive,
    business_decider,
    chairmanship,
    changes,
    closing,
    convocation,
    debate_decider,
    decisions,
    delegations_decider,
    documents,
    mandates,
    meeting_decider,
    minutes,
    outcome,
    past,
    planning,
    presiding,
)
from domain.plenary_session.state import CATEGORY, PlenarySession
from domain.rules import Rules

Planning: TypeAlias = (
    planning.PlanPlenarySession
    | planning.ConfirmHost
    | changes.PostponePlenarySession
    | changes.RelocatePlenarySession
    | changes.MovePlenarySessionOnline
    | convocation.ConvenePlenarySession
    | convocation.SendInvitation
    | past.RecordPastPlenarySession
)
Ending: TypeAlias = (
    outcome.RecordOutcomeDocument
    | outcome.AnnounceNextHost
    | closing.ClosePlenarySession
    | minutes.DraftMinutes
    | minutes.ApproveMinutes
    | minutes.PublishVerbatim
    | archive.ArchivePlenarySession
)
OfBusiness: TypeAlias = business_decider.Command | debate_decider.Command
Command: TypeAlias = (
    Planning
    | delegations_decider.Command
    | business_decider.Command
    | meeting_decider.Command
    | debate_decider.Command
    | Ending
)

Planned: TypeAlias = (
    planning.PlenarySessionPlanned
    | planning.HostConfirmed
    | changes.PlenarySessionPostponed
    | changes.PlenarySessionRelocated
    | changes.PlenarySessionMovedOnline
    | convocation.PlenarySessionConvened
    | convocation.InvitationSent
    | past.PastPlenarySessionRecorded
)
Decided: TypeAlias = (
    decisions.VoteCalled
    | decisions.VoteSettled
    | decisions.VotePutOff
    | outcome.OutcomeDocumentRecorded
    | documents.OutcomeDocumentAwaited
    | documents.OutcomeDocumentSettled
    | documents.OutcomeAgreementVoided
    | outcome.NextHostAnnounced
)
Ended: TypeAlias = (
    closing.PlenarySessionClosed
    | minutes.MinutesDrafted
    | minutes.MinutesApproved
    | minutes.VerbatimPublished
    | archive.PlenarySessionArchived
)
Event: TypeAlias = (
    Planned
    | delegations_decider.Event
    | business_decider.Event
    | meeting_decider.Event
    | debate_decider.Event
    | Decided
    | Ended
)


def decide(
    command: Command, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, Planning):
        return _plan(command, case, acting, rules, record)
    if isinstance(command, delegations_decider.Command):
        return delegations_decider.decide(command, case, acting, rules, record)
    if isinstance(command, OfBusiness) and (over := closing.business_over(case)) is not None:
        return over
    if isinstance(command, business_decider.Command):
        return business_decider.decide(command, case, acting, rules, record)
    if isinstance(command, meeting_decider.Command):
        return meeting_decider.decide(command, case, acting, rules, record)
    if isinstance(command, debate_decider.Command):
        return debate_decider.decide(command, case, acting, rules, record)
    return _end(command, case, acting, rules, record)


def _plan(
    command: Planning, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case planning.PlanPlenarySession():
            return planning.plan(command, case, acting, rules, record)
        case planning.ConfirmHost():
            return planning.confirm_host(command, case, record)
        case changes.PostponePlenarySession():
            return changes.postpone(command, case, acting, rules, record)
        case changes.RelocatePlenarySession():
            return changes.relocate(command, case)
        case changes.MovePlenarySessionOnline():
            return changes.move_online(command, case)
        case convocation.ConvenePlenarySession():
            return convocation.convene(command, case)
        case convocation.SendInvitation():
            return convocation.invite(command, case, record)
        case past.RecordPastPlenarySession():
            return past.record_past(command, case, acting, record)
        case _:
            assert_never(command)


def _end(
    command: Ending, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case outcome.RecordOutcomeDocument():
            return outcome.record_outcome(command, case, acting, rules)
        case outcome.AnnounceNextHost():
            return outcome.announce_host(command, case, record)
        case closing.ClosePlenarySession():
            return closing.close(command, case, acting)
        case minutes.DraftMinutes():
            return minutes.draft(command, case)
        case minutes.ApproveMinutes():
            return minutes.approve(command, case)
        case minutes.PublishVerbatim():
            return minutes.publish_verbatim(command, case)
        case archive.ArchivePlenarySession():
            return archive.archive(command, case)
        case _:
            assert_never(command)


def evolve(case: PlenarySession, event: Event) -> PlenarySession:
    """Fold an event."""
    if isinstance(event, Planned):
        return _planned(case, event)
    if isinstance(event, delegations_decider.Event):
        return delegations_decider.evolve(case, event)
    if isinstance(event, business_decider.Event):
        return business_decider.evolve(case, event)
    if isinstance(event, meeting_decider.Event):
        return meeting_decider.evolve(case, event)
    if isinstance(event, debate_decider.Event):
        return debate_decider.evolve(case, event)
    if isinstance(event, Decided):
        return _decided(case, event)
    return _ended(case, event)


def _planned(case: PlenarySession, event: Planned) -> PlenarySession:
    match event:
        case planning.PlenarySessionPlanned():
            return planning.planned(case, event)
        case planning.HostConfirmed():
            return planning.host_confirmed(case, event)
        case changes.PlenarySessionPostponed():
            return changes.postponed(case, event)
        case changes.PlenarySessionRelocated():
            return changes.relocated(case, event)
        case changes.PlenarySessionMovedOnline():
            return changes.moved_online(case, event)
        case convocation.PlenarySessionConvened():
            return convocation.convened(case, event)
        case convocation.InvitationSent():
            return convocation.invited(case, event)
        case past.PastPlenarySessionRecorded():
            return past.past_recorded(case, event)
        case _:
            assert_never(event)


def _decided(case: PlenarySession, event: Decided) -> PlenarySession:
    match event:
        case decisions.VoteCalled():
            return decisions.called(case, event)
        case decisions.VoteSettled():
            return decisions.settled(case, event)
        case decisions.VotePutOff():
            return decisions.put_off(case, event)
        case outcome.OutcomeDocumentRecorded():
            return outcome.outcome_recorded(case, event)
        case documents.OutcomeDocumentAwaited():
            return documents.awaited(case, event)
        case documents.OutcomeDocumentSettled():
            return documents.settled(case, event)
        case documents.OutcomeAgreementVoided():
            return documents.agreement_voided(case, event)
        case outcome.NextHostAnnounced():
            return outcome.host_announced(case, event)
        case _:
            assert_never(event)


def _ended(case: PlenarySession, event: Ended) -> PlenarySession:
    match event:
        case closing.PlenarySessionClosed():
            return closing.closed(case, event)
        case minutes.MinutesDrafted():
            return minutes.drafted(case, event)
        case minutes.MinutesApproved():
            return minutes.approved(case, event)
        case minutes.VerbatimPublished():
            return minutes.verbatim_published(case, event)
        case archive.PlenarySessionArchived():
            return archive.archived(case, event)
        case _:
            assert_never(event)


def begin(stream: str) -> PlenarySession:
    """Return a plenary session of which nothing is recorded yet."""
    return PlenarySession(stream=stream)


PLENARY_SESSION: Definition[PlenarySession, Command, Event] = Definition(
    category=CATEGORY,
    form="plenary-session/<number>",
    pattern=r"plenary-session/[1-9][0-9]*",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(planning.PlanPlenarySession, past.RecordPastPlenarySession),
    barred=chairmanship.not_in_its_chair,
    presides=presiding.presides,
    seat=mandates.seat,
)
