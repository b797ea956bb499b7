"""The model law's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.definition import Decision, Definition
from domain.model_law import (
    adoption,
    drafting,
    languages,
    launch,
    motion,
    order_of_business,
    plenary,
    proposal,
    publication,
    referral,
    report,
    title,
    transmission,
    uptake,
    withdrawal,
    workshop,
)
from domain.model_law.amendments import decider as amendments
from domain.model_law.state import CATEGORY, ModelLaw
from domain.plenary_session.presiding import presides_at
from domain.rules import Rules

Writing: TypeAlias = (
    title.TitleModelLaw
    | proposal.ProposeModelLaw
    | drafting.SubmitDraft
    | drafting.ReviseDraft
    | languages.RegisterLanguageVersion
    | languages.RecordLanguageDivergence
    | workshop.HoldWorkshop
)
Deciding: TypeAlias = (
    referral.ReferToCommittee
    | motion.MoveAdoption
    | adoption.AdoptModelLaw
    | adoption.ReferBack
    | publication.PublishModelLaw
    | launch.LaunchModelLaw
    | transmission.TransmitModelLaw
)
Ending: TypeAlias = (
    adoption.DropModelLaw
    | withdrawal.WithdrawModelLaw
    | withdrawal.LapseModelLaw
    | withdrawal.SupersedeModelLaw
)
Command: TypeAlias = Writing | Deciding | Ending | amendments.Command

Written: TypeAlias = (
    title.ModelLawTitled
    | proposal.ModelLawProposed
    | drafting.DraftSubmitted
    | drafting.DraftRevised
    | languages.LanguageVersionRegistered
    | languages.LanguageDivergenceFound
    | workshop.WorkshopHeld
)
InCommittee: TypeAlias = (
    referral.ReferredToCommittee
    | report.CommitteeReported
    | report.CommitteeReturned
    | report.CommitteeGaveOpinion
    | report.CommitteeDidNotReport
)
InPlenary: TypeAlias = (
    order_of_business.PlacedOnOrderOfBusiness
    | order_of_business.TakenOffOrderOfBusiness
    | motion.AdoptionMoved
    | plenary.MotionCarried
    | plenary.MotionRejected
    | adoption.ModelLawAdopted
    | adoption.ReferredBack
    | adoption.ModelLawDropped
)
TakenUp: TypeAlias = (
    publication.ModelLawPublished
    | launch.ModelLawLaunched
    | transmission.ModelLawTransmitted
    | uptake.MonitoringBegun
    | uptake.UptakeNoted
    | uptake.ModelLawConcluded
)
Ended: TypeAlias = (
    withdrawal.ModelLawWithdrawn | withdrawal.ModelLawLapsed | withdrawal.ModelLawSuperseded
)
Event: TypeAlias = Written | InCommittee | InPlenary | TakenUp | Ended | amendments.Event


def decide(
    command: Command, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, amendments.Command):
        return amendments.decide(command, case, acting, rules, record)
    if isinstance(command, Writing):
        return _write(command, case, acting, rules, record)
    if isinstance(command, Deciding):
        return _decide(command, case, acting, rules, record)
    return _end(command, case, acting, rules, record)


def _write(
    command: Writing, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case title.TitleModelLaw():
            return title.title(command, case, record)
        case proposal.ProposeModelLaw():
            return proposal.propose(command, case, acting, rules, record)
        case drafting.SubmitDraft():
            return drafting.submit(command, case, acting, record)
        case drafting.ReviseDraft():
            return drafting.revise(command, case, acting, record)
        case languages.RegisterLanguageVersion():
            return languages.register(command, case)
        case languages.RecordLanguageDivergence():
            return languages.diverge(command, case)
        case workshop.HoldWorkshop():
            return workshop.hold(command, case, acting)
        case _:
            assert_never(command)


def _decide(
    command: Deciding, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case referral.ReferToCommittee():
            return referral.refer(command, case, acting, rules, record)
        case motion.MoveAdoption():
            return motion.move(command, case, acting, record)
        case adoption.AdoptModelLaw():
            return adoption.adopt(command, case, acting, rules, record)
        case adoption.ReferBack():
            return adoption.refer_back(command, case, acting, rules, record)
        case publication.PublishModelLaw():
            return publication.publish(command, case, acting)
        case launch.LaunchModelLaw():
            return launch.launch(command, case, acting)
        case transmission.TransmitModelLaw():
            return transmission.transmit(command, case, acting, rules, record)
        case _:
            assert_never(command)


def _end(command: Ending, case: ModelLaw, acting: Acting, rules: Rules, record: Record) -> Decision:
    match command:
        case adoption.DropModelLaw():
            return adoption.drop(command, case, acting, rules, record)
        case withdrawal.WithdrawModelLaw():
            return withdrawal.withdraw(command, case, acting, record)
        case withdrawal.LapseModelLaw():
            return withdrawal.lapse(command, case, record)
        case withdrawal.SupersedeModelLaw():
            return withdrawal.supersede(command, case, acting, record)
        case _:
            assert_never(command)


def evolve(case: ModelLaw, event: Event) -> ModelLaw:
    """Fold an event."""
    if isinstance(event, amendments.Event):
        return amendments.evolve(case, event)
    if isinstance(event, Written):
        return _written(case, event)
    if isinstance(event, InCommittee):
        return _in_committee(case, event)
    if isinstance(event, InPlenary):
        return _in_plenary(case, event)
    if isinstance(event, TakenUp):
        return _taken_up(case, event)
    return _ended(case, event)


def _written(case: ModelLaw, event: Written) -> ModelLaw:
    match event:
        case title.ModelLawTitled():
            return title.titled(case, event)
        case proposal.ModelLawProposed():
            return proposal.proposed(case, event)
        case drafting.DraftSubmitted():
            return drafting.submitted(case, event)
        case drafting.DraftRevised():
            return drafting.revised(case, event)
        case languages.LanguageVersionRegistered():
            return languages.registered(case, event)
        case languages.LanguageDivergenceFound():
            return languages.diverged(case, event)
        case workshop.WorkshopHeld():
            return workshop.held(case, event)
        case _:
            assert_never(event)


def _in_committee(case: ModelLaw, event: InCommittee) -> ModelLaw:
    match event:
        case referral.ReferredToCommittee():
            return referral.referred(case, event)
        case report.CommitteeReported():
            return report.reported(case, event)
        case report.CommitteeReturned():
            return report.returned(case, event)
        case report.CommitteeGaveOpinion():
            return report.opinion_given(case, event)
        case report.CommitteeDidNotReport():
            return report.not_reported(case, event)
        case _:
            assert_never(event)


def _in_plenary(case: ModelLaw, event: InPlenary) -> ModelLaw:
    match event:
        case order_of_business.PlacedOnOrderOfBusiness():
            return order_of_business.placed(case, event)
        case order_of_business.TakenOffOrderOfBusiness():
            return order_of_business.taken_off(case, event)
        case motion.AdoptionMoved():
            return motion.moved(case, event)
        case plenary.MotionCarried():
            return plenary.carried(case, event)
        case plenary.MotionRejected():
            return plenary.rejected(case, event)
        case adoption.ModelLawAdopted():
            return adoption.adopted(case, event)
        case adoption.ReferredBack():
            return adoption.referred_back(case, event)
        case adoption.ModelLawDropped():
            return adoption.dropped(case, event)
        case _:
            assert_never(event)


def _taken_up(case: ModelLaw, event: TakenUp) -> ModelLaw:
    match event:
        case publication.ModelLawPublished():
            return publication.published(case, event)
        case launch.ModelLawLaunched():
            return launch.launched(case, event)
        case transmission.ModelLawTransmitted():
            return transmission.transmitted(case, event)
        case uptake.MonitoringBegun():
            return uptake.monitored(case, event)
        case uptake.UptakeNoted():
            return uptake.noted(case, event)
        case uptake.ModelLawConcluded():
            return uptake.concluded(case, event)
        case _:
            assert_never(event)


def _ended(case: ModelLaw, event: Ended) -> ModelLaw:
    match event:
        case withdrawal.ModelLawWithdrawn():
            return withdrawal.withdrawn(case, event)
        case withdrawal.ModelLawLapsed():
            return withdrawal.lapsed(case, event)
        case withdrawal.ModelLawSuperseded():
            return withdrawal.superseded(case, event)
        case _:
            assert_never(event)


def presides(case: ModelLaw, acting: Acting, record: Record) -> bool:
    """Tell whether the actor presides for the chair where the law is on the order of business."""
    return presides_at(case.plenary_session, acting, record)


def begin(stream: str) -> ModelLaw:
    """Return a model law of which nothing is recorded yet."""
    return ModelLaw(stream=stream)


MODEL_LAW: Definition[ModelLaw, Command, Event] = Definition(
    category=CATEGORY,
    form="model-law/<year>-<number>",
    pattern=r"model-law/[0-9]{4}-[0-9]+",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(title.TitleModelLaw,),
    presides=presides,
)
