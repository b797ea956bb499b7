"""Procedures: the state of every business step of a map (`plenary compute procedure`)."""

from collections import Counter

from domain.day_counting.iso_days import IsoDay
from domain.messages import Id, Message
from domain.procedure import Judged, Procedure


class Actualisation(Message):
    """A step that happened on a day. Without a day it does not count."""

    step: Id
    on: IsoDay | None = None


class Line(Message):
    """What has happened in one case, and the day for which is asked."""

    id: Id | None = None
    actualised: tuple[Actualisation, ...]
    as_of: IsoDay


class Answer(Message):
    """Every business step of the map, in its order."""

    id: Id | None
    steps: tuple[Judged, ...]


def compute(line: Line, procedure: Procedure) -> Answer:
    """Judge every business step. What happened beside the map is no error: it changes nothing."""
    times = Counter(
        each.step for each in line.actualised if each.on is not None and each.on <= line.as_of
    )
    return Answer(id=line.id, steps=procedure.judged(times, line.as_of))
