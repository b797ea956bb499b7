"""What a forger does to a package: on one file, and then to the lists that would betray him."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from pathlib import Path

from eventstore.packaging import close_bag
from tests.tampering.sealed import LOG_KEYS

TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
SIGNATURE = "signature.note"
SIGNED_ONLY = (
    "data/METHOD.md",
    "data/verify.py",
    "data/schemas/",
    "data/documents/",
    "data/minutes/",
    "data/checkpoint",
    "data/timestamps/",
)
"""What only the log's signature over the package holds together: whoever has its key may send
another program, other shapes or other minutes along, leave a text out, an older checkpoint, or a
time-stamp, and change bytes of one that its authority does not sign.
What the tree, the witnesses and the authorities of time prove is not among it."""


class Reach(Enum):
    """How far the forger got: a file, also its lists, or even the log's own signing key."""

    FILE = "file"
    LISTS = "lists"
    KEY = "key"


@dataclass
class Bag:
    """The files of a package in memory, by path; it can be written beside its original."""

    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Bag":
        """Read a package."""
        paths = (each for each in sorted(folder.rglob("*")) if each.is_file())
        return cls({each.relative_to(folder).as_posix(): each.read_bytes() for each in paths})

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole."""
        self.files[path] = content

    def append(self, path: str, content: bytes) -> None:
        """Write at the end of a file."""
        self.files[path] = self.files.get(path, b"") + content

    def hashes(self) -> Mapping[str, tuple[str, int]]:
        """Return the SHA-256 and the size of every file."""
        return {
            path: (sha256(content).hexdigest(), len(content))
            for path, content in sorted(self.files.items())
        }

    def listed(self, reach: Reach, original: "Bag") -> "Bag":
        """Return it with lists that are true of it, signed with the key where that was stolen."""
        if reach is Reach.FILE:
            return self
        told = original.files["bag-info.txt"].decode().splitlines()
        pairs = (line.partition(": ") for line in told)
        info = [(name, value) for name, _, value in pairs if name != "Payload-Oxum"]
        held = {path: each for path, each in self.files.items() if path.startswith("data/")}
        bag = Bag(held)
        close_bag(bag, info, LOG_KEYS[0])
        if reach is Reach.LISTS:
            bag.files[SIGNATURE] = original.files[SIGNATURE]
        return bag

    def lay(self, folder: Path, over: "Bag") -> None:
        """Make a folder, which holds another bag, hold this one."""
        for path in over.files.keys() - self.files.keys():
            (folder / path).unlink()
        for path, content in self.files.items():
            if over.files.get(path) != content:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)


def forged(original: Bag, chance: random.Random, reach: Reach) -> tuple[Bag, str]:
    """Return a bag that differs from the original, and what was done to it."""
    while True:
        bag = Bag(dict(original.files))
        path = chance.choice(_worth(bag, reach))
        kind = chance.choice(JSON_FORGERIES if path.endswith(".jsonl") else FORGERIES)
        kind(bag, path, chance)
        if bag.files != original.files:
            return bag.listed(reach, original), f"{reach.value}: {kind.__name__} of {path}"


def _worth(bag: Bag, reach: Reach) -> list[str]:
    """Return the files to forge, those oftener that say something."""
    paths = sorted(bag.files)
    if reach is not Reach.FILE:
        paths = [each for each in paths if each.startswith("data/")]
    if reach is Reach.KEY:
        paths = [each for each in paths if not each.startswith(SIGNED_ONLY)]
    return paths + 8 * [each for each in paths if each.endswith((".jsonl", ".note", ".txt"))]


def flip_a_bit(bag: Bag, path: str, chance: random.Random) -> None:
    content = bytearray(bag.files[path])
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    bag.files[path] = bytes(content)


def drop_a_byte(bag: Bag, path: str, chance: random.Random) -> None:
    content = bag.files[path]
    at = chance.randrange(len(content) or 1)
    bag.files[path] = content[:at] + content[at + 1 :]


def add_a_byte(bag: Bag, path: str, chance: random.Random) -> None:
    content = bag.files[path]
    at = chance.randrange(len(content) + 1)
    bag.files[path] = content[:at] + bytes([chance.choice(b' \n\t0a{"\xff\x00')]) + content[at:]


def truncate(bag: Bag, path: str, chance: random.Random) -> None:
    content = bag.files[path]
    bag.files[path] = content[: chance.randrange(len(content) or 1)]


def remove(bag: Bag, path: str, _: random.Random) -> None:
    del bag.files[path]


def add_a_file(bag: Bag, path: str, chance: random.Random) -> None:
    bag.files[f"{path}.{chance.randrange(10)}"] = bag.files[path]


def swap_with_another(bag: Bag, path: str, chance: random.Random) -> None:
    other = chance.choice(sorted(bag.files))
    bag.files[path], bag.files[other] = bag.files[other], bag.files[path]


def end_lines_otherwise(bag: Bag, path: str, _: random.Random) -> None:
    bag.files[path] = bag.files[path].replace(b"\n", b"\r\n")


def swap_lines(bag: Bag, path: str, chance: random.Random) -> None:
    lines = bag.files[path].splitlines(keepends=True)
    if len(lines) > 1:
        one, other = chance.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
    bag.files[path] = b"".join(lines)


def drop_a_line(bag: Bag, path: str, chance: random.Random) -> None:
    lines = bag.files[path].splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    bag.files[path] = b"".join(lines)


def double_a_line(bag: Bag, path: str, chance: random.Random) -> None:
    lines = bag.files[path].splitlines(keepends=True)
    if lines:
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    bag.files[path] = b"".join(lines)


def change_a_field(bag: Bag, path: str, chance: random.Random) -> None:
    _in_a_line(bag, path, chance, lambda told: _changed(told, chance))


def drop_a_field(bag: Bag, path: str, chance: random.Random) -> None:
    def without(told: object) -> object:
        if isinstance(told, dict) and told:
            del told[chance.choice(sorted(told))]
        return told

    _in_a_line(bag, path, chance, without)


def double_a_key(bag: Bag, path: str, chance: random.Random) -> None:
    lines = bag.files[path].splitlines(keepends=True)
    at = chance.randrange(len(lines) or 1)
    if lines and lines[at].startswith(b"{"):
        name = chance.choice(sorted(json.loads(lines[at])))
        lines[at] = b'{"' + name.encode() + b'":null,' + lines[at][1:]
    bag.files[path] = b"".join(lines)


FORGERIES: tuple[Callable[[Bag, str, random.Random], None], ...] = (
    flip_a_bit,
    drop_a_byte,
    add_a_byte,
    truncate,
    remove,
    add_a_file,
    swap_with_another,
    end_lines_otherwise,
    swap_lines,
    drop_a_line,
    double_a_line,
)
JSON_FORGERIES = (*FORGERIES, change_a_field, change_a_field, drop_a_field, double_a_key)


def _in_a_line(
    bag: Bag, path: str, chance: random.Random, change: Callable[[object], object]
) -> None:
    lines = bag.files[path].decode().splitlines()
    if lines:
        at = chance.randrange(len(lines))
        told = change(json.loads(lines[at]))
        lines[at] = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    bag.files[path] = "".join(f"{line}\n" for line in lines).encode()


def _changed(told: object, chance: random.Random) -> object:
    """Change one value somewhere within, and keep its kind."""
    match told:
        case dict() if told:
            name = chance.choice(sorted(told))
            return {**told, name: _changed(told[name], chance)}
        case list() if told:
            at = chance.randrange(len(told))
            return [*told[:at], _changed(told[at], chance), *told[at + 1 :]]
        case bool():
            return not told
        case int():
            return told + chance.choice((-1, 1))
        case str() if told:
            at = chance.randrange(len(told))
            return told[:at] + chance.choice("0a1bZ") + told[at + 1 :]
        case _:
            return chance.choice((None, "x", 0))
