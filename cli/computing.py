"""A line of a calculator: read strictly and answered, by a result or by what is wrong with it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import NoReturn, Protocol, TypeAlias, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cli.line_reader import LONGEST_LINE, Group
from domain.fault_words import in_words
from domain.messages import Message
from domain.text import json_fault

Id: TypeAlias = str | int | None

_MOST_FAULTS = 5
_LONGEST_FAULT = 500
_LONGEST_NAME = 100
_CODES: Mapping[str, str] = MappingProxyType(
    {"extra_forbidden": "unknown-key", "missing": "missing-key"}
)
WEIGHING = frozenset({"entry-into-force"})
"""Calculators with weights, such as 17.89: read as written; what must be whole is asked to be."""

_KIND_TRIED = re.compile(r"bool|date|datetime|int|str|constrained-.*|.*\[.*")
"""What pydantic names of the kinds that it tried, among the keys on the way to a fault."""

_ADVICE = "correct the line and compute it again"


class Calculator(Protocol):
    """A calculator of the domain: the shape of its lines, and what it answers."""

    Line: type[BaseModel]
    Answer: type[BaseModel]
    compute: Callable[..., BaseModel]


class LineError(ValueError):
    """A line that cannot be read: a code, and what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        """Say what is wrong, in kebab-case and in words."""
        super().__init__(message)
        self.code = code


class Fault(Message):
    """What is wrong with a line: a code for programs, a sentence for people."""

    code: str
    message: str


class Unreadable(Message):
    """The answer to a line that cannot be read."""

    id: Id
    line: int
    error: Fault


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The answers to a group of lines, a line of JSON each, and how many could not be read."""

    text: bytes
    lines: int
    unreadable: int


@dataclass(frozen=True, kw_only=True)
class Answerer:
    """A calculator by its name, with all that it needs beside the lines; it travels."""

    name: str
    beside: tuple[object, ...] = ()

    def answered(self, group: Group) -> Answered:
        """Answer a group of lines in their order; empty lines get no answer."""
        calculator = calculator_of(self.name)
        told = [
            self._answer(calculator, number, line.strip())
            for number, line in enumerate(group.lines, start=group.first)
            if line.strip()
        ]
        return Answered(
            text=b"".join(text + b"\n" for text, _ in told),
            lines=len(told),
            unreadable=sum(not is_read for _, is_read in told),
        )

    def _answer(self, calculator: Calculator, number: int, line: bytes) -> tuple[bytes, bool]:
        try:
            check_object(line, _WITH_DECIMALS if self.name in WEIGHING else _EXACT)
            answer = calculator.compute(read_message(calculator.Line, line), *self.beside)
        except (ArithmeticError, ValueError) as fault:
            code = fault.code if isinstance(fault, LineError) else "not-valid"
            return _unreadable(number, _id_of(line), code, str(fault)), False
        return answer.model_dump_json(by_alias=True).encode(), True


def calculator_of(name: str) -> Calculator:
    """Return a calculator of the domain."""
    return cast("Calculator", import_module(f"domain.calculators.{name.replace('-', '_')}"))


def _no_decimal(digits: str) -> NoReturn:
    raise LineError(
        "not-exact", f"{digits[:20]} is no whole number as it is written; a fraction is text: '2/3'"
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    said = dict(pairs)
    if len(said) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name, number in times.items() if number > 1)
        raise LineError("key-twice", f"the key {_short(ascii(twice)[1:-1])} stands twice")
    return said


_WITH_DECIMALS = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_decimal)
_EXACT = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_decimal, parse_float=_no_decimal
)


def check_object(line: bytes, decoder: json.JSONDecoder = _EXACT) -> None:
    """Check that a line is one JSON object, exact and clear; raise `LineError` where it is not."""
    if len(line) > LONGEST_LINE:
        raise LineError("too-long", f"the line is longer than {LONGEST_LINE} bytes")
    try:
        value = decoder.decode(line.decode())
    except LineError:
        raise
    except UnicodeDecodeError as fault:
        raise LineError("not-utf-8", f"byte {fault.start + 1} is no UTF-8") from None
    except json.JSONDecodeError as fault:
        raise LineError("not-json", f"this is no JSON: {json_fault(fault)}") from None
    except RecursionError:
        raise LineError("not-json", "this is nested too deeply") from None
    except ValueError:
        raise LineError("not-valid", "a number has more digits than any that counts") from None
    if not isinstance(value, dict):
        raise LineError("not-an-object", "a line is one JSON object: {…}")


def read_message(kind: type[BaseModel], line: bytes) -> BaseModel:
    """Return the message that a line is; raise `LineError` where it is none."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as fault:
        errors = fault.errors(include_url=False, include_input=False)
        code = _CODES.get(errors[0]["type"], "not-valid")
        raise LineError(code, "; ".join(_sentences(errors))) from None


def _unreadable(number: int, named: Id, code: str, message: str) -> bytes:
    fault = Fault(code=code, message=f"{_short(message, 2)}; {_ADVICE}")
    said = Unreadable(id=named, line=number, error=fault)
    text = json.dumps(said.model_dump(), ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace")


def _id_of(line: bytes) -> Id:
    """Return the id of a line that has another fault, if it can be found."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    named = said.get("id") if isinstance(said, dict) else None
    return named if isinstance(named, str | int) and not isinstance(named, bool) else None


def _sentences(errors: list[ErrorDetails]) -> Iterator[str]:
    """Return a sentence for each key that is wrong, with each kind that it could be."""
    said: dict[str, list[str]] = {}
    for error in errors:
        names = list(_names(error))
        words = _short(in_words(error, part="key")).removeprefix(f"{names[-1]}: " if names else "")
        found = said.setdefault(".".join(names), [])
        found.extend([words] if words not in found else [])
    for where, found in list(said.items())[:_MOST_FAULTS]:
        yield f"{where}: {', or '.join(found)}" if where else ", or ".join(found)


def _names(error: ErrorDetails) -> Iterator[str]:
    *way, last = error["loc"] or ("",)
    yield from (str(each) for each in way if not _KIND_TRIED.fullmatch(str(each)))
    if last != "" and (error["type"] in _CODES or not way or not _KIND_TRIED.fullmatch(str(last))):
        name = ascii(last)[1:-1] if isinstance(last, str) else str(last)
        yield name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _short(said: str, times: int = 1) -> str:
    """Return a sentence that is not too long, cut between two words."""
    most = times * _LONGEST_FAULT
    return said if len(said) <= most else f"{said[:most].rsplit(' ', 1)[0]} …"
