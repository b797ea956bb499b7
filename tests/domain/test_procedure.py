"""Procedure as data: what must, may or may not happen next, by the published truth tables."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calculators.procedure import Answer, Line, compute
from domain.procedure import Procedure
from domain.procedure_gates import Signal, Value
from domain.procedure_gates import given as gate
from domain.procedure_maps import Kind, ProcedureMap
from tests.domain import procedure_oracle as oracle

TODAY = date(2024, 6, 6)
VALUES = tuple(Value)
TWO = ("AND", "OR", "SUM", "EQUALS")


def chart(steps: str, *routes: str | Mapping[str, object]) -> Procedure:
    """Return a map: steps as `kind:id`, routes as `from>to`."""
    written = {
        "id": "m",
        "steps": [
            dict(zip(("kind", "id"), each.split(":"), strict=True)) for each in steps.split()
        ],
        "routes": [route(each) for each in routes],
    }
    return Procedure(ProcedureMap.model_validate(written))


def route(told: str | Mapping[str, object]) -> dict[str, object]:
    if not isinstance(told, str):
        ends = dict(zip(("from", "to"), str(told["way"]).split(">"), strict=True))
        return {**ends, **{name: each for name, each in told.items() if name != "way"}}
    return dict(zip(("from", "to"), told.split(">"), strict=True))


def line(*happened: str, on: str | None = "2024-01-01", as_of: date = TODAY) -> Line:
    actualised = [{"step": step, "on": on} for step in happened]
    return Line.model_validate({"id": "x", "actualised": actualised, "as_of": str(as_of)})


def states(answer: Answer) -> dict[object, str]:
    return {each.step: each.state.value for each in answer.steps}


def state(procedure: Procedure, step: str, *happened: str) -> str:
    return states(compute(line(*happened), procedure))[step]


def reason(procedure: Procedure, step: str, *happened: str) -> str:
    steps = compute(line(*happened), procedure).steps
    return next(each.reason for each in steps if each.step == step)


# Truth tables


@pytest.mark.parametrize(("one", "other"), tuple(product(VALUES, VALUES)))
def test_and_gives_what_its_table_says(one: Value, other: Value) -> None:
    signal = gate(Kind.AND, [Signal(one, 3), Signal(other, 4)])

    assert signal == (oracle.AND[one][other], 0)


@pytest.mark.parametrize(("one", "other"), tuple(product(VALUES, VALUES)))
def test_or_gives_what_its_table_says(one: Value, other: Value) -> None:
    signal = gate(Kind.OR, [Signal(one, 3), Signal(other, 4)])

    assert signal == (oracle.OR[one][other], 0)


@pytest.mark.parametrize("value", VALUES)
def test_a_decision_lets_and_a_negation_turns(value: Value) -> None:
    assert gate(Kind.DECISION, [Signal(value, 3)]) == (oracle.DECISION[value], 0)
    assert gate(Kind.NOT, [Signal(value, 3)]) == (oracle.NOT[value], 0)


@pytest.mark.parametrize("value", VALUES)
def test_a_summation_passes_value_and_count_on(value: Value) -> None:
    assert gate(Kind.SUMMATION, [Signal(value, 3)]) == (value, 3)


@pytest.mark.parametrize(("one", "other"), tuple(product(VALUES, VALUES)))
def test_what_is_counted_must_be_known(one: Value, other: Value) -> None:
    known = not {one, other} & {Value.UNKNOWN, Value.UNTRAVERSABLE}
    inputs = [Signal(one, 3), Signal(other, 4)]

    assert gate(Kind.SUM, inputs) == ((Value.TRUE, 7) if known else (Value.UNKNOWN, 0))
    assert gate(Kind.EQUALS, inputs) == ((Value.FALSE if known else Value.UNKNOWN), 0)
    assert gate(Kind.INCREMENT, inputs[:1]) == (
        (Value.UNKNOWN, 0) if one in {Value.UNKNOWN, Value.UNTRAVERSABLE} else (Value.TRUE, 4)
    )


def test_equal_counts_are_equal_whatever_the_values() -> None:
    assert gate(Kind.EQUALS, [Signal(Value.TRUE, 0), Signal(Value.FALSE, 0)]).value is Value.TRUE
    assert gate(Kind.EQUALS, [Signal(Value.TRUE, 2), Signal(Value.TRUE, 2)]).value is Value.TRUE


def test_gates_take_more_than_two_routes() -> None:
    true, false, allows = Signal(Value.TRUE, 1), Signal(Value.FALSE), Signal(Value.ALLOWS)

    assert gate(Kind.AND, [true, allows, true]).value is Value.ALLOWS
    assert gate(Kind.AND, [true, allows, false]).value is Value.FALSE
    assert gate(Kind.OR, [false, allows, false]).value is Value.ALLOWS
    assert gate(Kind.OR, [false, allows, true]).value is Value.TRUE
    assert gate(Kind.SUM, [true, true, true]) == (Value.TRUE, 3)
    assert gate(Kind.EQUALS, [true, true, true]).value is Value.UNKNOWN
    assert gate(Kind.INCREMENT, [true, true]).value is Value.UNKNOWN


# States of business steps


def test_what_has_happened_causes_the_next_and_through_a_decision_allows_it() -> None:
    laid = chart(
        "business:laid business:examined decision:d business:moved",
        "laid>examined",
        "laid>d",
        "d>moved",
    )

    assert states(compute(line(), laid)) == {
        "laid": "unknown",
        "examined": "not-yet",
        "moved": "not-yet",
    }
    assert states(compute(line("laid"), laid)) == {
        "laid": "unknown",
        "examined": "must",
        "moved": "may",
    }


def test_what_must_be_taken_and_has_been_is_done_while_what_may_be_taken_stays_open() -> None:
    laid = chart(
        "business:laid business:examined decision:d business:moved",
        "laid>examined",
        "laid>d",
        "d>moved",
    )

    after = states(compute(line("laid", "examined", "moved"), laid))

    assert (after["examined"], after["moved"]) == ("done", "may")


def test_a_step_that_happened_out_of_order_is_still_not_in_order() -> None:
    assert state(chart("business:a business:b", "a>b"), "b", "b") == "not-yet"


def test_what_is_undated_or_later_does_not_count() -> None:
    procedure = chart("business:a business:b", "a>b")

    assert states(compute(line("a", on=None), procedure))["b"] == "not-yet"
    assert states(compute(line("a", on="2024-06-07"), procedure))["b"] == "not-yet"
    assert states(compute(line("a", on="2024-06-06"), procedure))["b"] == "must"


def test_later_business_does_not_make_what_must_be_taken_done() -> None:
    told = [{"step": "a", "on": "2024-01-01"}, {"step": "b", "on": "2025-01-01"}]
    asked = Line.model_validate({"actualised": told, "as_of": "2024-06-06"})

    assert states(compute(asked, chart("business:a business:b", "a>b")))["b"] == "must"


def test_what_comes_into_a_business_step_does_not_matter_for_what_it_gives() -> None:
    procedure = chart(
        "business:a business:b business:c",
        {"way": "a>b", "to_date": "2020-01-01"},
        "b>c",
    )

    assert states(compute(line(), procedure)) == {"a": "unknown", "b": "not-now", "c": "not-yet"}
    assert states(compute(line("b"), procedure)) == {"a": "unknown", "b": "not-now", "c": "must"}


def test_a_motion_is_in_play_while_more_have_been_tabled_than_withdrawn() -> None:
    motions = chart(
        "business:tabled business:withdrawn EQUALS:same NOT:more decision:d business:moved",
        *("tabled>same", "withdrawn>same", "same>more", "more>d", "d>moved"),
    )

    assert state(motions, "moved") == "not-yet"
    assert state(motions, "moved", "tabled") == "may"
    assert state(motions, "moved", "tabled", "withdrawn") == "not-yet"
    assert state(motions, "moved", "tabled", "withdrawn", "tabled") == "may"


def test_counts_are_summed_incremented_and_passed_on() -> None:
    counted = chart(
        "business:a business:b business:c SUM:s INCREMENT:i summation:z EQUALS:e business:d",
        *("a>s", "b>s", "s>i", "i>z", "z>e", "c>e", "e>d"),
    )

    assert state(counted, "d", "a", "b", "b", "c", "c", "c") == "not-yet"
    assert state(counted, "d", "a", "b", "b", "c", "c", "c", "c") == "must"


def test_a_route_is_open_on_its_first_and_on_its_last_day() -> None:
    dated = chart(
        "business:a business:b",
        {"way": "a>b", "from_date": "2024-02-01", "to_date": "2024-02-03"},
    )
    days = [date(2024, 1, 31) + timedelta(days=each) for each in range(5)]

    found = [states(compute(line("a", as_of=day), dated))["b"] for day in days]

    assert found == ["not-now", "must", "must", "must", "not-now"]


def test_a_route_that_replaced_another_is_the_one_route_in() -> None:
    replaced = chart(
        "business:old business:new business:b",
        {"way": "old>b", "to_date": "2023-12-31"},
        {"way": "new>b", "from_date": "2024-01-01"},
    )

    assert state(replaced, "b", "old") == "not-yet"
    assert state(replaced, "b", "new") == "must"


def test_several_routes_into_a_business_step_must_say_the_same() -> None:
    several = chart("business:a business:b business:c", "a>c", "b>c")

    assert state(several, "c") == "not-yet"
    assert state(several, "c", "a", "b", "b") == "must"
    assert state(several, "c", "a") == "unknown"
    assert "the routes into c do not say the same" in reason(several, "c", "a")
    assert "the same" not in reason(several, "c")


# What is not known


@pytest.mark.parametrize("kind", ["decision", "NOT", "AND", "OR", "SUM", "INCREMENT", "EQUALS"])
def test_a_step_without_any_route_in_gives_what_is_not_known(kind: str) -> None:
    procedure = chart(f"{kind}:g business:b", "g>b")

    assert state(procedure, "b") == "unknown"
    assert "no route leads to g" in reason(procedure, "b")


@pytest.mark.parametrize("kind", TWO)
def test_a_second_route_that_lacks_is_not_known(kind: str) -> None:
    procedure = chart(f"business:a {kind}:g business:b", "a>g", "g>b")
    decided = {"AND": ("not-yet", "unknown"), "OR": ("unknown", "must")}

    found = (state(procedure, "b"), state(procedure, "b", "a"))

    assert found == decided.get(kind, ("unknown", "unknown"))
    assert "g lacks a second route in" in reason(procedure, "b")


def test_a_route_from_a_step_that_is_not_on_the_map_carries_what_is_not_known() -> None:
    procedure = chart("business:b", "nowhere>b")

    assert state(procedure, "b") == "unknown"
    assert "comes from nowhere, which is not on the map" in reason(procedure, "b")


def test_a_route_to_a_step_that_is_not_on_the_map_is_accepted() -> None:
    assert state(chart("business:b", "b>nowhere"), "b") == "unknown"


def test_to_negate_what_is_only_allowed_is_an_error_of_the_map() -> None:
    procedure = chart(
        "business:a decision:d NOT:n business:b business:c", "a>d", "d>n", "n>b", "a>c"
    )

    assert state(procedure, "b") == "must"
    assert "error of the map" not in reason(procedure, "b")
    assert state(procedure, "b", "a") == "unknown"
    assert "n is to negate what is only allowed, which is an error of the map" in reason(
        procedure, "b", "a"
    )
    assert "error of the map" not in reason(procedure, "c", "a")


def test_a_circle_without_business_is_not_known_and_what_follows_goes_by_the_tables() -> None:
    circle = chart(
        "business:a OR:one decision:two business:b AND:three business:c",
        *("a>one", "two>one", "one>two", "two>b", "two>three", "a>three", "three>c"),
    )

    assert state(circle, "b", "a") == "unknown"
    assert state(circle, "c", "a") == "unknown"
    assert state(circle, "c") == "not-yet"
    assert "there is a circle without business: one, two" in reason(circle, "b")


def test_a_step_that_leads_to_itself_is_a_circle() -> None:
    assert state(chart("business:a OR:g business:b", "a>g", "g>g", "g>b"), "b", "a") == "unknown"


def test_a_circle_with_business_in_it_is_none() -> None:
    procedure = chart("business:a decision:d business:b", "a>d", "d>b", "b>a")

    assert states(compute(line("a"), procedure)) == {"a": "not-yet", "b": "may"}


def test_a_closed_route_breaks_a_circle() -> None:
    circle = chart(
        "business:a OR:one decision:two business:b",
        *("a>one", {"way": "two>one", "to_date": "2020-01-01"}, "one>two", "two>b"),
    )

    assert state(circle, "b", "a") == "may"


def test_what_happened_beside_the_map_changes_nothing() -> None:
    procedure = chart("business:a decision:d business:b", "a>d", "d>b")

    assert compute(line("a", "d", "elsewhere"), procedure) == compute(line("a"), procedure)


# Reasons


def test_the_reason_names_the_steps_on_which_the_state_depends() -> None:
    written = ProcedureMap.model_validate(
        {
            "steps": [
                {"id": "s1", "kind": "business", "name": "Instrument laid"},
                {"id": "s2", "kind": "business", "name": "Committee reported"},
                {"id": "g1", "kind": "AND"},
                {"id": "s3", "kind": "business", "name": "Motion tabled"},
            ],
            "routes": [
                {"id": "r1", "from": "s1", "to": "g1"},
                {"id": "r2", "from": "s2", "to": "g1"},
                {"id": "r3", "from": "g1", "to": "s3"},
            ],
        }
    )

    assert reason(Procedure(written), "s3", "s1", "s1") == (
        "it is not in order yet: Instrument laid (s1) has happened 2 times; "
        "Committee reported (s2) has not happened"
    )


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        ([], "it is not in order yet: a has not happened"),
        (["a"], "it must be taken: a has happened once"),
        (["a", "b"], "it had to be taken and has been: a has happened once"),
    ],
)
def test_the_reason_says_what_the_state_is(happened: list[str], said: str) -> None:
    assert reason(chart("business:a business:b", "a>b"), "b", *happened) == said


def test_the_reason_names_a_closed_route_and_when_it_is_open() -> None:
    ended = chart("business:a business:b", {"way": "a>b", "id": "r1", "to_date": "2020-01-01"})
    later = chart("business:a business:b", {"way": "a>b", "from_date": "2025-01-01"})
    never = {"way": "a>b", "from_date": "2025-01-01", "to_date": "2025-02-01"}

    assert reason(ended, "b") == (
        "it cannot be taken now: route r1 from a to b is closed: open to 2020-01-01"
    )
    assert "route from a to b is closed: open from 2025-01-01 on" in reason(later, "b")
    assert "open from 2025-01-01 to 2025-02-01" in reason(
        chart("business:a business:b", never), "b"
    )


def test_a_reason_that_nobody_would_read_to_the_end_says_that_there_is_more() -> None:
    many = [f"b{number}" for number in range(101)]
    steps = " ".join([*(f"business:{each}" for each in many), "AND:g business:z"])
    routes = [f"{each}>g" for each in many]

    full = reason(chart(steps, *routes[:40], "g>z"), "z")
    more = reason(chart(steps, *routes, "g>z"), "z")

    assert full.endswith("b39 has not happened")
    assert more.endswith("b99 has not happened; and more")


def test_a_note_of_one_day_is_not_told_of_another_day() -> None:
    dated = chart("business:a business:b", {"way": "a>b", "to_date": "2024-01-31"})
    before = compute(line("a", as_of=date(2024, 1, 31)), dated)
    after = compute(line("a", as_of=date(2024, 2, 1)), dated)

    assert (states(before)["b"], states(after)["b"]) == ("must", "not-now")
    assert compute(line("a", as_of=date(2024, 1, 30)), dated) == before


# What is read


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "XOR"}, "kind"),
        ({"colour": "red"}, "colour"),
        ({"id": "b"}, "step b stands twice"),
    ],
)
def test_a_map_that_cannot_be_read_says_why(fault: dict[str, str], said: str) -> None:
    steps = [{"id": "a", "kind": "business", **fault}, {"id": "b", "kind": "business"}]

    with pytest.raises(ValidationError, match=said):
        ProcedureMap.model_validate({"id": "m", "name": "m", "steps": steps, "routes": []})


def test_a_route_written_twice_counts_once_and_two_routes_of_one_name_are_an_error() -> None:
    steps = [{"id": "a", "kind": "business"}, {"id": "g", "kind": "AND"}]
    once = {"id": "r", "from": "a", "to": "g"}

    assert len(ProcedureMap.model_validate({"steps": steps, "routes": [once, once]}).routes) == 1
    with pytest.raises(ValidationError, match="two routes are called r"):
        ProcedureMap.model_validate({"steps": steps, "routes": [once, {**once, "to": "a"}]})


@pytest.mark.parametrize(
    "fault",
    [
        {"actualized": []},
        {"as_of": "2024-06-06T00:00:00Z"},
        {"as_of": 1717632000},
        {"actualised": None},
        {"actualised": [{"step": "a", "on": "06/06/2024"}]},
        {"actualised": [{"step": "a", "date": "2024-06-06"}]},
    ],
)
def test_a_line_with_a_typing_mistake_is_not_computed(fault: dict[str, object]) -> None:
    told = {"id": "x", "actualised": [], "as_of": "2024-06-06"}

    assert Line.model_validate(told)
    with pytest.raises(ValidationError):
        Line.model_validate({**told, **fault})


# Any map


@st.composite
def maps(draw: st.DrawFn) -> ProcedureMap:
    business = [f"b{number}" for number in range(draw(st.integers(1, 5)))]
    kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.BUSINESS])
    between = {f"g{number}": draw(kinds) for number in range(draw(st.integers(0, 6)))}
    near = st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=2))
    days = st.none() | near.map(str)
    ends = st.sampled_from([*business, *between])
    routes = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "from": ends | st.just("nowhere"),
                    "to": ends,
                    "from_date": days,
                    "to_date": days,
                }
            ),
            max_size=16,
        )
    )
    steps = [{"id": each, "kind": "business"} for each in business]
    steps += [{"id": each, "kind": kind} for each, kind in between.items()]
    return ProcedureMap.model_validate({"id": "m", "steps": steps, "routes": routes})


HAPPENED = st.lists(st.sampled_from([f"b{number}" for number in range(5)]), max_size=6)
DAYS = st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))


@settings(max_examples=400)
@given(written=maps(), happened=HAPPENED, day=DAYS)
def test_the_interpreter_reads_any_map_as_the_tables_say(
    written: ProcedureMap, happened: list[str], day: date
) -> None:
    answer = compute(line(*happened, as_of=day), Procedure(written))

    assert list(states(answer).values()) == oracle.Oracle(written, Counter(happened), day).states()


@given(written=maps(), happened=st.lists(HAPPENED, max_size=4), days=st.lists(DAYS, max_size=4))
def test_a_map_that_was_asked_before_answers_as_a_new_one(
    written: ProcedureMap, happened: list[list[str]], days: list[date]
) -> None:
    procedure = Procedure(written)

    for each, day in zip(happened, days, strict=False):
        asked = line(*each, as_of=day)
        assert compute(asked, procedure) == compute(asked, Procedure(written))


@given(written=maps(), happened=HAPPENED, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_a_map_is_written_decides_nothing(
    written: ProcedureMap, happened: list[str], seed: Random
) -> None:
    steps, routes = list(written.steps), list(written.routes)
    seed.shuffle(steps)
    seed.shuffle(routes)
    shuffled = written.model_copy(update={"steps": tuple(steps), "routes": tuple(routes)})

    assert states(compute(line(*happened), Procedure(shuffled))) == states(
        compute(line(*happened), Procedure(written))
    )


@given(written=maps(), happened=HAPPENED)
def test_every_reason_names_a_step_or_a_route(written: ProcedureMap, happened: list[str]) -> None:
    for each in compute(line(*happened), Procedure(written)).steps:
        opening, _, named = each.reason.partition(": ")
        assert opening
        assert named


def test_gates_in_a_row_may_be_as_many_as_anybody_likes() -> None:
    row = [f"n{number}" for number in range(3_000)]
    steps = " ".join(["business:a", *(f"NOT:{each}" for each in row), "business:b"])
    ways = [f"{one}>{other}" for one, other in zip(["a", *row], [*row, "b"], strict=True)]

    assert state(chart(steps, *ways), "b", "a") == "must"


def test_an_answer_is_written_as_the_contract_has_it() -> None:
    told = json.loads(compute(line("a"), chart("business:a business:b", "a>b")).model_dump_json())

    assert told == {
        "id": "x",
        "steps": [
            {"step": "a", "state": "unknown", "reason": "this is not known: no route leads to a"},
            {"step": "b", "state": "must", "reason": "it must be taken: a has happened once"},
        ],
    }
