"""Outcomes: worked cases of the field, and what their sheets say."""

import json

import pytest

from tests.domain.outcome_lines import answer, of, outcome, votes

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
        (
            of("majority_of_votes_cast", treatment={"abstain": "blocks"}),
            votes(3, 0, 1),
            {},
            (
                "3 for, 2 needed: more than half of 3 votes cast; "
                "1 abstain, where one is enough to reject"
            ),
        ),
        (
            of("unanimity_of_voting", required_to="reject"),
            votes(0, 3, 1),
            {},
            "3 against, 3 needed: all of 3 votes cast, none for",
        ),
    ],
)
def test_the_arithmetic_says_what_decided(
    rule: dict[str, object], totals: dict[str, int], more: dict[str, object], said: str
) -> None:
    assert answer(rule=rule, totals=totals, **more).arithmetic == said


HALF = {"of": "component_members", "at_least": "1/2"}
WHOLE = {"component_members": 5}


@pytest.mark.parametrize(
    ("rule", "totals", "more", "expected"),
    [
        (of("consensus", floor={"at_least": 3}), votes(2, 0, 1), {}, ("rejected", "floor", 3)),
        (of("consensus", floor={"at_least": 3}), votes(3, 0, 0), {}, ("adopted", None, 3)),
        (of("no_objection", n=2, floor=HALF), votes(2, 1, 0), WHOLE, ("rejected", "floor", 3)),
        (of("no_objection", n=2, floor=HALF), votes(3, 1, 0), WHOLE, ("adopted", None, 3)),
        (of("no_objection", n=2, floor=HALF), votes(3, 2, 0), WHOLE, ("rejected", "objection", 3)),
        (
            of("majority_of_votes_cast", floor={"at_least": 5}),
            votes(4, 1, 0),
            {},
            ("rejected", "floor", 5),
        ),
        (
            of("majority_of_votes_cast", floor={"at_least": 5}),
            votes(1, 4, 0),
            {},
            ("rejected", "majority", 5),
        ),
        (
            of("majority_of_votes_cast", treatment={"abstain": "for"}),
            votes(2, 3, 2),
            {},
            ("adopted", None, 4),
        ),
        (
            of("majority_of_participants", treatment={"present_not_voting": "for"}),
            {**votes(3, 4, 0), "present_not_voting": 2},
            {},
            ("adopted", None, 5),
        ),
        (
            of(
                "majority_of_component_members",
                required_to="reject",
                treatment={"abstain": "against"},
            ),
            votes(1, 2, 1),
            WHOLE,
            ("rejected", "majority", 3),
        ),
        (
            of("consensus", treatment={"abstain": "against"}),
            votes(3, 0, 1),
            {},
            ("rejected", "objection", None),
        ),
    ],
)
def test_what_failed_and_the_number_needed_are_named(
    rule: dict[str, object],
    totals: dict[str, int],
    more: dict[str, object],
    expected: tuple[str, str | None, int | None],
) -> None:
    found = answer(rule=rule, totals=totals, **more)

    assert (found.outcome, found.failed_on, found.needed) == expected


@pytest.mark.parametrize(
    ("in_favour", "expected", "missing"),
    [(7, "cannot-compute", ("electorate.legal",)), (6, "rejected", ()), (5, "rejected", ())],
)
def test_a_body_has_at_least_the_members_that_are_in_office(
    in_favour: int, expected: str, missing: tuple[str, ...]
) -> None:
    found = answer(
        rule=of("majority_of_component_members"),
        totals=votes(in_favour, 1, 0),
        electorate={"in_office": 12},
    )

    assert (found.outcome, found.missing) == (expected, missing)


@pytest.mark.parametrize(
    ("present", "expected", "said"),
    [
        (3, ("adopted", ()), "3 present, quorum 3"),
        (2, ("no-quorum", ()), "2 present, quorum 3"),
        (None, ("cannot-compute", ("quorum.present",)), "at least 2 present, quorum 3"),
    ],
)
def test_a_quorum_is_said_with_what_it_asks(
    present: int | None, expected: tuple[str, tuple[str, ...]], said: str
) -> None:
    quorum = HALF if present is None else {**HALF, "present": present}
    found = answer(rule=of("majority_of_votes_cast"), totals=votes(2, 0, 0), quorum=quorum, **WHOLE)

    assert (found.outcome, found.missing) == expected
    assert found.arithmetic is not None
    assert found.arithmetic.endswith(said)


def test_a_floor_beside_objections_is_said() -> None:
    found = answer(rule=of("no_objection", n=2, floor=HALF), totals=votes(2, 1, 0), **WHOLE)

    assert found.arithmetic == (
        "1 objecting; it fails if 2 object; 2 for, and a floor of 3, 1/2 of component members"
    )


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
    ("rule", "said"),
    [
        (of("consensus", required_to="reject"), "asks who objects, not who rejects"),
        (of("no_objection", n=10, required_to="reject"), "asks who objects, not who rejects"),
        (of("unanimity_all", strict=True), "asks for no share"),
        (of("silence", strict=True), "asks for no share"),
    ],
)
def test_a_part_that_a_rule_would_not_use_is_an_error(rule: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        answer(rule=rule, totals=votes(3, 0, 0))


@pytest.mark.parametrize(
    ("electorate", "base"),
    [
        ({"in_office": 2}, ("component_members", 2)),
        ({"legal": 2, "in_office": 2}, ("component_members", 2)),
        ({"legal": 3, "in_office": 2}, ("in_office", 2)),
    ],
)
def test_a_base_is_called_what_was_counted(
    electorate: dict[str, int], base: tuple[str, int]
) -> None:
    found = answer(rule=of("unanimity_all"), totals={"for": 2}, electorate=electorate)

    assert found.base is not None
    assert (found.base.of, found.base.count) == base
