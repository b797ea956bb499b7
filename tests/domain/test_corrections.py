"""What was recorded wrongly, a budget, languages that differ: on record, nothing rewritten."""

import pytest

from domain.assembly.budgets import AdoptBudget, BudgetAdopted
from domain.assembly.state import Assembly
from domain.claims import RecordClaim
from domain.corrections import CorrectFact, FactCorrected
from domain.model_law.languages import (
    LanguageDivergenceFound,
    RecordLanguageDivergence,
    RegisterLanguageVersion,
)
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal
from tests.domain.lowlands import COUNCIL, DELEGATION, HASH, LAW, SECRETARY, done, referred, refused

ON = "2026-06-12"
SLIP = CorrectFact(version=1, recorded="of 12 June", correct="of 11 June", grounds="a slip")
DIVERGES = RecordLanguageDivergence(
    edition=1, languages=("en", "kk"), place="article 5", difference="shall and may"
)


def test_a_correction_names_the_event_and_changes_nothing_else() -> None:
    play = referred()
    before = play.case(LAW)
    (event,) = done(play, SLIP, LAW, SECRETARY, ON)
    after = play.case(LAW)

    assert isinstance(event, FactCorrected)
    assert (after.corrected, after.version) == ((1,), before.version + 1)
    assert (after.stage, after.title, after.deadlines) == (
        before.stage,
        before.title,
        before.deadlines,
    )
    done(play, SLIP.model_copy(update={"version": 2}), LAW, SECRETARY, ON)
    done(play, SLIP, LAW, SECRETARY, ON)
    assert play.case(LAW).corrected == (1, 2)


def test_only_what_is_on_record_is_corrected_and_only_to_something_else() -> None:
    play = referred()
    last = play.case(LAW).version
    beyond = SLIP.model_copy(update={"version": last + 1})

    answer = refused(play, beyond, LAW, SECRETARY, ON)
    assert answer.code == "not-in-order"
    assert answer.sentence == (f"{LAW} has {last} events; there is none of version {last + 1}")
    same = SLIP.model_copy(update={"correct": SLIP.recorded})
    assert refused(play, same, LAW, SECRETARY, ON).code == "not-in-order"
    assert refused(play, SLIP, LAW, DELEGATION["north"], ON).code == "no-right"


def test_a_claim_contradicts_one_that_is_on_record() -> None:
    play = referred()
    other = RecordClaim(claim="it has one chamber", according_to="a newspaper", contradicts=1)

    for number in (-1, 0, 1, 99):
        beyond = other.model_copy(update={"contradicts": number})
        answer = refused(play, beyond, LAW, SECRETARY, ON)
        assert answer.sentence == f"there is no claim {number} on {LAW} to contradict"
    done(play, other.model_copy(update={"contradicts": None}), LAW, SECRETARY, ON)
    done(play, other, LAW, SECRETARY, ON)


def test_there_is_a_budget_for_a_year_once_by_each_decision() -> None:
    play = referred()
    adopt = AdoptBudget(year=2027, decision="Decision 7", amount="USD 100 000")
    (event,) = done(play, adopt, "assembly", SECRETARY, ON)
    assert isinstance(event, BudgetAdopted)
    assert refused(play, adopt, "assembly", SECRETARY, ON).code == "already-done"

    done(play, AdoptBudget(year=2027, decision="Decision 9"), "assembly", SECRETARY, ON)
    assembly = play.case("assembly")
    assert isinstance(assembly, Assembly)
    assert [each.decision for each in assembly.budgets.values()] == ["Decision 9"]
    assert refused(play, adopt, "assembly", DELEGATION["north"], ON).code == "no-right"
    assert COUNCIL.capacity in AdoptBudget.by


def test_budgets_of_other_years_are_told_in_any_order() -> None:
    play = referred()
    done(play, AdoptBudget(year=2026, decision="Decision 9"), "assembly", SECRETARY, "2026-06-12")
    done(play, AdoptBudget(year=2022, decision="Decision 2"), "assembly", SECRETARY, "2021-09-28")
    older = AdoptBudget(year=2026, decision="Decision 8")
    refusal = refused(play, older, "assembly", SECRETARY, "2025-12-01")
    assert refusal.code == "out-of-time-order"


def test_a_divergence_is_between_two_languages_in_which_the_edition_stands() -> None:
    play = referred()
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    own = law.editions[0].language
    assert own is not None
    assert "does not stand in kk" in refused(play, _of(own), LAW, SECRETARY, ON).sentence
    done(
        play,
        RegisterLanguageVersion(edition=1, language="kk", sha256=HASH[3]),
        LAW,
        SECRETARY,
        ON,
    )
    (event,) = done(play, _of(own), LAW, SECRETARY, ON)

    assert isinstance(event, LanguageDivergenceFound)
    after = play.case(LAW)
    assert isinstance(after, ModelLaw)
    assert after.divergences == ((1, own, "kk"),)


@pytest.mark.parametrize(("changed", "code"), [({"edition": 9}, "other-edition")])
def test_a_divergence_is_of_an_edition_that_there_is(changed: dict[str, int], code: str) -> None:
    answer = refused(referred(), DIVERGES.model_copy(update=changed), LAW, SECRETARY, ON)

    assert isinstance(answer, Refusal)
    assert answer.code == code


def test_a_language_does_not_differ_from_itself() -> None:
    play = referred()
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    own = law.editions[0].language
    assert own is not None
    alone = DIVERGES.model_copy(update={"languages": (own, own)})

    assert "between two languages" in refused(play, alone, LAW, SECRETARY, ON).sentence
    done(play, RecordClaim(claim="it rains", according_to="a source"), LAW, SECRETARY, ON)


def _of(language: str) -> RecordLanguageDivergence:
    return DIVERGES.model_copy(update={"languages": (language, "kk")})
