"""Lines for the calculator of entry into force in short."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.calculators.entry_into_force import Answer, Line, compute

COE = {"convention": "months_then_first_of_next_month", "n": 3, "unit": "months"}
THIRTY_DAYS = {"convention": "day_plus_n", "n": 30, "unit": "calendar-days"}


def acts(kind: str = "ratification", **days: str) -> list[dict[str, str]]:
    return [{"party": party, "kind": kind, "on": on} for party, on in days.items()]


def answer(
    rule: Mapping[str, object],
    told: Sequence[Mapping[str, str | None]],
    groups: Mapping[str, object] | None = None,
) -> Answer:
    given = {"id": "x", "rule": rule, "acts": told}
    return compute(Line.model_validate(given if groups is None else {**given, "groups": groups}))


def in_force(rule: Mapping[str, object], told: Sequence[Mapping[str, str]]) -> date | None:
    return answer(rule, told).date


def members(*rows: tuple[str, str | None, str | None]) -> list[dict[str, str | None]]:
    return [{"party": party, "from": since, "to": until} for party, since, until in rows]


def denounced(party: str, on: str, effective_on: str | None = None) -> dict[str, str]:
    told = {"party": party, "kind": "denunciation", "on": on}
    return told if effective_on is None else {**told, "effective_on": effective_on}
