"""What a kind of case is: its commands, its events, and how it decides and evolves."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar, cast

from domain.acting import Acting, Record
from domain.assembly.state import Office
from domain.case import Case, Elsewhere
from domain.messages import Command, Event
from domain.refusal import Refusal
from domain.rules import Rules

Decision: TypeAlias = Sequence[Event | Elsewhere] | Refusal
"""What an act does: events for its own case, events for others, or a refusal."""

Kind = TypeVar("Kind", bound=Case)
Heard = TypeVar("Heard", bound=Command)
Told = TypeVar("Told", bound=Event)


def _nothing_more(
    _case: Case, _name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    return []


def _nobody(_case: Case, _acting: Acting, _record: Record) -> None:
    return None


def _not_for_another(_case: Case, _acting: Acting, _record: Record) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Definition(Generic[Kind, Heard, Told]):
    """One kind of case. Its stream begins with `category`; its workflow bears the same name.

    `form` shows how such a case is called; `pattern` is the same as a regular expression.
    `opens` are the commands that may be the first on a stream.
    `missed` says what else a passed deadline of a given name does.
    `barred` says who may not act on this very case, whatever his office; `presides` who acts on it
    for the chair. `seat` is that in which somebody acts here who holds no office: a mandate.
    """

    category: str
    form: str
    pattern: str
    begin: Callable[[str], Kind]
    commands: tuple[type[Heard], ...]
    events: tuple[type[Told], ...]
    decide: Callable[[Heard, Kind, Acting, Rules, Record], Decision]
    evolve: Callable[[Kind, Told], Kind]
    opens: tuple[type[Command], ...]
    time_rule: str | None = None
    """The alert rule under which acts may be recorded out of their order in time; None: never."""
    missed: Callable[[Kind, str, Acting, Record], Sequence[Event | Elsewhere]] = _nothing_more
    barred: Callable[[Kind, Acting, Record], Refusal | None] = _nobody
    presides: Callable[[Kind, Acting, Record], bool] = _not_for_another
    seat: Callable[[Kind, Acting, Record], Office | None] = _nobody

    def names(self, stream: str) -> bool:
        """Tell whether a stream has the form of such a case."""
        return re.fullmatch(self.pattern, stream) is not None

    def untyped(self) -> "AnyDefinition":
        """Return it for the table of all cases, which hands each only what is its own."""
        return cast("AnyDefinition", self)


AnyDefinition: TypeAlias = Definition[Case, Command, Event]
