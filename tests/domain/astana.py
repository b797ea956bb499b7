"""Plenary session XIV in Astana, up to its first sitting, for tests of what happens in it."""

from dataclasses import replace
from datetime import date

from domain.assembly.state import Assembly
from domain.messages import Command, Event
from domain.plenary_session.attendance import RecordAttendance
from domain.plenary_session.chairmanship import TransferChairmanship
from domain.plenary_session.convocation import ConvenePlenarySession
from domain.plenary_session.council import ClearOrderOfBusiness, OpenCouncilMeeting
from domain.plenary_session.decisions import VoteCalled, VoteSettled
from domain.plenary_session.planning import PlanPlenarySession
from domain.plenary_session.points import SubItem
from domain.plenary_session.sitting import OpenPlenarySession
from domain.plenary_session.state import Item, PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter
from domain.submission import Actor
from domain.vote.state import Vote
from tests.domain.turkpa import COUNCIL, GAFAROVA, KOSHANOV, MEMBERS, SECRETARY, play
from tests.scenario import Play

XIV = "plenary-session/14"
DAY = date(2025, 6, 12)
AGENDA = ClearOrderOfBusiness(
    items=(
        Item(number=1, title="Theme debate"),
        Item(number=2, title="Reports of the commissions"),
        Item(number=3, title="Budget"),
    ),
    sub_items=(
        SubItem(place="2.1", title="Legal affairs"),
        SubItem(place="2.2", title="Economic cooperation"),
    ),
)


def ask(
    begun: Play,
    command: Command,
    by: Actor,
    *,
    on: str = "2025-06-12",
    reason: str | None = None,
    case: str = XIV,
) -> list[Event] | Refusal:
    """Put one act to the rules."""
    return begun.when(command, case=case, by=by, on=on, reason=reason)


def held(
    begun: Play, *acts: tuple[Command, Actor], on: str = "2025-06-12", case: str = XIV
) -> Play:
    """Do acts one after the other; none of them is refused."""
    for command, actor in acts:
        answer = ask(begun, command, actor, on=on, reason="as in earlier years", case=case)
        assert not isinstance(answer, Refusal), (command, answer)
    return begun


def refused(answer: list[Event] | Refusal) -> Refusal:
    """Return the refusal that this must be."""
    assert isinstance(answer, Refusal), answer
    return answer


def names(answer: list[Event] | Refusal) -> list[str]:
    """Return the types of the events that an act left."""
    assert not isinstance(answer, Refusal), answer
    return [event.type for event in answer]


def plenary(begun: Play) -> PlenarySession:
    """Return plenary session XIV as it stands."""
    found = begun.case(XIV)
    assert isinstance(found, PlenarySession)
    return found


def under(begun: Play, **parameters: bool | int | str) -> Play:
    """Let rules be set that TURKPA leaves unset; `__` stands for the dot in their names."""
    assembly = begun.case("assembly")
    assert isinstance(assembly, Assembly)
    (edition,) = assembly.editions
    told = {
        name.replace("__", "."): Parameter(value=value, citation="Rules, art. 9 (invented)")
        for name, value in parameters.items()
    }
    widened = edition.model_copy(update={"parameters": {**edition.parameters, **told}})
    begun.cases["assembly"] = replace(assembly, editions=(widened,))
    return begun


def convened(**rules: bool | int | str) -> Play:
    """Return it convened."""
    planned = PlanPlenarySession(
        number=14, first_day=date(2025, 6, 11), last_day=DAY, city="Astana", host="kz"
    )
    begun = under(play(), **rules)
    acts = ((planned, SECRETARY), (ConvenePlenarySession(), COUNCIL))
    return held(begun, *acts, on="2025-05-20")


def clear(begun: Play, agenda: ClearOrderOfBusiness = AGENDA) -> Play:
    """Let the Council clear its order of business."""
    return held(begun, (OpenCouncilMeeting(), GAFAROVA), (agenda, COUNCIL))


def hand_over(begun: Play) -> Play:
    """Put Kazakhstan in the chair."""
    to_kz = TransferChairmanship(to="kz", subject="koshanov", official_name="Yerlan Koshanov")
    return held(begun, (to_kz, GAFAROVA))


def open_it(begun: Play) -> Play:
    """Begin its first sitting, everybody present, with an observer and a guest."""
    there = RecordAttendance(present=(*MEMBERS, "trnc", "uz"))
    return held(hand_over(begun), (there, SECRETARY), (OpenPlenarySession(), KOSHANOV))


def sitting(agenda: ClearOrderOfBusiness = AGENDA, /, **rules: bool | int | str) -> Play:
    """Return it at its first sitting."""
    return open_it(clear(convened(**rules), agenda))


def voted(begun: Play, vote: str, outcome: str, *, kind: str = "order_of_business") -> Play:
    """Let a vote be called and settled."""
    begun.cases[vote] = Vote(stream=vote, version=1, kind=kind, plenary_session=XIV)
    called = VoteCalled(vote=vote, question="A question")
    settled = VoteSettled.model_validate({"vote": vote, "outcome": outcome})
    return begun.given(XIV, called, settled)
