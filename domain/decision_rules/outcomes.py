"""Outcomes: a tally put to a decision rule is adopted, rejected, or cannot be computed.

What is not told is filled in every way that could matter; where all give the same there is an
answer, and where they do not, what it depends on is named (domain.md 4.1, 4.2).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeAlias, TypeVar

from domain.decision_rules.decision_rule import UNANIMITY
from domain.decision_rules.fillings import ends, grid, the_rest
from domain.decision_rules.majorities import (
    ENTITLED,
    INSIDE,
    MEASURES,
    MEMBERS,
    OFFICE,
    PRESENT,
    Known,
    Numbers,
    Outcome,
    Verdict,
    number,
    verdict,
)
from domain.decision_rules.questions import Presence, Question, Result
from domain.decision_rules.settings import Room, Setting
from domain.decision_rules.tallies import OPTIONS

Same = TypeVar("Same")
Fact: TypeAlias = Callable[[Setting], object]
_LEGAL, _OFFICE, _PRESENT, _LACKS = map(attrgetter, ("legal", "office", "present", "lacks"))


def result(question: Question) -> Result:
    """Compute the outcome, or name what is missing: only that on which the answer depends."""
    if (lacking := question.rule.lacking) is not None:
        return Result(outcome="cannot-compute", missing=(lacking,))
    inquiry = _Inquiry(question)
    found = [inquiry.verdict(each) for each in inquiry.room.settings(ends)]
    agreed = inquiry.agreed(found)
    if inquiry.is_certain(found):
        return agreed
    missing = inquiry.missing()
    return replace(agreed, outcome="cannot-compute", failed_on=None, missing=missing)


class _Inquiry:
    """One question, judged in every way in which what it leaves open may be."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.room = Room(question)

    def is_certain(self, found: Sequence[Verdict]) -> bool:
        """Tell whether all ways give one outcome, of which the ends are found."""
        outcome = found[0].outcome
        if outcome == "cannot-compute" or any(each.outcome != outcome for each in found):
            return False
        if self.room.is_told or not self.room.is_met_between:
            return True
        return all(self.verdict(each).outcome == outcome for each in self.room.settings(grid))

    def verdict(self, setting: Setting) -> Verdict:
        """Return what one way gives."""
        known = self.room.known(setting)
        rule = self.room.meanings[setting.meaning].rule
        found = verdict(rule, known, self.question.casting_vote)
        if self._lacks_quorum(setting, known, found):
            return found._replace(outcome="no-quorum", failed_on="quorum")
        return found

    def agreed(self, found: Sequence[Verdict]) -> Result:
        """Return what all ways have in common."""
        quorum, name = self.question.quorum, self.question.rule.name
        unnamed = name == UNANIMITY
        voices = self._voices() if unnamed else None
        return Result(
            outcome=found[0].outcome,
            failed_on=_common([each.failed_on for each in found]),
            base=ENTITLED if unnamed else MEASURES.get(name, (None, None))[0],
            count=voices if unnamed else _common([each.counted for each in found]),
            needed=voices if unnamed else _common([each.enough for each in found]),
            by_rule=voices if unnamed else _common([each.needed for each in found]),
            least=_common([each.least for each in found]),
            present=self.room.present,
            quorum=None if quorum is None else self._quorum_needed(quorum),
        )

    def missing(self) -> tuple[str, ...]:
        """Name what two ways differ in alone that give different results, and what else decides.

        Where one thing follows from others, no two ways differ in it alone: then those are named
        too without which the ones already named would still leave it open.
        """
        open_ones = dict(self._open())
        ways = []
        alone: dict[tuple[object, ...], Outcome] = {}
        decided: set[str] = set()
        for setting in self.room.settings(grid):
            outcome = self.verdict(setting).outcome
            facts = tuple(fact(setting) for fact in open_ones.values())
            ways.append((facts, outcome))
            if outcome == "cannot-compute":
                decided.add("casting_vote")
            for place, name in enumerate(open_ones):
                if name not in decided:
                    others = (place, *facts[:place], *facts[place + 1 :])
                    if alone.setdefault(others, outcome) != outcome:
                        decided.add(name)
            if len(decided) > len(open_ones):
                break
        while (more := _still_open(ways, list(open_ones), decided)) is not None:
            decided.add(more)
        names = [*open_ones, "casting_vote"]
        return tuple(each for each in names if each in decided) or tuple(open_ones)

    def _voices(self) -> int | None:
        """Return how many must say yes by the strictest kind of a unanimity that is not named."""
        tally, room = self.question.tally, self.room
        uncounted = [
            {at for at, does in each.effects if does == "no-effect"} for each in room.meanings
        ]
        if room.office is None or set.intersection(*uncounted).intersection(tally.unknown):
            return None
        told = Numbers(entitled=room.office)
        known = (Known(tally.votes, told, each.effects) for each in room.meanings)
        return max(each.base(ENTITLED) for each in known)

    def _open(self) -> Iterator[tuple[str, Fact]]:
        """Yield what is open, by the name under which it is missing."""
        tally, quorum, room = self.question.tally, self.question.quorum, self.room
        for option in tally.unknown:
            if option in room.asked and option != the_rest(tally, room.asked):
                yield f"totals.{OPTIONS[option]}", _votes_of(option)
        if tally.body.legal is None and MEMBERS in room.bases:
            yield "electorate.legal", _LEGAL
        if room.office is None and room.bases & {OFFICE, ENTITLED}:
            yield "electorate.in_office", _OFFICE
        if room.present is None and PRESENT in room.bases:
            yield "electorate.present", _PRESENT
        elif room.present is None and quorum is not None and quorum.at_least is not None:
            yield "quorum.present", _PRESENT
        for place, (name, _) in enumerate(room.meanings[0].chosen):
            yield name, self._choice(place)
        if quorum is not None and quorum.at_least is None:
            yield "quorum", _LACKS

    def _choice(self, place: int) -> Fact:
        return lambda setting: self.room.meanings[setting.meaning].chosen[place][1]

    def _lacks_quorum(self, setting: Setting, known: Known, found: Verdict) -> bool:
        quorum = self.question.quorum
        if quorum is None or setting.present is None:
            return False
        if quorum.at_least is None:
            # With everybody present any quorum is met, and what is rejected stays rejected.
            everybody = self.question.tally.body.entitled or sum(setting.votes)
            return setting.lacks and everybody > setting.present and found.outcome != "rejected"
        there = setting.present if quorum.votes is None else _untreated(known, quorum.votes)
        return there < self._enough(quorum, known)

    def _enough(self, quorum: Presence, known: Known) -> int:
        base = _untreated(known, quorum.of) if quorum.of in INSIDE else 0
        return number(quorum.at_least or 0, base, strict=quorum.strict)

    def _quorum_needed(self, quorum: Presence) -> int | None:
        if quorum.at_least is None:
            return None
        settings = self.room.settings(ends)
        return _common([self._enough(quorum, self.room.known(each)) for each in settings])


def _still_open(
    ways: Sequence[tuple[tuple[object, ...], Outcome]], names: Sequence[str], decided: set[str]
) -> str | None:
    """Return the first name in which two ways of different outcomes differ that agree in others.

    The others are those `decided`; None where these leave nothing open.
    """
    known = [place for place, name in enumerate(names) if name in decided]
    first: dict[tuple[object, ...], tuple[tuple[object, ...], Outcome]] = {}
    for facts, outcome in ways:
        held, before = first.setdefault(tuple(facts[at] for at in known), (facts, outcome))
        if before != outcome:
            differing = (name for name, a, b in zip(names, held, facts, strict=True) if a != b)
            if (name := next(differing, None)) is not None:
                return name
    return None


def _untreated(known: Known, base: str) -> int:
    """Return a base as the ballots give it, whatever the rule makes of an option."""
    return known._replace(effects=()).base(base)


def _votes_of(option: int) -> Fact:
    return lambda setting: setting.votes[option]


def _common(found: Sequence[Same | None]) -> Same | None:
    return found[0] if len(set(found)) == 1 else None
