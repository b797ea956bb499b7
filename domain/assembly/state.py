"""What is known of the assembly: members, offices, committees and rules, each with its dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.case import Case
from domain.clock import ASSEMBLY
from domain.day_counting.calendars import CalendarLine, Calendars, CalendarSpan, days_recorded
from domain.national_procedures import NationalProcedure
from domain.procedure_maps import MapEdition, ProcedureMap
from domain.rules import Rules, RulesEdition
from domain.submission import Actor, Capacity

STREAM = ASSEMBLY


class Membership(StrEnum):
    """In which kind a parliament belongs to the assembly. Only members vote."""

    MEMBER = "member"
    OBSERVER = "observer"
    GUEST = "guest"
    CANDIDATE = "candidate"


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A parliament belongs in one kind from a day up to, not including, another."""

    parliament: str
    kind: Membership
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the spell covers the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class Budget:
    """By which decision the budget of a year was adopted last, and when."""

    decision: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Office:
    """Somebody acts in a capacity for a body from a day up to, not including, another."""

    subject: str
    capacity: Capacity
    body: str | None
    parliament: str | None
    since: date
    until: date | None = None
    presides: bool = False

    @property
    def key(self) -> tuple[str, Capacity, str | None]:
        """By what an office is told from another: who acts as what for whom."""
        return (self.subject, self.capacity, self.body)

    def holds_on(self, day: date) -> bool:
        """Tell whether the office covers the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class DatedName:
    """A name that holds from a day on, until the next one."""

    name: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Parliament:
    """A national parliament and the path that its laws take, as far as it is known."""

    key: str
    country: str
    name: str
    chambers: int | None = None
    readings: int | None = None
    head_of_state_signs: bool | None = None
    dissolved_on: date | None = None
    successor: str | None = None
    succeeded_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Committee:
    """A committee by its key: its present name, and the names that it has had."""

    key: str
    name: str
    since: date
    until: date | None = None
    absorbed_by: str | None = None
    names: tuple[DatedName, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the committee exists on the day."""
        return self.since <= day and (self.until is None or day < self.until)

    def name_on(self, day: date) -> str:
        """Return what it is called on a day."""
        return name_on(self.names, day)


@dataclass(frozen=True, kw_only=True)
class Witness:
    """Who cosigns checkpoints: its verifier key, and where it takes them."""

    key: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class TimestampAuthority:
    """Who states when a checkpoint existed: its certificates, and where it is asked."""

    certificates: tuple[str, ...]
    """Base64 of DER; the one whose key signs first."""
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Assembly(Case):
    """The folded assembly."""

    name: str = ""
    names: tuple[DatedName, ...] = ()
    parliaments: Mapping[str, Parliament] = field(default_factory=dict)
    procedures: tuple[NationalProcedure, ...] = ()
    """What is known of the path of a bill in each parliament."""
    spells: tuple[Spell, ...] = ()
    offices: tuple[Office, ...] = ()
    committees: Mapping[str, Committee] = field(default_factory=dict)
    editions: tuple[RulesEdition, ...] = ()
    gateway_keys: Mapping[str, str] = field(default_factory=dict)
    revoked_gateway_keys: tuple[str, ...] = ()
    log_keys: tuple[str, ...] = ()
    """The verifier keys of the register's own checkpoints, in the order of their admission."""
    revoked_log_keys: tuple[str, ...] = ()
    witnesses: Mapping[str, Witness] = field(default_factory=dict)
    witness_quorum: int = 0
    witness_dishonest: int = 0
    timestamp_authorities: Mapping[str, TimestampAuthority] = field(default_factory=dict)
    revoked_timestamp_authorities: tuple[str, ...] = ()
    budgets: Mapping[int, Budget] = field(default_factory=dict)
    """The decision that adopted the budget of each year."""
    persons: frozenset[str] = frozenset()
    """Of whom name or address are kept, apart from the events."""
    maps: tuple[MapEdition, ...] = ()
    """The maps of procedures, in the order in which they were adopted."""
    calendars: Mapping[str, tuple[tuple[CalendarSpan, ...], ...]] = field(default_factory=dict)
    """What was recorded of the days of each body; a later record corrects an earlier one."""
    calendar_users: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By which calendars the limits of a case are counted."""

    def calendar(self) -> Calendars:
        """Return the calendars of all bodies, for counting."""
        return Calendars(
            CalendarLine(body=body, date=day, kind=kind)
            for body, records in self.calendars.items()
            for day, kind in days_recorded(records).items()
        )

    def rules_on(self, day: date) -> Rules:
        """Return the rules in force on a day; without any, every parameter is unset."""
        held = [edition for edition in self.editions if edition.valid_from <= day]
        return _rules(held[-1]) if held else Rules()

    def rules_of(self, number: int) -> Rules:
        """Return the rules of one edition by its number."""
        return next(
            (_rules(edition) for edition in self.editions if edition.number == number), Rules()
        )

    def map_on(self, about: str, day: date) -> ProcedureMap | None:
        """Return the map of the procedure of one kind of case on a day, if one is adopted."""
        held = [each for each in self.maps if each.chart.id == about and each.valid_from <= day]
        return held[-1].chart if held else None

    def of_kind(self, kind: Membership, day: date) -> tuple[str, ...]:
        """Return the parliaments of one kind on a day, by key in alphabetical order."""
        return tuple(
            sorted(s.parliament for s in self.spells if s.kind is kind and s.holds_on(day))
        )

    def members_on(self, day: date) -> tuple[str, ...]:
        """Return the member parliaments on a day: those whose delegations vote."""
        return self.of_kind(Membership.MEMBER, day)

    def is_dissolved(self, parliament: str, day: date) -> bool:
        """Tell whether a parliament is no more on a day; a successor is another parliament."""
        known = self.parliaments.get(parliament)
        return known is not None and known.dissolved_on is not None and known.dissolved_on <= day

    def in_place_of(self, parliament: str, day: date) -> str:
        """Return the parliament that stands in the place of one on a day: its heir, or itself."""
        held = self.parliaments.get(parliament)
        if held is None or held.successor is None:
            return parliament
        if held.succeeded_on is not None and day < held.succeeded_on:
            return parliament
        return self.in_place_of(held.successor, day)

    def committee_in_place_of(self, committee: str, day: date) -> str:
        """Return the committee that has the work of one on a day: what absorbed it, or itself."""
        held = self.committees.get(committee)
        if held is None or held.absorbed_by is None or held.holds_on(day):
            return committee
        return self.committee_in_place_of(held.absorbed_by, day)

    def name_on(self, day: date) -> str:
        """Return what the assembly is called on a day."""
        return name_on(self.names, day)

    def office_of(self, actor: Actor, day: date) -> Office | None:
        """Return the office in which an actor acts on a day, or None if he holds none such."""
        held = (actor.subject, actor.capacity, actor.body)
        return next((each for each in self.offices_on(day) if each.key == held), None)

    def sending_delegations_on(self, day: date) -> tuple[str, ...]:
        """Return the members and the observers of a day; guests send no delegation."""
        return (*self.members_on(day), *self.of_kind(Membership.OBSERVER, day))

    def offices_on(self, day: date) -> tuple[Office, ...]:
        """Return the offices held on a day, in the order in which they were recorded."""
        return tuple(office for office in self.offices if office.holds_on(day))

    def chair_on(self, day: date) -> Office | None:
        """Return the office of the Chair-in-Office on a day."""
        return next((o for o in self.offices_on(day) if o.capacity is Capacity.CHAIR), None)

    def secretary_general_on(self, day: date) -> Office | None:
        """Return the office of the Secretary General on a day: he presides the Secretariat."""
        return next(
            (o for o in self.offices_on(day) if o.capacity is Capacity.SECRETARIAT and o.presides),
            None,
        )


def name_on(names: tuple[DatedName, ...], day: date) -> str:
    """Return the name that holds on a day; before the first one, none."""
    held = [each.name for each in names if each.since <= day]
    return held[-1] if held else ""


def renamed(names: tuple[DatedName, ...], name: str, since: date) -> tuple[DatedName, ...]:
    """Return the names with another one in its place by date."""
    added = (*names, DatedName(name=name, since=since))
    return tuple(sorted(added, key=lambda each: each.since))


def overlaps(since: date, until: date | None, other: Spell | Office) -> bool:
    """Tell whether the days from one up to, not including, another meet a spell or an office."""
    return (until is None or other.since < until) and (other.until is None or since < other.until)


def _rules(edition: RulesEdition) -> Rules:
    return Rules(edition=edition.number, parameters=edition.parameters)
