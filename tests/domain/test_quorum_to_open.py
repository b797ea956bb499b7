"""A sitting opens with so many delegations, or with a share of the persons, as the rules say."""

from dataclasses import replace

import pytest

from domain.decision_rules.decision_rule import QuorumRule
from domain.plenary_session.delegations import Credentials, CredentialsLife, Delegate
from domain.plenary_session.sitting import OpenPlenarySession
from domain.plenary_session.state import PlenarySession
from domain.rules import Value
from domain.stages import Stage
from tests.domain.chamber import CHAIR, PERSONS, PLENARY, chamber, done, names, refused
from tests.scenario import Play

OPEN = OpenPlenarySession()
A_THIRD_IN_LAW = QuorumRule(of="component_members", at_least="1/3")
MORE_THAN_HALF = QuorumRule(of="in_office", at_least="1/2", strict=True)
TWO_THIRDS = QuorumRule(of="delegations", at_least="2/3")


def waiting(
    quorum: Value,
    *persons: str,
    present: tuple[str, ...] = ("east", "north"),
    members: int | None = 9,
) -> Play:
    """Let a plenary session wait for its opening, with these persons signed in."""
    legal = {} if members is None else {"component_members": members}
    play = chamber(present, voter="person", quorum__open=quorum, **legal)
    sits = play.cases[PLENARY]
    assert isinstance(sits, PlenarySession)
    sent = {
        key: Credentials(
            parliament=key,
            delegates=tuple(Delegate(subject=each) for each in PERSONS[key]),
            life=CredentialsLife.ACCEPTED,
        )
        for key in PERSONS
    }
    play.cases[PLENARY] = replace(
        sits, stage=Stage.CHAIR_TRANSFERRED, persons=persons, credentials=sent
    )
    return play


@pytest.mark.parametrize(
    ("quorum", "persons"),
    [
        (A_THIRD_IN_LAW, ("eva", "nina", "sara")),
        (MORE_THAN_HALF, ("eva", "emil", "edit", "nina", "sara")),
        (TWO_THIRDS, ()),
        (2, ()),
    ],
)
def test_with_the_quorum_it_opens(quorum: Value, persons: tuple[str, ...]) -> None:
    assert names(done(waiting(quorum, *persons), OPEN, CHAIR, PLENARY)) == ["PlenarySessionOpened"]


@pytest.mark.parametrize(
    ("quorum", "persons", "said"),
    [
        (
            A_THIRD_IN_LAW,
            ("eva", "nina"),
            "2 of 9 members in law are present; 3 are needed to open",
        ),
        (
            MORE_THAN_HALF,
            ("eva", "emil", "nina", "sara"),
            "4 of 8 members in office are present; 5 are needed to open",
        ),
        (3, ("eva",), "2 of 3 member parliaments are present; 3 are needed to open"),
    ],
)
def test_without_it_it_does_not(quorum: Value, persons: tuple[str, ...], said: str) -> None:
    refusal = refused(waiting(quorum, *persons), OPEN, CHAIR, PLENARY)

    assert (refusal.code, refusal.sentence) == ("against-the-rules", said)


def test_of_how_many_a_share_must_be_there_is_asked_where_no_rule_says() -> None:
    refusal = refused(waiting(A_THIRD_IN_LAW, "eva", members=None), OPEN, CHAIR, PLENARY)

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("component_members",))
    assert refusal.sentence == "1 of unknown members in law are present; 1/3 of them must be"


def test_whose_credentials_nobody_accepted_are_no_members_in_office() -> None:
    play = waiting(MORE_THAN_HALF, "eva")
    sits = play.cases[PLENARY]
    assert isinstance(sits, PlenarySession)
    play.cases[PLENARY] = replace(sits, credentials={})

    refusal = refused(play, OPEN, CHAIR, PLENARY)

    assert (refusal.code, refusal.missing) == ("cannot-compute", ("credentials",))
    assert refusal.sentence.endswith("accept the credentials of the delegations first")
