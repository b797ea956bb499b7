"""What foreign programs sign is valid here; what they write of keys we read, and the reverse."""

from collections.abc import Sequence

import pytest

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey, VerifierKey
from eventstore.proofs.notes import Note, NoteError, decoded
from tests.eventstore.example import LOG
from tests.foreign.dice import flipped
from tests.foreign.foreign import Foreign, agreed
from tests.foreign.ours import named, opens, package_opens
from tests.foreign.signed import (
    ANKARA,
    BAKU,
    BAKU_PQ,
    REGISTER,
    REGISTER_PQ,
    Signatory,
    opening,
)

CHECKPOINT = Checkpoint(origin=LOG, size=1204, root=bytes(range(32)))


@pytest.mark.parametrize(
    ("module", "by"),
    [
        ("formats", (REGISTER, REGISTER_PQ, BAKU, BAKU_PQ, ANKARA)),
        ("torchwood", (REGISTER, BAKU, ANKARA)),
    ],
)
async def test_what_foreign_programs_sign_is_valid_here(
    foreign: Foreign, module: str, by: Sequence[Signatory]
) -> None:
    asked = {"kind": "sign", "text": CHECKPOINT.text, "signers": [each.skey for each in by]}
    signed = (await foreign.ask_one(asked))[module]
    assert signed.accepts, signed.said
    case = opening(signed.found[0].encode(), *by[1:])

    for said in (opens(case), package_opens(case)):
        assert (said.accepts, said.said) == (True, "")
        assert set(said.found) == {named(each.vkey) for each in by}
    assert Note.read(signed.found[0]).whole == signed.found[0]


async def test_the_log_signs_to_the_same_byte(foreign: Foreign) -> None:
    asked = {"kind": "sign", "text": CHECKPOINT.text, "signers": [REGISTER.skey]}
    ours = Note(text=CHECKPOINT.text, signatures=[REGISTER.key.sign(CHECKPOINT.text)])

    for said in (await foreign.ask_one(asked)).values():
        assert list(said.found) == [ours.whole]


async def test_keys_that_foreign_programs_make_are_ours_too(foreign: Foreign) -> None:
    made = await foreign.ask_one({"kind": "generate", "text": "baku.example/witness"})
    private, public = made["note"].found
    same, cosigning, private_pq, public_pq = made["formats"].found

    assert private == same
    for skey, vkey, algorithm in (
        (private, public, Algorithm.ED25519),
        (private, cosigning, Algorithm.COSIGNATURE),
        (private_pq, public_pq, Algorithm.SUBTREE),
    ):
        seed = decoded(skey.split("+", 4)[4])[1:]
        assert SigningKey.of("baku.example/witness", algorithm, seed).verifier.text == vkey
        assert VerifierKey.read(vkey).text == vkey


async def test_our_keys_are_read(foreign: Foreign) -> None:
    keys = [each.vkey for each in (REGISTER, REGISTER_PQ, BAKU, BAKU_PQ, ANKARA)]
    answers = await foreign.ask([{"kind": "key", "key": each} for each in keys])

    for key, said in zip(keys, answers, strict=True):
        assert list(said["formats"].found) == [named(key)]
    assert agreed(answers[0])


async def test_a_key_with_any_bit_changed_is_refused(foreign: Foreign) -> None:
    raw = REGISTER.vkey.encode()
    changed = [flipped(raw, bit) for bit in range(8 * len(raw))]
    keys = [each.decode() for each in changed if each.isascii()]
    answers = await foreign.ask([{"kind": "key", "key": each} for each in keys])

    for key, said in zip(keys, answers, strict=True):
        # Go takes the digits of the id in both cases; C2SP and we know small ones only.
        name, _, rest = key.partition("+")
        key_id = rest.partition("+")[0]
        small = f"{name}+{key_id.lower()}+{rest.partition('+')[2]}"
        assert said["note"].accepts == (small == REGISTER.vkey)
        with pytest.raises(NoteError):
            VerifierKey.read(key)
