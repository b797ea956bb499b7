#!/usr/bin/env python3
"""Verify a package of a plenary register: offline, without a database, without trusting anybody.

    python verify.py PACKAGE [--policy FILE] [--trust CHECKPOINT] [--json]

It needs Python 3.11 and `cryptography`, and changes nothing. All is computed anew: bag (RFC 8493), hashes, chain,
Merkle tree (RFC 9162), signatures (C2SP), time-stamps (RFC 3161), what was asked and answered, what was erased.

With --policy (C2SP tlog-policy) your own keys count, without it those that the register recorded: then you trust
whoever gave you the package for which history was shown. With --trust (a checkpoint that you kept) it also proves
that the history only grew since. Exit code: 0 whole; 4 not, and the first bad place is named; 2 misused.
"""

import argparse
import base64
import hashlib
import json
import re
import signal
import sys
import unicodedata
import uuid
from pathlib import Path

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
except ImportError:
    print("verify.py needs Python's package cryptography: pip install cryptography", file=sys.stderr)
    sys.exit(2)
try:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
except ImportError:  # an older `cryptography`: such signatures then do not count
    MLDSA44PublicKey = None

FORMAT = "plenary-package/v1"
SAFE_INTEGER = 2**53 - 1
PERSONAL = {"PersonRegistered": ("contact", "name")}
ED25519, COSIGNATURE, MLDSA = 0x01, 0x04, 0x06
KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, MLDSA: 1312}
ATTRIBUTE, TST_INFO = bytes.fromhex("2a864886f70d0109"), bytes.fromhex("2a864886f70d0109100104")
FIELDS = set("v log position prev stream version id type schema occurred_at recorded_at command cause".split())
FIELDS |= set("correlation actor source proof basis data".split())
ALARMS = ("DeadlinePassed", "ReminderSent")
ALIKE = "command correlation actor occurred_at recorded_at source proof".split()
ACT = set("command_id request_hash request outcome first last recorded_at".split())
HIDDEN = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\\[bfrtu]")  # in JSON, without escaped backslashes
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
TAG_FILES = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Fault(Exception):
    """The first place that is not as it was recorded: a position, or a file (position 0)."""

    def __init__(self, sentence, position=0):
        told = f"position {position} {sentence}" if position else sentence
        super().__init__("".join(each if each.isprintable() else ascii(each)[1:-1] for each in told))
        self.position = position


def demand(holds, sentence, position=0):
    if not holds:
        raise Fault(sentence, position)


def canonical(value):  # RFC 8785, without floats: keys in the order of their UTF-16
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def parsed(text, where):  # what canonical JSON says; no other spelling, no key twice, no float
    def integer(digits):
        demand(len(digits) < 18 and abs(int(digits)) <= SAFE_INTEGER, f"{where} holds {digits[:20]}")
        return int(digits)

    try:
        value = json.loads(text, parse_int=integer, parse_float=int, parse_constant=int)
        same = canonical(value) == text
    except (ValueError, RecursionError, UnicodeError):
        same = False
    demand(same, f"{where} is not canonical JSON")
    demand(text.isascii() or unicodedata.is_normalized("NFC", text), f"{where} is not NFC")
    return value


def raw_of(text, where, size=None):  # of base64 in its one spelling
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b"0"
    demand(base64.b64encode(raw).decode() == text, f"{where}: {text[:40]!r} is not base64 in its one spelling")
    demand(size in (None, len(raw)), f"{where} has not {size} bytes")
    return raw


def hash_of(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """The Merkle tree over all leaves (RFC 9162, 2.1)."""

    def __init__(self, leaves):
        self.leaves, self._known = leaves, {}

    def root(self, start, end):  # of the leaves from one place up to another
        if end - start <= 1:
            return self.leaves[32 * start : 32 * end] or hash_of()
        if (start, end) in self._known:
            return self._known[start, end]
        half = start + (1 << (end - start - 1).bit_length() - 1)
        found = hash_of(b"\x01", self.root(start, half), self.root(half, end))
        if end - start >= 16 and 2 * (half - start) == end - start:  # it stays, however long the tree grows
            self._known[start, end] = found
        return found

    def inclusion(self, at, start, end):  # the proof that a leaf is among them
        if end - start <= 1:
            return []
        half = start + (1 << (end - start - 1).bit_length() - 1)
        if at < half:
            return [*self.inclusion(at, start, half), self.root(half, end)]
        return [*self.inclusion(at, half, end), self.root(start, half)]


def tile_paths(size):  # path, level, index, width of each (C2SP tlog-tiles)
    for level in range(8):
        count = size >> (8 * level)
        for index in range(-(-count // 256)):
            width = min(256, count - index * 256)
            digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
            path = f"data/tile/{level}/" + re.sub(r"(\d{3})(?=\d)", r"x\1/", digits)
            yield path + ("" if width == 256 else f".p/{width}"), level, index, width


class Key:
    """A verifier key: name+id+base64(algorithm and key)."""

    def __init__(self, text):
        parts = text.split("+", 2)
        demand(len(parts) == 3 and parts[0] and not re.search(r"\s", parts[0]), f"no key: {text[:60]}")
        raw = raw_of(parts[2], f"the key of {parts[0]}")
        self.text, self.name, self.algorithm, self.raw = text, parts[0], int.from_bytes(raw[:1]), raw[1:]
        demand(KEY_BYTES.get(self.algorithm) == len(self.raw), f"the key of {self.name} is of an unknown kind")
        self.counts = self.algorithm != MLDSA or MLDSA44PublicKey is not None
        self.id = hashlib.sha256(f"{self.name}\n".encode() + raw).digest()[:4]
        demand(self.id.hex() == parts[1], f"the key of {self.name} does not give the id {parts[1]}")

    def check(self, raw, text):
        try:
            kind = MLDSA44PublicKey if self.algorithm == MLDSA else ed25519.Ed25519PublicKey
            told = (raw, text.encode()) if self.algorithm == ED25519 else (raw[8:], self._timed(raw[:8], text))
            kind.from_public_bytes(self.raw).verify(*told)
        except (InvalidSignature, ValueError) as error:
            raise Fault(f"a signature of {self.name} is not valid") from error

    def _timed(self, stamp, text):  # what a cosignature signs (tlog-cosignature)
        demand(len(stamp) == 8 and stamp[0] < 128, f"a cosignature of {self.name} states no time")
        if self.algorithm == COSIGNATURE:
            return f"cosignature/v1\ntime {int.from_bytes(stamp)}\n{text}".encode()
        origin, size, root = checkpoint_of(text)
        own, log = (bytes([len(each)]) + each for each in (self.name.encode(), origin.encode()))
        return b"subtree/v1\n\0" + own + stamp + log + bytes(8) + size.to_bytes(8) + root


class Note:
    """A text and its signature lines, read strictly."""

    def __init__(self, raw, where):
        whole = raw.decode("utf-8", "replace")
        demand(whole.encode() == raw, f"{where} is not UTF-8")
        demand(not re.search(r"[\x00-\x09\x0b-\x1f]", whole), f"{where} holds a control character")
        text, _, signed = whole.rpartition("\n\n")
        lines = signed[:-1].split("\n")
        demand(text and signed.endswith("\n") and len(lines) <= 64, f"{where} is no signed note")
        self.text, self.where, self.signatures = text + "\n", where, []
        for line in lines:
            name, _, encoded = line[2:].partition(" ")
            named = name and not re.search(r"[\s+]", name) and line.startswith("\u2014 ")
            demand(named, f"{where} has a line that is no signature")
            raw_line = raw_of(encoded, where)
            demand(len(raw_line) > 4, f"{where} has a signature that is too short")
            self.signatures.append((name, raw_line[:4], raw_line[4:]))

    def signed_by(self, key):  # a signature in its name that is not valid is a fault
        mine = (key.name, key.id) if key.counts else None
        found = [raw for name, id_, raw in self.signatures if (name, id_) == mine]
        for raw in found:
            key.check(raw, self.text)
        return bool(found)


def checkpoint_of(text):  # origin, size, root
    lines = text.split("\n")
    demand(len(lines) == 4 and lines[0] and not lines[3], "a checkpoint has three lines")
    root = raw_of(lines[2], "the root of a checkpoint", 32)
    size = int(lines[1]) if re.fullmatch("[0-9]{1,19}", lines[1]) else -1
    demand(str(size) == lines[1] and size < 2**63, "the size of a checkpoint is no whole number")
    return lines[0], size, root


class Policy:
    """Whose word counts (C2SP tlog-policy)."""

    def __init__(self, text, where):
        self.logs, self.witnesses, self.groups, self.quorum = [], {}, {}, None
        members = set()
        for number, line in enumerate(text.split("\n"), start=1):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            try:
                self._take(words, members)
            except (Fault, ValueError) as error:
                raise Fault(f"{where}, line {number}: {error}") from error
        demand(self.quorum is not None, f"{where} says no quorum")

    def _take(self, words, members):
        name = words[1] if len(words) > 1 else ""
        known = {key.text for key in (*self.logs, *self.witnesses.values())} & {name, *words[2:3]}
        fresh = not known and name != "none" and name not in self.witnesses and name not in self.groups
        if words[0] == "log" and len(words) in (2, 3) and not known:
            self.logs.append(Key(name))
        elif words[0] == "witness" and len(words) in (3, 4) and fresh:
            self.witnesses[name] = Key(words[2])
        elif words[0] == "group" and len(words) > 3 and fresh:
            inside = words[3:]
            least = {"any": 1, "all": len(inside)}.get(words[2]) or int(words[2])
            known = all(each in self.witnesses or each in self.groups for each in inside)
            single = len(set(inside)) == len(inside) and not members & set(inside)
            demand(known and single and 1 <= least <= len(inside), "this group cannot be")
            members.update(inside)
            self.groups[name] = (least, inside)
        elif words[0] == "quorum" and len(words) == 2 and self.quorum is None:
            demand(name == "none" or not fresh, f"{name} is not defined")
            self.quorum = name
        else:
            raise Fault(f"this is not understood: {' '.join(words)[:60]}")

    def judge(self, note, log):  # the witnesses; a known log must have signed, and the quorum be met
        signed = [key.name for key in self.logs if note.signed_by(key)]
        demand(log in signed, f"{note.where} is signed by no log that the policy knows")
        by = {name for name, key in self.witnesses.items() if note.signed_by(key)}
        demand(self._met(self.quorum, by), f"{note.where} lacks cosignatures: the quorum is not met")
        return sorted(by)

    def _met(self, name, by):
        if name == "none" or name in by:
            return True
        least, inside = self.groups.get(name, (1, ()))
        return sum(self._met(each, by) for each in inside) >= least


class Bag:
    """The files of a package: every one is listed with its hash, and none else is there."""

    def __init__(self, folder):
        self.folder, self.used, self.changed = folder, {"data/METHOD.md", "data/verify.py"}, None
        self._manifest("tagmanifest-sha256.txt", TAG_FILES)
        self.files = self._manifest("manifest-sha256.txt", None)
        demand(self._file("bagit.txt").read_bytes() == BAGIT, "bagit.txt is not as BagIt 1.0 has it")
        known = {*self.files, *TAG_FILES, "tagmanifest-sha256.txt", "signature.note"}
        known |= {folder.as_posix() for path in known for folder in Path(path).parents}
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder).as_posix()
            demand(not path.is_symlink(), f"{inside!a} is a link")
            demand(inside in known, f"{inside!a} is listed in no manifest")
        size = sum((self.folder / path).stat().st_size for path in self.files)
        if f"Payload-Oxum: {size}.{len(self.files)}\n".encode() not in self._file("bag-info.txt").read_bytes():
            self.changed = self.changed or "bag-info.txt does not say the size of the payload"

    def read(self, path):
        demand(path in self.files, f"{path} is missing")
        self.used.add(path)
        return self._file(path).read_bytes()

    def under(self, folder):
        found = sorted(path for path in self.files if path.startswith(f"data/{folder}/"))
        self.used.update(found)
        return found

    def demand_only(self, folder, wanted):
        for path in sorted(set(wanted) ^ set(self.under(folder))):
            raise Fault(f"{path} is missing, or belongs to nothing here")

    def _manifest(self, name, expected):
        listed = {}
        for line in self._file(name).read_bytes().decode("utf-8", "replace").splitlines(keepends=True):
            match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9._/+-]+)\n", line)
            demand(match, f"{name} has a line that is no hash and path")
            path = match[2]
            inside = expected is not None or path.startswith("data/")
            plain = ".." not in path.split("/") and path > next(reversed(listed), "")
            demand(inside and plain, f"{name} lists {path}, which it must not, or not there")
            listed[path] = match[1]
        demand(expected is None or tuple(listed) == expected, f"{name} does not list the tag files")
        for path, wanted in listed.items():
            with self._file(path).open("rb") as file:  # in pieces: it may be larger than the memory
                same = hashlib.file_digest(file, "sha256").hexdigest() == wanted
            said = f"{path} was changed: its bytes do not give its hash in {name}"
            self.changed = self.changed or (None if same else said)
        return listed

    def _file(self, path):
        file = self.folder / path
        demand(file.is_file() and not file.is_symlink(), f"{path} is {'a link' if file.is_symlink() else 'missing'}")
        return file

    def check_signature(self, policy, about):  # over the manifests, and so over every file
        note = Note(self._file("signature.note").read_bytes(), "signature.note")
        tags = hash_of(self._file("tagmanifest-sha256.txt").read_bytes()).hex()
        wanted = f"{FORMAT}\n{about['log']}\n{about['scope']}\n{about['size']}\n{tags}\n"
        demand(note.text == wanted, "signature.note is over another package")
        by = [key.name for key in policy.logs if key.algorithm == ED25519 and note.signed_by(key)]
        demand(not note.signatures[1:] and about["log"] in by, "signature.note is of no log that the policy knows")


class Events:
    """The bodies of the package in order, each checked by itself and against the tree."""

    def __init__(self, bag, about, leaves):
        self.log, self.scope, self.size, self.leaves = about["log"], about["scope"], about["size"], leaves
        self.bodies, self.raw, self.versions, self.recorded_at, self.last = {}, {}, {}, "", 0
        for line in _lines(bag, "data/events.jsonl"):
            self._take(line)
        demand(self.scope != "all" or self.last == self.size, "is missing: it was sealed", self.last + 1)
        demand(self.scope in ("all", *self.versions), f"no event of {self.scope} is in the package")

    def _take(self, line):
        try:
            body = parsed(line, "its text")
            demand(
                not HIDDEN.search(line.replace("\\\\", "")), "its text holds a control character, or turns writing"
            )
            at = body["position"]
        except (Fault, KeyError, TypeError) as error:
            raise Fault(f"cannot be read: {error}", self.last + 1) from error
        demand(type(at) is int and at > self.last, "does not come next", self.last + 1)
        demand(self.scope != "all" or at == self.last + 1, "is missing", self.last + 1)
        demand(at <= self.size, "lies behind the checkpoint", at)
        demand(len(line.encode()) <= 60_000, "is too long", at)
        demand(hash_of(b"\x00", line.encode()) == self._leaf(at), "was changed: its text is not in the tree", at)
        demand(body.keys() == FIELDS and body["v"] == 1, "has not the fields of an event", at)
        demand(body["log"] == self.log, f"belongs to another register, {body['log']!r}", at)
        demand(body["prev"] == self._leaf(at - 1).hex(), "does not follow the one before it", at)
        self._check_order(body, at)
        self.bodies[at], self.raw[at], self.last = body, line.encode(), at

    def _leaf(self, at):
        return self.leaves[32 * (at - 1) : 32 * at] if at else bytes(32)

    def _check_order(self, body, at):
        stream, version, when = body["stream"], body["version"], body["recorded_at"]
        due = self.versions.get(stream, 0) + 1
        fits = version == due or (self.scope not in ("all", stream) and version > due)
        demand(fits, f"is version {version} of {stream}, where {due} is due", at)
        demand(INSTANT.fullmatch(when) and when >= self.recorded_at, "was recorded before the one before", at)
        self.versions[stream], self.recorded_at = version, when

    def of_type(self, kind):
        return [(at, body["data"]) for at, body in self.bodies.items() if body["type"] == kind]


def own_policy(events):  # as the register recorded it itself
    logs, witnesses, least = [], {}, 0
    for kind, data in ((body["type"], body["data"]) for body in events.bodies.values()):
        match kind:
            case "LogKeyAdmitted":
                logs.append(data["key"])
            case "LogKeyRevoked":
                logs.remove(data["key"])
            case "WitnessAdmitted":
                witnesses[data["witness"]] = data["key"]
            case "WitnessRevoked":
                witnesses.pop(data["witness"])
            case "WitnessQuorumSet":
                least = data["least"]
    lines = [*(f"log {key}" for key in logs), *(f"witness {name} {key}" for name, key in witnesses.items())]
    quorum = f"group quorum {least} {' '.join(witnesses)}\nquorum quorum" if least else "quorum none"
    return "\n".join([*lines, quorum]) + "\n"


def check_acts(bag, events):
    keys, covered, before = {}, set(), 0  # a key signs between two positions, the first one from the beginning
    for at, data in events.of_type("GatewayKeyAdmitted"):
        keys.setdefault(data["key_id"], [data["public_key"], at if keys else 0, events.size])
    for at, data in events.of_type("GatewayKeyRevoked"):
        keys[data["key_id"]][2] = at
    for number, line in enumerate(_lines(bag, "data/commands.jsonl"), start=1):
        act = parsed(line, f"line {number} of commands.jsonl")
        demand(act.keys() == ACT, f"line {number} of commands.jsonl has not the fields of an act")
        demand(before < act["first"] <= act["last"], f"line {number} of commands.jsonl is out of order")
        before, positions = act["last"], range(act["first"], act["last"] + 1)
        for at in positions:
            demand(at in events.bodies, "is missing: an act reaches to it", at)
        covered.update(positions)
        _check_act(act, [events.bodies[at] for at in positions], keys)
    for at in sorted(set(events.bodies) - covered):
        raise Fault("belongs to no act in commands.jsonl", at)


def _check_act(act, bodies, keys):
    first, at = bodies[0], act["first"]
    for ordinal, body in enumerate(bodies):
        demand(_id_fits(act, body, ordinal), "bears an id that its act does not give", at + ordinal)
        demand(all(body[name] == first[name] for name in ALIKE), "differs within its act", at + ordinal)
    demand(first["recorded_at"] == act["recorded_at"], "was recorded at another time than its act", at)
    if first["proof"] is None:
        ours = act["request"] is None and first["actor"]["capacity"] == "clock"
        demand(ours, "bears no signature, and is not the clock's", at)
        given_up = first["stream"] == "refusals" and act["request_hash"] is None
        free = all(body["stream"] != "assembly" or body["type"] in ALARMS for body in bodies)
        lawful = (given_up or first["type"] in ALARMS) and free
        demand(lawful, "is the clock's, which only lets limits pass and never changes the assembly", at)
        told = f"plenary-clock-v1\n{first['command']}\n{first['stream']}\n{first['occurred_at']}\n"
        same = given_up or hash_of(told.encode()).hex() == act["request_hash"]
        demand(same, "is the clock's, but not under the hash of its alarm", at)
    else:
        _check_request(act, bodies, first["proof"], keys)
    same = json.dumps(_answer(bodies), separators=(",", ":"), ensure_ascii=False) == act["outcome"]
    demand(same, "is not what was answered, as it was written", at)


def _id_fits(act, body, ordinal):
    key = uuid.UUID(body["command"])
    if act["command_id"] == body["command"]:
        return body["id"] == str(uuid.uuid5(key, str(ordinal)))
    attempt = str(uuid.uuid5(key, act["request_hash"] or ""))
    return body["id"] == act["command_id"] == attempt and ordinal == 0


def _answer(bodies):  # in the order of its keys
    first = bodies[0]
    told = {"kind": "refused", "command_id": first["command"]}
    if first["stream"] == "refusals":
        names = ("code", "sentence", "citation", "missing")
        return told | {name: first["data"][name] for name in names} | {"position": first["position"]}
    names, when = ("position", "stream", "version", "type"), first["recorded_at"].replace(".000000Z", "Z")
    entries = [{name: body[name] for name in names} | {"event_id": body["id"]} for body in bodies]
    return told | {"kind": "accepted", "recorded_at": when, "entries": entries}


def _check_request(act, bodies, proof, keys):
    body, at, asked = bodies[0], act["first"], act["request"] or "null"
    request, hashed = parsed(asked, "its request"), hash_of(asked.encode()).hex()
    demand(hashed == act["request_hash"] == proof["request_hash"], "is of another request than was signed", at)
    same = all(request[name] == body[name] for name in ("actor", "occurred_at", "source"))
    demand(same and request["command_id"] == body["command"], "was not asked for so", at)
    refused = body["stream"] == "refusals" and (body["data"]["command"], body["data"]["stream"])
    told = [refused] if refused else [(request["name"], each["stream"]) for each in bodies]
    demand((request["name"], request["stream"]) in told, "answers another act than was asked for", at)
    key, since, until = keys.get(proof["key_id"], ("", 0, 0))
    known = hash_of(bytes.fromhex(key)).hex()[:16] == proof["key_id"] and since <= at <= until
    demand(known, f"is signed with a key not known then, {proof['key_id']!r}", at)
    signed = f"plenary-act-v1\n{proof['request_hash']}\n{proof['submitted_at']}\n".encode()
    try:
        raw = bytes.fromhex(proof["signature"])
        demand(raw.hex() == proof["signature"], "has a signature in another spelling", at)
        ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(raw, signed)
    except (InvalidSignature, ValueError) as error:
        raise Fault("bears a signature that is not the gateway's", at) from error


def check_persons(bag, events):  # each commitment is opened rightly, or was erased by a recorded act
    erasures = {data["subject"]: (at, data) for at, data in events.of_type("PersonErased")}
    erased, seen, before = set(), set(), (0, "")
    for number, line in enumerate(_lines(bag, "data/persons.jsonl"), start=1):
        told = parsed(line, where := f"line {number} of persons.jsonl")
        at, field, value, salt = (told[name] for name in ("position", "field", "value", "salt"))
        demand(at in events.bodies and (at, field) > before, f"{where} is of no event here, or out of order")
        seen.add(before := (at, field))
        data = events.bodies[at]["data"]
        demand(data.get(field) == told["commitment"], f"commits to another {field}", at)
        gone, why = erasures.get(data.get("subject"), (0, {}))
        if value is None:
            demand(salt is None and gone > at, f"has lost its {field}, and no act erased it", at)
            erased.add(f"{why['subject']} at {gone} ({why['authority']}: {why['because']})")
        else:
            demand(at > gone, f"holds a {field} that position {gone} erased", at)
            demand(salt is not None, f"has a {field} without its salt", at)
            opened = hash_of(salt.encode(), b"\0", value.encode()).hex()
            demand(opened == told["commitment"], f"commits to another {field} than is told", at)
    for at, body in events.bodies.items():
        for field in PERSONAL.get(body["type"], ()):
            demand(body["data"].get(field) is None or (at, field) in seen, f"has no {field} in persons.jsonl", at)
    return sorted(erased)


def check_documents(bag, events):  # each has the name of its hash, and an event cites it
    cited = {each for raw in events.raw.values() for each in re.findall(rb'"([0-9a-f]{64})"', raw)}
    for path in bag.under("documents"):
        name = path.rpartition("/")[2]
        demand(hash_of(bag.read(path)).hex() == name, f"{path} does not give its name: changed")
        demand(name.encode() in cited, f"{path} is cited by no event in the package")
    return len(bag.under("documents"))


def check_minutes(bag, events):  # events are as they cite them; a package of one case lacks some of them
    for path in bag.under("minutes"):
        lines = parsed(bag.read(path).decode(), path)["lines"] if path.endswith(".json") else ()
        for each in (each for line in lines for each in line["events"]):
            at, ref, version = each["position"], each["ref"], each["version"]
            body = events.bodies.get(at, {"stream": ref, "version": version})
            same = (body["stream"], body["version"]) == (ref, version) and 0 < at <= events.size
            demand(same, f"is not {ref}#{version}, as {path} cites it", at)


def check_timestamps(bag, events, texts):  # the last one of each authority that was admitted then
    last, until = {}, {data["authority"]: at for at, data in events.of_type("TimestampAuthorityRevoked")}
    admitted = {data["authority"]: (at, data) for at, data in events.of_type("TimestampAuthorityAdmitted")}
    for path in sorted(bag.under("timestamps"), key=lambda path: int(path.split("/")[2])):
        size, name = int(path.split("/")[2]), path.split("/")[-1].removesuffix(".tst")
        if path == f"data/timestamps/{size}/checkpoint" and bag.read(path) == texts.get(size, "").encode():
            continue
        since, told = admitted.get(name, (size + 1, {}))
        known = since <= size < until.get(name, size + 1) and size in texts
        demand(known and path == f"data/timestamps/{size}/{name}.tst", f"{path} is of nobody admitted then")
        certificate = x509.load_der_x509_certificate(base64.b64decode(told["certificates"][0]))
        try:
            when = stated(bag.read(path), texts[size].encode(), certificate.public_key())
        except (InvalidSignature, Fault, LookupError, TypeError, ValueError) as error:
            raise Fault(f"{path} is no time-stamp of {name} over that checkpoint") from error
        last[name] = f"{name} at {when} over {size} events"
    return sorted(last.values())


def stated(token, text, key):  # the time that the holder of a key states of a text (RFC 3161, in RFC 5652)
    signed = der(der(der(der(token)[0][0])[1][0])[0][0])
    content = der(der(signed[2][0])[1][0])[0][0]
    _, _, (kind, _), (each, attributes), _, (signature, _), *_ = der(der(signed[-1][0])[0][0])
    hashed = (hashes.SHA256(), hashes.SHA384(), hashes.SHA512())[der(kind)[0][0][-1] - 1]  # by their OIDs
    said = {der(pair)[0][0]: der(der(pair)[1][0])[0][0] for pair, _ in der(each)}
    ways = (padding.PKCS1v15(), hashed) if isinstance(key, rsa.RSAPublicKey) else (ec.ECDSA(hashed),)
    key.verify(signature, b"\x31" + attributes[1:], *ways)
    info = der(der(content)[0][0])
    told = said[ATTRIBUTE + b"\x03"], said[ATTRIBUTE + b"\x04"], der(info[2][0])[1][0]
    due = TST_INFO, hashlib.new(hashed.name, content).digest(), hash_of(text)
    demand(told == due, "a time-stamp is over another text")
    return re.sub(r"^(....)(..)(..)(..)(..).*", r"\1-\2-\3 \4:\5Z", info[4][0].decode())


def der(raw):  # what stands in it one after another (X.690): the content and the whole of each
    found, at = [], 0
    while at < len(raw):
        begin = at + 2 + max(raw[at + 1] - 128, 0)
        end = begin + (int.from_bytes(raw[at + 2 : begin]) if begin > at + 2 else raw[at + 1])
        found.append((raw[begin:end], raw[at:end]))
        at = end
    return found


def _lines(bag, path):
    text = bag.read(path).decode("utf-8", "replace")
    demand(not text or text.endswith("\n"), f"{path} does not end with a newline")
    return text.split("\n")[:-1]


def checked_tree(bag, size):  # whose leaves the tiles hold; the others must follow from them
    held = sum(each.stat().st_size for each in (bag.folder / "data/tile/0").rglob("*"))
    demand(size <= held + 2**16, "the tiles do not hold one hash for each event")  # before they are listed
    wanted = list(tile_paths(size))
    bag.demand_only("tile", {path for path, *_ in wanted})
    leaves = b"".join(bag.read(path) for path, level, *_ in wanted if level == 0)
    demand(len(leaves) == 32 * size, "the tiles do not hold one hash for each event")
    tree = Tree(leaves)
    for path, level, index, width in wanted:
        span, first = 256**level, 256 * index
        row = b"".join(tree.root(each * span, (each + 1) * span) for each in range(first, first + width))
        demand(bag.read(path) == row, f"{path} does not follow from the tiles below it")
    return tree


def verify(folder, policy_text=None, trusted=None):  # what is known then, or `Fault` at the first bad place
    bag = Bag(folder)
    try:
        found = _verify(bag, policy_text, trusted)
        demand(not bag.changed, bag.changed)
    except Fault as fault:
        raise fault if fault.position or not bag.changed else Fault(bag.changed) from fault
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, MemoryError) as error:
        raise Fault(bag.changed or f"a file cannot be read as it must: {type(error).__name__}: {error}") from error
    return found


def _verify(bag, policy_text, trusted):
    about = parsed(bag.read("data/package.json").decode(), "data/package.json")
    known = list(about) == ["format", "log", "scope", "size"] and about["format"] == FORMAT
    demand(known, "data/package.json is of no known format")
    latest = Note(bag.read("data/checkpoint.note"), "data/checkpoint.note")
    origin, size, root = checkpoint_of(latest.text)
    demand((origin, size) == (about["log"], about["size"]), "package.json and checkpoint differ")
    notes = [] if trusted is None else [Note(trusted, "the trusted checkpoint")]
    for number, line in enumerate(_lines(bag, "data/checkpoints.jsonl"), start=1):
        notes.append(Note(parsed(line, where := f"line {number} of checkpoints.jsonl").encode(), where))
    tree = checked_tree(bag, size)
    demand(tree.root(0, size) == root, "the tiles do not give the root of the checkpoint: one hash was changed")
    events = Events(bag, about, tree.leaves)
    recorded = own_policy(events)
    demand(bag.read("data/policy.txt").decode() == recorded, "data/policy.txt is not what was recorded")
    policy = Policy(recorded if policy_text is None else policy_text, "the policy")
    witnesses = policy.judge(latest, origin)
    once = [Key(data["key"]) for _, data in events.of_type("LogKeyAdmitted")]
    signed = trusted is None or any(notes[0].signed_by(key) for key in (*policy.logs, *once))
    demand(signed, "the trusted checkpoint is signed by no log of this package: one is of another register")
    for note in notes:
        for key in (*policy.logs, *policy.witnesses.values()):
            note.signed_by(key)
        log, older, told = checkpoint_of(note.text)
        demand(log == origin, f"{note.where} is of another register, {log!r}")
        demand(older <= size, f"{note.where} is over {older} events: {older - size} are missing at the end")
        same = tree.root(0, older) == told
        demand(same, f"{note.where} is over another history: what was recorded then was changed since")
    check_acts(bag, events)
    erased, documents = check_persons(bag, events), check_documents(bag, events)
    kinds = {(body["type"], body["schema"]) for body in events.bodies.values() if body["stream"] != "refusals"}
    bag.demand_only("schemas", {f"data/schemas/{kind}.{schema}.json" for kind, schema in kinds})
    check_minutes(bag, events)
    check_proofs(bag, events, tree)
    stamps = check_timestamps(bag, events, {checkpoint_of(note.text)[1]: note.text for note in notes})
    bag.check_signature(policy, about)
    gateways = events.of_type("GatewayKeyAdmitted")
    for path in sorted(bag.files.keys() - bag.used):
        raise Fault(f"{path} belongs to no package")
    return {
        **about,
        "events": len(events.bodies),
        "root": base64.b64encode(root).decode(),
        "witnesses": witnesses,
        "timestamps": stamps,
        "erased": erased,
        "unvouched": [at for at, data in gateways[1:] if events.bodies[at]["proof"]["key_id"] == data["key_id"]],
        "documents": documents,
        "own_policy": policy_text is not None,
        "trusted_size": None if trusted is None else checkpoint_of(notes[0].text)[1],
    }


def check_proofs(bag, events, tree):  # one receipt for each event, where not all events are here
    wanted = {} if events.scope == "all" else {f"data/proofs/{at}.tlog-proof": at for at in events.bodies}
    bag.demand_only("proofs", wanted)
    for path, at in wanted.items():
        head, _, note = bag.read(path).partition(b"\n\n")
        proof = [base64.b64encode(each).decode() for each in tree.inclusion(at - 1, 0, events.size)]
        told = ["c2sp.org/tlog-proof@v1", f"index {at - 1}", *proof]
        demand(head.decode("ascii", "replace").split("\n") == told, "has a receipt that does not prove it", at)
        demand(note == bag.read("data/checkpoint.note"), f"{path} is under another checkpoint")


def sentence(found):  # the good news, and what it does not prove
    since = found["trusted_size"]
    text = f"{found['events']} events checked ({found['scope']}), nothing missing or altered, "
    text += f"sealed over {found['size']} events of {found['log']}, "
    text += f"witnessed by {', '.join(found['witnesses'])}" if found["witnesses"] else "not witnessed"
    text += "".join(f", time-stamped by {each}" for each in found["timestamps"])
    text += "" if since is None else f"; it grew out of your checkpoint over {since} events"
    text += f"; erased by recorded acts: {'; '.join(found['erased'])}.\n" if found["erased"] else ".\n"
    limits = {
        "The keys are those of the package itself: give --policy to use your own.": not found["own_policy"],
        "Give --trust with a checkpoint that you kept to see that history only grew.": since is None,
        "One case: that nothing came later, and no refusal is left out, is not proved.": found["scope"] != "all",
    }
    text += "".join(f"A gateway admitted itself at {at}: ask whether keys were lost.\n" for at in found["unvouched"])
    return text + "\n".join(limit for limit, holds in limits.items() if holds)


def main(words=None):  # the exit code
    parser = argparse.ArgumentParser("verify", description=__doc__.split("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--policy", type=Path, help="your own policy (C2SP tlog-policy)")
    parser.add_argument("--trust", type=Path, help="a checkpoint that you kept (signed note)")
    parser.add_argument("--json", action="store_true", help="answer for programs")
    asked = parser.parse_args(words)
    try:
        policy = None if asked.policy is None else asked.policy.read_text(encoding="utf-8")
        trusted = None if asked.trust is None else asked.trust.read_bytes()
        demand(asked.package.is_dir(), f"{asked.package} is no folder")
        _ = policy is None or Policy(policy, f"--policy {asked.policy}")
        _ = trusted is None or checkpoint_of(Note(trusted, f"--trust {asked.trust}").text)
    except (OSError, UnicodeDecodeError, Fault) as error:
        parser.error(f"{error.strerror}: {error.filename}" if isinstance(error, OSError) else str(error))
    try:
        found = verify(asked.package, policy, trusted)
    except (Fault, OSError) as error:
        told = {"ok": False, "position": getattr(error, "position", 0), "sentence": str(error)}
        print(json.dumps(told) if asked.json else f"NOT WHOLE: {error}.\nKeep this package, and ask for another one.")
        return 4
    print(json.dumps({"ok": True, **found}) if asked.json else sentence(found))
    return 0


if __name__ == "__main__":
    signal.signal(getattr(signal, "SIGPIPE", signal.SIGINT), signal.SIG_DFL)
    sys.exit(main())
