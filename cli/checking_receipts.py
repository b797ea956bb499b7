"""`verify-receipt`: whether a kept receipt proves an event, with neither server nor network."""

from pathlib import Path

from cli.exits import ConsoleError, Exit, misused
from cli.output import Output
from cli.sources import opened
from domain.text import counted
from eventstore.envelope import leaf
from eventstore.proofs.notes import NoteError
from eventstore.proofs.policies import Policy, Witnessed
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.tree import ProofError


def check_receipt(output: Output, receipt: Path, event: Path, policy: Path) -> int:
    """Check the receipt of an event under the caller's own policy; end with 4 where it fails."""
    trusted = _policy(policy)
    text = _bytes(event).removesuffix(b"\n")
    try:
        found = Receipt.read(_text(receipt))
        witnessed = found.check(leaf(text), trusted)
    except (NoteError, ProofError) as fault:
        raise _no_proof(f"{receipt} does not prove the event in {event}: {fault}") from None
    if not witnessed.quorum:
        raise _no_proof(
            f"{receipt} lacks cosignatures: {', '.join(witnessed.by) or 'nobody'} confirmed, and "
            f"the policy in {policy} asks for more"
        )
    output.object(
        {
            "position": found.index + 1,
            "log": witnessed.checkpoint.origin,
            "size": witnessed.checkpoint.size,
            "witnesses": sorted(witnessed.by),
        },
        text=_sentence(found, witnessed),
    )
    return Exit.DONE


def _sentence(found: Receipt, witnessed: Witnessed) -> str:
    by = f"witnessed by {', '.join(sorted(witnessed.by))}" if witnessed.by else "not witnessed"
    checkpoint = witnessed.checkpoint
    return (
        f"the event is position {found.index + 1} of the register {checkpoint.origin}, sealed "
        f"over {counted(checkpoint.size, 'event')}, {by}"
    )


def _policy(file: Path) -> Policy:
    try:
        return Policy.read(_text(file))
    except NoteError as fault:
        raise misused(f"{file} is no policy (C2SP tlog-policy): {fault}") from None


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode()
    except UnicodeDecodeError:
        raise misused(f"{file} is not UTF-8") from None


def _bytes(file: Path) -> bytes:
    with opened(str(file)) as content:
        return content.read()


def _no_proof(sentence: str) -> ConsoleError:
    return ConsoleError("verification-failed", sentence, exit_code=Exit.VERIFICATION_FAILED)
