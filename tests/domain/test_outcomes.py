"""Outcomes: worked cases of the field, an exhaustive oracle, and the laws that hold for all."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calculators.vote import Answer, Line, compute
from domain.decision_rules.tallies import OPTIONS

LEGAL = 4


def answer(**line: object) -> Answer:
    return compute(Line.model_validate_json(json.dumps(line)))


def outcome(rule: object, totals: Mapping[str, int], **more: object) -> str:
    return answer(rule=rule, totals=totals, **more).outcome


def of(name: str, **more: object) -> dict[str, object]:
    return {"name": name, **more}


def votes(in_favour: int, against: int, abstain: int) -> dict[str, int]:
    return {"for": in_favour, "against": against, "abstain": abstain}


TBMM = of("majority_of_participants", floor={"of": "component_members", "at_least": 151})
ULC = of("majority_of_present", floor={"at_least": 20})


@pytest.mark.parametrize(
    ("case", "rule", "totals", "more", "expected"),
    [
        (
            "T1",
            of("majority_of_component_members"),
            votes(341, 274, 10),
            {"legal": 705},
            "rejected",
        ),
        ("T2", of("majority_of_votes_cast"), votes(341, 274, 10), {}, "adopted"),
        ("T3", TBMM, votes(287, 55, 4), {"legal": 600}, "adopted"),
        ("T4", of("majority_of_votes_cast"), votes(207, 189, 147), {}, "adopted"),
        ("T5", of("majority_of_participants"), votes(207, 189, 147), {}, "rejected"),
        ("T6 all", of("unanimity_all"), {"for": 4}, {"legal": 4}, "adopted"),
        ("T6 voting", of("unanimity_of_voting"), {"for": 4}, {"legal": 4}, "adopted"),
        ("T6 consensus", of("consensus"), {"for": 4}, {"legal": 4}, "adopted"),
        ("T6 unnamed", of("unanimity"), {"for": 4}, {"legal": 4}, "adopted"),
        ("T7 all", of("unanimity_all"), {"for": 3, "abstain": 1}, {"legal": 4}, "rejected"),
        ("T7 consensus", of("consensus"), {"for": 3, "abstain": 1}, {"legal": 4}, "adopted"),
        ("T7 unnamed", of("unanimity"), {"for": 3, "abstain": 1}, {"legal": 4}, "cannot-compute"),
        ("T8 all", of("unanimity_all"), {"for": 3, "absent": 1}, {"legal": 4}, "rejected"),
        ("T8 consensus", of("consensus"), {"for": 3, "absent": 1}, {"legal": 4}, "adopted"),
        ("T8 unnamed", of("unanimity"), {"for": 3, "absent": 1}, {"legal": 4}, "cannot-compute"),
        (
            "T9",
            of("fraction_of_members", fraction="2/3"),
            {"for": 134, "abstain": 2, "present_not_voting": 1},
            {"legal": 137},
            "adopted",
        ),
        (
            "T10",
            of("fraction_of_members", fraction="2/3"),
            {"for": 80, "against": 0},
            {"legal": 83},
            "adopted",
        ),
        ("T11", ULC, {"for": 18, "against": 12}, {"present": 30}, "rejected"),
        ("T12 text", of("majority_of_votes_cast", tie="rejected"), votes(7, 7, 0), {}, "rejected"),
        (
            "T12 appointment",
            of("majority_of_votes_cast", tie="re-ballot"),
            votes(7, 7, 0),
            {},
            "re-ballot",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) and each.startswith("T") else "",
)
def test_the_worked_cases(
    case: str,
    rule: dict[str, object],
    totals: dict[str, int],
    more: dict[str, int],
    expected: str,
) -> None:
    assert case
    assert outcome(rule, totals, electorate=more) == expected


@pytest.mark.parametrize(
    ("totals", "missing"),
    [
        ({"for": 3, "abstain": 1}, ("abstention_effect",)),
        ({"for": 3, "absent": 1}, ("absence_effect", "quorum.decide")),
        ({"for": 4}, ()),
        ({"for": 3, "against": 1}, ()),
    ],
)
def test_turkpa_is_computed_where_what_is_unset_does_not_matter(
    totals: dict[str, int], missing: tuple[str, ...]
) -> None:
    rule = {
        "assembly": "turkpa",
        "organ": "plenary",
        "document": "model-law",
        "question": "final_vote",
        "on": "2025-06-12",
    }

    found = answer(rule=rule, totals=totals)

    assert found.missing == missing
    assert found.citation == "Istanbul Agreement, art. 3"
    assert (found.outcome == "cannot-compute") == bool(missing)


def test_the_sheet_names_base_number_and_arithmetic() -> None:
    found = answer(
        id="am3",
        rule=of("majority_of_component_members"),
        totals=votes(341, 274, 10),
        electorate={"legal": 705},
        announced="rejected",
    )

    assert json.loads(found.model_dump_json(by_alias=True)) == {
        "id": "am3",
        "outcome": "rejected",
        "failed_on": "majority",
        "base": {"of": "component_members", "count": 705},
        "needed": 353,
        "arithmetic": "341 for, 353 needed: more than half of 705 component members",
        "citation": "none",
        "missing": [],
        "agrees_with_announced": True,
    }


def test_a_quorum_is_met_by_those_who_took_part_whatever_else_is_unknown() -> None:
    quorum = {"of": "component_members", "at_least": "1/3"}
    more: dict[str, object] = {"quorum": quorum, "electorate": {"legal": 600}}

    assert outcome(TBMM, votes(287, 55, 4), **more) == "adopted"
    assert outcome(TBMM, {**votes(151, 2, 1), "present_not_voting": 0}, **more) == "no-quorum"
    assert answer(rule=TBMM, totals=votes(151, 2, 1), **more).missing == ("quorum.present",)


def test_a_casting_vote_decides_a_tie_and_nothing_else() -> None:
    rule = of("majority_of_votes_cast", tie="casting_vote")

    assert answer(rule=rule, totals=votes(5, 5, 0)).missing == ("casting_vote",)
    assert outcome(rule, votes(5, 5, 0), casting_vote="for") == "adopted"
    assert outcome(rule, votes(5, 5, 0), casting_vote="against") == "rejected"
    assert outcome(rule, votes(5, 6, 0), casting_vote="for") == "rejected"
    members = of("majority_of_component_members", tie="casting_vote")
    assert outcome(members, votes(5, 5, 0), casting_vote="for", component_members=20) == "rejected"


@pytest.mark.parametrize(
    ("rule", "totals", "more", "said"),
    [
        (of("fraction_of_votes_cast"), votes(3, 2, 0), {}, "the rule names no fraction"),
        (of("absolute_number"), votes(3, 2, 0), {}, "the rule names no number"),
        (of("no_objection"), votes(3, 2, 0), {}, "the rule names no number"),
        (of("no_objection", n=3), votes(3, 2, 0), {}, "2 objecting; it fails if 3 object"),
        (
            of("consensus", treatment={"abstain": "against"}),
            votes(3, 0, 2),
            {},
            "2 objecting; it fails if 1 object",
        ),
        (
            of("majority_of_component_members", treatment={"absent": "for"}),
            {**votes(3, 2, 0), "absent": 4},
            {"component_members": 12},
            "3 for and 4 counted as for, 7 needed: more than half of 12 component members",
        ),
        (
            of("majority_of_component_members", treatment={"absent": "for"}),
            votes(3, 2, 0),
            {"component_members": 12},
            "3 for and unknown counted as for, 7 needed: more than half of 12 component members",
        ),
        (
            of("majority_of_votes_cast", tie="casting_vote"),
            {"for": 2, "against": 2},
            {"casting_vote": "for"},
            (
                "2 for, 3 needed: more than half of 4 votes cast; "
                "a tie; the chair's casting vote is for"
            ),
        ),
        (
            of("majority_of_component_members", tie="casting_vote"),
            votes(5, 5, 0),
            {"casting_vote": "for", "component_members": 20},
            "5 for, 11 needed: more than half of 20 component members",
        ),
        (
            of("majority_of_votes_cast", tie="re-ballot"),
            votes(2, 2, 0),
            {},
            "2 for, 3 needed: more than half of 4 votes cast; a tie",
        ),
    ],
)
def test_the_arithmetic_says_what_decided(
    rule: dict[str, object], totals: dict[str, int], more: dict[str, object], said: str
) -> None:
    assert answer(rule=rule, totals=totals, **more).arithmetic == said


def test_a_text_stands_without_the_majority_required_to_reject_it() -> None:
    rule = of("majority_of_component_members", required_to="reject")

    assert outcome(rule, votes(300, 352, 0), component_members=705) == "adopted"
    found = answer(rule=rule, totals=votes(300, 353, 0), component_members=705)
    assert (found.outcome, found.needed) == ("rejected", 353)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"totals": {"for": 6}, "electorate": {"legal": 5}}, "6 votes are told"),
        ({"electorate": {"legal": 5}, "component_members": 6}, "contradict"),
        ({"electorate": {"legal": 5, "in_office": 6}}, "6 in office"),
        (
            {"totals": {"for": 1}, "ballots": [{"voter": "a", "choice": "against"}]},
            "1 by the totals and 0 by the ballots",
        ),
        ({"ballots": [{"voter": "a", "choice": "for"}] * 2}, "votes twice"),
        (
            {"ballots": [{"voter": "a", "choice": "for"}], "electorate": {"voters": ["b"]}},
            "none of the voters",
        ),
        (
            {"totals": {**votes(3, 2, 0), "present_not_voting": 0}, "electorate": {"present": 6}},
            "6 present",
        ),
    ],
)
def test_what_cannot_all_be_true_is_an_error(line: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        answer(rule=of("majority_of_votes_cast"), **line)


# The oracle: every way to fill in what is not told, judged by the plainest code there is.

RULES: tuple[dict[str, object], ...] = (
    of("majority_of_votes_cast"),
    of("majority_of_participants"),
    of("majority_of_present"),
    of("majority_of_component_members"),
    of("fraction_of_votes_cast", fraction="2/3"),
    of("fraction_of_votes_cast", fraction="1/3"),
    of("fraction_of_participants", fraction="2/3", strict=True),
    of("fraction_of_present", fraction="1/2"),
    of("fraction_of_members", fraction="3/5"),
    of("absolute_number", n=2),
    of("unanimity_all"),
    of("unanimity_of_voting"),
    of("consensus"),
    of("no_objection", n=2),
    of("majority_of_votes_cast", floor={"of": "component_members", "at_least": "1/3"}),
    of("majority_of_votes_cast", floor={"at_least": 3}),
    of("majority_of_votes_cast", tie="re-ballot"),
    of("absolute_number", n=3, tie="re-ballot"),
    of("majority_of_component_members", tie="re-ballot"),
    of("fraction_of_members", fraction="1/3", tie="re-ballot"),
    of("majority_of_votes_cast", tie="re-ballot", floor={"at_least": 2}),
    of("majority_of_votes_cast", treatment={"abstain": "against"}),
    of("majority_of_component_members", required_to="reject"),
)
QUORUMS: tuple[dict[str, object] | None, ...] = (
    None,
    {"at_least": 3},
    {"of": "component_members", "at_least": "1/2", "strict": True},
)


def plainly(
    rule: dict[str, object], counts: tuple[int, ...], quorum: Mapping[str, object] | None
) -> str:
    told = dict(zip(OPTIONS, counts, strict=True))
    room = sum(counts[:4])
    if quorum is not None and room < _number(quorum, LEGAL):
        return "no-quorum"
    return _by_rule(rule, told, room)


def _number(amount: Mapping[str, object], base: int) -> int:
    least = amount["at_least"]
    if isinstance(least, int):
        return least
    exact = Fraction(str(least)) * base
    return floor(exact) + 1 if amount.get("strict") else ceil(exact)


def _by_rule(rule: dict[str, object], told: dict[str, int], room: int) -> str:
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
        "component_members": LEGAL,
        "members": LEGAL,
        "all": LEGAL,
    }
    if rule.get("required_to") == "reject":
        return "rejected" if 2 * no > LEGAL else "adopted"
    if name == "absolute_number":
        met = yes >= int(str(rule["n"]))
        tied = rule.get("tie") == "re-ballot" and yes == no == int(str(rule["n"])) - 1
        return "adopted" if met else "re-ballot" if tied else "rejected"
    base = bases[name.split("_of_")[1] if "_of_" in name else "all"]
    share = Fraction(str(rule.get("fraction", "1" if name.startswith("unanimity") else "1/2")))
    strict = rule.get("strict") or name.startswith("majority")
    met = yes > share * base if strict else yes >= share * base
    least = rule.get("floor")
    above = yes >= _number(least, LEGAL) if isinstance(least, dict) else True
    if met and above and yes:
        return "adopted"
    if rule.get("tie") == "re-ballot" and yes == no:
        one_more = {**told, "for": yes + 1}
        return {"adopted": "re-ballot"}.get(_by_rule(rule, one_more, room + 1), "rejected")
    return "rejected"


def fillings(told: Mapping[str, int]) -> Iterator[tuple[int, ...]]:
    for counts in product(
        *([told[each]] if each in told else range(LEGAL + 1) for each in OPTIONS)
    ):
        if sum(counts) <= LEGAL:
            yield counts


def depends(option: int, found: Mapping[tuple[int, ...], str]) -> bool:
    groups: dict[tuple[int, ...], set[str]] = {}
    for counts, result in found.items():
        groups.setdefault((*counts[:option], *counts[option + 1 :]), set()).add(result)
    return any(len(each) > 1 for each in groups.values())


def body_of(rule: Mapping[str, object]) -> dict[str, object]:
    """Tell of a body of which every seat is filled, where the rule asks how many are."""
    whole = rule["name"] == "unanimity_all"
    return {"legal": LEGAL, "in_office": LEGAL} if whole else {"legal": LEGAL}


told_totals = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, LEGAL), max_size=7).filter(
    lambda told: sum(told.values()) <= LEGAL
)


@given(rule=st.sampled_from(RULES), told=told_totals, quorum=st.sampled_from(QUORUMS))
@settings(max_examples=600)
def test_what_is_not_told_is_tried_in_every_way(
    rule: dict[str, object], told: dict[str, int], quorum: dict[str, object] | None
) -> None:
    results = {each: plainly(rule, each, quorum) for each in fillings(told)}
    line: dict[str, object] = {"rule": rule, "totals": told, "electorate": body_of(rule)}
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


# Laws that hold for every rule and every tally.

whole = st.tuples(*(st.integers(0, 30) for _ in OPTIONS))


def _all_told(counts: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(OPTIONS, counts, strict=True))


@given(rule=st.sampled_from(RULES[:-1]), counts=whole, option=st.sampled_from(range(1, 7)))
@settings(max_examples=400)
def test_a_voter_who_changes_to_yes_never_turns_adopted_into_rejected(
    rule: dict[str, object], counts: tuple[int, ...], option: int
) -> None:
    if not counts[option]:
        return
    moved = list(counts)
    moved[option] -= 1
    moved[0] += 1
    legal = {"legal": sum(counts) or 1}
    before = outcome(rule, _all_told(counts), electorate=legal)

    if before == "adopted":
        assert outcome(rule, _all_told(tuple(moved)), electorate=legal) == "adopted"


@given(counts=whole, more=st.integers(0, 50))
def test_abstentions_never_change_a_majority_of_votes_cast(
    counts: tuple[int, ...], more: int
) -> None:
    rule = of("majority_of_votes_cast")
    changed = {**_all_told(counts), "abstain": counts[2] + more}

    assert outcome(rule, changed) == outcome(rule, _all_told(counts))


@given(
    rule=st.sampled_from(RULES),
    choices=st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=12),
)
@settings(max_examples=400)
def test_totals_never_decide_otherwise_than_the_ballots_they_count(
    rule: dict[str, object], choices: list[str]
) -> None:
    ballots = [{"voter": str(n), "choice": choice} for n, choice in enumerate(choices)]
    voters = [str(n) for n in range(len(choices))]
    totals = {option: choices.count(option) for option in OPTIONS}
    legal = len(choices)

    by_ballots = answer(rule=rule, ballots=ballots, electorate={"legal": legal, "voters": voters})
    by_totals = answer(rule=rule, totals=totals, electorate={"legal": legal})

    assert by_ballots == by_totals
    assert by_ballots.outcome != "cannot-compute"


@given(rule=st.sampled_from(RULES), counts=whole)
@settings(max_examples=400)
def test_the_number_needed_is_the_smallest_that_suffices(
    rule: dict[str, object], counts: tuple[int, ...]
) -> None:
    legal = {"legal": sum(counts) or 1}
    found = answer(rule=rule, totals=_all_told(counts), electorate=legal)

    if found.needed is not None and found.outcome in {"adopted", "rejected"}:
        side = 1 if rule.get("required_to") == "reject" else 0
        reached = "rejected" if side else "adopted"
        have = counts[side]
        if not (side and not counts[0] and not counts[1]):
            assert (have >= found.needed) == (found.outcome == reached)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [((3, 1), "adopted"), ((0, 0, 0), "rejected"), ((9,), "adopted"), ((1, 1, 5), "rejected")],
)
def test_who_objects_is_counted_by_head(weights: tuple[int, ...], expected: str) -> None:
    against = [
        {"voter": f"v{n}", "choice": "against", "weight": each} for n, each in enumerate(weights)
    ]
    ballots = [*against, {"voter": "x", "choice": "for", "weight": 20}]

    assert answer(rule=of("no_objection", n=3), ballots=ballots).outcome == expected
    assert answer(rule=of("consensus"), ballots=ballots).outcome == "rejected"


@pytest.mark.parametrize(
    ("unset", "others"),
    [("abstain", {"absent": 4}), ("absent", {"abstain": 3}), ("excused", {"abstain": 1})],
)
def test_an_option_that_nobody_took_may_stay_unset(unset: str, others: dict[str, int]) -> None:
    rule = of("majority_of_votes_cast", treatment={unset: "unset"})
    told = {"for": 5, "against": 4, "abstain": 0, "absent": 0, "excused": 0, **others}

    assert outcome(rule, {**told, unset: 0}) == "adopted"
    assert answer(rule=rule, totals={**told, unset: 2}).missing == (f"treatment.{unset}",)


def test_of_a_body_of_which_no_vacancy_is_told_all_must_say_yes() -> None:
    found = answer(rule=of("unanimity_all"), totals=votes(3, 0, 0), electorate={"legal": 4})

    assert (found.outcome, found.needed, found.missing) == ("rejected", 4, ())
