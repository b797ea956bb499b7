"""Outcomes: a tally put to a decision rule is adopted, rejected, or cannot be computed.

What is not told is filled in every way that could matter; where all give the same there is an
answer, and where they do not, what it depends on is named (domain.md 4.1, 4.2).
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias, TypeVar

from domain.decision_rules.decision_rule import UNANIMITY, DecisionRule
from domain.decision_rules.fillings import FAR, ends, grid
from domain.decision_rules.majorities import (
    BY_OBJECTION,
    ENTITLED,
    INSIDE,
    MEASURES,
    MEMBERS,
    OFFICE,
    Known,
    Numbers,
    Outcome,
    Verdict,
    Votes,
    number,
    verdict,
)
from domain.decision_rules.questions import Presence, Question, Result
from domain.decision_rules.rule_meanings import Meaning, meanings
from domain.decision_rules.tallies import AGAINST, FOR, NOT_VOTING, OPTIONS, ROOM, Tally

Same = TypeVar("Same")
Filling: TypeAlias = Callable[[Tally, Collection[int]], Iterator[Votes]]


class Setting(NamedTuple):
    """One way in which all is known that is not told."""

    votes: Votes
    legal: int | None
    office: int | None
    present: int | None
    meaning: int
    lacks: bool


Fact: TypeAlias = Callable[[Setting], object]
_LEGAL, _OFFICE, _PRESENT, _LACKS = map(attrgetter, ("legal", "office", "present", "lacks"))


def result(question: Question) -> Result:
    """Compute the outcome, or name what is missing: only that on which the answer depends."""
    if (lacking := question.rule.lacking) is not None:
        return Result(outcome="cannot-compute", missing=(lacking,))
    inquiry = _Inquiry(question)
    found = [inquiry.verdict(each) for each in inquiry.settings(_filling(question.rule))]
    agreed = inquiry.agreed(found)
    if len({each.outcome for each in found}) == 1 and found[0].outcome != "cannot-compute":
        return agreed
    missing = inquiry.missing()
    return replace(agreed, outcome="cannot-compute", failed_on=None, missing=missing)


def _filling(rule: DecisionRule) -> Filling:
    # A text stands against a few and falls before nobody: the ends alone do not tell.
    return grid if rule.required_to == "reject" else ends


class _Inquiry:
    """One question, with what of it is open."""

    def __init__(self, question: Question) -> None:
        self.question = question
        of = None if question.quorum is None else question.quorum.of
        self.meanings, self.bases, self.asked = _form(question.rule.model_dump_json(), of)

    @property
    def is_told(self) -> bool:
        """Whether all is told that the rule looks at: then there is one way only."""
        tally, body = self.question.tally, self.question.tally.body
        numbers = (MEMBERS not in self.bases or body.legal is not None) and (
            OFFICE not in self.bases or body.in_office is not None
        )
        whole = not tally.unknown or (tally.knows(self.asked) and not tally.room)
        return whole and numbers and self.question.quorum is None and len(self.meanings) == 1

    def settings(self, filling: Filling) -> Iterator[Setting]:
        """Yield the ways in which what is open may be."""
        tally, quorum = self.question.tally, self.question.quorum
        if self.is_told:
            yield Setting(tally.votes, tally.body.legal, tally.body.in_office, None, 0, lacks=False)
            return
        for votes in filling(tally, self.asked):
            for legal, office in self._numbers(votes):
                for present in self._present(votes):
                    for meaning in range(len(self.meanings)):
                        yield Setting(votes, legal, office, present, meaning, lacks=False)
                        if quorum is not None and quorum.at_least is None:
                            yield Setting(votes, legal, office, present, meaning, lacks=True)

    def verdict(self, setting: Setting) -> Verdict:
        """Return what one way gives."""
        meaning, known = self.meanings[setting.meaning], self._known(setting)
        found = verdict(meaning.rule, known, self.question.casting_vote)
        if self._lacks_quorum(setting, known, found):
            return found._replace(outcome="no-quorum", failed_on="quorum")
        return found

    def _known(self, setting: Setting) -> Known:
        body = self.question.tally.body
        entitled = body.electorate if body.electorate is not None else setting.office
        entitled = setting.legal if entitled is None else entitled
        objections = self.question.tally.objections or 0
        numbers = Numbers(entitled, setting.office, setting.legal, objections)
        return Known(setting.votes, numbers, self.meanings[setting.meaning].effects)

    def _voices(self) -> int | None:
        """Return how many must say yes by the strictest kind of a unanimity that is not named."""
        tally = self.question.tally
        if tally.unknown and tally.body.entitled is None:
            return None
        return max(self._known(each).base(ENTITLED) for each in self.settings(ends))

    def agreed(self, found: Sequence[Verdict]) -> Result:
        """Return what all ways have in common."""
        first, quorum = found[0], self.question.quorum
        unnamed = self.question.rule.name == UNANIMITY
        of = ENTITLED if unnamed else MEASURES.get(self.question.rule.name, (None, None))[0]
        voices = self._voices() if unnamed else None
        return Result(
            outcome=first.outcome,
            failed_on=first.failed_on,
            base=of,
            count=voices if unnamed else _common([each.counted for each in found]),
            by_rule=voices if unnamed else _common([each.needed for each in found]),
            least=_common([each.least for each in found]),
            present=self._told_present(),
            quorum=None if quorum is None else self._quorum_needed(quorum),
        )

    def missing(self) -> tuple[str, ...]:
        """Name what two ways differ in alone that give different results."""
        open_ones = tuple(self._open())
        seen = [
            (tuple(fact(each) for _, fact in open_ones), self.verdict(each).outcome)
            for each in self.settings(grid)
        ]
        names = [name for name, _ in open_ones]
        decided = [name for place, name in enumerate(names) if _depends(place, seen)]
        if any(outcome == "cannot-compute" for _, outcome in seen):
            decided.append("casting_vote")
        return tuple(decided or names)

    def _open(self) -> Iterator[tuple[str, Fact]]:
        """Yield what is open, by the name under which it is missing."""
        tally, quorum = self.question.tally, self.question.quorum
        for option in tally.unknown:
            if option in self.asked:
                yield self._name_of(option), _votes_of(option)
        if tally.body.legal is None and MEMBERS in self.bases:
            yield "electorate.legal", _LEGAL
        if tally.body.in_office is None and OFFICE in self.bases:
            yield "electorate.in_office", _OFFICE
        if quorum is not None and quorum.at_least is not None and self._told_present() is None:
            yield "quorum.present", _PRESENT
        for place, (name, _) in enumerate(self.meanings[0].chosen):
            yield name, self._choice(place)
        if quorum is not None and quorum.at_least is None:
            yield "quorum", _LACKS

    def _choice(self, place: int) -> Fact:
        return lambda setting: self.meanings[setting.meaning].chosen[place][1]

    def _name_of(self, option: int) -> str:
        untold = self.question.tally.body.present is None and "present" in self.bases
        return (
            "electorate.present" if option == NOT_VOTING and untold else f"totals.{OPTIONS[option]}"
        )

    def _numbers(self, votes: Votes) -> Iterator[tuple[int | None, int | None]]:
        body, total = self.question.tally.body, sum(votes)
        offices = _either(body.in_office, total, asked=OFFICE in self.bases, most=body.legal)
        for office in offices:
            least = max(total, office or 0)
            for legal in _either(body.legal, least, asked=MEMBERS in self.bases):
                yield legal, office

    def _present(self, votes: Votes) -> Sequence[int | None]:
        """Return how many may be present, where a quorum is asked."""
        if self.question.quorum is None:
            return (None,)
        if (told := self._told_present()) is not None:
            return (told,)
        tally = self.question.tally
        inside = sum(votes[each] for each in ROOM)
        if all(each not in ROOM for each in tally.unknown):
            return (inside,)
        left = FAR if tally.body.most is None else max(tally.body.most - sum(votes), 0)
        return (inside, inside + left) if left else (inside,)

    def _told_present(self) -> int | None:
        quorum, tally = self.question.quorum, self.question.tally
        if quorum is not None and quorum.present is not None:
            return quorum.present
        if tally.body.present is not None:
            return tally.body.present
        known = all(each not in ROOM for each in tally.unknown)
        return sum(tally.votes[each] for each in ROOM) if known else None

    def _lacks_quorum(self, setting: Setting, known: Known, found: Verdict) -> bool:
        quorum = self.question.quorum
        if quorum is None or setting.present is None:
            return False
        if quorum.at_least is None:
            # With everybody present any quorum is met, and what is rejected stays rejected.
            away = known._replace(effects=()).base(ENTITLED) > setting.present
            return setting.lacks and away and found.outcome != "rejected"
        return setting.present < self._enough(quorum, known._replace(effects=()))

    def _enough(self, quorum: Presence, known: Known) -> int:
        base = known.base(quorum.of) if quorum.of in INSIDE else 0
        return number(quorum.at_least or 0, base, strict=quorum.strict)

    def _quorum_needed(self, quorum: Presence) -> int | None:
        if quorum.at_least is None:
            return None
        needed = set()
        for setting in self.settings(ends):
            numbers = Numbers(setting.legal, setting.office, setting.legal)
            needed.add(self._enough(quorum, Known(setting.votes, numbers)))
        return needed.pop() if len(needed) == 1 else None


@lru_cache(maxsize=4_096)
def _form(
    rule_json: str, quorum_of: str | None
) -> tuple[tuple[Meaning, ...], frozenset[str], frozenset[int]]:
    """Return the meanings of a rule, the bases it counts, the options whose numbers it looks at."""
    rule = DecisionRule.model_validate_json(rule_json)
    held, bases = tuple(meanings(rule)), _bases(rule, quorum_of)
    return held, bases, frozenset(option for each in held for option in _asked(each, bases))


def _bases(rule: DecisionRule, quorum_of: str | None) -> frozenset[str]:
    names = {MEASURES[rule.name][0]} if rule.name in MEASURES else set()
    if rule.floor is not None and rule.floor.of is not None:
        names.add(rule.floor.of)
    return frozenset(names if quorum_of is None else {*names, quorum_of})


def _asked(meaning: Meaning, bases: frozenset[str]) -> Iterator[int]:
    """Yield the options whose numbers the rule looks at."""
    rule = meaning.rule
    yield AGAINST if rule.required_to == "reject" or rule.name in BY_OBJECTION else FOR
    if rule.name in BY_OBJECTION and rule.floor is None:
        yield from (option for option, _ in meaning.effects)
        return
    yield from (option for option, _ in meaning.effects)
    if rule.tie not in {None, "rejected"} or rule.required_to == "reject":
        yield from (FOR, AGAINST)
    for base in bases & {"votes_cast", "participants", "present", ENTITLED}:
        yield from INSIDE[base]


def _either(
    known: int | None, least: int, *, asked: bool, most: int | None = None
) -> Sequence[int | None]:
    if known is not None or not asked:
        return (known,)
    return (least, least * FAR + FAR if most is None else max(least, most))


def _votes_of(option: int) -> Fact:
    return lambda setting: setting.votes[option]


def _depends(place: int, seen: Sequence[tuple[tuple[object, ...], Outcome]]) -> bool:
    """Tell whether two ways that differ in one place alone give different results."""
    outcomes: dict[tuple[object, ...], Outcome] = {}
    for facts, outcome in seen:
        others = facts[:place] + facts[place + 1 :]
        if outcomes.setdefault(others, outcome) != outcome:
            return True
    return False


def _common(found: Sequence[Same]) -> Same | None:
    return found[0] if len(set(found)) == 1 else None
