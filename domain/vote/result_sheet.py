"""Result sheet: what is printed of a vote: outcome, base, number needed, arithmetic, article."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.vote.state import Vote

UNKNOWN = "not known"


@dataclass(frozen=True, kw_only=True)
class ResultSheet:
    """One vote, as it is handed to the chair and to everybody who asks how it was counted."""

    vote: str
    question: str
    asked: str
    totals: tuple[tuple[str, str], ...]
    computed: str
    announced: str
    base: str
    needed: str
    arithmetic: str
    article: str
    edition: int
    failed_on: str
    missing: tuple[str, ...]
    differs: str

    def lines(self) -> tuple[str, ...]:
        """Return the sheet, a line for each thing that there is to say."""
        return tuple(f"{name:<10} {said}" for name, said in self._said() if said)

    def _said(self) -> Iterator[tuple[str, str]]:
        yield "question", self.question
        yield "kind", self.asked
        yield "totals", ", ".join(f"{number} {option}" for option, number in self.totals)
        yield "base", self.base
        yield "needed", self.needed
        yield "arithmetic", self.arithmetic
        yield "computed", self.computed
        yield "failed on", self.failed_on
        yield "missing", ", ".join(self.missing)
        yield "announced", self.announced
        yield "differs", self.differs
        yield "article", self.article
        yield "rules", f"edition {self.edition}" if self.edition else ""


def result_sheet(vote: Vote) -> ResultSheet:
    """Return the sheet of a vote as far as it has come."""
    working = vote.working
    return ResultSheet(
        vote=vote.stream,
        question=vote.question,
        asked=_asked(vote),
        totals=tuple(_totals(vote)),
        computed=vote.computed or "",
        announced=vote.announced or "",
        base=_base(vote),
        needed=_needed(vote),
        arithmetic=vote.arithmetic,
        article="" if working is None else working.citation,
        edition=vote.rules,
        failed_on=(working.failed_on if working else None) or "",
        missing=vote.missing,
        differs="the chair declared another result than the rules give" if vote.anomaly else "",
    )


def _asked(vote: Vote) -> str:
    parts = (vote.kind.replace("_", " "), f"item {vote.item}" if vote.item else "", vote.about)
    return ", ".join(each for each in parts if each)


OPTIONS = {
    "in_favour": "for",
    "against": "against",
    "abstentions": "abstaining",
    "not_voting": "present and not voting",
    "absent": "absent",
    "excused": "excused",
    "paired": "paired",
    "objections": "objecting",
}


MAIN = frozenset({"in_favour", "against", "abstentions"})


def _totals(vote: Vote) -> Iterator[tuple[str, str]]:
    """Yield each option that somebody took and the main ones always; untold is not nobody."""
    told = vote.totals or vote.tally
    if told is None:
        return
    numbers = {field: getattr(told, field, 0) for field in OPTIONS}
    for field, number in numbers.items():
        if number or field in MAIN:
            yield OPTIONS[field], UNKNOWN if number is None else str(number)
    if any(number is None and field not in MAIN for field, number in numbers.items()):
        yield "of the others", UNKNOWN


def _base(vote: Vote) -> str:
    if vote.working is None or vote.working.base is None:
        return ""
    count = UNKNOWN if vote.working.count is None else str(vote.working.count)
    return f"{count} {vote.working.base.replace('_', ' ')}"


def _needed(vote: Vote) -> str:
    needed = vote.working.needed if vote.working else None
    return "" if needed is None else f"{needed} in favour"
