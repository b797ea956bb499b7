"""TURKPA as the tests of plenary sessions and votes find it: members, offices, first rules."""

from datetime import date

from domain.assembly.state import Assembly, Membership, Office, Parliament, Spell
from domain.rules import Parameter, RulesEdition, Severity
from domain.submission import Actor, Capacity
from tests.scenario import Play

MEMBERS = ("az", "kg", "kz", "tr")
FOUNDED = date(2008, 11, 21)
AGREEMENT = "Istanbul Agreement, art. 3"

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
COUNCIL = Actor(subject="council", capacity=Capacity.COUNCIL)
GAFAROVA = Actor(subject="gafarova", capacity=Capacity.CHAIR)
KOSHANOV = Actor(subject="koshanov", capacity=Capacity.CHAIR)
DELEGATIONS = {
    key: Actor(subject=f"head-{key}", capacity=Capacity.DELEGATION, body=key)
    for key in (*MEMBERS, "trnc", "uz")
}
OBSERVER = Actor(subject="observer-trnc", capacity=Capacity.OBSERVER, body="trnc")


def alert(value: int | tuple[str, ...], citation: str) -> Parameter:
    return Parameter(value=value, severity=Severity.ALERT, citation=citation)


RULES = RulesEdition(
    number=1,
    valid_from=FOUNDED,
    title="First edition",
    parameters={
        "voter": Parameter(value="delegation", citation="Istanbul Agreement, art. 4"),
        "non_voters": Parameter(value=("observer", "guest"), citation="Istanbul Agreement, art. 4"),
        "plenary.decision": Parameter(value="unanimity", citation=AGREEMENT),
        "plenary_session.min_frequency": alert(12, "Istanbul Agreement, art. 7"),
        "council.offset": alert(1, "Rules of Procedure, art. 2(3)"),
        "chair.order": alert(("az", "kz", "kg", "tr"), "Organs"),
        "outcome.types": Parameter(
            value=("Declaration", "Appeal", "Recommendation"), citation=AGREEMENT
        ),
    },
)


def office(actor: Actor, parliament: str | None = None) -> Office:
    return Office(
        subject=actor.subject,
        capacity=actor.capacity,
        body=actor.body,
        parliament=parliament or actor.body,
        since=FOUNDED,
        presides=actor.capacity is Capacity.CHAIR,
    )


def turkpa() -> Assembly:
    members = [Spell(parliament=key, kind=Membership.MEMBER, since=FOUNDED) for key in MEMBERS]
    trnc = Spell(parliament="trnc", kind=Membership.OBSERVER, since=date(2023, 4, 28))
    guest = Spell(
        parliament="uz", kind=Membership.GUEST, since=date(2025, 6, 11), until=date(2025, 6, 13)
    )
    return Assembly(
        stream="assembly",
        version=1,
        name="Parliamentary Assembly of Turkic States",
        parliaments={
            key: Parliament(key=key, country=key.upper(), name=key) for key in DELEGATIONS
        },
        spells=(*members, trnc, guest),
        offices=(
            *(office(actor) for actor in (SECRETARY, COUNCIL, *DELEGATIONS.values(), OBSERVER)),
            office(GAFAROVA, "az"),
        ),
        editions=(RULES,),
    )


def play() -> Play:
    """Begin with TURKPA on record, Azerbaijan in the chair."""
    begun = Play()
    begun.cases["assembly"] = turkpa()
    return begun
