"""Where the foreign verifiers and ours differ: we refuse more; what we take, others take too."""

from collections.abc import Iterable, Mapping

import pytest

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import Note, NoteError, Signature, encoded
from eventstore.proofs.policies import quorum_policy
from eventstore.proofs.tree import EMPTY_ROOT
from eventstore.proofs.witness import Asked, Witness
from tests.eventstore.example import LOG
from tests.eventstore.proofs.sealing import Remembered
from tests.foreign.foreign import Foreign, agreed
from tests.foreign.growth import events
from tests.foreign.ours import grew, keeps, opens, package_opens
from tests.foreign.signed import ANKARA, BAKU, BAKU_PQ, NOW, REGISTER, REGISTER_PQ, opening

ROOT = encoded(bytes(32))
GOOD = Checkpoint(origin=LOG, size=7, root=bytes(32)).text
# The order of the group of Ed25519: a number and the number plus this are the same to it.
ORDER = 2**252 + 27742317777372353535851937790883648493


def signed(text: str, *more: Signature) -> Note:
    """Return a note whose text our log's key signed, whatever it says."""
    return Note(text=text, signatures=[REGISTER.key.sign(text), *more])


def strange(name: str) -> Signature:
    """Return a signature line of a key that nobody knows."""
    return Signature(name=name, key_id=bytes(4), raw=bytes(64))


def many(count: int) -> list[Signature]:
    return [strange(f"w{number}.example") for number in range(count)]


def second_form(signature: Signature) -> Signature:
    """Return an Ed25519 signature with the other number that stands for the same."""
    number = int.from_bytes(signature.raw[32:], "little") + ORDER
    raw = signature.raw[:32] + number.to_bytes(32, "little")
    return Signature(name=signature.name, key_id=signature.key_id, raw=raw)


LATE = 2**63
TAKEN_BY_ALL: Mapping[str, Note] = {
    "a size of 63 bits": signed(f"{LOG}\n{2**63 - 1}\n{ROOT}\n"),
    "an empty tree": signed(f"{LOG}\n0\n{encoded(EMPTY_ROOT)}\n"),
    "64 signatures": signed(GOOD, *many(63)),
    "the same signature twice": signed(GOOD, REGISTER.key.sign(GOOD)),
    "two times of one witness": signed(GOOD, BAKU.key.sign(GOOD, 5), BAKU.key.sign(GOOD, 9)),
    "no time": signed(GOOD, BAKU.key.sign(GOOD, 0), BAKU_PQ.key.sign(GOOD, 0)),
    "the last second": signed(GOOD, *(each.key.sign(GOOD, LATE - 1) for each in (BAKU, BAKU_PQ))),
    "a name of other letters": signed(GOOD, strange("бакы.example/şahid")),
    "a signature of one byte": signed(GOOD, Signature(name="a", key_id=bytes(4), raw=b"x")),
}
REFUSED_BY_ALL: Mapping[str, Note] = {
    "a size with a sign": signed(f"{LOG}\n+7\n{ROOT}\n"),
    "a size below nothing": signed(f"{LOG}\n-7\n{ROOT}\n"),
    "a size in other digits": signed(f"{LOG}\n\u0667\n{ROOT}\n"),
    "a size with an underscore": signed(f"{LOG}\n1_0\n{ROOT}\n"),
    "a size with a space": signed(f"{LOG}\n 7\n{ROOT}\n"),
    "a root in another base64": signed(f"{LOG}\n7\n{ROOT.replace('A', '_')}\n"),
    "a root without its end": signed(f"{LOG}\n7\n{ROOT.rstrip('=')}\n"),
    "two lines": signed(f"{LOG}\n7\n"),
    "another origin": signed(f"other.example\n7\n{ROOT}\n"),
    "no origin": signed(f"\n7\n{ROOT}\n"),
    "a signature in its second form": Note(
        text=GOOD, signatures=[second_form(REGISTER.key.sign(GOOD))]
    ),
    "a signature that is not valid, then one that is": Note(
        text=GOOD, signatures=[second_form(REGISTER.key.sign(GOOD)), REGISTER.key.sign(GOOD)]
    ),
    "a signature of no byte": signed(GOOD, Signature(name="a", key_id=bytes(4), raw=b"")),
}
REFUSED_BY_US_ALONE: Mapping[str, Note] = {
    "a line more": signed(f"{GOOD}more\n"),
    "a size with a nought before it": signed(f"{LOG}\n07\n{ROOT}\n"),
    "a root of 31 bytes": signed(f"{LOG}\n7\n{encoded(bytes(31))}\n"),
    "a root of 33 bytes": signed(f"{LOG}\n7\n{encoded(bytes(33))}\n"),
    "a root in a second spelling": signed(f"{LOG}\n7\n{ROOT[:-2]}B=\n"),
    "a second signature that is not valid": signed(GOOD, second_form(REGISTER.key.sign(GOOD))),
    "a time past all times": signed(GOOD, BAKU.key.sign(GOOD, LATE)),
    "such a time of the other kind": signed(GOOD, BAKU_PQ.key.sign(GOOD, LATE)),
}


def named_notes(notes: Mapping[str, Note]) -> Iterable[object]:
    return [pytest.param(note, id=name) for name, note in notes.items()]


@pytest.mark.parametrize("note", named_notes(TAKEN_BY_ALL))
async def test_what_is_unusual_is_taken_by_all(foreign: Foreign, note: Note) -> None:
    case = opening(note, BAKU, BAKU_PQ, ANKARA)
    verdicts = {**await foreign.ask_one(case), "ours": opens(case), "package": package_opens(case)}

    assert agreed(verdicts)
    assert set(verdicts["ours"].found) == set(verdicts["formats"].found)
    assert set(verdicts["ours"].found) == set(verdicts["package"].found)


@pytest.mark.parametrize("note", named_notes(REFUSED_BY_ALL))
async def test_what_is_malformed_is_refused_by_all(foreign: Foreign, note: Note) -> None:
    case = opening(note, BAKU, BAKU_PQ, ANKARA)
    said = (await foreign.ask_one(case))["formats"]

    assert not agreed({"formats": said, "ours": opens(case), "package": package_opens(case)})


@pytest.mark.parametrize("note", named_notes(REFUSED_BY_US_ALONE))
async def test_we_refuse_what_formats_lets_pass(foreign: Foreign, note: Note) -> None:
    case = opening(note, BAKU, BAKU_PQ, ANKARA)

    assert (await foreign.ask_one(case))["formats"].accepts
    assert not agreed({"ours": opens(case), "package": package_opens(case)})


async def test_we_take_fewer_signatures_than_sumdb(foreign: Foreign) -> None:
    for count, known, ours in ((64, True, True), (65, True, False), (101, False, False)):
        case = opening(signed(GOOD, *many(count - 1)))
        assert (await foreign.ask_one(case))["note"].accepts == known
        assert opens(case).accepts == ours


async def test_from_an_empty_tree_only_its_own_root_grows(foreign: Foreign) -> None:
    for root, ours in ((EMPTY_ROOT, True), (bytes(32), False)):
        case = {"old": 0, "size": 3, "proof": [], "old_root": root, "root": bytes(32)}
        assert (await foreign.ask_one({"kind": "consistency", **case}))["merkle"].accepts
        assert grew(case).accepts == ours


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("index 0", "index 00", id="an index with a nought before it"),
        pytest.param("index 0\n", "index 0\r\n", id="a line as Windows ends it"),
        pytest.param("==\n", "==", id="no end of the last line"),
    ],
)
async def test_we_refuse_receipts_that_formats_lets_pass(
    foreign: Foreign, old: str, new: str
) -> None:
    row = events(1)[0]
    text = Checkpoint(origin=LOG, size=1, root=row.leaf).text
    note = Note(text=text, signatures=[REGISTER.key.sign(text), BAKU.key.sign(text, NOW)])
    receipt = f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note.whole}"
    case = {"kind": "receipt", "body": row.body.encode(), "key": REGISTER.vkey, "witnesses": []}
    whole, changed = (
        {**case, "receipt": each.encode()} for each in (receipt, receipt.replace(old, new))
    )

    assert keeps(whole).accepts
    assert not keeps(changed).accepts
    assert changed != whole
    assert all(agreed(each) for each in await foreign.ask([whole, changed]))


async def test_the_same_characters_may_stand_in_a_name(foreign: Foreign) -> None:
    raw = REGISTER.verifier.raw
    names = [f"a{chr(each)}b" for each in [*range(0x20, 0x3100), 0xFEFF, 0xFFFD, 0x1F600]]
    keys = [
        VerifierKey(name=each, algorithm=REGISTER.verifier.algorithm, raw=raw) for each in names
    ]
    answers = await foreign.ask([{"kind": "key", "key": each.text} for each in keys])

    for key, said in zip(keys, answers, strict=True):
        try:
            VerifierKey.read(key.text)
            ours = True
        except NoteError:
            ours = False
        assert said["note"].accepts == ours, repr(key.name)


TOO_LARGE = f"{LOG}\n{2**64}\n{ROOT}\n"


async def test_a_size_of_more_than_64_bits_is_refused_by_all(foreign: Foreign) -> None:
    case = opening(signed(TOO_LARGE))
    said = (await foreign.ask_one(case))["formats"]

    assert not said.accepts
    assert not opens(case).accepts


async def test_a_size_of_more_than_64_bits_is_refused_by_the_package() -> None:
    assert not package_opens(opening(signed(TOO_LARGE))).accepts


def test_a_witness_answers_whoever_asks_about_too_large_a_tree() -> None:
    known = {LOG: [REGISTER.verifier, REGISTER_PQ.verifier]}
    forged = Signature(name=LOG, key_id=REGISTER_PQ.verifier.key_id, raw=bytes(2428))
    note = Note(text=TOO_LARGE, signatures=[forged])
    witness = Witness([BAKU.key], known, Remembered())

    answer = witness.add_checkpoint(Asked(old=0, proof=[], note=note).text, NOW)

    assert answer.status in (400, 403)


def test_a_size_of_thousands_of_digits_is_no_checkpoint() -> None:
    note = signed(f"{LOG}\n{'9' * 5000}\n{ROOT}\n")
    try:
        quorum_policy([REGISTER.verifier], {}, 0).judge(note)
    except NoteError:
        return


@pytest.mark.parametrize("name", ["a+b", "a\u00a0b"])
async def test_a_name_that_no_key_may_bear_is_refused_by_all(foreign: Foreign, name: str) -> None:
    case = opening(signed(GOOD, strange(name)))

    assert not agreed(
        {**await foreign.ask_one(case), "ours": opens(case), "package": package_opens(case)}
    )


async def test_more_signatures_than_anybody_takes_are_refused_by_all(foreign: Foreign) -> None:
    case = opening(signed(GOOD, *many(100)))

    assert not agreed(
        {**await foreign.ask_one(case), "ours": opens(case), "package": package_opens(case)}
    )
