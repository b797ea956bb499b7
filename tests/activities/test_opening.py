"""At the door: what is no act is refused in one plain sentence, whatever it is."""

import json
import re
import string
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from uuid import RFC_4122, UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from activities.opening import MalformedError, checked, opened, parse
from activities.sound_json import DEEPEST, LARGEST, sound_object
from config.gateway import Gateway
from domain.assembly.rules_of_procedure import AdoptRules
from domain.assembly.timestamp_authorities import AdmitTimestampAuthority
from domain.catalogue import ACTS
from domain.claims import RecordClaim
from domain.clock import clock_id
from domain.signing import commitment
from domain.submission import Actor, Capacity, Disclosure, Proof, Submission
from domain.time_limits import ExtendDeadline
from tests.authority import StampingAuthority

INTERNALS = re.compile(
    r"https?:|pydantic|Traceback|<class|function-|\[type=|input_value|errors? for"
)
OURS = Gateway(key=Ed25519PrivateKey.from_private_bytes(bytes(32)), salt_key=bytes(32))
THEIRS = Gateway(key=Ed25519PrivateKey.from_private_bytes(b"t" * 32), salt_key=bytes(32))
KEYS = {OURS.key_id: OURS.public_key}
NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
CLAIM = {"claim": "it rains", "according_to": "a source"}
SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
PLAIN = Submission(
    command_id=UUID(int=1),
    stream="assembly",
    name="RecordClaim",
    command=json.dumps(CLAIM),
    actor=SECRETARY,
    occurred_at="2026-06-12",
    submitted_at=NOON,
)
ACT = OURS.sign(PLAIN)
ADA = Disclosure(field="name", value="Ada", salt="s" * 64)


CLOCK, OTHER = StampingAuthority.made("clock"), StampingAuthority.made("other")


def admission(texts: Sequence[str]) -> Submission:
    command = json.dumps({"authority": "clock", "certificates": texts})
    changed = {"name": "AdmitTimestampAuthority", "command": command}
    return OURS.sign(PLAIN.model_copy(update=changed))


def is_one_plain_sentence(sentence: str) -> bool:
    return (
        0 < len(sentence) < 2_000
        and INTERNALS.search(sentence) is None
        and "\n" not in sentence
        and sentence.isprintable()
    )


def fault_of(submission: Submission) -> MalformedError:
    with pytest.raises(MalformedError) as caught:
        opened(submission, KEYS)
    assert is_one_plain_sentence(caught.value.sentence)
    return caught.value


def fault_in(name: str, text: str) -> str:
    with pytest.raises(MalformedError) as caught:
        parse(name, text)
    assert is_one_plain_sentence(caught.value.sentence)
    return caught.value.sentence


def claim(**fields: object) -> str:
    return json.dumps({**CLAIM, **fields})


def test_what_is_signed_and_sound_is_opened() -> None:
    assert opened(ACT, KEYS) == RecordClaim(claim="it rains", according_to="a source")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON object: Expecting value at character 1"),
        ('{"claim": "x', "no JSON object: Unterminated string starting at character 11"),
        ("null", "the act is no JSON object"),
        ("[1, 2]", "the act is no JSON object"),
        ('{"claim": "x"} x', "Extra data at character 16"),
        ("\ufeff{}", "the act is no JSON object"),
        ('{"claim": "x", "claim": "y"}', "a key stands twice"),
        ('{"a": {"b": 1, "b": 1}}', "a key stands twice"),
        ('{"claim": NaN}', "NaN is no number of JSON"),
        ('{"claim": -Infinity}', "-Infinity is no number of JSON"),
        ('{"claim": 1e999}', "1e999 is no whole number"),
        ('{"claim": 1.5}', "1.5 is no whole number"),
        ('{"claim": 9007199254740992}', "9007199254740992 is beyond 2^53-1"),
        ('{"claim": %s}' % ("9" * 5_000), "9999999999999999... is beyond 2^53-1"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"a":' * 500 + "1" + "}" * 500, "nested too deeply"),
        (claim(claim="\0"), "field claim: character 1 is a control character (U+0000)"),
        (claim(claim="a\ud83d"), "field claim: character 2 is half of a surrogate pair (U+D83D)"),
        (claim(claim="a\u202eb"), "field claim: character 2 is a bidirectional override (U+202E)"),
        (claim(**{"\u2066": 1}), "the name of a field: character 1 is a bidirectional override"),
        (claim(claim=["x", "\x1b"]), "field claim.1: character 1 is a control character (U+001B)"),
        (claim(claim=""), "field claim: is empty"),
        (claim(claim="x" * 8_001), "field claim: is too long; 8000 are allowed"),
        (claim(weather="fine"), "field weather: there is no such field"),
        (claim(type="ClaimRecorded"), "field type: should be 'RecordClaim'"),
        (claim(**{"z" * 9_000: 1}), "there is no such field"),
        (claim(said_of="z" * 9_000), "is no month"),
        (claim(said_of="2022-06-24\n"), "is no month"),
        (claim(said_of="\uff12022-06-24"), "is no month"),
        (claim(said_of="2022-02-30"), "does not exist in the calendar"),
        (claim(contradicts="1"), "field contradicts: should be a whole number"),
        (claim(contradicts=True), "field contradicts: should be a whole number"),
        (claim(contradicts=[1]), "field contradicts: should be a whole number"),
        (claim(claim=5), "field claim: should be text"),
        (json.dumps({"claim": "x"}), "field according_to: is missing"),
    ],
)
def test_a_malformed_act_is_refused_in_one_sentence(text: str, words: str) -> None:
    assert words in fault_in("RecordClaim", text)


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("AdoptRules", {"valid_from": 20200101}, "field valid_from: should be a day"),
        ("AdoptRules", {"valid_from": "2020-02-30"}, "day value is outside expected range"),
        ("AdoptRules", {"parameters": {"nope": {}}}, "no such parameter of the rules: nope"),
        (
            "AdoptRules",
            {"parameters": {"voter": {"value": {"a": 1}}}},
            "field parameters.voter.value: is of no kind that this field takes",
        ),
        (
            "AdoptRules",
            {"parameters": {"quorum.open": {"value": True}}},
            "quorum.open is a number of delegations from 0 to 1000, or a rule of delegations",
        ),
        ("ExtendDeadline", {"until": 1_700_000_000}, "field until: should be a time"),
        ("ExtendDeadline", {"until": "2026-06-12T12:00:00"}, "should have timezone info"),
        ("ExtendDeadline", {"until": "0001-01-01T00:00:00+14:00"}, "it lies outside the calendar"),
        ("TakeOffice", {"presides": "yes"}, "field presides: should be true or false"),
        ("TakeOffice", {"presides": 1}, "field presides: should be true or false"),
        ("TakeOffice", {"capacity": "king"}, "field capacity: should be 'secretariat'"),
        ("TakeOffice", {"subject": "X Y"}, "field subject: has not the form"),
        ("TakeOffice", {"subject": "X Y"}, "asks for: a short name in lower case, as kz"),
        ("AdmitLogKey", {"key": "foo"}, "asks for: a verifier key as its owner prints it"),
        ("CastBallot", {"choice": "maybe"}, "field choice: should be 'for', 'against'"),
        ("ReviseDraft", {"edition": "2"}, "field edition: should be a whole number"),
        ("ReviseDraft", {"answers": {"remark": 1}}, "field answers: should be a list"),
        ("CreateCommittee", {"key": "a_b", "name": "x"}, "no '_' and no '.', but '-'"),
        ("RegisterParliament", {"key": "a.b"}, "no '_' and no '.', but '-'"),
    ],
)
def test_a_field_of_the_wrong_type_is_refused_and_never_guessed(
    name: str, fields: dict[str, object], words: str
) -> None:
    assert words in fault_in(name, json.dumps(fields))


def test_days_instants_words_and_lists_are_written_as_json_writes_them() -> None:
    rules = parse(
        "AdoptRules",
        '{"title": "x", "decision": "y", "valid_from": "2020-01-01", "parameters": '
        '{"chair.order": {"value": ["aa", "bb"], "severity": "alert"}}}',
    )
    extension = parse(
        "ExtendDeadline",
        '{"name": "report", "until": "2026-06-12T15:00:00+03:00", "authority": "x"}',
    )

    assert isinstance(rules, AdoptRules)
    assert rules.valid_from == date(2020, 1, 1)
    assert rules.parameters["chair.order"].value == ("aa", "bb")
    assert isinstance(extension, ExtendDeadline)
    assert extension.until == NOON


def test_text_is_taken_in_normal_form_c() -> None:
    assert parse("RecordClaim", claim(claim="cafe\u0301")) == RecordClaim(
        claim="caf\u00e9", according_to="a source"
    )


@pytest.mark.parametrize("name", ["", "Nothing", "PassDeadline", "record claim", "x" * 9_000])
def test_what_is_no_act_is_not_known(name: str) -> None:
    fault = fault_of(OURS.sign(PLAIN.model_copy(update={"name": name})))

    assert fault.code == "unknown-act"
    assert len(fault.sentence) < 200


@pytest.mark.parametrize(
    "stream",
    [
        "",
        "ministry/1",
        "model-law/../x",
        "refusals",
        "assembly\n",
        "model-law/" + "9" * 9_000,
        "\0",
    ],
)
def test_what_is_no_case_is_not_known(stream: str) -> None:
    fault = fault_of(OURS.sign(PLAIN.model_copy(update={"stream": stream})))

    assert fault.code == "unknown-case"
    assert len(fault.sentence) < 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
FIELDS = sorted({field for kind in ACTS.values() for field in kind.model_fields})


@given(st.sampled_from(sorted(ACTS)), st.dictionaries(st.sampled_from(FIELDS) | st.text(), JSON))
def test_any_json_makes_an_act_or_one_plain_sentence(name: str, fields: dict[str, object]) -> None:
    try:
        parse(name, json.dumps(fields))
    except MalformedError as fault:
        assert is_one_plain_sentence(fault.sentence)


@given(st.sampled_from(sorted(ACTS)), st.text(alphabet=string.printable) | st.text())
def test_any_text_makes_an_act_or_one_plain_sentence(name: str, text: str) -> None:
    try:
        parse(name, text)
    except MalformedError as fault:
        assert is_one_plain_sentence(fault.sentence)


@given(st.integers(-LARGEST, LARGEST))
def test_each_whole_number_up_to_the_limit_is_read_as_it_is(number: int) -> None:
    assert sound_object(json.dumps({"n": number})) == {"n": number}


@pytest.mark.parametrize("depth", [1, DEEPEST - 1])
def test_what_is_not_too_deep_is_read(depth: int) -> None:
    text = '{"a":' * depth + "1" + "}" * depth

    assert json.dumps(sound_object(text)).replace(" ", "") == text


@pytest.mark.parametrize(
    "changed",
    [
        {"command_id": UUID(int=2)},
        {"stream": "model-law/2026-001"},
        {"name": "FoundAssembly"},
        {"command": claim(claim="it snows")},
        {"actor": SECRETARY.model_copy(update={"subject": "somebody"})},
        {"actor": SECRETARY.model_copy(update={"capacity": Capacity.CHAIR})},
        {"actor": SECRETARY.model_copy(update={"body": "aa"})},
        {"actor": SECRETARY.model_copy(update={"method": "card"})},
        {"occurred_at": "2026-06-11"},
        {"submitted_at": datetime(2026, 6, 12, 12, 0, 1, tzinfo=UTC)},
        {"reason": "because"},
        {"source": "another"},
        {"expected_version": 3},
        {"request_hash": "0" * 64},
        {"request_hash": ""},
        {"proof": None},
        {"proof": Proof(key_id=OURS.key_id, signature="00" * 64)},
        {"proof": Proof(key_id=OURS.key_id, signature="no hex")},
        {"proof": Proof(key_id=OURS.key_id, signature="")},
        {"proof": Proof(key_id=THEIRS.key_id, signature=str(ACT.proof and ACT.proof.signature))},
    ],
)
def test_whatever_is_changed_after_signing_is_noticed(changed: dict[str, object]) -> None:
    assert fault_of(ACT.model_copy(update=changed)).code == "not-signed"


def test_the_signature_of_an_unknown_gateway_is_worth_nothing() -> None:
    theirs = THEIRS.sign(PLAIN)
    named_ours = Proof(key_id=OURS.key_id, signature=str(theirs.proof and theirs.proof.signature))

    assert fault_of(theirs).code == "not-signed"
    assert fault_of(theirs.model_copy(update={"proof": named_ours})).code == "not-signed"


def test_the_signature_of_another_act_is_worth_nothing() -> None:
    other = OURS.sign(PLAIN.model_copy(update={"command_id": UUID(int=9)}))

    assert fault_of(ACT.model_copy(update={"proof": other.proof})).code == "not-signed"


@pytest.mark.parametrize("door", [lambda act: opened(act, KEYS), checked], ids=["opened", "door"])
def test_nobody_may_spend_an_id_of_the_clock(door: Callable[[Submission], object]) -> None:
    spent = clock_id("committee-review/2026-001/legal", "report@2026-06-12T12:00:00.000000Z#3")

    with pytest.raises(MalformedError, match="reserved for the clock") as caught:
        door(OURS.sign(PLAIN.model_copy(update={"command_id": spent})))
    assert caught.value.code == "malformed"
    assert (spent.version, spent.variant) == (8, RFC_4122)


def test_a_name_is_disclosed_or_the_act_is_refused() -> None:
    told = {"subject": "aa-chair", "name": commitment(ADA), "contact": None}
    whole = PLAIN.model_copy(update={"name": "RegisterPerson", "command": json.dumps(told)})
    with_name = whole.model_copy(update={"disclosures": (ADA,)})
    contact = json.dumps({**told, "contact": "0" * 64})
    half = with_name.model_copy(update={"command": contact})

    assert opened(OURS.sign(with_name), KEYS)
    for act, field in ((whole, "name"), (half, "contact")):
        fault = fault_of(OURS.sign(act))
        assert fault.code == "malformed"
        assert fault.sentence == f"field {field}: what it commits to is not disclosed"


def test_nobody_acts_as_the_clock_even_with_a_signature() -> None:
    clock = Actor(subject="clock", capacity=Capacity.CLOCK)

    assert fault_of(OURS.sign(PLAIN.model_copy(update={"actor": clock}))).code == "forged-clock"


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"command": claim(claim="x" * 100_000)}, "too-large", "50000 are allowed"),
        ({"reason": "x" * 60_000}, "too-large", "50000 are allowed"),
        ({"expected_version": -1}, "malformed", "expected_version: no case has such a version"),
        ({"expected_version": 2**53}, "malformed", "no case has such a version"),
        ({"reason": "x" * 8_001}, "malformed", "reason: 8001 characters; 8000 are allowed"),
        ({"source": "nul \0"}, "malformed", "source: character 5 is a control character"),
        ({"reason": "e\u0301"}, "malformed", "reason: it is not in Unicode's normal form C"),
        ({"occurred_at": "yesterday"}, "malformed", "field occurred_at: 'yesterday' is no month"),
        ({"occurred_at": "2026-06-12\n"}, "malformed", "field occurred_at"),
        ({"occurred_at": "2026-13"}, "malformed", "does not exist in the calendar"),
        ({"occurred_at": "z" * 9_000}, "malformed", "is no month"),
        ({"submitted_at": NOON.replace(tzinfo=None)}, "malformed", "it names no time zone"),
        (
            {"actor": SECRETARY.model_copy(update={"subject": "s" * 81})},
            "malformed",
            "subject: 81 characters; 80 are allowed",
        ),
        (
            {"actor": SECRETARY.model_copy(update={"method": "m\u202e"})},
            "malformed",
            "method: character 2 is a bidirectional override",
        ),
    ],
)
def test_an_envelope_must_be_sound_too(changed: dict[str, object], code: str, words: str) -> None:
    fault = fault_of(OURS.sign(PLAIN.model_copy(update=changed)))

    assert fault.code == code
    assert words in fault.sentence


@pytest.mark.parametrize("field", ["command", "reason", "source", "name", "occurred_at"])
def test_half_a_surrogate_pair_is_refused_wherever_it_stands(field: str) -> None:
    fault = fault_of(PLAIN.model_copy(update={field: "half \ud83d"}))

    assert fault.code == "malformed"
    assert "half of a surrogate pair" in fault.sentence


@pytest.mark.parametrize(
    ("disclosure", "words"),
    [
        (Disclosure(field="name", value="Ayla", salt="s"), "field name: commitment differs"),
        (Disclosure(field="subject", value="x", salt="s"), "field 'subject': it names no person"),
        (Disclosure(field="z" * 9_000, value="x", salt="s"), "it names no person"),
        (Disclosure(field="name", value="A\0", salt="s"), "field name: character 2 is a control"),
        (Disclosure(field="name", value="A", salt="\0"), "the salt of field name: character 1"),
    ],
)
def test_a_disclosure_must_fit_a_commitment(disclosure: Disclosure, words: str) -> None:
    told = json.dumps({"subject": "aa-chair", "name": "0" * 64})
    changed = {"name": "RegisterPerson", "command": told, "disclosures": (disclosure,)}
    fault = fault_of(OURS.sign(PLAIN.model_copy(update=changed)))

    assert fault.code == "malformed"
    assert words in fault.sentence


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (CLOCK.texts[::-1], "field certificates: the certificates of clock are not fit: the first"),
        (CLOCK.texts[:1], "field certificates: the certificates of clock are not fit"),
        ([CLOCK.texts[0], OTHER.texts[1]], "are not fit"),
        (["MIIB"], "are not fit"),
    ],
)
def test_certificates_that_could_never_vouch_are_not_taken(texts: list[str], words: str) -> None:
    fault = fault_of(admission(texts))

    assert fault.code == "malformed"
    assert words in fault.sentence


def test_certificates_that_vouch_for_one_another_are_taken() -> None:
    assert opened(admission(CLOCK.texts), KEYS) == AdmitTimestampAuthority(
        authority="clock", certificates=tuple(CLOCK.texts)
    )
