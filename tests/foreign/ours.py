"""What our own two programs say: the register's code, and the verifier that goes into packages."""

import importlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from eventstore.envelope import leaf
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import Note, NoteError
from eventstore.proofs.policies import Policy, quorum_policy
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.tree import ProofError, verify_consistency, verify_inclusion
from tests.foreign.foreign import Case, Verdict

verify = importlib.import_module("verifier.verify")


def judged(check: Callable[[], Sequence[str] | None], *refusals: type[Exception]) -> Verdict:
    """Return the verdict of a check that raises where it refuses."""
    try:
        return Verdict(accepts=True, said="", found=check() or [])
    except refusals as error:
        return Verdict(accepts=False, said=str(error), found=[])


def includes(case: Case) -> Verdict:
    """Return our verdict on a proof of inclusion."""
    told = case["leaf"], case["at"], case["size"], case["proof"], case["root"]
    return judged(lambda: verify_inclusion(*told), ProofError)


def grew(case: Case) -> Verdict:
    """Return our verdict on a proof of growth."""
    told = case["old"], case["size"], case["proof"], case["old_root"], case["root"]
    return judged(lambda: verify_consistency(*told), ProofError)


def opens(case: Case) -> Verdict:
    """Return our verdict on a checkpoint, and which keys we found valid."""

    def check() -> list[str]:
        found = policy_of(case).judge(Note.read(case["note"].decode()))
        return [named(case["key"]), *map(named, found.by)]

    return judged(check, NoteError, UnicodeDecodeError)


def package_opens(case: Case) -> Verdict:
    """Return the verdict of the package's verifier on a checkpoint."""

    def check() -> list[str]:
        note = verify.Note(case["note"], "the note")
        origin, _, _ = verify.checkpoint_of(note.text)
        found = package_policy(case["key"], *case["witnesses"]).judge(note, origin)
        keys = [case["witnesses"][int(name)] for name in found]
        return [named(case["key"]), *map(named, keys)]

    return judged(check, verify.Fault)


def keeps(case: Case) -> Verdict:
    """Return our verdict on a receipt, and which keys we found valid."""

    def check() -> list[str]:
        receipt = Receipt.read(case["receipt"].decode())
        found = receipt.check(leaf(case["body"]), policy_of(case))
        return [named(case["key"]), *map(named, found.by)]

    return judged(check, NoteError, ProofError, UnicodeDecodeError)


def policy_of(case: Case) -> Policy:
    """Return a policy that knows the keys of a case and asks for no witness."""
    return register_policy(case["key"], *case["witnesses"])


@lru_cache
def register_policy(log: str, *witnesses: str) -> Policy:
    """Return that policy as the register reads keys."""
    known = {each: VerifierKey.read(each) for each in witnesses}
    return quorum_policy([VerifierKey.read(log)], known, 0)


@lru_cache
def package_policy(log: str, *witnesses: str) -> Any:
    """Return that policy as the package's verifier reads texts; witnesses are named by number."""
    lines = [f"witness {number} {key}" for number, key in enumerate(witnesses)]
    return verify.Policy("\n".join([f"log {log}", *lines, "quorum none", ""]), "the policy")


def named(key: str) -> str:
    """Return the name and id of a verifier key, as the foreign verifiers tell them."""
    return "+".join(key.split("+", 2)[:2])
