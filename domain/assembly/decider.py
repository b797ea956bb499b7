"""The assembly's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.assembly import (
    budgets,
    calendars,
    committees,
    founding,
    membership,
    naming,
    national_procedures,
    offices,
    parliaments,
    persons,
    procedure_maps,
    proving,
    rules_of_procedure,
    secretary_general,
)
from domain.assembly.state import STREAM, Assembly
from domain.definition import Decision, Definition
from domain.rules import Rules

Constituting: TypeAlias = (
    founding.FoundAssembly
    | naming.RenameAssembly
    | rules_of_procedure.AdoptRules
    | rules_of_procedure.AmendRules
    | procedure_maps.AdoptProcedureMap
    | committees.CreateCommittee
    | committees.RestructureCommittee
    | budgets.AdoptBudget
)
Belonging: TypeAlias = (
    parliaments.RegisterParliament
    | parliaments.DissolveParliament
    | parliaments.SucceedParliament
    | national_procedures.RecordNationalProcedure
    | membership.AdmitMember
    | membership.GrantObserverStatus
    | membership.InviteAsGuest
    | membership.ApplyForMembership
    | membership.EndMembership
)
Holding: TypeAlias = (
    offices.TakeOffice
    | offices.LeaveOffice
    | secretary_general.ElectSecretaryGeneral
    | persons.RegisterPerson
    | persons.ErasePerson
)
Scheduling: TypeAlias = calendars.RecordCalendar
Command: TypeAlias = Constituting | Belonging | Holding | proving.Proving | Scheduling

Constituted: TypeAlias = (
    founding.AssemblyFounded
    | naming.AssemblyRenamed
    | rules_of_procedure.RulesAdopted
    | rules_of_procedure.RulesAmended
    | procedure_maps.ProcedureMapAdopted
    | committees.CommitteeCreated
    | committees.CommitteeRestructured
    | budgets.BudgetAdopted
)
Belonged: TypeAlias = (
    parliaments.ParliamentRegistered
    | parliaments.ParliamentDissolved
    | parliaments.ParliamentSucceeded
    | national_procedures.NationalProcedureRecorded
    | membership.MemberAdmitted
    | membership.ObserverStatusGranted
    | membership.GuestInvited
    | membership.MembershipApplied
    | membership.MembershipEnded
)
Held: TypeAlias = (
    offices.OfficeTaken
    | offices.OfficeLeft
    | secretary_general.SecretaryGeneralElected
    | persons.PersonRegistered
    | persons.PersonErased
)
Scheduled: TypeAlias = calendars.CalendarRecorded | calendars.CalendarConsulted
Event: TypeAlias = Constituted | Belonged | Held | proving.Proved | Scheduled


def decide(
    command: Command, case: Assembly, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, Constituting):
        return _constitute(command, case, acting)
    if isinstance(command, Belonging):
        return _belong(command, case, acting, rules, record)
    if isinstance(command, proving.Proving):
        return proving.prove(command, case)
    if isinstance(command, Scheduling):
        return [calendars.record_calendar(command)]
    return _hold(command, case, acting, rules, record)


def _constitute(command: Constituting, case: Assembly, acting: Acting) -> Decision:
    match command:
        case founding.FoundAssembly():
            return founding.found(command, case, acting)
        case naming.RenameAssembly():
            return naming.rename(command, case, acting)
        case rules_of_procedure.AdoptRules():
            return rules_of_procedure.adopt(command, case, acting)
        case rules_of_procedure.AmendRules():
            return rules_of_procedure.amend(command, case, acting)
        case procedure_maps.AdoptProcedureMap():
            return procedure_maps.adopt_map(command, case)
        case committees.CreateCommittee():
            return committees.create(command, case, acting)
        case committees.RestructureCommittee():
            return committees.restructure(command, case, acting)
        case budgets.AdoptBudget():
            return budgets.adopt_budget(command, case, acting)
        case _:
            assert_never(command)


def _belong(
    command: Belonging, case: Assembly, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case parliaments.RegisterParliament():
            return parliaments.register(command, case)
        case parliaments.DissolveParliament():
            return parliaments.dissolve(command, case, acting)
        case parliaments.SucceedParliament():
            return parliaments.succeed(command, case, acting, record)
        case national_procedures.RecordNationalProcedure():
            return national_procedures.record(command, case)
        case membership.AdmitMember():
            return membership.admit(command, case, acting, record)
        case membership.GrantObserverStatus():
            return membership.grant(command, case, acting, record)
        case membership.InviteAsGuest():
            return membership.invite(command, case, acting)
        case membership.ApplyForMembership():
            return membership.apply(command, case, acting)
        case membership.EndMembership():
            return membership.end(command, case, acting, rules)
        case _:
            assert_never(command)


def _hold(
    command: Holding, case: Assembly, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case offices.TakeOffice():
            return offices.take(command, case, acting)
        case offices.LeaveOffice():
            return offices.leave(command, case, acting)
        case secretary_general.ElectSecretaryGeneral():
            return secretary_general.elect(command, case, acting, rules, record)
        case persons.RegisterPerson():
            return persons.register_person(command)
        case persons.ErasePerson():
            return persons.erase_person(command, case)
        case _:
            assert_never(command)


def evolve(case: Assembly, event: Event) -> Assembly:
    """Fold an event."""
    if isinstance(event, Constituted):
        return _constituted(case, event)
    if isinstance(event, Belonged):
        return _belonged(case, event)
    if isinstance(event, proving.Proved):
        return proving.proved(case, event)
    if isinstance(event, calendars.CalendarRecorded):
        return calendars.calendar_recorded(case, event)
    if isinstance(event, calendars.CalendarConsulted):
        return calendars.calendar_consulted(case, event)
    return _held(case, event)


def _constituted(case: Assembly, event: Constituted) -> Assembly:
    match event:
        case founding.AssemblyFounded():
            return founding.founded(case, event)
        case naming.AssemblyRenamed():
            return naming.has_new_name(case, event)
        case rules_of_procedure.RulesAdopted() | rules_of_procedure.RulesAmended():
            return rules_of_procedure.in_force(case, event)
        case procedure_maps.ProcedureMapAdopted():
            return procedure_maps.map_adopted(case, event)
        case committees.CommitteeCreated():
            return committees.created(case, event)
        case committees.CommitteeRestructured():
            return committees.restructured(case, event)
        case budgets.BudgetAdopted():
            return budgets.budget_adopted(case, event)
        case _:
            assert_never(event)


def _belonged(case: Assembly, event: Belonged) -> Assembly:
    match event:
        case parliaments.ParliamentRegistered():
            return parliaments.registered(case, event)
        case parliaments.ParliamentDissolved():
            return parliaments.dissolved(case, event)
        case parliaments.ParliamentSucceeded():
            return parliaments.succeeded(case, event)
        case national_procedures.NationalProcedureRecorded():
            return national_procedures.recorded(case, event)
        case membership.MemberAdmitted():
            return membership.admitted(case, event)
        case membership.ObserverStatusGranted():
            return membership.granted(case, event)
        case membership.GuestInvited():
            return membership.invited(case, event)
        case membership.MembershipApplied():
            return membership.applied(case, event)
        case membership.MembershipEnded():
            return membership.ended(case, event)
        case _:
            assert_never(event)


def _held(case: Assembly, event: Held) -> Assembly:
    match event:
        case offices.OfficeTaken():
            return offices.taken(case, event)
        case offices.OfficeLeft():
            return offices.left(case, event)
        case secretary_general.SecretaryGeneralElected():
            return case  # the office is an event of its own
        case persons.PersonRegistered():
            return persons.person_registered(case, event)
        case persons.PersonErased():
            return persons.person_erased(case, event)
        case _:
            assert_never(event)


def begin(stream: str) -> Assembly:
    """Return an assembly of which nothing is recorded yet."""
    return Assembly(stream=stream)


ASSEMBLY: Definition[Assembly, Command, Event] = Definition(
    category=STREAM,
    form="assembly",
    pattern=r"assembly",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(founding.FoundAssembly,),
)
