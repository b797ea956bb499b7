"""Uptake register: what each parliament made of a model law, as of a day, with the formulas shown.

"No data" is never counted as "not adopted", and a law older than the transmission is no uptake.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from domain.model_law.state import ModelLaw, track_stream
from domain.national_track.assessment import UPTAKE
from domain.national_track.correlation import staleness
from domain.national_track.state import NationalTrack, Uptake
from domain.replacing import replace
from domain.stages import Stage

Progress: TypeAlias = Literal["not received", "received", "under study", "bill tabled", "enacted"]

ENACTED = frozenset({Stage.SIGNED, Stage.PUBLISHED, Stage.IN_FORCE})
BEFORE_A_BILL: Mapping[Stage, Progress] = {
    Stage.NOTHING: "not received",
    Stage.NOT_RECEIVED: "not received",
    Stage.RECEIVED: "received",
    Stage.REFERRED: "under study",
}


@dataclass(frozen=True, kw_only=True)
class UptakeLine:
    """One parliament: how far its bill has come, and beside that the grade and its evidence.

    `territory` is one inside its country that was graded for itself; empty for the country.
    """

    parliament: str
    territory: str
    progress: str
    grade: str
    year: int | None
    """The year of passing, not of force."""
    in_force_on: date | None
    national_act: str
    evidence: str
    coverage: str
    stale: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UptakeRegister:
    """All parliaments to which a model law was sent: as of a day, as known at a position."""

    law: str
    title: str
    as_of: date
    lines: tuple[UptakeLine, ...]
    territories: tuple[UptakeLine, ...] = ()
    """Those graded for themselves: shown beside their countries, and never counted with them."""

    @property
    def every_line(self) -> tuple[UptakeLine, ...]:
        """All that is shown: the countries, and after them their territories."""
        return (*self.lines, *self.territories)

    @property
    def taken_up(self) -> Fraction | None:
        """The share of the parliaments that took it up; None where it was sent to nobody."""
        return Fraction(self._count(*UPTAKE), len(self.lines)) if self.lines else None

    @property
    def formula(self) -> str:
        """The share with its formula; what is not known and what is older stand apart."""
        counts = Counter(each.grade for each in self.lines)
        parts = [f"{name} {counts[name]}" for name in ("full", "partial", "different")]
        said = f"taken up = ({' + '.join(parts)}) / {len(self.lines)} parliaments = {self.taken_up}"
        apart = (
            f"declined {counts['declined']}",
            f"earlier law {counts['equivalent_already_exists']}",
            f"no data {counts['no_data']}",
            f"not assessed {counts['']}",
        )
        return f"{said}; {', '.join(apart)}"

    def _count(self, *grades: str) -> int:
        return sum(each.grade in grades for each in self.lines)


def uptake_register(
    law: ModelLaw, tracks: Sequence[NationalTrack], *, as_of: date
) -> UptakeRegister:
    """Return the register of a law; a parliament without a track has no grade."""
    held = {each.stream: each for each in tracks}
    of = {
        name: held.get(track_stream(law.stream, name), NationalTrack()) for name in law.parliaments
    }
    return UptakeRegister(
        law=law.stream,
        title=law.title,
        as_of=as_of,
        lines=tuple(_line(name, track, law) for name, track in of.items()),
        territories=tuple(_territories(of)),
    )


def progress(track: NationalTrack) -> str:
    """Say how far a parliament has come, in the words of the register (domain.md 5.5)."""
    if track.grade == "declined":
        return "declined"
    if track.stage in BEFORE_A_BILL:
        return BEFORE_A_BILL[track.stage]
    taken_up = track.stage is Stage.CONCLUDED and track.grade in UPTAKE
    if track.stage in ENACTED or taken_up or track.in_force_on is not None:
        return "enacted"
    return "bill tabled" if track.bill is not None else "received"


def _line(parliament: str, track: NationalTrack, law: ModelLaw) -> UptakeLine:
    line = _graded(parliament, track.uptake or Uptake(evidence=""))
    return replace(
        line,
        progress=progress(track),
        grade=track.grade or "",
        in_force_on=line.in_force_on or track.in_force_on,
        coverage=track.correlation.coverage if track.correlation else "",
        stale=staleness(track, law),
    )


def _territories(of: Mapping[str, NationalTrack]) -> Iterable[UptakeLine]:
    for parliament, track in of.items():
        for territory, uptake in sorted(track.territories.items()):
            yield replace(_graded(parliament, uptake), territory=territory)


def _graded(parliament: str, uptake: Uptake) -> UptakeLine:
    """Return what an assessment says by itself."""
    return UptakeLine(
        parliament=parliament,
        territory="",
        progress="",
        grade=uptake.grade or "",
        year=uptake.acted_on.year if uptake.acted_on and not uptake.independent else None,
        in_force_on=uptake.effective_on,
        national_act=uptake.national_act or "",
        evidence=uptake.evidence,
        coverage="",
        stale=(),
    )
