"""Presiding: the chair entrusts a sitting to another member of the Council, and to nobody else."""

from dataclasses import replace

import pytest

from domain.assembly.state import Assembly
from domain.messages import Command
from domain.minutes.session import of_session
from domain.model_law.amendments.calling import CallAmendment
from domain.model_law.state import ModelLaw
from domain.plenary_session.attendance import RecordAttendance
from domain.plenary_session.presiding import EntrustSitting, SittingEntrusted, TakeSittingBack
from domain.plenary_session.sitting import CloseSitting, OpenSitting, ResumeSitting, SuspendSitting
from domain.submission import Actor
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from tests.domain.astana import (
    XIV,
    ask,
    clear,
    convened,
    hand_over,
    held,
    names,
    plenary,
    refused,
    sitting,
)
from tests.domain.turkpa import COUNCIL, DELEGATIONS, GAFAROVA, KOSHANOV, MEMBERS, SECRETARY, office
from tests.scenario import Play

TO_COUNCIL = EntrustSitting(to=COUNCIL.subject)
VOTE, LAW = "vote/14/1", "model-law/2025-001"
CALL = CallAmendment(number="1")


def of_azerbaijan(begun: Play) -> Play:
    """Let the member of the Council be sent by Azerbaijan, while Kazakhstan has the chair."""
    assembly = begun.case("assembly")
    assert isinstance(assembly, Assembly)
    others = tuple(each for each in assembly.offices if each.subject != COUNCIL.subject)
    begun.cases["assembly"] = replace(assembly, offices=(*others, office(COUNCIL, "az")))
    return begun


def open_sitting(**rules: str) -> Play:
    return of_azerbaijan(sitting(**{"sitting__presided_by": "council", **rules}))


def entrusted() -> Play:
    return held(open_sitting(), (TO_COUNCIL, KOSHANOV))


def test_who_presides_may_what_the_chair_may_until_the_sitting_is_closed() -> None:
    begun = held(entrusted(), (SuspendSitting(), COUNCIL), (ResumeSitting(), COUNCIL))
    assert plenary(begun).presided_by == COUNCIL.subject

    closed = held(begun, (CloseSitting(), COUNCIL))

    assert plenary(closed).presided_by is None
    assert refused(ask(closed, OpenSitting(), COUNCIL)).code == "no-right"


def test_between_two_sittings_the_next_one_is_entrusted() -> None:
    begun = held(open_sitting(), (CloseSitting(), KOSHANOV), (TO_COUNCIL, KOSHANOV))
    there = RecordAttendance(present=MEMBERS)

    begun = held(begun, (there, SECRETARY), (OpenSitting(), COUNCIL))

    assert (plenary(begun).sitting_now, plenary(begun).presided_by) == (2, COUNCIL.subject)


def test_he_puts_questions_to_the_vote_and_calls_amendments_of_what_is_on_the_agenda() -> None:
    begun = entrusted()
    on_agenda = ModelLaw(stream=LAW, version=1, plenary_session=XIV)
    begun.cases[LAW] = on_agenda
    begun.cases["model-law/2025-002"] = replace(
        on_agenda, stream="model-law/2025-002", plenary_session=None
    )
    question = OpenVote(question="Shall it be so?", kind="order_of_business")

    assert names(ask(begun, question, COUNCIL, case=VOTE)) == ["VoteOpened", "VoteCalled"]
    assert names(ask(begun, CloseVote(), COUNCIL, case=VOTE))[0] == "VoteClosed"
    assert refused(ask(begun, CALL, COUNCIL, case=LAW)).code == "not-in-order"
    apart = ask(begun, CALL, COUNCIL, case="model-law/2025-002")
    assert refused(apart).code == "no-right"


def test_the_chair_takes_the_sitting_back() -> None:
    begun = held(entrusted(), (TakeSittingBack(), KOSHANOV))

    assert plenary(begun).presided_by is None
    assert refused(ask(begun, SuspendSitting(), COUNCIL)).code == "no-right"
    assert refused(ask(begun, TakeSittingBack(), KOSHANOV)).code == "not-in-order"


@pytest.mark.parametrize("command", [TO_COUNCIL, TakeSittingBack()])
def test_who_presides_for_the_chair_does_not_hand_the_sitting_on(command: Command) -> None:
    assert refused(ask(entrusted(), command, COUNCIL)).code == "no-right"


@pytest.mark.parametrize(
    ("to", "by", "code"),
    [
        (SECRETARY.subject, KOSHANOV, "not-in-order"),
        (DELEGATIONS["tr"].subject, KOSHANOV, "not-in-order"),
        ("nobody", KOSHANOV, "not-in-order"),
        (COUNCIL.subject, SECRETARY, "no-right"),
        (COUNCIL.subject, DELEGATIONS["az"], "no-right"),
    ],
)
def test_only_the_chair_entrusts_and_only_the_council_presides(
    to: str, by: Actor, code: str
) -> None:
    refusal = refused(ask(open_sitting(), EntrustSitting(to=to), by))

    assert refusal.code == code


def test_without_a_rule_it_needs_a_ruling() -> None:
    refusal = refused(ask(of_azerbaijan(sitting()), TO_COUNCIL, KOSHANOV))

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("sitting.presided_by",))


def test_nothing_is_entrusted_before_the_chair_is_handed_over_nor_twice() -> None:
    before = of_azerbaijan(clear(convened(sitting__presided_by="council")))

    assert refused(ask(before, TO_COUNCIL, GAFAROVA)).code == "not-in-order"
    assert names(ask(hand_over(before), TO_COUNCIL, KOSHANOV)) == ["SittingEntrusted"]
    assert refused(ask(entrusted(), TO_COUNCIL, KOSHANOV)).code == "already-done"


def test_the_minutes_say_who_presided() -> None:
    event = SittingEntrusted(sitting=2, to="council", parliament="az")

    said = of_session(event, {"az": "Milli Majlis"})

    assert said == "The chair let council of Milli Majlis preside sitting 2."
