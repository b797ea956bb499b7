"""Outcomes against an exhaustive oracle: what is not told is tried in every way."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decision_rules.tallies import OPTIONS
from tests.domain.outcome_lines import RULES, answer, of

LEGAL = 4
"""Few enough that the plainest code there is judges every way to fill in what is not told."""
QUORUMS: tuple[dict[str, object] | None, ...] = (
    None,
    {"at_least": 3},
    {"of": "component_members", "at_least": "1/2", "strict": True},
    {"of": "votes_cast", "at_least": 3},
    {"of": "participants", "at_least": 4},
)


def plainly(
    rule: dict[str, object],
    counts: tuple[int, ...],
    quorum: Mapping[str, object] | None,
    legal: int = LEGAL,
) -> str:
    told = dict(zip(OPTIONS, counts, strict=True))
    room = sum(counts[:4])
    if quorum is not None and _there(told, quorum, room) < _number(quorum, legal):
        return "no-quorum"
    return _by_rule(rule, told, room, legal)


def _there(told: Mapping[str, int], quorum: Mapping[str, object], room: int) -> int:
    cast = told["for"] + told["against"]
    return {"votes_cast": cast, "participants": cast + told["abstain"]}.get(
        str(quorum.get("of")), room
    )


def _number(amount: Mapping[str, object], base: int) -> int:
    least = amount["at_least"]
    if isinstance(least, int):
        return least
    exact = Fraction(str(least)) * base
    return floor(exact) + 1 if amount.get("strict") else ceil(exact)


def _by_rule(rule: dict[str, object], told: dict[str, int], room: int, legal: int) -> str:
    name, yes, no = str(rule["name"]), told["for"], told["against"]
    if "treatment" in rule:
        no += told["abstain"]
    if name == "consensus":
        return "rejected" if no else "adopted"
    if name == "no_objection":
        return "rejected" if no >= 2 else "adopted"
    if not yes and not no:
        return "rejected"
    bases = {
        "votes_cast": yes + no,
        "voting": yes + no,
        "participants": yes + told["against"] + told["abstain"],
        "present": room,
        "component_members": legal,
        "members": legal,
        "all": legal,
    }
    if rule.get("required_to") == "reject":
        return "rejected" if 2 * no > legal else "adopted"
    if name == "absolute_number":
        met = yes >= int(str(rule["n"]))
        tied = rule.get("tie") == "re-ballot" and yes == no == int(str(rule["n"])) - 1
        return "adopted" if met else "re-ballot" if tied else "rejected"
    base = bases[name.split("_of_")[1] if "_of_" in name else "all"]
    share = Fraction(str(rule.get("fraction", "1" if name.startswith("unanimity") else "1/2")))
    strict = rule.get("strict") or name.startswith("majority")
    met = yes > share * base if strict else yes >= share * base
    least = rule.get("floor")
    above = yes >= _number(least, legal) if isinstance(least, dict) else True
    if met and above and yes:
        return "adopted"
    if rule.get("tie") == "re-ballot" and yes == no:
        one_more = {**told, "for": yes + 1}
        outcome = _by_rule(rule, one_more, room + 1, legal)
        return {"adopted": "re-ballot"}.get(outcome, "rejected")
    return "rejected"


def fillings(told: Mapping[str, int], legal: int = LEGAL) -> Iterator[tuple[int, ...]]:
    for counts in product(
        *([told[each]] if each in told else range(legal + 1) for each in OPTIONS)
    ):
        if sum(counts) <= legal:
            yield counts


def depends(option: int, found: Mapping[tuple[int, ...], str]) -> bool:
    groups: dict[tuple[int, ...], set[str]] = {}
    for counts, result in found.items():
        groups.setdefault((*counts[:option], *counts[option + 1 :]), set()).add(result)
    return any(len(each) > 1 for each in groups.values())


def body_of(rule: Mapping[str, object], legal: int = LEGAL) -> dict[str, object]:
    """Tell of a body of which every seat is filled, where the rule asks how many are."""
    whole = rule["name"] == "unanimity_all"
    return {"legal": legal, "in_office": legal} if whole else {"legal": legal}


@st.composite
def told_of(draw: st.DrawFn, legal: int, least: int = 0) -> dict[str, int]:
    """Return the totals of so many options at least, in a body of so many."""
    told: dict[str, int] = {}
    for option in draw(st.lists(st.sampled_from(OPTIONS), min_size=least, unique=True)):
        told[option] = draw(st.integers(0, legal - sum(told.values())))
    return told


told_totals = told_of(LEGAL)


@given(rule=st.sampled_from(RULES), told=told_totals, quorum=st.sampled_from(QUORUMS))
@settings(max_examples=600)
def test_what_is_not_told_is_tried_in_every_way(
    rule: dict[str, object], told: dict[str, int], quorum: dict[str, object] | None
) -> None:
    tried_in_every_way(rule, told, quorum, LEGAL)


@pytest.mark.parametrize("legal", [9, 13])
@given(data=st.data(), rule=st.sampled_from(RULES), quorum=st.sampled_from(QUORUMS))
@settings(max_examples=60)
def test_of_more_than_are_tried_one_by_one_nothing_is_overlooked(
    legal: int, data: st.DataObject, rule: dict[str, object], quorum: dict[str, object] | None
) -> None:
    tried_in_every_way(rule, data.draw(told_of(legal, least=4)), quorum, legal)


def tried_in_every_way(
    rule: dict[str, object], told: dict[str, int], quorum: dict[str, object] | None, legal: int
) -> None:
    """Compare the answer with what every way to fill in what is not told gives."""
    results = {each: plainly(rule, each, quorum, legal) for each in fillings(told, legal)}
    line: dict[str, object] = {"rule": rule, "totals": told, "electorate": body_of(rule, legal)}
    if quorum is not None:
        line["quorum"] = quorum

    found = answer(**line)

    if len(set(results.values())) == 1:
        assert found.outcome == next(iter(results.values()))
        assert found.missing == ()
    else:
        assert found.outcome == "cannot-compute"
        wanted = {OPTIONS[each] for each in range(7) if depends(each, results)}
        named = {each.removeprefix("totals.") for each in found.missing}
        if quorum is None and "present" not in str(rule["name"]):
            assert named == wanted
        else:
            assert named


@given(
    rule=st.sampled_from(RULES),
    told=told_totals,
    present=st.integers(0, LEGAL),
    quorum=st.sampled_from(QUORUMS),
)
@settings(max_examples=600)
def test_those_in_the_room_did_one_thing_or_another(
    rule: dict[str, object],
    told: dict[str, int],
    present: int,
    quorum: dict[str, object] | None,
) -> None:
    possible = [each for each in fillings(told) if sum(each[:4]) == present]
    line: dict[str, object] = {
        "rule": rule,
        "totals": told,
        "electorate": {**body_of(rule), "present": present},
    }
    if quorum is not None:
        line["quorum"] = quorum
    if not possible:
        with pytest.raises(ValueError, match="present"):
            answer(**line)
        return
    results = {plainly(rule, each, quorum) for each in possible}

    found = answer(**line)

    assert found.outcome == (results.pop() if len(results) == 1 else "cannot-compute")
    assert bool(found.missing) == (found.outcome == "cannot-compute")


OPEN_RULES = tuple(
    rule
    for rule in RULES
    if "component" not in json.dumps(rule)
    and rule["name"] not in {"fraction_of_members", "unanimity_all"}
)
MOST = 20
"""More than any rule above could still ask for, given the numbers that are told."""


@given(
    rule=st.sampled_from(OPEN_RULES),
    told=st.dictionaries(st.sampled_from(OPTIONS[:3]), st.integers(0, 3)),
    silent=st.integers(0, 1),
)
@settings(max_examples=600)
def test_where_no_number_bounds_the_body_anything_is_possible(
    rule: dict[str, object], told: dict[str, int], silent: int
) -> None:
    known = {**told, "present_not_voting": silent}
    ranges = [[told[each]] if each in told else range(MOST) for each in OPTIONS[:3]]
    results = {
        (*counts, silent, 0, 0, 0): plainly(rule, (*counts, silent, 0, 0, 0), None)
        for counts in product(*ranges)
    }

    found = answer(rule=rule, totals=known)

    if len(set(results.values())) == 1:
        assert found.outcome == next(iter(results.values()))
    else:
        assert found.outcome == "cannot-compute"
        wanted = {f"totals.{OPTIONS[each]}" for each in range(3) if depends(each, results)}
        if "present" in str(rule["name"]):
            wanted = {"electorate.present", *wanted & {"totals.for"}}
        assert set(found.missing) == wanted


SILENT, AWAY = ("abstain", "present_not_voting"), ("absent", "excused", "paired")
effects = st.sampled_from(["blocks", "no-effect", "unset"])


def unanimous(kind: str, told: Mapping[str, int], silent: str, away: str) -> str:
    if told["against"]:
        return "rejected"
    blocked = {"blocks": True, "no-effect": False}
    if blocked[silent] and any(told[each] for each in SILENT):
        return "rejected"
    if blocked[away] and any(told[each] for each in AWAY):
        return "rejected"
    return "adopted" if told["for"] or kind == "consensus" else "rejected"


@given(
    counts=st.tuples(*(st.integers(0, 2) for _ in OPTIONS)).filter(any),
    silent=effects,
    away=effects,
)
@settings(max_examples=500)
def test_unanimity_of_no_named_kind_is_computed_where_every_kind_agrees(
    counts: tuple[int, ...], silent: str, away: str
) -> None:
    told = dict(zip(OPTIONS, counts, strict=True))
    ways = {
        (kind, one, other): unanimous(kind, told, one, other)
        for kind in ("voting", "consensus")
        for one in (("blocks", "no-effect") if silent == "unset" else (silent,))
        for other in (("blocks", "no-effect") if away == "unset" else (away,))
    }
    rule = of("unanimity", treatment={"abstain": silent, "absent": away})

    found = answer(rule=rule, totals=told, electorate={"legal": sum(counts)})

    if len(set(ways.values())) == 1:
        assert (found.outcome, found.missing) == (next(iter(ways.values())), ())
    else:
        names = ("rule.name", "treatment.abstain", "treatment.absent")
        assert found.outcome == "cannot-compute"
        assert set(found.missing) == {
            name
            for place, name in enumerate(names)
            if any(
                ways[one] != ways[other]
                for one in ways
                for other in ways
                if one[:place] + one[place + 1 :] == other[:place] + other[place + 1 :]
            )
        }
    still = sum(told[each] for each in SILENT) if silent == "no-effect" else 0
    gone = sum(told[each] for each in AWAY) if away == "no-effect" else 0
    assert found.needed == sum(counts) - still - gone
