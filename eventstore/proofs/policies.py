"""Trust policies (C2SP tlog-policy): which logs, which witnesses, how many of them. Pure.

The policy of whoever checks counts, never the one that comes with what is checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, VerifierKey
from eventstore.proofs.notes import Note, NoteError, Signature

NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group has witnessed where so many of its members have."""

    least: int
    members: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Witnessed:
    """What a note is worth under a policy: which witnesses cosigned, and whether they suffice."""

    checkpoint: Checkpoint
    by: Mapping[str, int]
    """Name of the witness in the policy → the time that it states."""
    quorum: bool


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Logs by key, witnesses and groups by name, and the one whose word is enough."""

    logs: Sequence[VerifierKey]
    witnesses: Mapping[str, VerifierKey] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, Group] = field(default_factory=lambda: MappingProxyType({}))
    quorum: str = NONE

    @property
    def text(self) -> str:
        """Return the policy as files hold it."""
        lines = [f"log {key.text}" for key in self.logs]
        lines += [f"witness {name} {key.text}" for name, key in self.witnesses.items()]
        lines += [
            f"group {name} {group.least} {' '.join(group.members)}"
            for name, group in self.groups.items()
        ]
        return "\n".join([*lines, f"quorum {self.quorum}"]) + "\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a policy; raise `NoteError` with the number of the line that is wrong."""
        draft = _Draft()
        for number, line in enumerate(text.split("\n"), start=1):
            words = line.split()
            if words and not words[0].startswith("#"):
                try:
                    draft.take(words)
                except (NoteError, ValueError) as error:
                    raise NoteError(f"line {number} of the policy: {error}") from error
        if draft.quorum is None:
            raise NoteError("a policy says its quorum on one line")
        return cls(
            logs=draft.logs, witnesses=draft.witnesses, groups=draft.groups, quorum=draft.quorum
        )

    def judge(self, note: Note) -> Witnessed:
        """Return what a checkpoint's note is worth; raise `NoteError` unless a known log signed it.

        A signature by a known key that is not valid spoils the whole note.
        """
        checkpoint = Checkpoint.read(note.text)
        if not signed_by(self.logs, note, origin=checkpoint.origin):
            raise NoteError("no log that the policy knows signed this checkpoint")
        times = {name: _time(key, note) for name, key in self.witnesses.items()}
        by = {name: time for name, time in times.items() if time is not None}
        return Witnessed(checkpoint=checkpoint, by=by, quorum=self._met(self.quorum, by))

    def _met(self, name: str, by: Mapping[str, int]) -> bool:
        if name == NONE:
            return True
        if name in self.witnesses:
            return name in by
        group = self.groups[name]
        return sum(self._met(each, by) for each in group.members) >= group.least


def quorum_policy(
    logs: Sequence[VerifierKey], witnesses: Mapping[str, VerifierKey], least: int
) -> Policy:
    """Return the plain policy: so many of these witnesses."""
    if not least:
        return Policy(logs=logs, witnesses=witnesses)
    group = Group(least=least, members=tuple(witnesses))
    return Policy(logs=logs, witnesses=witnesses, groups={"quorum": group}, quorum="quorum")


def signed_by(keys: Sequence[VerifierKey], note: Note, *, origin: str) -> bool:
    """Tell whether one of these keys signed as this log.

    Raise `NoteError` where a signature that names one of them is not valid.
    """
    found = False
    for key in keys:
        for signature in _by(key, note):
            key.check(signature, note.text)
            found = found or key.name == origin
    return found


class _Draft:
    """Gathers the lines of a policy; names are known only after their line."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()

    def take(self, words: Sequence[str]) -> None:
        match words:
            case ["log", text] | ["log", text, _]:
                self.logs.append(_fresh(VerifierKey.read(text), self.logs))
            case ["witness", name, text] | ["witness", name, text, _]:
                key = _fresh(VerifierKey.read(text), list(self.witnesses.values()))
                if key.algorithm is Algorithm.ED25519:
                    raise NoteError(f"{name} has a key that makes no cosignatures")
                self.witnesses[self._new(name)] = key
            case ["group", name, least, *members] if members:
                self.groups[self._new(name)] = self._group(least, members)
            case ["quorum", name] if self.quorum is None:
                self.quorum = name if name == NONE else self._known(name)
            case _:
                raise NoteError(f"this is not understood: {' '.join(words)[:80]!r}")

    def _group(self, least: str, members: Sequence[str]) -> Group:
        if twice := [each for each in members if each in self._members]:
            raise NoteError(f"{twice[0]} is a member of a group already")
        self._members.update(self._known(each) for each in members)
        enough = {"all": len(members), "any": 1}.get(least) or int(least)
        if len(set(members)) != len(members) or not 1 <= enough <= len(members):
            raise NoteError(f"{least} of {len(members)} cannot be asked for")
        return Group(least=enough, members=tuple(members))

    def _new(self, name: str) -> str:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise NoteError(f"the name {name} is taken")
        return name

    def _known(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise NoteError(f"{name} is not defined before this line")
        return name


def _fresh(key: VerifierKey, known: Sequence[VerifierKey]) -> VerifierKey:
    if any(each.raw == key.raw and each.algorithm == key.algorithm for each in known):
        raise NoteError(f"the key of {key.name} is listed twice")
    return key


def _time(key: VerifierKey, note: Note) -> int | None:
    times = [key.check(each, note.text) for each in _by(key, note)]
    return max((time for time in times if time is not None), default=None)


def _by(key: VerifierKey, note: Note) -> list[Signature]:
    return [each for each in note.signatures if key.made(each)]
