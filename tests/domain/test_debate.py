"""The debate: who is listed, how long he speaks, and what becomes of points of order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plenary_session.attendance import RecordDeparture
from domain.plenary_session.debates import Debate, Role, Speaker
from domain.plenary_session.items import CloseItem, OpenItem
from domain.plenary_session.points_of_order import (
    AppealAgainstRuling,
    DecideAppeal,
    RaisePointOfOrder,
    RulePointOfOrder,
)
from domain.plenary_session.speaking import (
    AskForTheFloor,
    CloseSpeakersList,
    EndSpeech,
    FloorGiven,
    GiveFloor,
    SpeechEnded,
)
from domain.refusal import Refusal
from tests.domain.astana import DAY, ask, held, names, plenary, refused, sitting, voted
from tests.domain.turkpa import DELEGATIONS, KOSHANOV, OBSERVER, SECRETARY
from tests.scenario import Play

AZ, TR = DELEGATIONS["az"], DELEGATIONS["tr"]
RAISED = RaisePointOfOrder(grounds="the list was closed")


def floor(parliament: str, speaker: str = "first", role: Role = "speaker") -> AskForTheFloor:
    return AskForTheFloor(item="1", parliament=parliament, speaker=speaker, role=role)


def give(number: int) -> GiveFloor:
    return GiveFloor(item="1", number=number)


def debating(**rules: bool | int | str) -> Play:
    return held(sitting(**rules), (OpenItem(item="1"), SECRETARY))


def appealed(begun: Play) -> Play:
    held(begun, (RAISED, AZ), (RulePointOfOrder(number=1, ruling="dismissed"), KOSHANOV))
    return held(begun, (AppealAgainstRuling(number=1), AZ))


def given_seconds(answer: object) -> object:
    assert isinstance(answer, list), answer
    return getattr(answer[0], "seconds", "none")


def test_a_delegation_asks_for_its_own_speakers_and_observers_are_listed_for() -> None:
    begun = debating()

    assert names(ask(begun, floor("az"), AZ)) == ["SpeakerListed"]
    assert refused(ask(begun, floor("tr"), AZ)).code == "no-right"
    assert refused(ask(begun, floor("trnc"), OBSERVER)).code == "no-right"
    assert names(ask(begun, floor("trnc"), SECRETARY)) == ["SpeakerListed"]
    assert [each.number for each in plenary(begun).debates["1"].speakers] == [1, 2]


def test_an_observer_may_ask_to_speak_and_raises_no_point_of_order() -> None:
    begun, watching = debating(), DELEGATIONS["trnc"]

    assert names(ask(begun, floor("trnc"), watching)) == ["SpeakerListed"]
    for act in (RaisePointOfOrder(grounds="time"), AppealAgainstRuling(number=1)):
        assert refused(ask(begun, act, watching)).sentence == (
            f"trnc is no member parliament on {DAY}"
        )


def test_nobody_is_listed_twice_before_he_has_spoken() -> None:
    begun = held(debating(), (floor("az"), AZ))

    assert refused(ask(begun, floor("az"), AZ)).code == "already-done"
    held(begun, (give(1), KOSHANOV), (EndSpeech(seconds=60), SECRETARY), (floor("az"), AZ))
    assert len(plenary(begun).debates["1"].speakers) == 2


def test_a_list_that_is_closed_takes_nobody_more() -> None:
    begun = held(debating(), (floor("az"), AZ), (CloseSpeakersList(item="1"), KOSHANOV))

    assert refused(ask(begun, floor("tr"), TR)).sentence == (
        "the list of speakers of item 1 is closed"
    )
    assert names(ask(begun, give(1), KOSHANOV)) == ["FloorGiven"]


def test_one_may_be_listed_before_the_item_is_opened_but_speaks_in_the_debate() -> None:
    begun = held(sitting(), (floor("az"), AZ))

    assert refused(ask(begun, give(1), KOSHANOV)).sentence == "item 1 is not under debate"
    held(begun, (OpenItem(item="1"), SECRETARY), (give(1), KOSHANOV))


def test_one_speaks_at_a_time_and_an_item_does_not_close_over_a_speech() -> None:
    begun = held(debating(), (floor("az"), AZ), (floor("tr"), TR), (give(1), KOSHANOV))

    said = "az has the floor; end the speech first"
    assert refused(ask(begun, give(2), KOSHANOV)).sentence == said
    assert (
        "az has the floor on item 1" in refused(ask(begun, CloseItem(item="1"), SECRETARY)).sentence
    )
    held(begun, (EndSpeech(seconds=5), SECRETARY), (give(2), KOSHANOV))
    assert refused(ask(begun, give(1), KOSHANOV)).code == "not-in-order"


def test_who_is_not_there_or_not_listed_does_not_speak() -> None:
    begun = held(debating(), (floor("tr"), TR), (RecordDeparture(parliament="tr"), SECRETARY))

    assert refused(ask(begun, give(1), KOSHANOV)).sentence == "tr is not present"
    assert refused(ask(begun, give(9), KOSHANOV)).sentence == (
        "item 1 has no speaker 9; list him first"
    )


def test_without_a_rule_nobody_is_limited() -> None:
    begun = held(debating(), (floor("az"), AZ))

    assert given_seconds(ask(begun, give(1), KOSHANOV)) is None


def test_a_speaker_has_the_shorter_of_his_time_and_what_his_delegation_has_left() -> None:
    begun = debating(speaking__speaker="PT5M", speaking__delegation="PT8M")
    held(begun, (floor("az", "one"), AZ), (floor("az", "two"), AZ), (floor("az", "three"), AZ))

    assert given_seconds(ask(begun, give(1), KOSHANOV)) == 300
    assert ask(begun, EndSpeech(seconds=310), SECRETARY) == [
        SpeechEnded(on=DAY, item="1", number=1, parliament="az", seconds=310, over=10)
    ]
    assert given_seconds(ask(begun, give(2), KOSHANOV)) == 170
    held(begun, (EndSpeech(seconds=170), SECRETARY))
    refusal = refused(ask(begun, give(3), KOSHANOV))
    assert (refusal.code, refusal.sentence) == (
        "against-the-rules",
        "az has used all its time on the item",
    )


def test_a_rapporteur_speaks_for_his_committee_not_for_his_delegation() -> None:
    begun = debating(speaking__rapporteur="PT10M", speaking__delegation="PT1M")
    held(begun, (floor("az", role="rapporteur"), SECRETARY), (floor("az", "two"), AZ))

    assert given_seconds(ask(begun, give(1), KOSHANOV)) == 600
    held(begun, (EndSpeech(seconds=600), SECRETARY))
    assert given_seconds(ask(begun, give(2), KOSHANOV)) == 60


@given(st.lists(st.tuples(st.sampled_from(("az", "tr")), st.integers(0, 900)), max_size=12))
def test_the_times_of_the_delegations_are_the_sum_of_all_speeches(
    speeches: list[tuple[str, int]],
) -> None:
    debate = Debate()
    for number, (parliament, seconds) in enumerate(speeches, start=1):
        speaker = Speaker(number=number, parliament=parliament, subject="x", seconds=seconds)
        debate = debate.listed(speaker)

    assert debate.seconds_of("az") + debate.seconds_of("tr") == sum(s for _, s in speeches)


def test_a_point_of_order_is_ruled_once_and_names_the_item_under_debate() -> None:
    begun = held(debating(), (RAISED, AZ))
    ruled = RulePointOfOrder(number=1, ruling="dismissed")

    held(begun, (ruled, KOSHANOV))

    assert refused(ask(begun, ruled, KOSHANOV)).code == "not-in-order"
    assert plenary(begun).points_of_order[1].ruling == "dismissed"


@pytest.mark.parametrize(("when", "expected"), [("later", "taken"), ("at-once", "refused")])
def test_where_a_point_of_order_is_ruled_at_once_nothing_goes_on_before(
    when: str, expected: str
) -> None:
    begun = held(debating(point_of_order__ruling=when), (floor("az"), AZ), (RAISED, TR))

    answer = ask(begun, give(1), KOSHANOV)

    assert ("refused" if isinstance(answer, Refusal) else "taken") == expected


def test_without_a_rule_on_points_of_order_the_debate_goes_on() -> None:
    begun = held(debating(), (floor("az"), AZ), (RAISED, TR))

    assert ask(begun, give(1), KOSHANOV) == [
        FloorGiven(on=DAY, item="1", number=1, parliament="az", speaker="first")
    ]


@pytest.mark.parametrize(
    ("allowed", "code"), [(None, "needs-ruling"), (False, "against-the-rules")]
)
def test_an_appeal_depends_on_the_rules(*, allowed: bool | None, code: str) -> None:
    rules = {} if allowed is None else {"point_of_order__appeal": allowed}
    begun = held(debating(**rules), (RAISED, AZ))
    held(begun, (RulePointOfOrder(number=1, ruling="dismissed"), KOSHANOV))

    refusal = refused(ask(begun, AppealAgainstRuling(number=1), AZ))

    assert refusal.code == code


def test_an_appeal_is_decided_by_a_vote() -> None:
    begun = held(debating(point_of_order__appeal=True), (RAISED, AZ))
    assert refused(ask(begun, AppealAgainstRuling(number=1), AZ)).code == "not-in-order"
    held(begun, (RulePointOfOrder(number=1, ruling="dismissed"), KOSHANOV))
    held(begun, (AppealAgainstRuling(number=1), AZ))
    decided = DecideAppeal(number=1, outcome="ruling-overturned", vote="vote/14/1")

    assert "no vote of plenary-session/14 with a result" in (
        refused(ask(begun, decided, KOSHANOV)).sentence
    )
    put = voted(begun, "vote/14/1", "adopted", kind="procedural")
    held(put, (decided, KOSHANOV))
    assert not plenary(begun).points_of_order[1].is_pending


@pytest.mark.parametrize("kind", ["decision", "final_vote", "order_of_business"])
def test_an_appeal_is_decided_by_no_vote_on_another_question(kind: str) -> None:
    begun = appealed(debating(point_of_order__appeal=True))
    put = voted(begun, "vote/14/1", "adopted", kind=kind)

    decided = DecideAppeal(number=1, outcome="ruling-stands", vote="vote/14/1")
    assert refused(ask(put, decided, KOSHANOV)).sentence == (
        f"vote/14/1 put a question of the kind {kind}, not point_of_order or procedural"
    )


def test_an_appeal_is_decided_by_no_vote_that_was_put_before_it() -> None:
    put = voted(debating(point_of_order__appeal=True), "vote/14/1", "adopted", kind="procedural")

    decided = DecideAppeal(number=1, outcome="ruling-stands", vote="vote/14/1")
    assert refused(ask(appealed(put), decided, KOSHANOV)).sentence == (
        "vote/14/1 was put before the appeal: it does not decide it"
    )
