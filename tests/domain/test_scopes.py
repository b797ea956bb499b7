"""Scopes: a parameter for every decision, for a document, for a question, or for both."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decision_rules.decision_rule import DecisionRule
from domain.parameter_names import ParameterName, parsed
from domain.parameter_values import fault_of
from domain.refusal import Refusal
from domain.rules import Parameter, Rules, is_parameter
from domain.rulings import GiveRuling
from tests.domain.chamber import CHAIR, PLENARY, amended, chamber, refused

DECISION = "plenary.decision"
RANKED = (
    "plenary.decision[recommendation/amendment]",
    "plenary.decision[*/amendment]",
    "plenary.decision[recommendation]",
    "plenary.decision",
)
WORDS = st.from_regex(r"[a-z]{1,8}(_[a-z]{1,8})?", fullmatch=True)


def rules(*names: str) -> Rules:
    return Rules(parameters={name: Parameter(value=name, citation=name) for name in names})


def asked(held: Rules) -> str:
    return held.scoped(DECISION, document="recommendation", question="amendment")


@pytest.mark.parametrize("present", list(product((True, False), repeat=4)))
def test_the_most_specific_rule_wins(present: tuple[bool, ...]) -> None:
    names = [name for name, there in zip(RANKED, present, strict=True) if there]

    assert asked(rules(*names)) == (names[0] if names else DECISION)


def test_a_rule_for_another_question_or_document_does_not_reach() -> None:
    held = rules("plenary.decision[opinion]", "plenary.decision[*/urgency]", DECISION)

    assert asked(held) == DECISION
    assert held.scoped(DECISION, document="opinion", question="final_vote") == (
        "plenary.decision[opinion]"
    )


def test_what_is_written_as_unset_for_a_question_is_not_filled_by_the_wider_rule() -> None:
    held = Rules(
        parameters={
            DECISION: Parameter(value="majority_of_votes_cast"),
            "plenary.decision[*/amendment]": Parameter(),
        }
    )

    assert held.value(asked(held)) is None


@given(document=st.none() | WORDS, question=st.none() | WORDS)
def test_a_name_is_read_as_it_is_written(document: str | None, question: str | None) -> None:
    name = ParameterName(base=DECISION, document=document, question=question)

    assert parsed(str(name)) == name


@pytest.mark.parametrize(
    "name",
    [
        "plenary.decision[]",
        "plenary.decision[*]",
        "plenary.decision[/amendment]",
        "plenary.decision[a/b/c]",
        "plenary.decision[A]",
        "plenary.lunch",
        "languages[*/amendment]",
    ],
)
def test_a_scope_of_no_form_or_of_a_parameter_that_has_none_is_unknown(name: str) -> None:
    assert not is_parameter(name)
    assert fault_of(name, "consensus") == f"no such parameter of the rules: {name}"


def test_a_scoped_value_is_judged_as_the_parameter_is() -> None:
    assert fault_of("plenary.decision[*/amendment]", "banana") is not None
    assert fault_of("plenary.decision[*/amendment]", "consensus") is None


def test_a_written_rule_is_not_ruled_away_for_one_question() -> None:
    play = chamber(plenary__decision="majority_of_votes_cast")
    ruling = GiveRuling(
        parameter="plenary.decision[*/amendment]", value="consensus", grounds="it is late"
    )

    assert refused(play, ruling, CHAIR, PLENARY) == Refusal(
        code="not-in-order",
        sentence="the rules already set plenary.decision; amend them instead",
        citation="Rules, art. 9",
    )


def test_the_chair_rules_on_a_question_that_the_rules_leave_open() -> None:
    name = "plenary.decision[*/amendment]"
    play = amended(chamber(plenary__decision="consensus"), {name: Parameter()})
    ruling = GiveRuling(parameter=name, value="majority_of_votes_cast", grounds="as ever")

    assert not isinstance(play.when(ruling, case=PLENARY, by=CHAIR), Refusal)


def test_a_ruling_may_name_the_kind_of_unanimity_in_either_way_of_writing() -> None:
    kind = DecisionRule.model_validate({"name": "unanimity_all"})
    play = chamber(plenary__decision=DecisionRule.model_validate({"name": "unanimity"}))
    majority = DecisionRule.model_validate({"name": "majority_of_votes_cast"})

    for value in ("consensus", kind):
        ruling = GiveRuling(parameter=DECISION, value=value, grounds="as meant")
        assert not isinstance(play.when(ruling, case=PLENARY, by=CHAIR), Refusal)
    away = GiveRuling(parameter=DECISION, value=majority, grounds="no")
    assert refused(play, away, CHAIR, PLENARY).code == "not-in-order"
