"""The clock's own acts: their ids have a form that no person may use, their hashes a formula."""

import hashlib
from uuid import UUID

from domain.submission import Actor, Capacity

CLOCK = Actor(subject="clock", capacity=Capacity.CLOCK, method="register")
REGISTER = Actor(subject="register", capacity=Capacity.CLOCK, method="register")
"""The register itself, which gives up a command that never came."""

ALARMS = frozenset({"DeadlinePassed", "ReminderSent"})
"""With one of these every act of the clock begins."""

ASSEMBLY = "assembly"
"""The case which the clock never changes beyond an alarm: whoever changes members, rules, offices
or keys signs for it."""

RESERVED = 8
"""RFC 9562 version 8: made by a formula of one's own. Persons use any other."""


def clock_id(stream: str, key: str) -> UUID:
    """Return the command id of the clock for one deadline of one case as it then stood."""
    digest = hashlib.sha256(f"plenary-clock-v1\n{stream}\n{key}\n".encode()).digest()
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | RESERVED << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)


def clock_hash(command_id: UUID, stream: str, occurred_at: str) -> bytes:
    """Return what stands for the request hash of the clock: anybody can make it from the event."""
    told = f"plenary-clock-v1\n{command_id}\n{stream}\n{occurred_at}\n"
    return hashlib.sha256(told.encode()).digest()


def is_reserved(command_id: UUID) -> bool:
    """Tell whether an id is of the clock's form."""
    return command_id.version == RESERVED
