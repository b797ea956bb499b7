"""Laws of outcomes that hold for every rule and every tally."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.calculators.vote_shapes import Answer
from domain.decision_rules.tallies import OPTIONS
from tests.domain.outcome_lines import RULES, answer, of, outcome

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


FLOORS = (
    of("majority_of_votes_cast", floor={"of": "present", "at_least": "1/3"}),
    of("fraction_of_participants", fraction="2/3", floor={"of": "present", "at_least": "1/2"}),
    of("majority_of_votes_cast", floor={"of": "present", "at_least": "1/3"}, tie="re-ballot"),
)
PARTS = (*(f"totals.{each}" for each in OPTIONS), "electorate.present", "electorate.in_office")


@given(
    rule=st.sampled_from([*RULES, *FLOORS]),
    counts=st.tuples(*(st.integers(0, 9) for _ in OPTIONS)),
    hidden=st.sets(st.sampled_from(PARTS)),
)
@settings(max_examples=600)
def test_whoever_tells_what_was_missing_is_not_asked_again(
    rule: dict[str, object], counts: tuple[int, ...], hidden: set[str]
) -> None:
    truth = {f"totals.{name}": number for name, number in _all_told(counts).items()}
    truth |= {"electorate.present": sum(counts[:4]), "electorate.in_office": sum(counts)}
    truth["electorate.legal"] = sum(counts)
    first = _told_of(rule, truth, hidden)
    assume(first.outcome == "cannot-compute")

    second = _told_of(rule, truth, hidden - set(first.missing))

    assert second.outcome != "cannot-compute", (first.missing, second.missing)


def _told_of(rule: dict[str, object], truth: dict[str, int], hidden: set[str]) -> Answer:
    parts: dict[str, dict[str, int]] = {"totals": {}, "electorate": {}}
    for name in truth.keys() - hidden:
        part, _, key = name.partition(".")
        parts[part][key] = truth[name]
    return answer(rule=rule, **parts)
