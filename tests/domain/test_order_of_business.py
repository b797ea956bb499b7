"""The order of business: a numbered tree in editions, late items by decision, and its items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.model_law.order_of_business import PlacedOnOrderOfBusiness, TakenOffOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.plenary_session.business_changes import (
    AdoptOrderOfBusiness,
    DecideOrderOfBusinessChange,
    OrderOfBusinessChanged,
)
from domain.plenary_session.changes import PostponePlenarySession
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.council import ClearOrderOfBusiness, OpenCouncilMeeting
from domain.plenary_session.decisions import VoteCalled, VotePutOff, VoteSettled
from domain.plenary_session.items import CloseItem, DeferItem, DropItem, OpenItem, WithdrawItem
from domain.plenary_session.points import (
    Life,
    Point,
    SubItem,
    arranged,
    branch,
    fault_in,
    key_of,
    moved,
    next_free,
)
from domain.plenary_session.proposals import (
    AdmitItem,
    ProposeItem,
    RefuseItem,
    WithdrawProposal,
)
from domain.plenary_session.requests import (
    RequestOrderOfBusinessChange,
    WithdrawOrderOfBusinessRequest,
)
from domain.plenary_session.state import Item
from domain.refusal import Refusal
from domain.stages import Stage
from tests.domain.astana import (
    DAY,
    XIV,
    ask,
    clear,
    convened,
    held,
    names,
    open_it,
    plenary,
    refused,
    sitting,
    voted,
)
from tests.domain.turkpa import COUNCIL, DELEGATIONS, GAFAROVA, KOSHANOV, SECRETARY
from tests.scenario import Play

LAW = "model-law/2025-001"
AZ, TR = DELEGATIONS["az"], DELEGATIONS["tr"]
WATER = ProposeItem(title="Water", about=LAW)
LATE = RequestOrderOfBusinessChange(change="add", title="Flood relief", grounds="the floods")
places = st.lists(st.integers(1, 12), min_size=1, max_size=4).map(lambda k: ".".join(map(str, k)))


def life(begun: Play, place: str) -> Life:
    return plenary(begun).points[place].life


def reported(begun: Play, name: str = LAW) -> Play:
    begun.cases[name] = ModelLaw(stream=name, version=9, stage=Stage.REPORTED)
    return begun


def requested(wish: RequestOrderOfBusinessChange = LATE, **rules: str) -> Play:
    return held(sitting(**rules), (wish, AZ))


def accept(request: int = 1, vote: str | None = "vote/14/1") -> DecideOrderOfBusinessChange:
    return DecideOrderOfBusinessChange(request=request, outcome="accepted", vote=vote)


def test_the_order_of_business_is_a_tree_that_reads_by_its_numbers() -> None:
    begun = clear(convened())

    assert list(plenary(begun).points) == ["1", "2", "2.1", "2.2", "3"]
    assert plenary(begun).business == 1


def test_a_point_stands_under_one_that_is_there() -> None:
    begun = held(convened(), (OpenCouncilMeeting(), GAFAROVA))
    loose = ClearOrderOfBusiness(
        items=(Item(number=1, title="One"),), sub_items=(SubItem(place="2.1", title="Loose"),)
    )

    assert refused(ask(begun, loose, COUNCIL)).sentence == (
        "item 2.1 stands under 2, which is not there"
    )


def test_a_model_law_below_an_item_is_placed_as_that_item() -> None:
    begun = reported(held(convened(), (OpenCouncilMeeting(), GAFAROVA)))
    below = ClearOrderOfBusiness(
        items=(Item(number=4, title="Model laws"),),
        sub_items=(SubItem(place="4.1", title="Water", about=LAW),),
    )

    answer = ask(begun, below, COUNCIL)

    assert not isinstance(answer, Refusal)
    assert answer[1:] == [PlacedOnOrderOfBusiness(on=DAY, plenary_session=XIV, item=4)]


@given(st.lists(places, unique=True, max_size=12))
def test_a_tree_is_read_in_the_order_of_its_numbers_whatever_the_order_given(
    given_places: list[str],
) -> None:
    tree = arranged(Point(place=each, title="x") for each in given_places)

    assert list(tree) == sorted(given_places, key=key_of)
    assert next_free(tree) not in {each.split(".")[0] for each in given_places}


@given(st.lists(places, unique=True, max_size=12), places)
def test_a_branch_that_is_moved_keeps_its_shape_and_loses_no_point(
    given_places: list[str], place: str
) -> None:
    tree = arranged(Point(place=each, title=each) for each in given_places)
    after = moved(tree, place, "77")

    assert len(after) == len(tree)
    assert {each.title for each in after.values()} == set(given_places)
    assert len(branch(after, "77")) == len(branch(tree, place))


@given(st.lists(places, unique=True, max_size=12))
def test_places_make_a_tree_only_if_each_has_its_stem(given_places: list[str]) -> None:
    stems = {each.rpartition(".")[0] for each in given_places if "." in each}

    assert (fault_in(given_places, []) is None) == (stems <= set(given_places))


def test_a_proposal_is_admitted_and_the_cleared_order_holds_it() -> None:
    begun = reported(held(convened(), (WATER, AZ), (AdmitItem(proposal=1, item="4"), COUNCIL)))
    held(begun, (OpenCouncilMeeting(), GAFAROVA))
    without = ClearOrderOfBusiness(items=(Item(number=1, title="Theme debate"),))

    assert refused(ask(begun, without, COUNCIL)).sentence == (
        "proposal 1 is admitted as item 4; place it there, or refuse it"
    )
    held(begun, (ClearOrderOfBusiness(items=(Item(number=4, title="Water", about=LAW),)), COUNCIL))
    assert plenary(begun).points["4"].proposer == "az"
    assert plenary(begun).proposals[1].life is Life.SCHEDULED


def test_a_proposal_that_is_refused_or_taken_back_is_not_admitted() -> None:
    begun = held(convened(), (WATER, AZ), (ProposeItem(title="Fire"), TR))

    assert refused(ask(begun, WithdrawProposal(proposal=1), TR)).code == "no-right"
    held(begun, (WithdrawProposal(proposal=1), AZ))
    held(begun, (RefuseItem(proposal=2, grounds="no time"), COUNCIL))
    for number, said in ((1, "withdrawn"), (2, "refused")):
        refusal = refused(ask(begun, AdmitItem(proposal=number, item="4"), COUNCIL))
        assert refusal.sentence == f"proposal {number} is {said}"


def test_two_proposals_do_not_share_a_place() -> None:
    begun = held(convened(), (WATER, AZ), (ProposeItem(title="Fire"), TR))
    held(begun, (AdmitItem(proposal=1, item="4"), COUNCIL))

    assert refused(ask(begun, AdmitItem(proposal=2, item="4"), COUNCIL)).sentence == (
        "item 4 is proposal 1 already"
    )


def test_once_it_is_cleared_nothing_is_proposed_but_a_change_requested() -> None:
    assert "request a change" in refused(ask(clear(convened()), WATER, AZ)).sentence
    assert "propose the item" in refused(ask(convened(), LATE, AZ)).sentence


def test_a_late_item_has_a_title_and_is_not_there_yet() -> None:
    for wrong in (
        RequestOrderOfBusinessChange(change="add", title="Fire", item="2"),
        RequestOrderOfBusinessChange(change="add"),
    ):
        assert refused(ask(sitting(), wrong, AZ)) == Refusal(
            code="not-valid", sentence="a late item has a title, and `to` is where it shall stand"
        )


def test_without_a_rule_a_late_item_needs_a_vote_or_a_ruling() -> None:
    begun = requested()

    refusal = refused(ask(begun, accept(vote=None), KOSHANOV))

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("order_of_business.change",))


def test_a_late_item_is_taken_up_by_the_vote_that_is_cited() -> None:
    begun = requested()

    assert refused(ask(begun, accept(), KOSHANOV)).sentence == (
        "vote/14/1 is no vote of plenary-session/14"
    )
    answer = ask(voted(begun, "vote/14/1", "adopted"), accept(), KOSHANOV)
    assert answer == [
        OrderOfBusinessChanged(
            on=DAY,
            edition=2,
            request=1,
            change="add",
            item="4",
            title="Flood relief",
            vote="vote/14/1",
        )
    ]
    assert (plenary(begun).points["4"].proposer, plenary(begun).business) == ("az", 2)
    assert refused(ask(begun, accept(), KOSHANOV)).code == "not-in-order"


def test_a_vote_on_another_question_is_not_cited_for_a_change() -> None:
    begun = voted(requested(), "vote/14/1", "adopted", kind="procedural")

    assert refused(ask(begun, accept(), KOSHANOV)).sentence == (
        "vote/14/1 put a question of the kind procedural, not order_of_business"
    )


def test_a_vote_that_was_lost_changes_nothing() -> None:
    begun = voted(requested(), "vote/14/1", "rejected")
    lost = DecideOrderOfBusinessChange(request=1, outcome="refused", vote="vote/14/1")

    assert refused(ask(begun, accept(), KOSHANOV)).sentence == (
        "vote/14/1 is rejected, not adopted"
    )
    assert names(ask(begun, lost, KOSHANOV)) == ["OrderOfBusinessChangeRefused"]
    assert (plenary(begun).business, "4" in plenary(begun).points) == (1, False)


@pytest.mark.parametrize(
    ("way", "outcome", "expected"),
    [
        ("no-objection", "accepted", "taken"),
        ("no-objection", "refused", "against-the-rules"),
        ("chair", "accepted", "taken"),
        ("chair", "refused", "taken"),
        ("vote", "accepted", "against-the-rules"),
        ("vote", "refused", "against-the-rules"),
    ],
)
def test_the_rules_say_whether_a_change_needs_a_vote(way: str, outcome: str, expected: str) -> None:
    begun = requested(order_of_business__change=way)
    decided = DecideOrderOfBusinessChange.model_validate({"request": 1, "outcome": outcome})

    answer = ask(begun, decided, KOSHANOV)

    assert (answer.code if isinstance(answer, Refusal) else "taken") == expected


def test_a_late_model_law_must_be_reported_and_is_placed() -> None:
    wish = RequestOrderOfBusinessChange(change="add", title="Water", about=LAW, to="2.3")
    begun = requested(wish, order_of_business__change="chair")

    assert "is not on record" in refused(ask(begun, accept(vote=None), KOSHANOV)).sentence
    answer = ask(reported(begun), accept(vote=None), KOSHANOV)
    assert not isinstance(answer, Refusal)
    assert answer[1:] == [PlacedOnOrderOfBusiness(on=DAY, plenary_session=XIV, item=2)]
    again = RequestOrderOfBusinessChange(change="add", title="Water", about=LAW)
    assert "is on the order of business" in refused(ask(begun, again, AZ)).sentence


def test_an_item_that_is_taken_off_takes_its_branch_and_its_law_with_it() -> None:
    agenda = ClearOrderOfBusiness(
        items=(Item(number=1, title="Model laws"),),
        sub_items=(SubItem(place="1.1", title="Water", about=LAW),),
    )
    begun = reported(convened(order_of_business__change="chair"))
    held(begun, (OpenCouncilMeeting(), GAFAROVA), (agenda, COUNCIL))
    held(begun, (RequestOrderOfBusinessChange(change="remove", item="1"), AZ))

    answer = ask(begun, accept(vote=None), GAFAROVA)

    assert not isinstance(answer, Refusal)
    assert answer[1:] == [TakenOffOrderOfBusiness(on=DAY, plenary_session=XIV)]
    assert begun.case(LAW).stage is Stage.REPORTED
    assert (life(begun, "1"), life(begun, "1.1")) == (Life.DROPPED, Life.DROPPED)


def test_an_item_is_moved_with_what_stands_below_it() -> None:
    begun = requested(
        RequestOrderOfBusinessChange(change="move", item="2", to="5"),
        order_of_business__change="chair",
    )
    held(begun, (accept(vote=None), KOSHANOV))

    assert list(plenary(begun).points) == ["1", "3", "5", "5.1", "5.2"]


@pytest.mark.parametrize(
    ("item", "to", "code", "said"),
    [
        ("2", None, "not-valid", "say where the item shall stand"),
        ("2", "2.1.1", "not-valid", "item 2 cannot stand below itself"),
        ("2", "3", "not-in-order", "item 3 is there already; take a number that is free"),
        ("2", "9.1", "not-in-order", "item 9.1 would stand under 9, which is not there"),
        ("8", "9", "not-in-order", "there is no item 8"),
    ],
)
def test_no_item_moves_where_the_tree_has_no_place(
    item: str, to: str | None, code: str, said: str
) -> None:
    wish = RequestOrderOfBusinessChange(change="move", item=item, to=to)

    assert refused(ask(sitting(), wish, AZ)) == Refusal(code=code, sentence=said)


def test_who_asked_for_a_change_takes_his_request_back() -> None:
    begun = requested()

    assert refused(ask(begun, WithdrawOrderOfBusinessRequest(request=1), TR)).code == "no-right"
    held(begun, (WithdrawOrderOfBusinessRequest(request=1), AZ))
    assert refused(ask(begun, accept(), KOSHANOV)).code == "not-in-order"


def test_an_edition_is_adopted_once_and_each_change_makes_another() -> None:
    begun = held(sitting(order_of_business__change="chair"), (AdoptOrderOfBusiness(), KOSHANOV))

    assert refused(ask(begun, AdoptOrderOfBusiness(), KOSHANOV)).code == "already-done"
    held(begun, (LATE, AZ), (accept(vote=None), KOSHANOV), (AdoptOrderOfBusiness(), KOSHANOV))
    assert (plenary(begun).business, plenary(begun).adopted) == (2, 2)


def test_an_item_is_debated_voted_on_and_decided() -> None:
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))
    assert life(begun, "1") is Life.UNDER_DEBATE

    begun.given(XIV, VoteCalled(vote="vote/14/1", question="Shall we?"))
    assert life(begun, "1") is Life.VOTING
    assert refused(ask(begun, CloseItem(item="1"), SECRETARY)).sentence == "item 1 is voting"
    begun.given(XIV, VoteSettled(vote="vote/14/1", outcome="adopted"))
    assert life(begun, "1") is Life.UNDER_DEBATE
    held(begun, (CloseItem(item="1"), SECRETARY))
    assert life(begun, "1") is Life.DECIDED
    assert refused(ask(begun, OpenItem(item="1"), SECRETARY)).sentence == "item 1 is decided"


def test_a_vote_in_a_joint_debate_is_on_all_its_items() -> None:
    begun = held(sitting(), (OpenItem(item="1", jointly=("2", "2.1")), SECRETARY))

    assert refused(ask(begun, OpenItem(item="3"), SECRETARY)).sentence == (
        "item 1, 2, 2.1 is under debate; close it, or defer it"
    )
    begun.given(XIV, VoteCalled(vote="vote/14/1", question="?"))
    assert {life(begun, each) for each in ("1", "2", "2.1")} == {Life.VOTING}


def test_an_item_is_not_debated_jointly_with_itself() -> None:
    twice = OpenItem(item="1", jointly=("2", "1"))

    assert refused(ask(sitting(), twice, SECRETARY)) == Refusal(
        code="not-valid", sentence="an item is named twice"
    )


def test_a_vote_on_the_case_of_one_item_leaves_the_others_under_debate() -> None:
    agenda = ClearOrderOfBusiness(
        items=(Item(number=1, title="Water", about="treaty/water"), Item(number=2, title="Fire"))
    )
    begun = held(sitting(agenda), (OpenItem(item="1", jointly=("2",)), SECRETARY))

    begun.given(XIV, VoteCalled(vote="vote/14/1", question="?", about="treaty/water"))

    assert (life(begun, "1"), life(begun, "2")) == (Life.VOTING, Life.UNDER_DEBATE)


def test_two_votes_on_an_item_are_both_awaited() -> None:
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))
    for vote in ("vote/14/1", "vote/14/2"):
        begun.given(XIV, VoteCalled(vote=vote, question="?"))

    begun.given(XIV, VoteSettled(vote="vote/14/1", outcome="void"))
    assert life(begun, "1") is Life.VOTING
    begun.given(XIV, VoteSettled(vote="vote/14/2", outcome="rejected"))
    answer = ask(begun, CloseItem(item="1"), SECRETARY)
    assert not isinstance(answer, Refusal)
    assert getattr(answer[0], "votes", ()) == ("vote/14/2",)


def test_a_vote_that_is_put_off_frees_its_item_and_the_next_one_is_taken() -> None:
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))
    begun.given(XIV, VoteCalled(vote="vote/14/1", question="?"))
    begun.given(XIV, VotePutOff(vote="vote/14/1"))
    assert life(begun, "1") is Life.UNDER_DEBATE

    later = DeferItem(item="1", until="later-sitting", grounds="no quorum")
    held(begun, (later, KOSHANOV), (OpenItem(item="2"), SECRETARY))
    assert life(begun, "2") is Life.UNDER_DEBATE


def test_a_vote_that_was_put_off_is_put_again_on_its_own_item() -> None:
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))
    begun.given(XIV, VoteCalled(vote="vote/14/1", question="?"))
    begun.given(XIV, VotePutOff(vote="vote/14/1"))
    later = DeferItem(item="1", until="later-sitting", grounds="no quorum")
    held(begun, (later, KOSHANOV), (OpenItem(item="2"), SECRETARY))

    begun.given(XIV, VoteCalled(vote="vote/14/1", question="?"))
    assert (life(begun, "1"), life(begun, "2")) == (Life.VOTING, Life.UNDER_DEBATE)
    begun.given(XIV, VoteSettled(vote="vote/14/1", outcome="adopted"))
    assert life(begun, "1") is Life.UNDER_DEBATE


def test_an_item_is_decided_by_no_vote_that_waits_to_be_put_again() -> None:
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))
    begun.given(XIV, VoteCalled(vote="vote/14/1", question="?"))
    begun.given(XIV, VotePutOff(vote="vote/14/1"))

    answer = ask(begun, CloseItem(item="1", conclusion="without a vote"), SECRETARY)
    assert not isinstance(answer, Refusal)
    assert getattr(answer[0], "votes", None) == ()


def test_an_item_put_off_to_a_later_sitting_is_opened_again() -> None:
    later = DeferItem(item="1", until="later-sitting", grounds="late")
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY), (later, KOSHANOV))

    held(begun, (OpenItem(item="1"), SECRETARY))
    assert life(begun, "1") is Life.UNDER_DEBATE


def test_an_item_put_off_to_the_next_plenary_session_frees_its_law() -> None:
    agenda = ClearOrderOfBusiness(items=(Item(number=1, title="Water", about=LAW),))
    begun = open_it(clear(reported(convened()), agenda))
    later = DeferItem(item="1", until="next-plenary-session", grounds="no time")

    assert names(ask(begun, later, KOSHANOV)) == ["ItemDeferred", "TakenOffOrderOfBusiness"]
    assert begun.case(LAW).stage is Stage.REPORTED
    assert refused(ask(begun, OpenItem(item="1"), SECRETARY)).sentence == "item 1 is postponed"


def test_only_what_is_debated_is_dropped() -> None:
    drop = DropItem(item="1", grounds="no consensus")
    begun = sitting()

    assert refused(ask(begun, drop, KOSHANOV)).sentence == "item 1 is scheduled"
    held(begun, (OpenItem(item="1"), SECRETARY), (drop, KOSHANOV))
    assert life(begun, "1") is Life.DROPPED


def test_an_item_is_withdrawn_by_its_proposer_only() -> None:
    begun = requested(order_of_business__change="chair")
    held(begun, (accept(vote=None), KOSHANOV))

    assert refused(ask(begun, WithdrawItem(item="1"), AZ)).sentence == (
        "who proposed item 1 is not on record"
    )
    assert refused(ask(begun, WithdrawItem(item="4"), TR)).sentence == "item 4 is az's"
    held(begun, (WithdrawItem(item="4"), AZ))
    assert life(begun, "4") is Life.WITHDRAWN


def test_a_plenary_session_does_not_close_over_an_item_under_debate() -> None:
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))

    assert refused(ask(begun, ClosePlenarySession(), KOSHANOV)).sentence == (
        "item 1 is under debate; close it, or defer it"
    )


def test_after_a_postponement_what_was_admitted_is_to_be_placed_again() -> None:
    begun = held(convened(), (ProposeItem(title="Fire"), AZ))
    held(begun, (AdmitItem(proposal=1, item="1"), COUNCIL), (OpenCouncilMeeting(), GAFAROVA))
    held(begun, (ClearOrderOfBusiness(items=(Item(number=1, title="Fire"),)), COUNCIL))

    held(begun, (PostponePlenarySession(grounds="floods"), COUNCIL))

    assert dict(plenary(begun).points) == {}
    assert plenary(begun).proposals[1].life is Life.ADMITTED
