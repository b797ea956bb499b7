"""Entry into force against an oracle that walks day by day, and laws that always hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from domain.calculators.entry_into_force import Answer, Line, compute

FIRST = date(2004, 1, 1)
DAYS = 12
PARTIES = ("a", "b", "c", "d")
KINDS = ("signature", "ratification", "accession", "succession", "denunciation")
WAYS = {"ratification", "accession"}

Group: TypeAlias = Sequence[tuple[str, int, int]]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One act as the oracle sees it: numbers of days, nothing else."""

    party: str
    kind: str
    on: int
    effect: int | None = None

    def line(self) -> dict[str, object]:
        """Return it as a line of JSON says it."""
        named = {} if self.effect is None else {"effective_on": str(day(self.effect))}
        return {"party": self.party, "kind": self.kind, "on": str(day(self.on)), **named}


PERIODS: tuple[Mapping[str, object], ...] = (
    {"convention": "day_plus_n", "n": 3, "unit": "calendar-days"},
    {"convention": "day_after_n_full_days", "n": 0, "unit": "calendar-days"},
    {"convention": "months_same_day", "n": 1, "unit": "months"},
    {"convention": "months_then_first_of_next_month", "n": 3, "unit": "months"},
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How many parties, how many of a group, who never counts, and how days are counted."""

    count: int
    sub: int
    outside: tuple[str, ...]
    period: Mapping[str, object]


numbers = st.integers(0, DAYS)
told = st.builds(
    Told,
    party=st.sampled_from(PARTIES),
    kind=st.sampled_from(KINDS),
    on=numbers,
    effect=st.none() | numbers,
    # No denunciation takes effect before it is notified: the walk hears of it on that day.
).filter(lambda act: act.kind != "denunciation" or act.effect is None or act.effect >= act.on)


def is_clear(history: Sequence[Told]) -> bool:
    """Tell whether nobody leaves twice on a day: which of the two comes first is not said."""
    left = [(act.party, act.on) for act in history if act.kind == "denunciation"]
    return len(left) == len(set(left))


histories = (
    st.lists(told, max_size=8)
    .filter(is_clear)
    .map(lambda acts: sorted(acts, key=lambda each: each.on))
)
spells = st.tuples(st.sampled_from(PARTIES), numbers, numbers).filter(lambda s: s[1] <= s[2])
rules = st.builds(
    Rule,
    count=st.integers(1, 4),
    sub=st.integers(0, 3),
    outside=st.sampled_from([(), ("d",)]),
    period=st.sampled_from(PERIODS),
)


@dataclass(kw_only=True)
class Stay:
    """An act by which a party is in, or will be once it is out, and the day on which it is out."""

    act: Told
    leaves: int | None = None


def is_in(party: str, on: int, history: Sequence[Told], kinds: set[str]) -> Told | None:
    """Return the act by which a party is in at the end of a day, told one act at a time."""
    stays: list[Stay] = []
    for today in range(on + 1):
        heard: list[Told] = []
        for act in (each for each in history if each.party == party and each.on == today):
            if act.kind in kinds:
                heard.append(act)
                comes(stays, act)
            elif act.kind == "denunciation":
                leaves(stays, act.on if act.effect is None else act.effect, heard)
        stays = [each for each in stays if each.leaves is None or each.leaves > today]
    return stays[0].act if stays else None


def comes(stays: list[Stay], act: Told) -> None:
    """Let a party come in, unless it is in and has not said that it leaves."""
    if not stays or stays[-1].leaves is not None:
        stays.append(Stay(act=act))


def leaves(stays: list[Stay], effect: int, heard: Sequence[Told]) -> None:
    """End what stands on a day, but for what was told today to begin by then."""
    afresh = [act for act in heard if act.effect is not None and act.effect >= effect]
    standing = [stay.act for stay in stays]
    for stay in stays:
        if not any(stay.act is act for act in afresh):
            stay.leaves = effect if stay.leaves is None else min(stay.leaves, effect)
    ends = [stay.leaves for stay in stays]
    stays[:] = [stay for n, stay in enumerate(stays) if n == 0 or stay.leaves != ends[n - 1]]
    for act in afresh:
        if not any(act is each for each in standing):
            comes(stays, act)


def oracle(rule: Rule, history: Sequence[Told], group: Group) -> tuple[int | None, tuple[str, ...]]:
    """Return the first day at whose end enough are in, also of the group, and who came on it."""
    for today in range(DAYS + 1):
        held = [is_in(party, today, history, WAYS) for party in PARTIES]
        inside = [act for act in held if act is not None and act.party not in rule.outside]
        of_group = [act for act in inside if any(belongs(act, row) for row in group)]
        if len(inside) >= rule.count and len(of_group) >= rule.sub:
            return today, tuple(act.party for act in inside if act.on == today)
    return None, ()


def belongs(act: Told, row: tuple[str, int, int]) -> bool:
    party, since, until = row
    return party == act.party and since <= act.on <= until


def asked(rule: Rule, history: Sequence[Told], group: Group | None = None) -> Answer:
    sub = [{"group": "g", "n": rule.sub}] if rule.sub else []
    said = {"count": rule.count, "sub_counts": sub, "not_counting": rule.outside, **rule.period}
    line = {"id": 1, "rule": said, "acts": [each.line() for each in history]}
    given_groups = {} if group is None else {"groups": rows(group)}
    return compute(Line.model_validate({**line, **given_groups}))


def rows(group: Group) -> dict[str, object]:
    return {"g": [{"party": p, "from": str(day(a)), "to": str(day(b))} for p, a, b in group]}


def unexplained(answer: Answer) -> Answer:
    return answer.model_copy(update={"explanation": ""})


@given(rules, histories, st.lists(spells))
def test_the_threshold_is_reached_on_the_day_that_a_walk_finds(
    rule: Rule, history: Sequence[Told], group: Group
) -> None:
    expected, by = oracle(rule, history, group)
    found = asked(rule, history, group)

    assert found.reached_on == (None if expected is None else day(expected))
    assert found.reached_by == by
    assert found.missing == ()
    assert (found.date is None) is (found.reached_on is None)


@given(rules, histories, st.lists(spells))
def test_the_order_of_parties_and_rows_decides_nothing(
    rule: Rule, history: Sequence[Told], group: Group
) -> None:
    by_party = sorted(history, key=lambda each: each.party, reverse=True)

    assert asked(rule, history, group) == asked(rule, by_party, group[::-1])


def _of_others(answer: Answer, party: str) -> dict[str, date]:
    """Return the dates of all but one party, whose own act may well bring its own date."""
    return {each: on for each, on in answer.per_party.items() if each != party}


@given(rules, histories, st.lists(spells), told)
def test_what_comes_after_it_was_reached_never_moves_the_date(
    rule: Rule, history: Sequence[Told], group: Group, later: Told
) -> None:
    before = asked(rule, history, group)
    if before.reached_on is None:
        return
    at = (before.reached_on - FIRST).days + 1
    effect = None if later.effect is None else at + later.effect
    moved = Told(party=later.party, kind=later.kind, on=at + later.on, effect=effect)
    after = asked(rule, [*history, moved], group)

    assert unexplained(after).model_copy(update={"per_party": before.per_party}) == unexplained(
        before
    )
    assert _of_others(after, moved.party) == _of_others(before, moved.party)


@given(rules, histories, st.lists(spells))
def test_an_unknown_group_is_missing_only_if_some_group_could_decide(
    rule: Rule, history: Sequence[Told], group: Group
) -> None:
    unknown, known = asked(rule, history), asked(rule, history, group)
    everybody = asked(rule, history, [(party, 0, DAYS) for party in PARTIES])
    nobody = asked(rule, history, [])

    if unknown.missing:
        assert unknown.missing == ("groups.g",)
        assert unknown.date is None
        assert everybody.date != nobody.date
    else:
        assert (
            len(
                {
                    unexplained(each).model_dump_json()
                    for each in (unknown, known, everybody, nobody)
                }
            )
            == 1
        )


def own_date(rule: Rule, act: Told, since: int, answer: Answer) -> date:
    """Return the day on which an act would bind its party, counted as if it were alone."""
    assert answer.date is not None
    assert answer.reached_on is not None
    if act.effect is not None:
        return max(answer.date, day(act.effect))
    if day(since) <= answer.reached_on:
        return answer.date
    alone = Rule(count=1, sub=0, outside=(), period=rule.period)
    counted = asked(alone, [Told(party="a", kind="ratification", on=act.on)]).date
    assert counted is not None
    return max(answer.date, counted)


def bound_on(rule: Rule, party: str, history: Sequence[Told], answer: Answer) -> date | None:
    """Return the day on which the first act that still stands on its day binds a party."""
    in_by = [is_in(party, today, history, WAYS | {"succession"}) for today in range(DAYS + 1)]
    for since, act in enumerate(in_by):
        if act is None or (since and in_by[since - 1] is act):
            continue
        own = own_date(rule, act, since, answer)
        if any(each is act for each in in_by[min((own - FIRST).days, DAYS) :]):
            return own
    return None


@given(rules, histories, st.lists(spells))
def test_each_party_is_bound_by_the_first_act_that_stands_on_its_day(
    rule: Rule, history: Sequence[Told], group: Group
) -> None:
    found = asked(rule, history, group)
    if found.date is None:
        assert found.per_party == {}
        return
    expected = {party: bound_on(rule, party, history, found) for party in PARTIES}

    assert found.per_party == {party: on for party, on in expected.items() if on is not None}
