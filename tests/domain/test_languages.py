"""Languages: a final vote waits until the text stands in every language that the rules require."""

from dataclasses import replace
from datetime import date

import pytest

from domain.messages import Event
from domain.model_law.state import Edition, ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.stages import Stage
from domain.vote.opening import OpenVote
from tests.domain.lowlands import CHAIR, HASH, LAW, lowlands
from tests.scenario import Play

SITTING = "plenary-session/3"
FINAL = OpenVote(question="Is it adopted?", kind="final_vote", about=LAW, edition=2, sha256=HASH[2])
TWO = Parameter(value=("en", "de"), citation="Rules, art. 12")
WAIVABLE = Parameter(value=("en", "de"), severity=Severity.ALERT, citation="Rules, art. 12")


def before_the_vote(**languages: Parameter) -> Play:
    """Let a law be on the order of business: edition 2 in English, edition 1 also in German."""
    play = lowlands(**languages)
    play.cases[SITTING] = PlenarySession(
        stream=SITTING,
        version=7,
        stage=Stage.OPEN,
        number=3,
        first_day=date(2026, 6, 12),
        present=("east", "north", "south", "west"),
    )
    play.cases[LAW] = ModelLaw(
        stream=LAW,
        version=9,
        stage=Stage.ON_ORDER_OF_BUSINESS,
        editions=(Edition(number=1), Edition(number=2, sha256=HASH[2], language="en")),
        languages={(1, "de"): HASH[1]},
        plenary_session=SITTING,
        item=1,
    )
    return play


def translated(play: Play) -> Play:
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    play.cases[LAW] = replace(law, languages={**law.languages, (2, "de"): HASH[3]})
    return play


def put(play: Play, question: OpenVote, reason: str | None = None) -> list[Event] | Refusal:
    return play.when(question, case="vote/3/1", by=CHAIR, reason=reason)


def test_a_final_vote_waits_for_the_edition_in_every_required_language() -> None:
    play = before_the_vote(languages=TWO)

    assert put(play, FINAL) == Refusal(
        code="against-the-rules",
        sentence=f"edition 2 of {LAW} does not stand in de yet",
        citation="Rules, art. 12",
    )
    assert not isinstance(put(translated(play), FINAL), Refusal)


def test_where_the_rules_allow_it_a_language_is_waived_with_a_reason() -> None:
    play = before_the_vote(languages=WAIVABLE)

    refusal = put(play, FINAL)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "reason-needed"
    answer = put(play, FINAL, "the plenary waived the translation")
    assert not isinstance(answer, Refusal)
    assert "IrregularityRecorded" in [event.type for event in answer]


@pytest.mark.parametrize("languages", [{}, {"languages": Parameter()}])
def test_where_no_rule_names_languages_none_is_awaited(languages: dict[str, Parameter]) -> None:
    assert not isinstance(put(before_the_vote(**languages), FINAL), Refusal)


def test_another_question_waits_for_no_translation() -> None:
    question = OpenVote(question="Shall we pause?", kind="procedural")

    assert not isinstance(put(before_the_vote(languages=TWO), question), Refusal)
