"""Settings: the ways in which all may be that a question leaves open.

Besides the votes that is how many there are in law, how many seats are filled, how many are in the
room, what a rule means that leaves something unset, and whether an unset quorum would be lacking.
"""

from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from domain.decision_rules.decision_rule import BY_OBJECTION, DecisionRule, share
from domain.decision_rules.fillings import FAR, FEW, Filling, grid
from domain.decision_rules.majorities import (
    CAST,
    ENTITLED,
    INSIDE,
    MEASURES,
    MEMBERS,
    OFFICE,
    PRESENT,
    Known,
    Numbers,
    Votes,
    number,
)
from domain.decision_rules.questions import Question
from domain.decision_rules.rule_meanings import Meaning, meanings
from domain.decision_rules.tallies import AGAINST, AWAY, FOR, ROOM, Tally

HEAVY = (0, FAR, 2 * FAR, FAR**2, 2 * FAR**2, FAR**3)
"""How far beyond what is told a number may lie, so that any votes that are tried fit in it."""


class Setting(NamedTuple):
    """One way in which all is known that is not told."""

    votes: Votes
    legal: int | None
    office: int | None
    present: int | None
    meaning: int
    lacks: bool


class Room:
    """A question, and all the ways in which what it leaves open may be."""

    def __init__(self, question: Question) -> None:
        """Find out which numbers and options the rule and the quorum look at."""
        self.question = question
        of = None if question.quorum is None else question.quorum.of
        self.meanings, self.bases, self.asked = _form(question.rule.model_dump_json(), of)
        self.present = _present(question)
        """How many are in the room: told, or told is what everybody does who is there."""
        self.office = _office(question.tally, self.bases)
        """How many have a vote, where it is told in any way."""
        self.is_told = self._is_told()
        """Whether all is told that the rule looks at: then there is one way only."""

    def _is_told(self) -> bool:
        tally, body = self.question.tally, self.question.tally.body
        numbers = (MEMBERS not in self.bases or body.legal is not None) and (
            not self.bases & {OFFICE, ENTITLED} or self.office is not None
        )
        room = PRESENT not in self.bases or self.present is not None
        votes = not tally.unknown or (tally.knows(self.asked) and not tally.room)
        one = self.question.quorum is None and len(self.meanings) == 1
        return one and votes and numbers and room

    @property
    def is_met_between(self) -> bool:
        """Whether an outcome may lie between the ends: a tie, or a text that stands."""
        rule = self.question.rule
        return rule.required_to == "reject" or rule.tie not in {None, "rejected"}

    def settings(self, filling: Filling) -> Iterator[Setting]:
        """Yield the ways in which what is open may be."""
        tally, quorum = self.question.tally, self.question.quorum
        if self.is_told:
            yield Setting(tally.votes, tally.body.legal, self.office, self.present, 0, lacks=False)
            return
        steps = filling is grid
        marks = self._marks if steps or self.is_met_between else ()
        for votes in filling(tally, self.asked, marks):
            for present in self._presences(votes, steps=steps):
                for legal, office in self._numbers(votes, present, steps=steps):
                    for meaning in range(len(self.meanings)):
                        yield Setting(votes, legal, office, present, meaning, lacks=False)
                        if quorum is not None and quorum.at_least is None:
                            yield Setting(votes, legal, office, present, meaning, lacks=True)

    def known(self, setting: Setting) -> Known:
        """Return the tally of which everything is known in one way."""
        tally = self.question.tally
        office, objections = setting.office, tally.objections or 0
        entitled = office if tally.body.electorate is None else tally.body.electorate
        present = setting.present if PRESENT in self.bases else None
        numbers = Numbers(entitled, office, setting.legal, present, objections)
        effects = self.meanings[setting.meaning].effects
        return Known(setting.votes, numbers, effects, tally.surplus)

    def _presences(self, votes: Votes, *, steps: bool) -> Collection[int | None]:
        """Return how many may be in the room, where that is asked."""
        inside, body = sum(votes[each] for each in ROOM), self.question.tally.body
        asked = PRESENT in self.bases or self.question.quorum is not None
        if self.present is not None or not asked:
            return (self.present,)
        most = None if body.most is None else body.most - sum(votes) + inside
        found = self._tried(inside, most, rank=1, steps=steps)
        if not steps:
            return found
        beside = (*self._beside_quorum(), *self._beside_floor(votes))
        return {*found, *(each for each in beside if inside < each < max(found))}

    def _beside_quorum(self) -> Iterator[int]:
        quorum = self.question.quorum
        if quorum is not None and isinstance(quorum.at_least, int):
            yield from range(quorum.at_least - 1, quorum.at_least + 2)

    def _beside_floor(self, votes: Votes) -> Iterator[int]:
        """Yield of how many in the room those in favour are just a share that the rule asks."""
        for each in _shares(self.question.rule):
            if isinstance(each, str):
                most = int(votes[FOR] / share(each))
                yield from (most, most + 1)

    def _numbers(
        self, votes: Votes, present: int | None, *, steps: bool
    ) -> Iterator[tuple[int | None, int | None]]:
        """Yield how many there may be in law and in office, for so many votes and so many here."""
        body = self.question.tally.body
        least = max(sum(votes), (present or 0) + sum(votes[each] for each in AWAY))
        offices: Collection[int | None] = (self.office,)
        if self.office is None and self.bases & {OFFICE, ENTITLED}:
            offices = self._tried(least, body.legal, rank=2, steps=steps)
        for office in offices:
            laws: Collection[int | None] = (body.legal,)
            if body.legal is None and MEMBERS in self.bases:
                laws = self._tried(max(least, office or 0), None, rank=3, steps=steps)
            yield from ((legal, office) for legal in laws)

    def _tried(self, least: int, most: int | None, *, rank: int, steps: bool) -> Collection[int]:
        """Return the numbers to try; by rank they are apart, of which each holds the one before."""
        end = least * FAR + FAR if most is None else max(least, most)
        if not steps:
            return (least, end)
        if end - least <= FEW:
            return range(least, end + 1)
        beyond = (rank * (sum(self.question.tally.votes) + FEW) + each for each in HEAVY)
        return {least, end, *(each for each in beyond if least <= each <= end)}

    @cached_property
    def _marks(self) -> Collection[int]:
        """The numbers that an outcome between the ends may hang on."""
        rule, tally = self.question.rule, self.question.tally
        known = Known(tally.votes, Numbers(), self.meanings[0].effects)
        marks = {known.side(FOR), known.side(AGAINST), rule.n or 0}
        body = tally.body
        bases = (body.legal, body.in_office, body.electorate, self.present, sum(tally.votes))
        for base in (each for each in bases if each is not None):
            marks |= {number(each, base, strict=False) for each in _shares(rule)}
        quorum = self.question.quorum
        if quorum is not None and quorum.votes is not None:
            told = sum(tally.votes[each] for each in INSIDE[quorum.votes])
            marks.add(number(quorum.at_least or 0, 0, strict=quorum.strict) - told)
        return {near for each in marks for near in (each - 1, each)}


def _present(question: Question) -> int | None:
    quorum, tally = question.quorum, question.tally
    if quorum is not None and quorum.present is not None:
        return quorum.present
    if tally.body.present is not None or not tally.knows(ROOM):
        return tally.body.present
    return sum(tally.votes[each] for each in ROOM)


def _office(tally: Tally, bases: Collection[str]) -> int | None:
    """Return how many have a vote: told, named one by one, or all seven options are told of them.

    Where only the legal number is told, no vacancy is told either, and all of them have one.
    """
    body = tally.body
    if body.in_office is not None or OFFICE in bases:
        return body.in_office
    if body.electorate is not None:
        return body.electorate
    return body.legal if tally.unknown else sum(tally.votes)


def _shares(rule: DecisionRule) -> Iterator[int | str]:
    yield "1/2"
    if rule.fraction is not None:
        yield rule.fraction
    if rule.floor is not None:
        yield rule.floor.at_least


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
    if rule.name not in BY_OBJECTION or rule.floor is not None:
        if rule.name in BY_OBJECTION:
            yield FOR
        if rule.tie not in {None, "rejected"} or rule.required_to == "reject":
            yield from (FOR, AGAINST)
    for base in bases & CAST:
        yield from INSIDE[base]
    yield from (option for option, _ in meaning.effects)
