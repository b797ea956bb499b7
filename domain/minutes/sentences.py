"""Sentences: what the minutes say of an event; one without its own sentence tells its facts."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from domain.messages import Event
from domain.minutes.business import of_business
from domain.minutes.debate import of_debate
from domain.minutes.session import of_session
from domain.minutes.voting import of_vote

Names: TypeAlias = Mapping[str, str]


def said(event: Event, names: Names) -> str:
    """Return the sentence of an event; no event is passed over."""
    return of_its_own(event, names) or plainly(event)


def of_its_own(event: Event, names: Names) -> str | None:
    """Return the sentence of an event that has one of its own; None of others."""
    return (
        of_session(event, names)
        or of_business(event, names)
        or of_debate(event, names)
        or of_vote(event, names)
    )


def plainly(event: Event) -> str:
    """Return what an event means by its own words, with its facts; personal ones are left out."""
    documented = " ".join((type(event).__doc__ or "").split())
    meaning = re.split(r"[.;:](?: |$)", documented)[0]
    hidden = {"type", "on", *type(event).personal}
    facts = event.model_dump(mode="json", exclude=hidden, exclude_defaults=True)
    told = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts.items())
    return f"{meaning} ({told})." if told else f"{meaning}."
