"""What `doctor` finds: one thing, how it is, and what to do where it is not right."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How one thing is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do where it is not right."""

    what: str
    health: Health
    says: str
    remedy: str = ""
