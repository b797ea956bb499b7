"""Known path: what is known of the procedure of a track's parliament, as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.assembly.state import Assembly, Parliament
from domain.national_procedures import (
    Chamber,
    Fact,
    Limit,
    Majority,
    NationalProcedure,
    in_force,
    rows_on,
)
from domain.national_track.state import NationalTrack
from domain.replacing import replace

READINGS, SIGNS, REFERENDUM = "readings", "head-of-state-signs", "referendum"
RETURNS, MOST_REJECTIONS = "head-of-state-returns", "rejections-per-session"


@dataclass(frozen=True, kw_only=True)
class KnownPath:
    """The parliament that has the bill on a day, and the rows that hold for it then."""

    day: date
    parliament: Parliament | None = None
    procedure: NationalProcedure | None = None
    kinds: tuple[str, ...] = ()

    @property
    def chambers(self) -> Sequence[Chamber]:
        """The chambers, in the order in which a bill goes through them."""
        return rows_on(self.procedure.chambers, self.day, self.kinds) if self.procedure else ()

    @property
    def facts(self) -> Sequence[Fact]:
        """Whatever else is known of the procedure."""
        return rows_on(self.procedure.facts, self.day, self.kinds) if self.procedure else ()

    @property
    def majorities(self) -> Sequence[Majority]:
        """By which rules its steps are decided."""
        return rows_on(self.procedure.majorities, self.day, self.kinds) if self.procedure else ()

    @property
    def limits(self) -> Sequence[Limit]:
        """How long its steps may take."""
        return rows_on(self.procedure.limits, self.day, self.kinds) if self.procedure else ()

    def fact(self, name: str) -> Fact | None:
        """Return one fact, or None where no source gives it."""
        return next((each for each in self.facts if each.name == name), None)

    def number(self, name: str) -> int | None:
        """Return a fact that counts something, or None where no source gives it."""
        found = self.fact(name)
        return found.value if found is not None and type(found.value) is int else None

    def chamber(self, key: str) -> Chamber | None:
        """Return a chamber by its key."""
        return next((each for each in self.chambers if each.key == key), None)

    def majority(self, step: str, chamber: str | None) -> Majority | None:
        """Return the rule for a step; one for the chamber goes before one for all."""
        held = [each for each in self.majorities if each.step == step]
        own = (each for each in held if each.chamber is not None and each.chamber == chamber)
        return next(own, next((each for each in held if each.chamber is None), None))

    @property
    def sits(self) -> bool:
        """Whether there is a parliament on the day: none in the gap before a successor."""
        ended = self.parliament.dissolved_on if self.parliament else None
        return ended is None or self.day < ended


def known_path(track: NationalTrack, assembly: Assembly, day: date) -> KnownPath:
    """Return what is known of the path of a track's bill on a day."""
    key = assembly.in_place_of(track.parliament, day)
    path = KnownPath(
        day=day,
        parliament=assembly.parliaments.get(key),
        procedure=in_force(assembly.procedures, key, day),
        kinds=track.kinds,
    )
    return replace(path, parliament=_as_of(path))


def _as_of(path: KnownPath) -> Parliament | None:
    """Return the parliament with what its procedure says on the day; the rest as registered."""
    held = path.parliament
    if held is None:
        return None
    signs = path.fact(SIGNS)
    return replace(
        held,
        chambers=len(path.chambers) or held.chambers,
        readings=path.number(READINGS) or held.readings,
        head_of_state_signs=held.head_of_state_signs if signs is None else signs.value is True,
    )
