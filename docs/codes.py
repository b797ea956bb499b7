"""The codes of refusals and errors, found in the source itself, with what each one means."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[1]
PACKAGES = ("domain", "eventstore", "activities", "workflows", "cli")
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_FIRST = frozenset({"MalformedError", "ConsoleError", "LineError"})
"""Errors whose first argument is their code."""

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "against-the-rules": "The rules of procedure forbid it; the article is cited.",
        "already-done": "It was done before; nothing more is needed.",
        "already-voted": "This vote is used; corrections are noted after the announcement.",
        "backup-damaged": "A file of the backup is missing or was changed: take another backup.",
        "backup-failed": "A program of PostgreSQL says why; nothing was left of the backup.",
        "bug": "Unforeseen: nothing was recorded. Send the same act again, then report it.",
        "cannot-compute": "What it depends on is not told or not set; `missing` names it.",
        "checkpoint-not-signed": "No key that counted signed it, or it was altered since.",
        "command-id-reused": (
            "The id of the act was used for another content: send it under a new id."
        ),
        "decision-needed": "It takes a decision of an organ: cite the one that allowed it.",
        "disk-full": "No room is left to write; what was accepted stays recorded.",
        "earlier-law": "A law older than the transmission is no uptake: grade it as equivalent.",
        "forged-clock": "Only a deadline that has come may act as the clock.",
        "gateway-not-admitted": (
            "The gateway that signed is not, or no longer, admitted to the register; nothing is "
            "recorded."
        ),
        "in-use": "Another process has the data folder; stop it first.",
        "interrupted": "Stopped by the user; what was accepted stays recorded.",
        "key-twice": "One key stands twice in a line: which of the two counts is not clear.",
        "malformed": "The act cannot be read; the sentence names the field. Nothing is recorded.",
        "command-abandoned": "The command was given up; send the act under a new id.",
        "map-unreadable": "The map of a procedure cannot be read; the sentence says where.",
        "missing-key": "A line lacks a key that it needs.",
        "needs-ruling": (
            "The rules leave it open; `missing` names the parameter. The chair may rule."
        ),
        "no-answer": "Not known whether it took effect: send the same act again.",
        "no-proxy": "This vote cannot be cast for another.",
        "no-right": "The person does not hold the office that may ask for it.",
        "no-secretariat": "The seed names no Secretariat that could submit it.",
        "no-such-assembly": (
            "There is no seed of this name; the sentence lists those that there are."
        ),
        "no-vote": "The person or body has no vote on this question.",
        "not-an-object": "A line is one JSON object.",
        "not-exact": "A decimal where exactness is asked: write a fraction as text, such as 2/3.",
        "not-found": "There is no such file or case.",
        "not-in-order": (
            "It does not fit what is on record now, such as the stage; the sentence says what does."
        ),
        "not-json": "The line is no JSON; the sentence says at which character.",
        "not-signed": "No gateway of this register signed the act, or it was changed since.",
        "not-sealed-yet": "The sealer has not signed that far yet: wait for its next checkpoint.",
        "not-stopped": "The reader is at work; there is nothing to resume.",
        "not-utf-8": "The line is no UTF-8; the sentence says at which byte.",
        "not-valid": (
            "A value cannot be, at whatever stage, or two contradict; the sentence says which."
        ),
        "not-witnessed-yet": (
            "Fewer witnesses confirm the checkpoints than the assembly asks for: start them."
        ),
        "not-yet-happened": "The day of the act lies ahead: record it when it has come.",
        "other-assembly": "The register is that of another assembly: name that one.",
        "other-past": "The restored events are not those that were sealed or copied.",
        "other-register": "The checkpoint is of another register.",
        "other-text": "The text is not the one that is before the body; name its hash.",
        "other-edition": "The text before the body is another one: name its edition and hash.",
        "out-of-time-order": "It happened before what is already on record.",
        "own-proposal": "Nobody approves his own proposal.",
        "process-ended": "A process ended while it computed; nothing was lost: compute again.",
        "reason-needed": (
            "A rule that practice breaks: say why, and it is recorded with the reason."
        ),
        "register-unfit": "The register's database cannot be used as it is; the sentence says why.",
        "restore-failed": "A program of PostgreSQL says why; nothing was left of the restore.",
        "seed-refused": "An act of the seed was refused; the sentence says which.",
        "stale-version": "The case has moved on since it was looked at: look again.",
        "tail-lost": "The register lacks events at its end that it had; the sentence says which.",
        "too-early": "The deadline has not come.",
        "too-few-supporters": "Fewer support it than the rules ask for.",
        "too-large": "The act is larger than a record may be; nothing is recorded.",
        "too-long": "The line is longer than a line may be.",
        "too-many-votes": "More votes than there are.",
        "undecided": "Not known whether the act took effect: send the same act again.",
        "unexpected": "Unforeseen; the reference names the file with the details.",
        "unknown-act": "There is no act of this name.",
        "unknown-amendment": "There is no amendment of this number.",
        "unknown-case": "There is no case of this name.",
        "unknown-key": "The line has a key that the calculator does not know.",
        "unknown-kind": (
            "A type of document or a kind of question is spelt nearly as one for which the rules "
            "have a decision of its own; the sentence names it."
        ),
        "unreachable": "A server does not answer; the sentence says which and what to do.",
        "usage": "The command was called in a way that it does not know; see its --help.",
        "verification-failed": (
            "The register is not what was recorded; the first bad place is named."
        ),
    }
)
"""What each code means and what to do, in one sentence."""


def used() -> dict[str, tuple[str, ...]]:
    """Return every code that the source gives, and the files that give it."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for code in found_in(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(code, set()).add(path.relative_to(ROOT).as_posix())
    return {code: tuple(sorted(paths)) for code, paths in sorted(found.items())}


def page() -> Iterator[str]:
    """Return the lines of the reference page."""
    yield "An answer that says no bears a code, a sentence that says what to do, the article that"
    yield "says so or `none`, and what is missing."
    yield ""
    yield "| code | meaning | said in |"
    yield "|---|---|---|"
    for code, paths in used().items():
        where = ", ".join(f"`{path}`" for path in paths)
        yield f"| `{code}` | {MEANINGS[code]} | {where} |"


def found_in(tree: ast.Module) -> Iterator[str]:
    """Return the codes that one module gives."""
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for value in _told(node):
            yield from _constants(
                named.get(value.id, value) if isinstance(value, ast.Name) else value
            )


def _told(node: ast.AST) -> Iterator[ast.expr]:
    """Return the expressions that give a code: an argument, a default, a table of codes."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _FIRST:
            yield first
        case ast.Assign(targets=[ast.Name(id="code")], value=value):
            yield value
        case ast.AnnAssign(target=ast.Name(id="code"), value=value) if value is not None:
            yield value
        case ast.AnnAssign(
            target=ast.Name(id="_CODES"), value=ast.Call(args=[ast.Dict() as table])
        ):
            yield from table.values
        case ast.Call():
            pass
        case _:
            return
    if isinstance(node, ast.Call):
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
        yield from (each for each in node.args if _is_default_code(node, each))


def _is_default_code(node: ast.Call, argument: ast.expr) -> bool:
    """Tell whether this is the code given where a table of codes has none."""
    asked = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(asked, ast.Name) and asked.id == "_CODES" and argument is node.args[-1]


def _constants(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        if _CODE.fullmatch(value.value):
            yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _constants(value.body)
        yield from _constants(value.orelse)
    elif isinstance(value, ast.Call):
        for argument in value.args:
            yield from _constants(argument)
