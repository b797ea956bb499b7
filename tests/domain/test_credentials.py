"""Credentials, mandates and substitutes: who has a seat at a plenary session, and until when."""

from datetime import date

import pytest

from domain.plenary_session.credentials import (
    AcceptCredentials,
    ChallengeCredentials,
    RefuseCredentials,
    SubmitCredentials,
)
from domain.plenary_session.delegations import Delegate, Mandate
from domain.plenary_session.substitutes import DesignateSubstitute, EndSubstitution
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.submission import Actor, Capacity
from tests.domain.astana import DAY, ask, convened, held, names, plenary, refused, sitting
from tests.domain.turkpa import DELEGATIONS, RULES, SECRETARY
from tests.scenario import Play

AZ, TR = DELEGATIONS["az"], DELEGATIONS["tr"]
HEAD = Delegate(subject="gafarova", function="head", official_name="Sahiba Gafarova")
MEMBER = Delegate(subject="huseynli")
SPARE = Delegate(subject="mammadov", function="substitute")
LIST = SubmitCredentials(parliament="az", delegates=(HEAD, MEMBER, SPARE))
ACCEPT = AcceptCredentials(parliament="az")
CHALLENGE = ChallengeCredentials(parliament="az", kind="procedural", grounds="sent too late")
SIT_IN = DesignateSubstitute(parliament="az", absent="huseynli", substitute="mammadov")


def accepted() -> Play:
    return held(convened(), (LIST, AZ), (ACCEPT, SECRETARY))


def holders(begun: Play, day: date = DAY) -> list[str]:
    return [each.holder for each in plenary(begun).mandates_on(day)]


def test_a_delegation_has_its_seats_once_its_credentials_are_accepted() -> None:
    begun = held(convened(), (LIST, AZ))
    assert holders(begun) == []

    held(begun, (ACCEPT, SECRETARY))

    assert holders(begun) == ["gafarova", "huseynli"]
    assert refused(ask(begun, ACCEPT, SECRETARY)).code == "already-done"


def test_a_delegation_names_its_own_delegates_only() -> None:
    assert refused(ask(convened(), LIST, TR)).code == "no-right"
    assert names(ask(convened(), LIST, SECRETARY)) == ["CredentialsSubmitted"]


@pytest.mark.parametrize(
    ("delegates", "said"),
    [
        ((HEAD, HEAD), "a delegate is named twice"),
        (
            (HEAD, Delegate(subject="other", function="head")),
            "a delegation has one head",
        ),
    ],
)
def test_a_list_that_confuses_is_refused(delegates: tuple[Delegate, ...], said: str) -> None:
    confused = SubmitCredentials(parliament="az", delegates=delegates)

    assert refused(ask(convened(), confused, AZ)) == Refusal(code="not-valid", sentence=said)


def test_a_stranger_sends_no_delegation() -> None:
    stranger = SubmitCredentials(parliament="de", delegates=(HEAD,))

    assert "neither member nor observer nor invited" in (
        refused(ask(convened(), stranger, SECRETARY)).sentence
    )


def test_more_seats_than_the_rules_give_are_refused_and_substitutes_do_not_count() -> None:
    begun = convened(delegation_size=2)
    third = Delegate(subject="aliyev")

    assert names(ask(begun, LIST, AZ)) == ["CredentialsSubmitted"]
    longer = SubmitCredentials(parliament="az", delegates=(HEAD, MEMBER, third))
    refusal = refused(ask(begun, longer, AZ))
    assert (refusal.code, refusal.citation) == ("against-the-rules", "Rules, art. 9 (invented)")
    assert refusal.sentence == "the delegation has 3 seats, and 2 are allowed"


def test_late_credentials_leave_an_irregularity_where_the_rule_is_an_alert() -> None:
    begun = convened(credentials__deadline="P7D")
    alert = Parameter(value="P7D", severity=Severity.ALERT, citation="Rules, art. 9 (invented)")
    edition = RULES.model_copy(
        update={"parameters": {**RULES.parameters, "credentials.deadline": alert}}
    )
    assembly = begun.case("assembly")
    begun.cases["assembly"] = type(assembly)(**{**vars(assembly), "editions": (edition,)})

    assert names(ask(begun, LIST, AZ, on="2025-06-04")) == ["CredentialsSubmitted"]
    assert refused(ask(begun, LIST, AZ, on="2025-06-05")).sentence.startswith(
        "credentials were due on 2025-06-04; give a reason"
    )
    assert names(ask(begun, LIST, AZ, on="2025-06-05", reason="elections")) == [
        "CredentialsSubmitted",
        "IrregularityRecorded",
    ]


def test_a_challenge_is_answered_by_a_decision_and_unseats_nobody_before() -> None:
    begun = held(accepted(), (CHALLENGE, TR))
    assert holders(begun) == ["gafarova", "huseynli"]

    refusal = refused(ask(begun, ACCEPT, SECRETARY))
    assert (refusal.code, refusal.missing) == ("decision-needed", ("decision",))
    decided = AcceptCredentials(parliament="az", decision="vote/14/1")
    assert names(ask(begun, decided, SECRETARY)) == ["CredentialsAccepted"]
    assert names(ask(begun, CHALLENGE, TR)) == ["CredentialsChallenged"], "it is reconsidered"


def test_credentials_that_are_refused_seat_nobody_until_others_are_sent() -> None:
    begun = held(accepted(), (CHALLENGE, TR))
    held(begun, (RefuseCredentials(parliament="az", decision="vote/14/1"), SECRETARY))
    assert holders(begun) == []

    assert refused(ask(begun, CHALLENGE, TR)).code == "not-in-order"
    held(begun, (LIST, AZ), (ACCEPT, SECRETARY))
    assert holders(begun) == ["gafarova", "huseynli"]


def test_a_delegation_does_not_challenge_itself_nor_what_is_not_there() -> None:
    assert refused(ask(accepted(), CHALLENGE, AZ)).code == "no-right"
    assert refused(ask(convened(), CHALLENGE, TR)).sentence == "az has submitted no credentials"


def test_an_observer_sends_its_credentials_and_challenges_none() -> None:
    begun = accepted()
    sent = SubmitCredentials(parliament="trnc", delegates=(Delegate(subject="oztrkler"),))

    assert names(ask(begun, sent, DELEGATIONS["trnc"])) == ["CredentialsSubmitted"]
    for key in ("trnc", "uz"):
        refusal = refused(ask(begun, CHALLENGE, DELEGATIONS[key]))
        assert (refusal.code, refusal.sentence) == (
            "no-right",
            f"{key} is no member parliament on {DAY}",
        )


def test_a_substitute_sits_for_one_delegate_who_is_away() -> None:
    begun = held(accepted(), (SIT_IN, AZ))

    assert plenary(begun).mandates_on(DAY)[1] == Mandate(
        parliament="az", holder="mammadov", seat_of="huseynli"
    )
    twice = DesignateSubstitute(parliament="az", absent="gafarova", substitute="mammadov")
    assert refused(ask(begun, twice, AZ)).sentence == (
        "mammadov sits for huseynli; end that substitution first"
    )
    held(begun, (EndSubstitution(parliament="az", absent="huseynli"), AZ))
    assert holders(begun) == ["gafarova", "huseynli"]


def test_only_a_named_substitute_of_the_delegation_sits_for_another() -> None:
    begun = accepted()

    for absent, substitute in (("huseynli", "gafarova"), ("huseynli", "nobody"), ("x", "mammadov")):
        act = DesignateSubstitute(parliament="az", absent=absent, substitute=substitute)
        assert refused(ask(begun, act, AZ)).code == "not-in-order"
    assert refused(ask(begun, SIT_IN, TR)).code == "no-right"


def test_a_mandate_ends_by_national_rules_and_leaves_the_seat_empty() -> None:
    ending = SubmitCredentials(
        parliament="az", delegates=(HEAD, MEMBER.model_copy(update={"until": DAY}))
    )
    begun = held(convened(), (ending, AZ), (ACCEPT, SECRETARY))

    assert holders(begun, date(2025, 6, 11)) == ["gafarova", "huseynli"]
    assert holders(begun, DAY) == ["gafarova"]


def test_a_new_list_takes_the_place_of_the_old_and_is_accepted_anew() -> None:
    begun = held(accepted(), (SIT_IN, AZ))
    held(begun, (SubmitCredentials(parliament="az", delegates=(HEAD, SPARE)), AZ))

    assert holders(begun) == []
    assert plenary(begun).substitutions == ()


def test_the_names_of_delegates_are_official_names() -> None:
    answer = ask(sitting(), LIST, AZ)

    assert not isinstance(answer, Refusal)
    assert type(answer[0]).official == ("delegates",)


def test_a_mandate_gives_the_rights_of_a_delegate_and_a_substitute_has_them_while_he_sits() -> None:
    by_mandate = Actor(subject="huseynli", capacity=Capacity.DELEGATION, body="az")
    by_substitution = Actor(subject="mammadov", capacity=Capacity.DELEGATION, body="az")
    for_another = Actor(subject="huseynli", capacity=Capacity.DELEGATION, body="tr")
    begun = held(convened(), (LIST, AZ))
    end = EndSubstitution(parliament="az", absent="huseynli")

    assert refused(ask(begun, SIT_IN, by_mandate)).code == "no-right"
    held(begun, (ACCEPT, SECRETARY), (SIT_IN, by_mandate))

    assert refused(ask(begun, end, by_mandate)).code == "no-right"
    assert refused(ask(begun, end, for_another)).code == "no-right"
    held(begun, (end, by_substitution))
    assert refused(ask(begun, end, by_substitution)).code == "no-right"
    assert refused(ask(begun, end, by_mandate)).sentence == "nobody sits for huseynli"
