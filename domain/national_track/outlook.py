"""Outlook: the path of a bill: what is done, by which majority and by when the rest is.

Computed from the rows that hold on the day; what they do not tell is named, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.state import Assembly
from domain.decision_rules.decision_rule import DecisionRule
from domain.national_track.known_path import REFERENDUM, KnownPath, known_path
from domain.national_track.limits import Running, comparable, running
from domain.national_track.state import NationalTrack

TWO = 2


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """One step of the path. Of a step that has to wait, `due` is the first day allowed."""

    step: str
    taken_on: date | None = None
    majority: str = ""
    limit: str = ""
    due: date | None = None
    missing: str = ""
    """Why it is not currently possible to calculate when it is due."""
    citations: tuple[str, ...] = ()


def outlook(track: NationalTrack, assembly: Assembly, day: date) -> tuple[PathStep, ...]:
    """Return the steps of a track's bill in their order, as known on a day."""
    path = known_path(track, assembly, day)
    limits = running(track, assembly)
    return tuple(
        _told(step, question, track, path, _limit_of(step, limits, track, path, assembly))
        for step, question in steps_of(path)
    )


def steps_of(path: KnownPath) -> Iterator[tuple[str, str]]:
    """Yield the steps of a path, each with the question that a vote decides, if one does."""
    yield from (("receipt", ""), ("bill", ""), ("committee", ""))
    parliament = path.parliament
    readings = (parliament.readings if parliament else None) or 0
    numbered = [f"reading-{number}" for number in range(1, readings + 1)]
    yield from ((step, "reading") for step in numbered or ["reading"])
    if parliament is not None and parliament.chambers == TWO:
        yield from (("to-second-chamber", ""), ("second-chamber", "second-chamber"))
    referendum = path.fact(REFERENDUM)
    if referendum is not None and referendum.value is True:
        yield "referendum", ""
    if parliament is None or parliament.head_of_state_signs is not False:
        yield from (("to-head-of-state", ""), ("signed", ""))
    yield from (("gazette", ""), ("in-force", ""))


def in_words(rule: DecisionRule) -> str:
    """Return a decision rule as a clerk would say it."""
    amount = f" {rule.fraction}" if rule.fraction else f" {rule.n}" if rule.n else ""
    floor = f", and at least {rule.floor.at_least} of {rule.floor.of}" if rule.floor else ""
    return f"{rule.name}{amount}{floor}".replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class _Limit:
    running: Running | None = None
    missing: str = ""


def _told(
    step: str, question: str, track: NationalTrack, path: KnownPath, limit: _Limit
) -> PathStep:
    place = 1 if question == "second-chamber" else 0
    chamber = path.chambers[place].key if place < len(path.chambers) else None
    majority = path.majority(question, chamber) if question else None
    held = limit.running
    cited = [row.cited() for row in (majority, held.limit if held else None) if row is not None]
    return PathStep(
        step=step,
        taken_on=track.days.get(step),
        majority=in_words(majority.rule) if majority else "",
        limit="" if held is None else _said(held),
        due=None if held is None or limit.missing else held.due,
        missing=limit.missing,
        citations=tuple(cited),
    )


def _limit_of(
    step: str, limits: list[Running], track: NationalTrack, path: KnownPath, assembly: Assembly
) -> _Limit:
    """Return the limit of a step that is not taken, and why it cannot be calculated, if so."""
    if step in track.days:
        return _Limit()
    names = {step, *({"reading"} if step.startswith("reading") else ())}
    held = next((each for each in limits if names & set(each.limit.ends)), None)
    if held is None:
        return _Limit()
    return _Limit(running=held, missing=_missing(held, track, path, assembly))


def _missing(held: Running, track: NationalTrack, path: KnownPath, assembly: Assembly) -> str:
    if path.parliament is not None and not path.sits:
        gone = path.parliament
        return f"{gone.key} was dissolved on {gone.dissolved_on} and has no successor yet"
    if comparable(held, path.day, track, assembly):
        return ""
    ledger = track.deadline(held.name)
    if ledger is not None and ledger.missing:
        return "; ".join(ledger.missing)
    return f"how what began in {track.parliament} runs in its successor: no source says"


def _said(held: Running) -> str:
    return f"{held.limit.kind} {held.limit.n} {held.limit.unit} from {held.begun}"
