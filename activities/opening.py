"""Opening a submission: it must be ours, name an act, and have the right fields."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import TypeAdapter, ValidationError

from activities.sound_json import LARGEST, sound_object
from domain.assembly.timestamp_authorities import AdmitTimestampAuthority
from domain.cases import misnamed
from domain.catalogue import ACTS
from domain.clock import is_reserved
from domain.fault_words import in_words
from domain.messages import Command
from domain.occurred import Occurred
from domain.signing import commitment, request_hash, signed_bytes
from domain.submission import Capacity, Refused, Submission
from domain.text import clean
from eventstore.proofs.timestamps import Authority, TimestampError

_OCCURRED = TypeAdapter(Occurred)
_LONGEST, _LONGEST_WORDS, _LONGEST_FAULT, _SHOWN = 50_000, 8_000, 300, 80
_NO_KIND = "is of no kind that this field takes"
_KINDS_TRIED = frozenset({"bool", "int", "str"})


class MalformedError(ValueError):
    """What was submitted is no act: nothing is recorded."""

    def __init__(self, code: str, sentence: str) -> None:
        """Say what is wrong, in kebab-case and in words."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    def answer(self, command_id: UUID) -> Refused:
        """Return it as the answer to a command."""
        return Refused(command_id=command_id, code=self.code, sentence=self.sentence)


def opened(submission: Submission, keys: Mapping[str, bytes]) -> Command:
    """Return the command inside; raise `MalformedError` where it is none or not signed by us."""
    _check_envelope(submission)
    _check_proof(submission, keys)
    return _command(submission)


def checked(submission: Submission) -> Command:
    """Return the command inside, signed or not: what a gateway asks before it signs."""
    _check_envelope(submission)
    return _command(submission)


def _check_envelope(submission: Submission) -> None:
    _check_size(submission)
    _check_numbers(submission)
    _check_case(submission.stream)
    _check_words(submission)
    _check_times(submission)


def _command(submission: Submission) -> Command:
    kind = _kind(submission.name)
    fields = json_object(submission.command)
    _check_disclosures(submission, kind, fields)
    command = _made(kind, fields)
    if isinstance(command, AdmitTimestampAuthority):
        _check_certificates(command)
    return command


def parse(name: str, text: str) -> Command:
    """Return the command that a name and a JSON object make."""
    return _made(_kind(name), json_object(text))


def _kind(name: str) -> type[Command]:
    if name not in ACTS:
        alike = get_close_matches(name[:_SHOWN], ACTS, n=1)
        meant = f"; did you mean {alike[0]}?" if alike else "; `plenary acts-schema` lists them"
        raise MalformedError("unknown-act", f"there is no act {_shown(name)}{meant}")
    return ACTS[name]


def _made(kind: type[Command], fields: Mapping[str, object]) -> Command:
    name = kind.model_fields["type"].default
    try:
        # As JSON and strictly: "3", 3.0 and true are no numbers, but a day may be written as text.
        return kind.model_validate_json(json.dumps({"type": name, **fields}), strict=True)
    except ValidationError as fault:
        raise MalformedError("malformed", f"{name}: {sentence_of(fault)}") from None


def sentence_of(fault: ValidationError) -> str:
    """Return what pydantic found, as one sentence without its internals."""
    said: dict[str, str] = {}
    for error in fault.errors(include_url=False, include_input=False):
        where = ".".join(_readable(error["loc"]))[:_SHOWN] or "the whole"
        said[where] = _NO_KIND if where in said else _cut(in_words(error, part="field"))
    return "; ".join(f"field {where}: {words}" for where, words in list(said.items())[:5])


def _readable(place: tuple[int | str, ...]) -> Iterator[str]:
    """Return the names and numbers that lead to a field, without the kinds that were tried."""
    for each in place:
        if each in _KINDS_TRIED or "[" in str(each):
            return
        yield _cut(str(each))


def json_object(text: str) -> dict[str, object]:
    """Return a JSON object; raise `MalformedError` where the text is none."""
    try:
        return sound_object(text)
    except ValueError as fault:
        raise MalformedError("malformed", str(fault)) from None


def _check_size(submission: Submission) -> None:
    actor = submission.actor
    words = (submission.reason, submission.source, actor.subject, actor.body, actor.method)
    given = (text for each in submission.disclosures for text in (each.value, each.salt))
    names = (submission.stream, submission.name, submission.occurred_at)
    parts = (submission.command, *names, *(each or "" for each in words), *given)
    try:
        size = sum(len(part.encode()) for part in parts)
    except UnicodeEncodeError:
        raise MalformedError("malformed", "the act holds half of a surrogate pair") from None
    if size > _LONGEST:
        raise MalformedError("too-large", f"the act has {size} bytes; {_LONGEST} are allowed")


def _check_numbers(submission: Submission) -> None:
    if is_reserved(submission.command_id):
        raise MalformedError("malformed", "the command id is of the form reserved for the clock")
    if not 0 <= (submission.expected_version or 0) <= LARGEST:
        raise MalformedError("malformed", "expected_version: no case has such a version")


def _check_case(stream: str) -> None:
    if (refusal := misnamed(stream)) is not None:
        raise MalformedError(refusal.code, refusal.sentence)


def _check_proof(submission: Submission, keys: Mapping[str, bytes]) -> None:
    if submission.actor.capacity is Capacity.CLOCK:
        raise MalformedError("forged-clock", "nobody may act as the clock")
    proof = submission.proof
    if proof is None or proof.key_id not in keys:
        raise MalformedError("not-signed", "the act bears no signature of a gateway known here")
    if submission.request_hash != request_hash(submission):
        raise MalformedError("not-signed", "the act was changed after it was signed")
    submitted_at = submission.model_dump(mode="json", include={"submitted_at"})["submitted_at"]
    signed = signed_bytes(submission.request_hash, submitted_at)
    try:
        Ed25519PublicKey.from_public_bytes(keys[proof.key_id]).verify(
            bytes.fromhex(proof.signature), signed
        )
    except (InvalidSignature, ValueError):
        raise MalformedError("not-signed", "the signature of the act is wrong") from None


def _check_disclosures(
    submission: Submission, kind: type[Command], fields: Mapping[str, object]
) -> None:
    for each in submission.disclosures:
        if each.field not in kind.personal:
            raise MalformedError("malformed", f"field {_shown(each.field)}: it names no person")
        _check_text(f"field {each.field}", each.value)
        _check_text(f"the salt of field {each.field}", each.salt)
        if fields.get(each.field) != commitment(each):
            raise MalformedError("malformed", f"field {each.field}: commitment differs")
    disclosed = {each.field for each in submission.disclosures}
    for field in kind.personal:
        if fields.get(field) is not None and field not in disclosed:
            raise MalformedError("malformed", f"field {field}: what it commits to is not disclosed")


def _check_certificates(command: AdmitTimestampAuthority) -> None:
    """The rules know no X.509, and certificates once on record cannot be taken back."""
    try:
        Authority.read(command.authority, command.certificates)
    except TimestampError as fault:
        raise MalformedError("malformed", f"field certificates: {fault}") from None


def _check_words(submission: Submission) -> None:
    actor = submission.actor
    _check_text("reason", submission.reason or "")
    _check_text("source", submission.source or "")
    for name, words in (("subject", actor.subject), ("body", actor.body), ("method", actor.method)):
        _check_text(name, words or "", longest=_SHOWN)


def _check_text(name: str, text: str, *, longest: int = _LONGEST_WORDS) -> None:
    if len(text) > longest:
        raise MalformedError("malformed", f"{name}: {len(text)} characters; {longest} are allowed")
    try:
        is_clean = clean(text) == text
    except ValueError as fault:
        raise MalformedError("malformed", f"{name}: {fault}") from None
    if not is_clean:
        raise MalformedError("malformed", f"{name}: it is not in Unicode's normal form C")


def _check_times(submission: Submission) -> None:
    try:
        _OCCURRED.validate_python(submission.occurred_at)
    except ValidationError as fault:
        message = _cut(fault.errors()[0]["msg"].removeprefix("Value error, "))
        raise MalformedError("malformed", f"field occurred_at: {message}") from None
    if submission.submitted_at.tzinfo is None:
        raise MalformedError("malformed", "submitted_at: it names no time zone")


def _cut(words: str) -> str:
    shown = words if len(words) <= _LONGEST_FAULT else f"{words[:_LONGEST_FAULT]}..."
    return shown if shown.isprintable() else ascii(shown)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
