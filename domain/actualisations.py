"""Actualisations: how often each step of a procedure has happened in a case of the register.

A business step of an assembly's own maps bears the name of the event that takes it.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from domain.messages import Id


def happened_by(day: date, events: Iterable[tuple[str, date]]) -> Counter[Id]:
    """Return how often each step has happened, from the names of events and their days."""
    return Counter(name for name, on in events if on <= day)
