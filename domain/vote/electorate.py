"""Electorate: who has a vote on the day, with what weight, and how many votes there are in law."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.assembly.state import Assembly
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import SIZE, Rules, Voter
from domain.submission import Capacity

PLENARY, COUNCIL = "plenary", "council"


@dataclass(frozen=True, kw_only=True)
class Electorate:
    """Those who may vote. `of` tells for which parliament a person votes; a weight left out is 1.

    `legal` is the number of votes that the body legally has, vacant ones included; None is unset,
    or, where delegations vote, the sum of what they hold.
    `present` are those known to be there; None where nobody has taken their names.
    `unsure` are those who vote for a parliament that is dissolved.
    """

    voters: tuple[str, ...]
    voter: Voter = "delegation"
    weights: dict[str, int] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    legal: int | None = None
    present: tuple[str, ...] | None = None
    unsure: tuple[str, ...] = ()


def electorate(
    body: str, plenary: PlenarySession, assembly: Assembly, rules: Rules, day: date
) -> Electorate | Refusal:
    """Return who may vote in the plenary, in the Council, or in the committee of a key."""
    if body != PLENARY:
        return of_body(body, assembly, day)
    return _unsure(_of_plenary(plenary, assembly, rules, day), assembly, day)


def of_body(body: str, assembly: Assembly, day: date) -> Electorate | Refusal:
    """Return who may vote in the Council, or in the committee of a key."""
    council = body == COUNCIL
    found = _of_council(assembly, day) if council else _of_committee(body, assembly, day)
    return _unsure(found, assembly, day)


def _unsure(found: Electorate | Refusal, assembly: Assembly, day: date) -> Electorate | Refusal:
    """Name those who vote for a parliament that is dissolved on the day."""
    if isinstance(found, Refusal):
        return found
    gone = (each for each in found.voters if assembly.is_dissolved(found.of.get(each, each), day))
    return replace(found, unsure=tuple(gone))


def _of_council(assembly: Assembly, day: date) -> Electorate:
    return Electorate(voters=assembly.members_on(day))


def _of_plenary(
    plenary: PlenarySession, assembly: Assembly, rules: Rules, day: date
) -> Electorate | Refusal:
    members = assembly.members_on(day)
    match rules.value("voter"):
        case "person":
            return _of_persons(plenary, assembly, rules, day)
        case "weighted-delegation":
            return _weighted(members, plenary, rules)
        case "country-block":
            return _of_blocks(members, plenary, assembly, rules, day)
        case _:
            return Electorate(voters=members, present=plenary.present or ())


def _of_committee(body: str, assembly: Assembly, day: date) -> Electorate | Refusal:
    """In a committee each member delegation that sits there has one vote."""
    committee = assembly.committees.get(body)
    if committee is None or not committee.holds_on(day):
        return not_in_order(f"there is no committee {body} on {day}")
    sitting = {
        office.parliament
        for office in assembly.offices_on(day)
        if office.capacity is Capacity.COMMITTEE and office.body == body
    }
    voters = tuple(each for each in assembly.members_on(day) if each in sitting)
    return Electorate(voters=voters)


def _of_persons(plenary: PlenarySession, assembly: Assembly, rules: Rules, day: date) -> Electorate:
    """Persons vote by the seats of accepted credentials; without credentials, by their offices."""
    of = dict(_persons(plenary, assembly, day))
    present = tuple(each for each in plenary.persons if each in of) if plenary.persons else None
    return Electorate(
        voters=tuple(sorted(of)),
        voter="person",
        of=of,
        legal=rules.number("component_members"),
        present=present,
    )


def _persons(plenary: PlenarySession, assembly: Assembly, day: date) -> Iterable[tuple[str, str]]:
    members = assembly.members_on(day)
    if mandates := plenary.mandates_on(day):
        return [(each.holder, each.parliament) for each in mandates if each.parliament in members]
    return [
        (office.subject, office.body)
        for office in assembly.offices_on(day)
        if office.capacity is Capacity.DELEGATION and office.body in members
    ]


def _weighted(
    members: tuple[str, ...], plenary: PlenarySession, rules: Rules
) -> Electorate | Refusal:
    weights = rules.numbers("weights")
    if lacking := [each for each in members if each not in weights]:
        return needs_ruling(
            "weights",
            sentence=f"no rule says how many votes {', '.join(lacking)} has; amend the weights",
            citation=rules.cite("weights"),
        )
    held = {each: weights[each] for each in members}
    return Electorate(
        voters=members, voter="weighted-delegation", weights=held, present=plenary.present or ()
    )


def _of_blocks(
    members: tuple[str, ...],
    plenary: PlenarySession,
    assembly: Assembly,
    rules: Rules,
    day: date,
) -> Electorate | Refusal:
    """A country votes as one, with as many votes as it has persons, at most a delegation's size."""
    told = {each: rules.size_of(each) for each in members}
    sizes = {each: size for each, size in told.items() if size is not None}
    if lacking := [each for each in members if each not in sizes]:
        return needs_ruling(
            SIZE,
            sentence=f"no rule says how many votes {', '.join(lacking)} has at most",
            citation=rules.cite(SIZE),
        )
    persons = Counter(parliament for _, parliament in _persons(plenary, assembly, day))
    held = {each: min(persons[each], size) for each, size in sizes.items()}
    return Electorate(
        voters=members,
        voter="country-block",
        weights=held,
        legal=sum(sizes.values()),
        present=plenary.present or (),
    )


def decides(body: str) -> str:
    """Return the parameter by which a body decides."""
    if body == PLENARY:
        return "plenary.decision"
    return "council.decision" if body == COUNCIL else "committee.decision"
