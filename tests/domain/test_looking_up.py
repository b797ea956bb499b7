"""Look-ups: a typing mistake changes no result, and only members have a vote."""

import pytest

from tests.domain.outcome_lines import answer, outcome, votes


def asked(assembly: str, on: str = "2024-04-24", **more: str) -> dict[str, str]:
    return {"assembly": assembly, "organ": "plenary", "on": on, **more}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (asked("ep", question="rules_amendmnt"), "did you mean 'rules_amendment'"),
        (asked("pace", document="recomendation"), "did you mean 'recommendation'"),
        (asked("milli-majlis", question="constitutional_law"), "is a document there"),
        (asked("pace", document="en_bloc"), "is a question there"),
        (asked("TURKPA"), "there are ep, ipa-cis"),
    ],
)
def test_a_word_that_misses_a_rule_is_named(rule: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        answer(rule=rule, totals=votes(341, 274, 10))


@pytest.mark.parametrize("question", ["procedural", "censure", "final_vote"])
def test_a_kind_without_a_rule_of_its_own_is_under_the_general_one(question: str) -> None:
    assert outcome(asked("ep", question=question), votes(341, 274, 10)) == "adopted"


def test_a_word_may_be_written_with_hyphens() -> None:
    rule = asked("ep", question="rules-amendment")
    assert outcome(rule, votes(341, 274, 10)) == "rejected"


def test_the_members_of_the_day_count() -> None:
    then = answer(rule=asked("ep", question="rules_amendment"), totals=votes(356, 274, 10))
    now = answer(
        rule=asked("ep", "2025-07-09", question="rules_amendment"), totals=votes(356, 274, 10)
    )
    assert (then.needed, then.outcome) == (353, "adopted")
    assert (now.needed, now.outcome) == (361, "rejected")


def test_a_law_that_was_returned_is_adopted_again_by_more_than_half_of_all() -> None:
    rule = asked("tbmm", question="override")
    assert outcome(rule, votes(300, 49, 4)) == "rejected"
    assert outcome(rule, votes(301, 49, 4)) == "adopted"


@pytest.mark.parametrize("fourth", ["HU", "Hungary", "trnc"])
def test_who_is_no_member_has_no_vote(fourth: str) -> None:
    ballots = [{"voter": each, "choice": "for"} for each in ("AZ", "Kazakhstan", "kg", fourth)]

    with pytest.raises(ValueError, match="is no member on that day"):
        answer(rule=asked("turkpa", "2025-06-12"), ballots=ballots)


def test_members_vote_under_any_of_their_names() -> None:
    ballots = [{"voter": each, "choice": "for"} for each in ("AZ", "Kazakhstan", "kg", "Türkiye")]
    assert answer(rule=asked("turkpa", "2025-06-12"), ballots=ballots).outcome == "adopted"


@pytest.mark.parametrize(
    ("on", "outcome", "needed"),
    [("2018-06-23", "adopted", 139), ("2018-06-24", "rejected", 151)],
)
def test_the_seats_of_the_tbmm_are_those_of_the_day(on: str, outcome: str, needed: int) -> None:
    told = {"for": 140, "against": 55, "abstain": 4, "present_not_voting": 1, "absent": 350}
    rule = {"assembly": "tbmm", "organ": "plenary", "on": on}
    found = answer(rule=rule, totals={**told, "excused": 0, "paired": 0})

    assert (found.outcome, found.needed) == (outcome, needed)


@pytest.mark.parametrize(
    ("on", "needed"), [("2010-11-09", 60), ("2015-05-01", 80), ("2024-01-01", 60)]
)
def test_the_seats_of_the_jogorku_kenesh_are_those_of_the_day(on: str, needed: int) -> None:
    rule = {"assembly": "jogorku-kenesh", "organ": "plenary", "question": "override", "on": on}
    assert answer(rule=rule, totals=votes(61, 20, 0)).needed == needed


@pytest.mark.parametrize(
    ("house", "on", "later"),
    [
        ("uz-senate", "2023-03-14", "2025-05-01"),
        ("uz-legislative-chamber", "2023-03-10", "2025-05-01"),
    ],
)
def test_how_many_were_there_on_one_day_is_not_said_of_others(
    house: str, on: str, later: str
) -> None:
    rule = {"assembly": house, "organ": "plenary", "document": "constitutional_law"}
    then, now = (answer(rule={**rule, "on": day}, totals=votes(44, 3, 0)) for day in (on, later))
    assert then.needed is not None
    assert (now.needed, now.missing) == (None, ("electorate.legal",))


@pytest.mark.parametrize("question", ["override", "amnesty"])
def test_what_the_sources_say_of_600_seats_is_not_said_of_550(question: str) -> None:
    told = {"for": 500, "against": 0, "abstain": 0, "present_not_voting": 0}
    rule = {"assembly": "tbmm", "organ": "plenary", "question": question}

    before, after = (
        answer(rule={**rule, "on": on}, totals=told) for on in ("2015-10-15", "2020-10-15")
    )

    assert before.missing == (f"plenary.decision[*/{question}]",)
    assert after.outcome == "adopted"


@pytest.mark.parametrize(
    ("house", "day", "known"),
    [
        ("mazhilis", "2026-06-30", True),
        ("mazhilis", "2026-07-01", False),
        ("kz-senate", "2026-08-24", False),
        ("kurultai", "2026-06-30", False),
    ],
)
def test_a_house_decides_nothing_before_it_is_there_and_after_it_is_gone(
    house: str, day: str, *, known: bool
) -> None:
    found = answer(rule=asked(house, day), totals=votes(54, 1, 0), electorate={"legal": 98})

    assert ("plenary.decision" not in found.missing) is known
