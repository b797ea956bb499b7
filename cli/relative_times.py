"""Times that a line counts from the moment it is sent: `now+PT4S` in a field for an instant.

They let a demonstration set a live deadline. The id of the act comes from the line as written, so
a repetition is counted from the moment at which the act was sent first.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import get_args

from pydantic import AwareDatetime

from activities.opening import MalformedError
from domain.messages import Command

RELATIVE = r"^now\+P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?)?$"
_FORM = re.compile(RELATIVE)


def relative_fields(kind: type[Command], fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return the fields for an instant that count from now."""
    return tuple(
        name
        for name in sorted(fields)
        if name in kind.model_fields
        and isinstance(fields[name], str)
        and str(fields[name]).startswith("now")
        and is_instant(kind.model_fields[name].annotation)
    )


def resolved(
    fields: Mapping[str, object], relative: tuple[str, ...], now: datetime
) -> dict[str, object]:
    """Return the fields with every relative time counted from `now`."""
    counted = {name: (now + _span(name, str(fields[name]))).isoformat() for name in relative}
    return {**fields, **counted}


def is_instant(annotation: object) -> bool:
    """Tell whether a field takes an instant."""
    return annotation in (datetime, AwareDatetime) or any(map(is_instant, get_args(annotation)))


def _span(field: str, text: str) -> timedelta:
    found = _FORM.match(text)
    if found is None or not any(found.groups()):
        raise MalformedError("malformed", f"field {field}: write now+PT4S, now+PT1M or now+P1D")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
