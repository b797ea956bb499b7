"""What `doctor` looks at in the shape of the register: guards, migrations and catalogue."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

import asyncpg

from cli.finding import Finding, Health
from config.preparing import event_types
from eventstore.durability import Connection
from eventstore.event_types import types_strayed
from eventstore.guards import guards_strayed
from eventstore.migrate import migrations_strayed
from eventstore.strayed import Stray, Strayed, few

FIND_OUT = "plenary verify --deep, and find out who did it"


@dataclass(frozen=True, kw_only=True)
class _Look:
    """One thing to compare with what this release makes."""

    what: str
    compare: Callable[[Connection], Awaitable[Sequence[Strayed]]]
    good: str
    bad: str
    remedy: str
    migrated: bool = False
    """Whether it can be compared only where all migrations of this release are applied."""


async def _types(register: Connection) -> Sequence[Strayed]:
    return await types_strayed(register, event_types())


LOOKS = (
    _Look(
        what="guards",
        compare=guards_strayed,
        good="rights, triggers and tables are as the migrations make them, and refuse any change",
        bad="the record may be changed",
        remedy=f"make them again as the migrations do; {FIND_OUT}",
        migrated=True,
    ),
    _Look(
        what="migrations",
        compare=migrations_strayed,
        good="all of this release are applied, and no others",
        bad="what is recorded as applied is not what this release has",
        remedy="plenary up applies a new one; if a row was altered, restore table migration",
    ),
    _Look(
        what="catalogue",
        compare=_types,
        good="every type of event has the shape that this release gives it",
        bad="types of events are not those of this release",
        remedy=f"plenary up enrols new ones; if the table was altered, restore it: {FIND_OUT}",
    ),
)


async def shape_findings(register: Connection) -> AsyncIterator[Finding]:
    """Compare guards, migrations and catalogue with what this release makes."""
    waiting = await _waiting(register)
    for look in LOOKS:
        late = waiting and look.migrated
        yield _not_yet(look, waiting) if late else await _found(register, look)


async def _waiting(register: Connection) -> Sequence[Strayed]:
    """Return the migrations of this release that are not applied; none where nobody can tell."""
    try:
        found = await migrations_strayed(register)
    except asyncpg.PostgresError:  # the look at them says so
        return []
    return [each for each in found if each.how is Stray.MISSING]


def _not_yet(look: _Look, waiting: Sequence[Strayed]) -> Finding:
    says = f"not compared: not all migrations of this release are applied ({few(waiting)})"
    remedy = "plenary up applies them; then plenary doctor again"
    return Finding(what=look.what, health=Health.WARN, says=says, remedy=remedy)


async def _found(register: Connection, look: _Look) -> Finding:
    try:
        odd = await look.compare(register)
    except asyncpg.PostgresError as error:
        says = f"cannot be read: {error}"
        return Finding(what=look.what, health=Health.FAIL, says=says, remedy=look.remedy)
    if odd:
        says = f"{look.bad}: {few(odd)}"
        return Finding(what=look.what, health=Health.FAIL, says=says, remedy=look.remedy)
    return Finding(what=look.what, health=Health.OK, says=look.good)
