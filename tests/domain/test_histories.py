"""The histories of domain.md 8.3 that the demonstration plays, and what they must show."""

from datetime import date

from domain.assembly.secretary_general import ElectSecretaryGeneral
from domain.assembly.state import Assembly, Membership
from domain.irregularities import IrregularityRecorded
from domain.model_law.state import ModelLaw
from domain.plenary_session.outcome import RecordOutcomeDocument
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.state import Vote
from tests.acts import FOLDER, history
from tests.scenario import Play

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)


def assembly(play: Play) -> Assembly:
    case = play.case("assembly")
    assert isinstance(case, Assembly)
    return case


def breaches(play: Play, stream: str) -> list[str]:
    return [
        event.rule
        for where, event in play.events
        if where == stream and isinstance(event, IrregularityRecorded)
    ]


def test_h4_members_and_observers_as_of_16_january_2026() -> None:
    play, refusals = history("10")
    day = date(2026, 1, 16)

    assert refusals == {}
    assert assembly(play).members_on(day) == ("az", "kg", "kz", "tr")
    assert assembly(play).of_kind(Membership.OBSERVER, day) == ("hu", "trnc")
    assert assembly(play).of_kind(Membership.GUEST, day) == ()


def test_h4_membership_is_as_of_the_day() -> None:
    play, _ = history("10")

    assert assembly(play).members_on(date(2008, 11, 20)) == ()
    assert assembly(play).of_kind(Membership.OBSERVER, date(2014, 6, 12)) == ()
    assert assembly(play).of_kind(Membership.OBSERVER, date(2014, 6, 13)) == ("hu",)
    assert assembly(play).of_kind(Membership.OBSERVER, date(2023, 4, 28)) == ("hu", "trnc")
    assert assembly(play).of_kind(Membership.GUEST, date(2017, 12, 8)) == ("uz",)


def test_h3_the_model_law_of_cholpon_ata_is_adopted_by_four_delegations() -> None:
    play, refusals = history("10", "20")
    law, vote = play.case("model-law/2022-001"), play.case("vote/11/1")
    assert isinstance(law, ModelLaw)
    assert isinstance(vote, Vote)

    assert refusals == {}
    assert law.stage is Stage.ADOPTED
    assert law.adopted_on == date(2022, 6, 24)
    assert vote.announced == "adopted"
    assert vote.electorate == ("az", "kg", "kz", "tr")


def test_h3_a_council_on_the_day_itself_leaves_an_irregularity() -> None:
    play, _ = history("10", "20")

    assert breaches(play, "plenary-session/11") == ["council.offset"]


def test_h3_the_old_name_is_valid_up_to_the_renaming() -> None:
    play, _ = history("10", "20")

    assert assembly(play).name_on(date(2022, 6, 23)).endswith("Turkic-Speaking Countries")
    assert assembly(play).name_on(date(2022, 6, 24)).endswith("Turkic States")


def test_h3_fifteen_days_lie_between_committee_and_plenary() -> None:
    play, _ = history("10", "20")
    plenary = play.case("plenary-session/11")
    assert isinstance(plenary, PlenarySession)

    assert plenary.first_day is not None
    assert (plenary.first_day - date(2022, 6, 9)).days == 15


def test_h1_astana_has_four_voters_and_a_new_secretary_general() -> None:
    play, refusals = history("10", "20", "30")
    vote = play.case("vote/14/1")
    assert isinstance(vote, Vote)

    assert refusals == {}
    assert vote.electorate == ("az", "kg", "kz", "tr")
    assert vote.announced == "adopted"
    elected = assembly(play).secretary_general_on(date(2025, 6, 13))
    assert elected is not None
    assert elected.subject == "az-hasan"


def test_h1_three_documents_bear_the_same_title() -> None:
    play, _ = history("10", "20", "30")
    titles = {}
    for number in (2, 6, 14):
        plenary = play.case(f"plenary-session/{number}")
        assert isinstance(plenary, PlenarySession)
        titles[number] = plenary.outcomes[1]

    assert titles == dict.fromkeys((2, 6, 14), "Astana Declaration")


def test_h1_secretaries_general_follow_the_order_of_the_chair() -> None:
    play, _ = history("10", "20", "30")
    held = [
        (office.parliament, office.since)
        for office in assembly(play).offices
        if office.capacity is Capacity.SECRETARIAT and office.presides
    ]

    assert held == [
        ("az", date(2009, 9, 29)),
        ("kz", date(2013, 10, 1)),
        ("kg", date(2018, 11, 1)),
        ("tr", date(2021, 9, 1)),
        ("az", date(2025, 6, 12)),
    ]
    order = assembly(play).rules_on(date(2025, 6, 12)).listed("chair.order")
    assert [parliament for parliament, _ in held] == [*order, order[0]]
    eve = assembly(play).secretary_general_on(date(2025, 6, 11))
    assert eve is not None
    assert eve.subject == "tr-er"


def test_turkpas_forms_of_decision_and_term_of_office_are_alerts() -> None:
    play, _ = history("10", "20", "30")
    roadmap = RecordOutcomeDocument(form="Roadmap", title="Roadmap to 2028", sequence=2)
    longer = ElectSecretaryGeneral(
        subject="kz-next", official_name="Next", nominated_by="kz", until=date(2031, 6, 13)
    )

    for command, case in ((roadmap, "plenary-session/14"), (longer, "assembly")):
        refusal = play.when(command, case=case, by=SECRETARY, on="2025-06-13")
        assert isinstance(refusal, Refusal)
        assert refusal.code == "reason-needed"
        answer = play.when(command, case=case, by=SECRETARY, on="2025-06-13", reason="so decided")
        assert not isinstance(answer, Refusal)
        assert "IrregularityRecorded" in [event.type for event in answer]


def test_h4_hungary_asked_for_a_place_as_observer_and_is_no_candidate() -> None:
    play, _ = history("10")

    assert all(spell.kind is not Membership.CANDIDATE for spell in assembly(play).spells)


def test_the_demonstration_names_the_sources_themselves() -> None:
    files = sorted(FOLDER.glob("*.jsonl"))

    assert files
    assert [path.name for path in files if "domain.md" in path.read_text(encoding="utf-8")] == []


def test_h1_frequency_and_council_day_are_alerts_on_record() -> None:
    play, _ = history("10", "20", "30")

    assert breaches(play, "plenary-session/14") == [
        "plenary_session.min_frequency",
        "council.offset",
    ]


def test_h1_a_model_law_without_a_title_is_stored_and_not_adopted() -> None:
    play, _ = history("10", "20", "30")
    law = play.case("model-law/2025-001")

    assert law.stage is Stage.TITLED
    assert law.claims == 1


def test_the_fictional_law_goes_from_its_title_to_four_concluded_tracks() -> None:
    play, _ = history("10", "20", "30", "40")
    law = play.case("model-law/2026-900")
    assert isinstance(law, ModelLaw)

    assert law.stage is Stage.CONCLUDED
    assert dict(law.uptake) == {
        "az": "full",
        "kg": "declined",
        "kz": "partial",
        "tr": "no_data",
    }
    for parliament in ("az", "kg", "kz", "tr"):
        assert play.case(f"national-track/2026-900/{parliament}").concluded


def test_the_fictional_law_meets_each_kind_of_refusal() -> None:
    _, refusals = history("10", "20", "30", "40")

    assert {refusal.code for refusal in refusals.values()} == {
        "already-voted",
        "needs-ruling",
        "no-right",
        "no-vote",
        "not-in-order",
        "other-edition",
        "own-proposal",
        "reason-needed",
        "unknown-case",
    }


def test_who_has_no_vote_hears_the_article_that_gives_one_to_delegations() -> None:
    _, refusals = history("10", "20", "30", "40")
    [refusal] = [each for each in refusals.values() if each.code == "no-vote"]

    assert refusal.citation == "Istanbul Agreement, art. 4"


def test_an_announced_result_that_differs_is_kept_and_flagged() -> None:
    play, _ = history("10", "20", "30", "40")
    vote = play.case("vote/900/2")
    assert isinstance(vote, Vote)

    assert vote.announced == "adopted"
    assert "ResultAnomalyFlagged" in [e.type for s, e in play.events if s == "vote/900/2"]
