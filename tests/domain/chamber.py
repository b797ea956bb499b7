"""A chamber that does not exist, for tests of votes: persons of three delegations."""

from dataclasses import replace
from datetime import date

from domain.assembly.state import Assembly, Committee, Membership, Office, Parliament, Spell
from domain.messages import Command, Event
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter, RulesEdition, Severity, Value
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.opening import OpenVote
from domain.vote.state import Vote
from tests.scenario import Play

SINCE, TODAY = date(2000, 1, 1), "2026-06-12"
PLENARY, VOTE = "plenary-session/3", "vote/3/1"
MEMBERS = ("east", "north", "south")
PERSONS = {
    "east": ("eva", "emil", "edit"),
    "north": ("nina", "niels"),
    "south": ("sara", "sven", "sofi"),
}
ALL = tuple(sorted(person for persons in PERSONS.values() for person in persons))

CHAIR = Actor(subject="chair", capacity=Capacity.CHAIR)
SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
COUNCIL = {key: Actor(subject=f"speaker-{key}", capacity=Capacity.COUNCIL) for key in MEMBERS} | {
    "north-2": Actor(subject="speaker-north-2", capacity=Capacity.COUNCIL)
}
IN_LEGAL = {
    key: Actor(subject=f"legal-{key}", capacity=Capacity.COMMITTEE, body="legal")
    for key in ("east", "north")
}
QUESTION = OpenVote(question="Shall it be so?", kind="procedural")


def person(subject: str) -> Actor:
    """Return a member of a delegation by name."""
    body = next(key for key, persons in PERSONS.items() if subject in persons)
    return Actor(subject=subject, capacity=Capacity.DELEGATION, body=body)


def head(key: str) -> Actor:
    """Return the first named of a delegation, who casts its vote where delegations vote."""
    return person(PERSONS[key][0])


def chamber(present: tuple[str, ...] = MEMBERS, /, **values: Value | Parameter) -> Play:
    """Let plenary session 3 sit under these rules: a parameter's dots are written as two lines."""
    play = Play()
    parameters = {name.replace("__", "."): _parameter(value) for name, value in values.items()}
    edition = RulesEdition(number=1, valid_from=SINCE, title="Rules", parameters=parameters)
    play.cases["assembly"] = Assembly(
        stream="assembly",
        version=1,
        stage=Stage.CONSTITUTED,
        parliaments={key: Parliament(key=key, country=key, name=key) for key in MEMBERS},
        spells=tuple(Spell(parliament=k, kind=Membership.MEMBER, since=SINCE) for k in MEMBERS),
        offices=tuple(_offices()),
        committees={"legal": _legal()},
        editions=(edition,),
    )
    play.cases[PLENARY] = PlenarySession(
        stream=PLENARY,
        version=7,
        stage=Stage.OPEN,
        number=3,
        council_on=date(2026, 6, 11),
        first_day=date(2026, 6, 12),
        present=present,
    )
    return play


def amended(play: Play, parameters: dict[str, Parameter]) -> Play:
    """Write parameters into the edition."""
    assembly = play.cases["assembly"]
    assert isinstance(assembly, Assembly)
    (edition,) = assembly.editions
    held = edition.model_copy(update={"parameters": {**edition.parameters, **parameters}})
    play.cases["assembly"] = replace(assembly, editions=(held,))
    return play


def alert(value: Value) -> Parameter:
    """Return a parameter whose breach asks for a reason."""
    return Parameter(value=value, severity=Severity.ALERT, citation="Rules, art. 9")


def ask(
    play: Play, command: Command, by: Actor = CHAIR, case: str = VOTE, on: str = TODAY
) -> list[Event] | Refusal:
    """Submit an act."""
    return play.when(command, case=case, by=by, on=on)


def done(play: Play, command: Command, by: Actor = CHAIR, case: str = VOTE) -> list[Event]:
    """Submit an act that must be accepted."""
    answer = ask(play, command, by, case)
    assert not isinstance(answer, Refusal), answer
    return answer


def refused(play: Play, command: Command, by: Actor = CHAIR, case: str = VOTE) -> Refusal:
    """Submit an act that must be refused."""
    answer = ask(play, command, by, case)
    assert isinstance(answer, Refusal), answer
    return answer


def vote(play: Play, case: str = VOTE) -> Vote:
    """Return the vote as it stands."""
    found = play.case(case)
    assert isinstance(found, Vote)
    return found


def names(events: list[Event]) -> list[str]:
    """Return the types of events."""
    return [event.type for event in events]


def _parameter(value: Value | Parameter) -> Parameter:
    if isinstance(value, Parameter):
        return value
    return Parameter(value=value, citation="Rules, art. 9")


def _legal() -> Committee:
    return Committee(key="legal", name="Legal", since=SINCE)


def _offices() -> list[Office]:
    seats: list[tuple[Actor, str | None]] = [(CHAIR, "east"), (SECRETARY, None)]
    seats += [(person(each), key) for key, persons in PERSONS.items() for each in persons]
    seats += [(actor, key.removesuffix("-2")) for key, actor in COUNCIL.items()]
    seats += [(actor, key) for key, actor in IN_LEGAL.items()]
    return [
        Office(
            subject=actor.subject,
            capacity=actor.capacity,
            body=actor.body,
            parliament=parliament,
            since=SINCE,
            presides=actor is CHAIR,
        )
        for actor, parliament in seats
    ]
