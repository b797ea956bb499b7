"""The maps of the seeds: adopted as acts, agreeing with what the rules accept, and comparable."""

from collections import Counter
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actualisations import happened_by
from domain.assemblies.loader import load
from domain.assemblies.procedure_maps import known, read, with_maps
from domain.assembly.procedure_maps import AdoptProcedureMap, ProcedureMapAdopted
from domain.assembly.state import STREAM, Assembly
from domain.case import category
from domain.catalogue import EVENTS
from domain.messages import Dated
from domain.procedure import Procedure, State
from domain.procedure_changes import Change, Moved, changes, moved
from domain.procedure_gates import INPUTS
from domain.procedure_maps import Kind, MapEdition, ProcedureMap
from domain.refusal import Refusal
from domain.submission import Actor, Capacity
from tests.acts import history, seeded
from tests.scenario import Play

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
TODAY = date(2026, 11, 25)
DEMO = ("10", "20", "30", "40")


def chart(name: str) -> ProcedureMap:
    return ProcedureMap.model_validate(read(name)["chart"])


def small(*routes: str, steps: str = "a b", about: str | None = "model-law") -> ProcedureMap:
    ends = [each.split(">") for each in routes]
    return ProcedureMap.model_validate(
        {
            "id": about,
            "steps": [{"id": each, "kind": "business"} for each in steps.split()],
            "routes": [{"id": f"{a}>{b}", "from": a, "to": b} for a, b in ends],
        }
    )


def adopted(
    written: ProcedureMap, *, given: Assembly, valid_from: str = "2026-01-01"
) -> list[object] | Refusal:
    play = Play()
    play.cases[STREAM] = given
    command = AdoptProcedureMap(chart=written, valid_from=valid_from, decision="decision 1")
    answer = play.when(command, case=STREAM, by=SECRETARY)
    return answer if isinstance(answer, Refusal) else [*answer]


def assembly(play: Play) -> Assembly:
    case = play.case(STREAM)
    assert isinstance(case, Assembly)
    return case


@pytest.mark.parametrize("name", known())
def test_every_step_of_a_map_that_can_happen_is_an_event(name: str) -> None:
    business = [step.id for step in chart(name).steps if step.kind is Kind.BUSINESS]

    assert [step for step in business if step not in EVENTS] == []


@pytest.mark.parametrize("name", known())
def test_a_map_lacks_no_route_and_has_no_circle(name: str) -> None:
    written = chart(name)
    inbound = Counter(route.target for route in written.routes)
    outbound = {route.source for route in written.routes}
    between = [step for step in written.steps if step.kind is not Kind.BUSINESS]

    more = {Kind.AND, Kind.OR}
    assert [step.id for step in between if inbound[step.id] < INPUTS[step.kind]] == []
    single = (step for step in between if step.kind not in more)
    assert [step.id for step in single if inbound[step.id] != INPUTS[step.kind]] == []
    assert [step.id for step in between if step.id not in outbound] == []
    unknown = [
        each.step
        for each in Procedure(written).judged({}, TODAY)
        if each.state is State.UNKNOWN and inbound[each.step]
    ]
    assert unknown == []


@pytest.mark.parametrize("name", known())
def test_a_map_begins_at_one_step(name: str) -> None:
    written = chart(name)
    reached = {route.target for route in written.routes}
    first = [s.id for s in written.steps if s.kind is Kind.BUSINESS and s.id not in reached]

    assert len(first) == 1


@pytest.mark.parametrize("about", ["model-law", "plenary-session"])
def test_what_the_demonstration_does_is_in_order_by_the_map(about: str) -> None:
    play, _ = history(*DEMO)
    procedure = Procedure(chart(about))
    steps = {step.id for step in procedure.written.steps}
    found: list[tuple[str, str, str]] = []
    own = [(stream, event) for stream, event in play.events if category(stream) == about]
    for stream, told in groupby(sorted(own, key=lambda each: each[0]), key=lambda each: each[0]):
        past: list[tuple[str, date]] = []
        for _, event in told:
            on = event.on if isinstance(event, Dated) and event.on else TODAY
            judged = {each.step: each for each in procedure.judged(happened_by(TODAY, past), TODAY)}
            if event.type in steps and judged[event.type].state in {State.NOT_YET, State.NOT_NOW}:
                found.append((stream, event.type, judged[event.type].reason))
            past.append((event.type, on))

    assert own
    assert found == []


CHANGES = {
    *("HostConfirmed", "PlenarySessionConvened", "PlenarySessionMovedOnline"),
    *("PlenarySessionPostponed", "PlenarySessionRelocated"),
}
DRAFTED = ("ModelLawTitled", "ModelLawProposed", "DraftSubmitted")
PLACED = (*DRAFTED, "ReferredToCommittee", "CommitteeReported", "PlacedOnOrderOfBusiness")
MET = ("PlenarySessionPlanned", "PlenarySessionConvened", "CouncilMeetingOpened")
CLEARED = (*MET, "OrderOfBusinessCleared", "ChairmanshipTransferred")
OPENED = (*CLEARED, "PlenarySessionOpened")
MINUTES = ("PlenarySessionClosed", "MinutesDrafted", "MinutesApproved")
SITS = {"SittingSuspended", "VoteCalled", "NextHostAnnounced", "PlenarySessionClosed"}
WRITES = {"InvitationSent", "OutcomeDocumentRecorded"}


@pytest.mark.parametrize(
    ("about", "happened", "offered"),
    [
        ("model-law", (*DRAFTED, "ModelLawLapsed"), set()),
        ("model-law", (*PLACED, "ModelLawWithdrawn"), set()),
        ("model-law", (*PLACED, "MotionRejected", "ModelLawDropped"), set()),
        ("plenary-session", MET, {"InvitationSent", "OrderOfBusinessCleared", *CHANGES}),
        ("plenary-session", CLEARED, {"InvitationSent", "PlenarySessionOpened", *CHANGES}),
        ("plenary-session", OPENED, {*SITS, *WRITES}),
        ("plenary-session", (*OPENED, "SittingSuspended"), {"SittingResumed", *WRITES}),
        ("plenary-session", (*OPENED, "SittingSuspended", "SittingResumed"), {*SITS, *WRITES}),
        (
            "plenary-session",
            (*OPENED, *MINUTES),
            {"PlenarySessionArchived", "OutcomeDocumentRecorded"},
        ),
        (
            "plenary-session",
            (*OPENED, *MINUTES, "PlenarySessionArchived"),
            {"OutcomeDocumentRecorded"},
        ),
    ],
)
def test_what_is_over_is_not_offered_again(
    about: str, happened: tuple[str, ...], offered: set[str]
) -> None:
    judged = Procedure(chart(about)).judged(Counter(happened), TODAY)

    assert {str(each.step) for each in judged if each.state is State.MAY} == offered


def test_seeds_bring_their_maps_as_acts() -> None:
    for name in ("turkpa", "quick"):
        held = assembly(seeded(name))
        founded = load(name).assembly.founded_on

        assert held.map_on("model-law", TODAY) == chart("model-law")
        assert held.map_on("plenary-session", founded) == chart("plenary-session")
        assert held.map_on("vote", TODAY) is None
        assert held.map_on("model-law", date(1990, 1, 1)) is None


def test_a_map_that_the_package_lacks_is_a_fault_of_the_seed() -> None:
    with pytest.raises(ValueError, match="there is no procedure map weather; there are model-law"):
        with_maps({"procedure_maps": ["weather"]})
    with pytest.raises(TypeError, match="a list of names"):
        with_maps({"procedure_maps": "model-law"})


def test_an_assembly_adopts_editions_of_a_map_each_from_a_day_on() -> None:
    before = assembly(seeded("quick"))
    written = small("a>b")

    answer = adopted(written, given=before)

    edition = MapEdition(number=2, valid_from=date(2026, 1, 1), chart=written)
    event = ProcedureMapAdopted(edition=edition, decision="decision 1", on=date(2026, 6, 12))
    assert answer == [event]
    play = Play().given(STREAM, event)
    assert assembly(play).map_on("model-law", date(2025, 12, 31)) is None
    assert assembly(play).map_on("model-law", date(2026, 1, 1)) == written


@pytest.mark.parametrize(
    ("written", "valid_from", "code", "said"),
    [
        (small(about=None), "2026-01-01", "not-valid", "for which kind of case the map is"),
        (small("a>b"), "1999-12-31", "not-in-order", "edition 1 of the map is valid from"),
        (chart("model-law"), "2026-01-01", "already-done", "it changes nothing"),
    ],
)
def test_a_map_is_refused_that_has_no_case_begins_early_or_changes_nothing(
    written: ProcedureMap, valid_from: str, code: str, said: str
) -> None:
    answer = adopted(written, given=assembly(seeded("quick")), valid_from=valid_from)

    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert said in answer.sentence


def test_two_maps_differ_in_steps_and_routes() -> None:
    before = small("a>b", steps="a b")
    after = ProcedureMap.model_validate(
        {
            "id": "model-law",
            "steps": [
                {"id": "a", "kind": "business", "name": "tabled"},
                {"id": "b", "kind": "business"},
                {"id": "c", "kind": "NOT"},
            ],
            "routes": [
                {"id": "a>b", "from": "a", "to": "b", "from_date": "2026-01-01"},
                {"from": "a", "to": "c", "to_date": "2027-01-01"},
            ],
        }
    )

    assert changes(before, after) == (
        Change("step", "changed", "a", "business", "business, tabled"),
        Change("step", "added", "c", "", "NOT"),
        Change("route", "changed", "a>b", "from a to b", "from a to b, open from 2026-01-01"),
        Change("route", "added", "from a to c", "", "from a to c, open to 2027-01-01"),
    )
    assert [(each.how, each.named) for each in changes(after, before)] == [
        ("changed", "a"),
        ("removed", "c"),
        ("changed", "a>b"),
        ("removed", "from a to c"),
    ]


def test_a_case_is_shown_where_it_would_stand_elsewhere() -> None:
    before, after = small("a>b", steps="a b"), small("a>c", steps="a b c")

    found = moved({"a": 1}, TODAY, Procedure(before), Procedure(after))

    assert found == (
        Moved("b", State.MUST, State.UNKNOWN, "this is not known: no route leads to b"),
        Moved("c", None, State.MUST, "it must be taken: a has happened once"),
    )
    gone = moved({}, TODAY, Procedure(after), Procedure(before))
    assert gone[-1] == Moved("c", State.NOT_YET, None, "the map has no such step")


@given(times=st.dictionaries(st.sampled_from(sorted(EVENTS)), st.integers(0, 3), max_size=5))
def test_a_map_changes_nothing_against_itself(times: dict[str, int]) -> None:
    written = chart("model-law")

    counted: dict[str | int, int] = dict(times.items())

    assert changes(written, written) == ()
    assert moved(counted, TODAY, Procedure(written), Procedure(written)) == ()


def test_what_happened_later_is_not_counted() -> None:
    past = [("a", date(2026, 1, 1)), ("a", date(2026, 1, 2)), ("b", date(2026, 1, 3))]

    assert happened_by(date(2026, 1, 2), past) == {"a": 2}
