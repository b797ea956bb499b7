"""How often Python looks for garbage: seldom, as we make many objects and few cycles of them."""

import gc

OBJECTS = 50_000
"""With Python's own 700, looking for garbage is a seventh of the time of every start."""


def collect_seldom() -> None:
    """Say it for this process; what refers to nothing else is freed at once all the same."""
    gc.set_threshold(OBJECTS)
