"""Initiative: who proposes a model law, for whom, and that nobody reviews his own proposal."""

import pytest

from domain.model_law.drafting import SubmitDraft
from domain.model_law.proposal import ModelLawProposed, ProposeModelLaw
from domain.model_law.referral import ReferToCommittee
from domain.model_law.title import TitleModelLaw
from domain.model_law.withdrawal import WithdrawModelLaw
from domain.rules import Parameter
from tests.domain.lowlands import (
    DELEGATION,
    HASH,
    IN_LEGAL,
    LAW,
    SECRETARY,
    done,
    lowlands,
    refused,
)
from tests.scenario import Play

PROPOSE = ProposeModelLaw()


def titled(**parameters: Parameter) -> Play:
    play = lowlands(**parameters)
    done(play, TitleModelLaw(title="On Ferries"), LAW, SECRETARY)
    return play


def proposed_by_legal() -> Play:
    play = titled()
    done(play, PROPOSE, LAW, IN_LEGAL["north"])
    done(play, SubmitDraft(edition=1, sha256=HASH[1]), LAW, IN_LEGAL["north"])
    return play


def reserved_to(*initiators: str) -> Parameter:
    return Parameter(value=initiators, citation="Rules, art. 5")


def test_whoever_presides_proposes_for_a_committee_and_no_plain_member() -> None:
    play = titled()

    for member, said in (
        (IN_LEGAL["east"], "whoever presides in legal proposes for it"),
        (IN_LEGAL["watcher"], "watcher is no member parliament on 2026-06-12"),
    ):
        assert refused(play, PROPOSE, LAW, member).sentence == said
    assert done(play, PROPOSE, LAW, IN_LEGAL["north"])[0].model_dump()["committee"] == "legal"


def test_nobody_else_withdraws_for_a_committee() -> None:
    play = proposed_by_legal()

    assert refused(play, WithdrawModelLaw(grounds="no"), LAW, IN_LEGAL["east"]).code == "no-right"
    done(play, WithdrawModelLaw(grounds="no"), LAW, IN_LEGAL["north"])


def test_a_committee_does_not_review_its_own_proposal() -> None:
    play = proposed_by_legal()

    for committees in (("legal",), ("social", "legal")):
        refusal = refused(play, ReferToCommittee(committees=committees), LAW, SECRETARY)
        assert refusal.code == "own-proposal"
    done(play, ReferToCommittee(committees=("social",)), LAW, SECRETARY)


@pytest.mark.parametrize("initiators", [("delegation",), ("north", "committee")])
def test_an_initiative_is_given_to_a_kind_or_to_a_single_key(initiators: tuple[str, ...]) -> None:
    play = titled(modellaw__initiative=reserved_to(*initiators))

    assert isinstance(done(play, PROPOSE, LAW, DELEGATION["north"])[0], ModelLawProposed)


@pytest.mark.parametrize("initiators", [("committee",), ("south",)])
def test_who_has_no_initiative_proposes_nothing_not_even_by_the_secretariat(
    initiators: tuple[str, ...],
) -> None:
    play = titled(modellaw__initiative=reserved_to(*initiators))

    own = refused(play, PROPOSE, LAW, DELEGATION["north"])
    told = refused(play, ProposeModelLaw(proposer="north"), LAW, SECRETARY)
    assert {own.code, told.code} == {"no-right"}
    assert {own.citation, told.citation} == {"Rules, art. 5"}


def test_a_proposer_that_nobody_registered_is_no_proposer() -> None:
    title = TitleModelLaw(title="On Ferries", proposer="atlantis")

    assert refused(lowlands(), title, LAW, SECRETARY).sentence == (
        "no parliament atlantis is registered; register it first"
    )
