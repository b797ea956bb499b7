"""The assembly: its founding, rules, members, committees, offices and keys."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.assembly.committees import CreateCommittee, RestructureCommittee
from domain.assembly.founding import AssemblyFounded, FoundAssembly
from domain.assembly.gateway_keys import (
    AdmitGatewayKey,
    GatewayKeyAdmitted,
    GatewayKeyRevoked,
    RevokeGatewayKey,
    not_admitted,
)
from domain.assembly.membership import (
    AdmitMember,
    ApplyForMembership,
    EndMembership,
    GrantObserverStatus,
    InviteAsGuest,
    MemberAdmitted,
    MembershipApplied,
    ObserverStatusGranted,
)
from domain.assembly.naming import AssemblyRenamed, RenameAssembly
from domain.assembly.offices import LeaveOffice, OfficeLeft, OfficeTaken, TakeOffice
from domain.assembly.parliaments import (
    DissolveParliament,
    ParliamentSucceeded,
    RegisterParliament,
    SucceedParliament,
)
from domain.assembly.persons import PersonRegistered, RegisterPerson
from domain.assembly.rules_of_procedure import AdoptRules, AmendRules, RulesAdopted, RulesAmended
from domain.assembly.secretary_general import ElectSecretaryGeneral, SecretaryGeneralElected
from domain.assembly.state import Assembly, Membership, overlaps
from domain.irregularities import IrregularityRecorded
from domain.messages import Command, Event
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.state import Announced, Vote
from tests.scenario import Play

DECIDED = "plenary session 1"
SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
FOUNDING = FoundAssembly(
    name="Assembly of Tests", secretary="secretary", official_name="Secretariat"
)
FIRST_RULES = AdoptRules(
    title="First rules",
    decision=DECIDED,
    valid_from=date(2000, 1, 1),
    parameters={
        "quorum.open": Parameter(value=2, citation="Rules, art. 8"),
        "secretary_general.term": Parameter(
            value=4, severity=Severity.ALERT, citation="Rules, art. 11"
        ),
    },
)
MEMBER_AA = AdmitMember(parliament="aa", decision="founder")
OBSERVER_OO = GrantObserverStatus(parliament="oo", decision="plenary session 1")
LEGAL = CreateCommittee(key="legal", name="Legal Affairs")


@pytest.fixture
def play() -> Play:
    """An assembly founded in 2000 with rules, two members, an observer and a committee."""
    play = Play()
    done(play, FOUNDING, on="2000-01-01")
    done(play, FIRST_RULES, on="2000-01-01")
    for key in ("aa", "bb", "oo", "xx"):
        done(play, RegisterParliament(key=key, country=key.upper(), name="Diet"), on="2000-01-01")
    done(play, MEMBER_AA, on="2000-01-01")
    done(play, AdmitMember(parliament="bb", decision="founder"), on="2000-01-01")
    done(play, OBSERVER_OO, on="2005-01-01")
    done(play, LEGAL, on="2002-01-01")
    return play


def put(
    play: Play, command: Command, *, on: str, by: Actor = SECRETARY, reason: str | None = None
) -> list[Event] | Refusal:
    return play.when(command, case="assembly", by=by, on=on, reason=reason)


def done(play: Play, command: Command, *, on: str, reason: str | None = None) -> list[Event]:
    answer = put(play, command, on=on, reason=reason)
    assert not isinstance(answer, Refusal), answer
    return answer


def refused(play: Play, command: Command, *, on: str, reason: str | None = None) -> Refusal:
    answer = put(play, command, on=on, reason=reason)
    assert isinstance(answer, Refusal), answer
    return answer


def assembly_of(play: Play) -> Assembly:
    case = play.case("assembly")
    assert isinstance(case, Assembly)
    return case


# Founding and naming


def test_the_founding_brings_the_first_office() -> None:
    play = Play()

    answer = put(play, FOUNDING, on="2000-01-01")

    assert answer == [
        AssemblyFounded(name="Assembly of Tests", on=date(2000, 1, 1)),
        OfficeTaken(
            subject="secretary",
            capacity=Capacity.SECRETARIAT,
            official_name="Secretariat",
            on=date(2000, 1, 1),
        ),
    ]
    assert assembly_of(play).stage is Stage.CONSTITUTED


def test_nothing_comes_before_the_founding() -> None:
    assert refused(Play(), FIRST_RULES, on="2000-01-01").code == "unknown-case"


def test_an_assembly_is_founded_once(play: Play) -> None:
    assert refused(play, FOUNDING, on="2001-01-01").code == "already-done"


def test_nobody_acts_before_his_office_began(play: Play) -> None:
    assert (
        refused(
            play, RenameAssembly(name="Earlier", decision="plenary session 11"), on="1999-12-31"
        ).code
        == "no-right"
    )


def test_the_old_name_holds_for_the_days_before(play: Play) -> None:
    answer = done(
        play,
        RenameAssembly(name="Parliament of Tests", decision="plenary session 11"),
        on="2022-06-24",
    )

    assert answer == [
        AssemblyRenamed(
            name="Parliament of Tests", on=date(2022, 6, 24), decision="plenary session 11"
        )
    ]
    assembly = assembly_of(play)
    assert assembly.name_on(date(2022, 6, 23)) == "Assembly of Tests"
    assert assembly.name_on(date(2022, 6, 24)) == assembly.name == "Parliament of Tests"
    again = RenameAssembly(name="Parliament of Tests", decision="plenary session 11")
    assert refused(play, again, on="2023-01-01").code == "already-done"


# Rules of procedure


def test_an_amendment_leaves_the_earlier_edition_for_earlier_days(play: Play) -> None:
    amendment = AmendRules(
        title="Quorum",
        decision=DECIDED,
        valid_from=date(2020, 1, 1),
        parameters={"quorum.open": Parameter(value=3, citation="Rules as amended, art. 8")},
    )

    [event] = done(play, amendment, on="2019-12-01")

    assert isinstance(event, RulesAmended)
    assert event.edition.number == 2
    assert event.changed == ("quorum.open",)
    assembly = assembly_of(play)
    before, after = assembly.rules_on(date(2019, 12, 31)), assembly.rules_on(date(2020, 1, 1))
    assert (before.edition, before.number("quorum.open")) == (1, 2)
    assert (after.edition, after.number("quorum.open")) == (2, 3)
    assert after.cite("quorum.open") == "Rules as amended, art. 8"
    assert after.number("secretary_general.term") == 4
    assert assembly.rules_of(1) == before


def test_an_amendment_may_unset_a_parameter(play: Play) -> None:
    amendment = AmendRules(
        title="No quorum",
        decision=DECIDED,
        valid_from=date(2020, 1, 1),
        parameters={"quorum.open": Parameter()},
    )

    done(play, amendment, on="2019-12-01")

    assert assembly_of(play).rules_on(date(2020, 1, 1)).value("quorum.open") is None


def test_new_rules_set_only_what_they_say(play: Play) -> None:
    new = AdoptRules(
        title="New rules", decision=DECIDED, valid_from=date(2021, 1, 1), parameters={}
    )

    [event] = done(play, new, on="2020-12-01")

    assert isinstance(event, RulesAdopted)
    assert event.edition.number == 2
    assert assembly_of(play).rules_on(date(2021, 1, 1)).value("quorum.open") is None


def test_an_edition_cannot_begin_before_the_one_before_it(play: Play) -> None:
    early = date(1999, 12, 31)
    amended = AmendRules(
        title="Early",
        decision=DECIDED,
        valid_from=early,
        parameters={"quorum.open": Parameter(value=3)},
    )

    assert refused(play, amended, on="2019-12-01") == Refusal(
        code="not-in-order",
        sentence="edition 1 is valid from 2000-01-01; the next cannot begin before it",
    )
    adopted = AdoptRules(title="Early", decision=DECIDED, valid_from=early, parameters={})
    assert refused(play, adopted, on="2019-12-01").code == "not-in-order"


def test_an_amendment_that_changes_nothing_is_refused(play: Play) -> None:
    same = AmendRules(
        title="Same",
        decision=DECIDED,
        valid_from=date(2020, 1, 1),
        parameters={"quorum.open": Parameter(value=2, citation="Rules, art. 8")},
    )

    assert refused(play, same, on="2020-01-01").code == "already-done"


def test_without_rules_there_is_nothing_to_amend() -> None:
    play = Play()
    done(play, FOUNDING, on="2000-01-01")
    amendment = AmendRules(
        title="Quorum",
        decision=DECIDED,
        valid_from=date(2000, 1, 1),
        parameters={"quorum.open": Parameter(value=3)},
    )

    assert refused(play, amendment, on="2000-01-01").code == "not-in-order"


def test_rules_do_not_change_the_past(play: Play) -> None:
    amendment = AmendRules(
        title="Since ever",
        decision=DECIDED,
        valid_from=date(2005, 1, 1),
        parameters={"quorum.open": Parameter(value=3)},
    )
    adoption = AdoptRules(
        title="Since ever", decision=DECIDED, valid_from=date(2005, 1, 1), parameters={}
    )

    for act in (amendment, adoption):
        assert refused(play, act, on="2019-12-01") == Refusal(
            code="not-valid",
            sentence="what was decided on 2019-12-01 cannot be valid from 2005-01-01: "
            "rules do not change the past",
        )


@pytest.mark.parametrize(
    "command", [AdoptRules, AmendRules, RenameAssembly, RestructureCommittee, AdmitMember]
)
def test_what_the_assembly_decides_cites_its_decision(command: type[Command]) -> None:
    assert command.model_fields["decision"].is_required()


def test_the_decision_stands_in_the_record(play: Play) -> None:
    amendment = AmendRules(
        title="Quorum",
        decision="plenary session 12, unanimously",
        valid_from=date(2020, 1, 1),
        parameters={"quorum.open": Parameter(value=3)},
    )

    [event] = done(play, amendment, on="2019-12-01")

    assert isinstance(event, RulesAmended)
    assert event.decision == "plenary session 12, unanimously"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("quorum.lunch", 3, "no such parameter"),
        ("quorum.open", "many", "a number"),
        ("quorum.open", True, "a number"),
        ("quorum.open", -1, "a number"),
        ("committee.deadline", "30 days", "ISO 8601"),
        ("committee.deadline", "P0D", "ISO 8601"),
        ("chair.order", "az", "a list"),
        ("national.order", "yes", "true or false"),
        ("plenary.decision", 3, "a word among unanimity, "),
        ("plenary.decision", "banana", "a word among unanimity, "),
        ("council.decision", "fraction_of_members", "a word among unanimity, "),
        ("committee.decision", "fraction_of_members:3/2", "a word among unanimity, "),
        ("plenary.decision", "fraction_of_votes_cast:0/2", "a word among unanimity, "),
        ("plenary.decision", f"fraction_of_votes_cast:{'1' * 5_000}/2", "a word among unanimity, "),
        ("plenary.decision", "consensus:2/3", "a word among unanimity, "),
        ("committee.approvals", 0, "a number from 1 to 1000"),
        ("quorum.decide", 5_000, "a number from 0 to 1000"),
        ("secretary_general.term", 9_999, "a number from 1 to 100"),
        ("plenary_session.min_frequency", 100_000, "a number from 1 to 1200"),
        ("council.offset", 800_000, "a number from 0 to 366"),
        ("committee.reminder", "sitting-days:21:lower", "such as P30D or P6M"),
        ("followup.interval", "P1200Y", "of at most 36525 days"),
        ("followup.interval", "sitting-days:0:lower", "or sitting-days:21:lower"),
        ("followup.interval", "P999999999D", "of at most 36525 days"),
        ("voter", "everybody", "one of delegation, person, weighted-delegation, country-block"),
        ("non_voters", ("guest",), "only members vote yet"),
        ("modellaw.initiative", "delegation", "a list of keys"),
        ("languages", (), "a list of keys"),
        ("abstention_effect", "perhaps", "one of blocks, no-effect"),
        ("failure_of_consensus", "adopted", "one of dropped, vote, sent-back"),
        ("without_consensus.decision", "banana", "a word among unanimity, "),
        ("roll_call.request", "2/1", "a share such as 1/6, or one of group, none"),
        ("roll_call.request", {"name": "consensus"}, "a share such as 1/6, or one of group, none"),
        ("roll_call.condition", "always", "one of electronics-failed"),
        ("rotation.beat", "P6M", "plenary-session, or years as P2Y"),
        ("rotation.beat", "P0Y", "plenary-session, or years as P2Y"),
    ],
)
def test_a_parameter_of_a_wrong_kind_is_no_rule(name: str, value: object, fault: str) -> None:
    rules = {
        "title": "Wrong",
        "decision": DECIDED,
        "valid_from": "2000-01-01",
        "parameters": {name: {"value": value}},
    }

    with pytest.raises(ValidationError, match=fault):
        AdoptRules.model_validate(rules)


def test_a_ruling_of_a_wrong_kind_is_no_ruling(play: Play) -> None:
    taking = TakeOffice(subject="kim", capacity=Capacity.CHAIR, parliament="aa", presides=True)
    done(play, taking, on="2010-01-01")
    chair = Actor(subject="kim", capacity=Capacity.CHAIR)
    ruling = GiveRuling(parameter="quorum.decide", value="two", grounds="as ever")

    assert put(play, ruling, on="2010-01-02", by=chair) == Refusal(
        code="not-valid", sentence="quorum.decide is a number from 0 to 1000, not 'two'"
    )


# Parliaments and membership


def test_a_member_is_not_admitted_twice(play: Play) -> None:
    assert refused(play, MEMBER_AA, on="2010-01-01") == Refusal(
        code="already-done",
        sentence="aa is member from 2000-01-01; it cannot be member from 2010-01-01",
    )


def test_a_spell_recorded_late_does_not_meet_a_later_one(play: Play) -> None:
    done(play, AdmitMember(parliament="xx", decision="plenary session 9"), on="2010-01-01")

    assert refused(play, AdmitMember(parliament="xx", decision="?"), on="2005-01-01").sentence == (
        "xx is member from 2010-01-01; it cannot be member from 2005-01-01"
    )


def test_a_parliament_must_be_registered_first(play: Play) -> None:
    assert refused(play, AdmitMember(parliament="zz", decision="?"), on="2010-01-01") == Refusal(
        code="not-in-order", sentence="no parliament zz is registered; register it first"
    )
    twice = RegisterParliament(key="aa", country="AA", name="Diet")
    assert refused(play, twice, on="2010-01-01").code == "already-done"


def test_an_observer_that_becomes_a_member_observes_no_longer(play: Play) -> None:
    applied = done(play, ApplyForMembership(parliament="oo"), on="2010-01-01")
    admission = AdmitMember(parliament="oo", decision="plenary session 11")
    admitted = done(play, admission, on="2011-01-01")

    assert applied == [MembershipApplied(parliament="oo", on=date(2010, 1, 1))]
    assert admitted == [
        MemberAdmitted(parliament="oo", decision="plenary session 11", on=date(2011, 1, 1))
    ]
    assembly = assembly_of(play)
    eve, day = date(2010, 12, 31), date(2011, 1, 1)
    assert assembly.of_kind(Membership.OBSERVER, eve) == ("oo",)
    assert assembly.of_kind(Membership.CANDIDATE, eve) == ("oo",)
    assert assembly.of_kind(Membership.OBSERVER, day) == ()
    assert assembly.of_kind(Membership.CANDIDATE, day) == ()
    assert assembly.members_on(day) == ("aa", "bb", "oo")


def test_a_member_is_not_made_an_observer_and_an_observer_is_no_guest(play: Play) -> None:
    observer = GrantObserverStatus(parliament="aa", decision="?")

    assert refused(play, observer, on="2010-01-01").code == "not-in-order"
    assert refused(play, InviteAsGuest(parliament="oo"), on="2010-01-01").code == "not-in-order"
    assert refused(play, ApplyForMembership(parliament="aa"), on="2010-01-01").code == (
        "not-in-order"
    )


def test_a_guest_of_two_days_may_come_again(play: Play) -> None:
    done(play, InviteAsGuest(parliament="xx", last_day=date(2017, 12, 8)), on="2017-12-07")
    done(play, InviteAsGuest(parliament="xx", last_day=date(2018, 11, 21)), on="2018-11-20")

    assembly = assembly_of(play)
    assert assembly.of_kind(Membership.GUEST, date(2017, 12, 8)) == ("xx",)
    assert assembly.of_kind(Membership.GUEST, date(2017, 12, 9)) == ()
    second = InviteAsGuest(parliament="xx", last_day=date(2017, 12, 10))
    assert refused(play, second, on="2017-12-08").code == "already-done"
    backwards = InviteAsGuest(parliament="xx", last_day=date(2019, 1, 1))
    assert refused(play, backwards, on="2019-01-02").code == "not-valid"


def test_a_membership_ends_on_a_day_and_may_begin_again(play: Play) -> None:
    leaving = EndMembership(parliament="aa", kind=Membership.MEMBER, decision="it left")
    done(play, leaving, on="2010-01-01", reason="the letter of 2010 came to light late")

    assembly = assembly_of(play)
    assert assembly.members_on(date(2009, 12, 31)) == ("aa", "bb")
    assert assembly.members_on(date(2010, 1, 1)) == ("bb",)
    assert refused(play, leaving, on="2010-01-02").code == "not-in-order"
    done(play, MEMBER_AA, on="2012-01-01")
    assert assembly_of(play).members_on(date(2012, 1, 1)) == ("aa", "bb")


def test_the_end_of_a_membership_told_after_the_day_needs_a_reason(play: Play) -> None:
    leaving = EndMembership(parliament="aa", kind=Membership.MEMBER, decision="it left")

    refusal = refused(play, leaving, on="2026-06-11")
    assert refusal.code == "reason-needed"
    assert refusal.sentence.startswith("aa may have acted as a member since 2026-06-11")
    answer = done(play, leaving, on="2026-06-11", reason="the letter came a day late")
    assert [event.type for event in answer] == ["MembershipEnded", "IrregularityRecorded"]


def test_the_end_of_a_membership_on_the_day_itself_needs_none(play: Play) -> None:
    leaving = EndMembership(parliament="aa", kind=Membership.MEMBER, decision="it left")

    assert [event.type for event in done(play, leaving, on="2026-06-12")] == ["MembershipEnded"]


def test_a_parliament_succeeds_neither_itself_nor_one_that_leads_back(play: Play) -> None:
    for key in ("new", "old"):
        done(play, RegisterParliament(key=key, country="NN", name=key), on="2026-01-01")
        done(play, DissolveParliament(parliament=key, grounds="new law"), on="2026-07-01")
    itself = SucceedParliament(parliament="new", successor="new")
    assert refused(play, itself, on="2026-08-20").code == "not-valid"
    done(play, SucceedParliament(parliament="old", successor="new"), on="2026-08-20")
    back = SucceedParliament(parliament="new", successor="old")
    assert "has a successor itself" in refused(play, back, on="2026-08-20").sentence
    assert assembly_of(play).in_place_of("old", date(2027, 1, 1)) == "new"


def test_a_successor_takes_the_place_and_the_history_stays_under_the_old_key(play: Play) -> None:
    successor = SucceedParliament(parliament="aa", successor="aa-2")
    done(play, RegisterParliament(key="aa-2", country="AA", name="Kurultai"), on="2026-06-01")
    assert refused(play, successor, on="2026-08-20").code == "not-in-order"

    done(play, DissolveParliament(parliament="aa", grounds="new constitution"), on="2026-07-01")
    assert assembly_of(play).members_on(date(2026, 7, 15)) == ("aa", "bb")
    answer = done(play, successor, on="2026-08-20")

    assert answer == [ParliamentSucceeded(parliament="aa", successor="aa-2", on=date(2026, 8, 20))]
    assembly = assembly_of(play)
    assert assembly.members_on(date(2026, 8, 19)) == ("aa", "bb")
    assert assembly.members_on(date(2026, 8, 20)) == ("aa-2", "bb")
    assert assembly.parliaments["aa"].dissolved_on == date(2026, 7, 1)
    assert assembly.parliaments["aa"].successor == "aa-2"
    assert refused(play, successor, on="2026-09-01").code == "already-done"


Step = tuple[type[Command], str, int]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from([AdmitMember, GrantObserverStatus, InviteAsGuest, ApplyForMembership]),
        st.sampled_from(["aa", "bb"]),
        st.integers(min_value=1, max_value=28),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(steps=STEPS)
def test_whatever_is_recorded_in_whatever_order_no_spells_of_a_kind_overlap(
    steps: list[Step],
) -> None:
    play = Play()
    done(play, FOUNDING, on="2000-01-01")
    for key in ("aa", "bb"):
        done(play, RegisterParliament(key=key, country=key, name="Diet"), on="2000-01-01")
    for command, key, day in steps:
        fields = {"parliament": key}
        if "decision" in command.model_fields:
            fields["decision"] = "decided"
        put(play, command.model_validate(fields), on=f"2001-01-{day:02}")

    spells = assembly_of(play).spells
    for place, spell in enumerate(spells):
        for other in spells[:place]:
            same = (spell.parliament, spell.kind) == (other.parliament, other.kind)
            assert not (same and overlaps(spell.since, spell.until, other))
    for day in range(1, 29):
        members = assembly_of(play).members_on(date(2001, 1, day))
        assert not set(members) & set(
            assembly_of(play).of_kind(Membership.OBSERVER, date(2001, 1, day))
        )


# Committees


def test_a_committee_is_named_by_date_and_absorbs_another(play: Play) -> None:
    done(play, CreateCommittee(key="foreign", name="International Relations"), on="2002-01-01")
    change = RestructureCommittee(
        key="legal",
        name="Legal Affairs and International Relations",
        absorbs=("foreign",),
        decision=DECIDED,
    )

    done(play, change, on="2014-06-13")

    committees = assembly_of(play).committees
    assert committees["legal"].name_on(date(2014, 6, 12)) == "Legal Affairs"
    assert committees["legal"].name == "Legal Affairs and International Relations"
    assert committees["foreign"].holds_on(date(2014, 6, 12))
    assert not committees["foreign"].holds_on(date(2014, 6, 13))
    assert refused(play, change, on="2015-01-01").sentence == (
        "there is no committee foreign on 2015-01-01"
    )
    itself = RestructureCommittee(key="legal", name="Legal", absorbs=("legal",), decision=DECIDED)
    assert refused(play, itself, on="2015-01-01").code == "not-valid"
    assert refused(play, LEGAL, on="2015-01-01").code == "already-done"


def test_committees_that_are_told_late_go_on_in_no_circle(play: Play) -> None:
    done(play, CreateCommittee(key="foreign", name="International Relations"), on="2002-01-01")
    done(play, CreateCommittee(key="social", name="Social"), on="2002-01-01")
    merged = RestructureCommittee(key="legal", name="Legal", absorbs=("foreign",), decision=DECIDED)
    done(play, merged, on="2014-06-13")
    circle = RestructureCommittee(
        key="foreign", name="Foreign", absorbs=("legal",), decision=DECIDED
    )
    twice = RestructureCommittee(
        key="social", name="Social", absorbs=("foreign",), decision=DECIDED
    )

    assert (
        "goes on in legal, which it cannot absorb"
        in refused(play, circle, on="2012-01-01").sentence
    )
    assert "it is absorbed once" in refused(play, twice, on="2012-01-01").sentence
    assert assembly_of(play).committee_in_place_of("foreign", date(2026, 1, 1)) == "legal"


# Offices


def test_an_office_gives_the_right_to_act_from_its_day_to_its_end(play: Play) -> None:
    council = Actor(subject="speaker", capacity=Capacity.COUNCIL)
    taking = TakeOffice(subject="speaker", capacity=Capacity.COUNCIL, parliament="aa")
    leaving = LeaveOffice(subject="speaker", capacity=Capacity.COUNCIL)
    done(play, taking, on="2010-01-01")
    done(play, leaving, on="2012-01-01")

    rename = RenameAssembly(name="Other", decision="plenary session 11")
    for day in ("2009-12-31", "2012-01-01"):
        answer = put(play, rename, on=day, by=council)
        assert isinstance(answer, Refusal)
        assert answer.code == "no-right"
    assert not isinstance(put(play, rename, on="2011-12-31", by=council), Refusal)


def test_nobody_leaves_an_office_that_he_does_not_hold(play: Play) -> None:
    taking = TakeOffice(subject="kim", capacity=Capacity.COMMITTEE, body="legal", parliament="aa")
    leaving = LeaveOffice(subject="kim", capacity=Capacity.COMMITTEE, body="legal")
    assert refused(play, leaving, on="2010-01-01") == Refusal(
        code="not-in-order", sentence="kim is not committee of legal on 2010-01-01"
    )

    done(play, taking, on="2010-01-01")
    elsewhere = LeaveOffice(subject="kim", capacity=Capacity.COMMITTEE, body="social")

    assert refused(play, elsewhere, on="2011-01-01").code == "not-in-order"
    assert refused(play, leaving, on="2009-12-31").code == "not-in-order"
    done(play, leaving, on="2011-01-01")
    assert refused(play, leaving, on="2011-01-02").code == "not-in-order"


def test_an_office_held_is_not_taken_again(play: Play) -> None:
    taking = TakeOffice(subject="kim", capacity=Capacity.DELEGATION, body="aa")
    [event] = done(play, taking, on="2010-01-01")

    assert isinstance(event, OfficeTaken)
    assert event.parliament == "aa"
    assert refused(play, taking, on="2011-01-01").code == "already-done"
    assert refused(play, taking, on="2009-01-01").code == "already-done"


@pytest.mark.parametrize(
    ("capacity", "body", "parliament", "code"),
    [
        (Capacity.DELEGATION, None, None, "not-valid"),
        (Capacity.DELEGATION, "zz", None, "not-in-order"),
        (Capacity.COMMITTEE, "legal", None, "not-valid"),
        (Capacity.COMMITTEE, "zz", "aa", "not-in-order"),
        (Capacity.COMMITTEE, None, "aa", "not-in-order"),
        (Capacity.CHAIR, None, None, "not-valid"),
        (Capacity.CHAIR, "aa", "aa", "not-valid"),
        (Capacity.SECRETARIAT, "aa", None, "not-valid"),
        (Capacity.CLOCK, None, None, "not-valid"),
    ],
)
def test_an_office_names_its_body(
    play: Play, capacity: Capacity, body: str | None, parliament: str | None, code: str
) -> None:
    taking = TakeOffice(subject="kim", capacity=capacity, body=body, parliament=parliament)

    assert refused(play, taking, on="2010-01-01").code == code


def test_there_is_one_chair_at_a_time(play: Play) -> None:
    first = TakeOffice(subject="kim", capacity=Capacity.CHAIR, parliament="aa", presides=True)
    second = TakeOffice(subject="lee", capacity=Capacity.CHAIR, parliament="bb", presides=True)
    earlier = second.model_copy(update={"until": date(2010, 1, 1)})
    done(play, first, on="2010-01-01")

    assert refused(play, second, on="2011-01-01").sentence == (
        "kim is in the chair since 2010-01-01; one leaves it first"
    )
    done(play, earlier, on="2009-01-01")
    assembly = assembly_of(play)
    chairs = [assembly.chair_on(date(year, 6, 1)) for year in (2008, 2009, 2010)]
    assert [chair.subject if chair else None for chair in chairs] == [None, "lee", "kim"]
    backwards = TakeOffice(subject="ann", capacity=Capacity.AUDITOR, until=date(2010, 1, 1))
    assert refused(play, backwards, on="2010-01-01").code == "not-valid"


@pytest.mark.parametrize("sender", ["oo", "xx"])
@pytest.mark.parametrize("capacity", [Capacity.CHAIR, Capacity.COUNCIL])
def test_only_a_member_sends_chair_and_council(play: Play, capacity: Capacity, sender: str) -> None:
    taking = TakeOffice(subject="kim", capacity=capacity, parliament=sender)

    assert refused(play, taking, on="2010-01-01").sentence == (
        f"{sender} is no member on 2010-01-01: it sends no {capacity.value}"
    )


def test_an_observer_sends_a_delegation_and_sits_in_committee_but_never_presides(
    play: Play,
) -> None:
    delegation = TakeOffice(subject="kim", capacity=Capacity.DELEGATION, body="oo")
    seat = TakeOffice(subject="kim", capacity=Capacity.COMMITTEE, body="legal", parliament="oo")
    presiding = seat.model_copy(update={"presides": True})

    assert refused(play, presiding, on="2010-01-01").sentence == (
        "oo is no member on 2010-01-01: it sends no committee of legal"
    )
    for taking in (delegation, seat):
        assert refused(play, taking, on="2004-12-31").code == "not-in-order"
        done(play, taking, on="2010-01-01")


def test_who_never_belonged_sends_neither_delegation_nor_committee(play: Play) -> None:
    delegation = TakeOffice(subject="kim", capacity=Capacity.DELEGATION, body="xx")
    seat = TakeOffice(subject="kim", capacity=Capacity.COMMITTEE, body="legal", parliament="xx")

    for taking in (delegation, seat):
        refusal = refused(play, taking, on="2010-01-01")
        assert refusal.sentence.startswith("xx is no member or observer on 2010-01-01")


def test_who_sits_in_the_council_for_a_member_that_left_admits_nobody(play: Play) -> None:
    speaker = Actor(subject="speaker", capacity=Capacity.COUNCIL)
    done(
        play,
        TakeOffice(subject="speaker", capacity=Capacity.COUNCIL, parliament="bb"),
        on="2010-01-01",
    )
    leaving = EndMembership(parliament="bb", kind=Membership.MEMBER, decision="it left")
    done(play, leaving, on="2012-01-01", reason="told late")
    back = AdmitMember(parliament="bb", decision="by itself")

    assert put(play, back, on="2013-01-01", by=speaker) == Refusal(
        code="no-right", sentence="bb is no member parliament on 2013-01-01"
    )


def test_a_committee_has_one_presiding_person_at_a_time(play: Play) -> None:
    first = TakeOffice(
        subject="kim", capacity=Capacity.COMMITTEE, body="legal", parliament="aa", presides=True
    )
    second = first.model_copy(update={"subject": "lee", "parliament": "bb"})
    done(play, first, on="2010-01-01")

    assert refused(play, second, on="2011-01-01").sentence == (
        "kim is in the chair since 2010-01-01; one leaves it first"
    )
    done(play, second.model_copy(update={"presides": False}), on="2011-01-01")


def test_a_secretary_general_is_elected_and_takes_no_office_otherwise(play: Play) -> None:
    taking = TakeOffice(subject="kim", capacity=Capacity.SECRETARIAT, presides=True)

    assert refused(play, taking, on="2010-01-01") == Refusal(
        code="not-valid",
        sentence="who presides the Secretariat is its Secretary General: elect him",
    )


@pytest.mark.parametrize("until", ["9999-12-31", "0001-01-01"])
def test_a_term_ends_within_the_calendar(until: str) -> None:
    with pytest.raises(ValidationError, match="lies outside the years"):
        TakeOffice.model_validate({"subject": "kim", "capacity": "auditor", "until": until})


def test_a_person_is_known_by_commitments(play: Play) -> None:
    name = hashlib.sha256(b"salt\0name").hexdigest()

    answer = done(play, RegisterPerson(subject="kim", name=name), on="2010-01-01")

    assert answer == [PersonRegistered(subject="kim", name=name)]


# Secretary General


ELECTION = ElectSecretaryGeneral(
    subject="hasan", official_name="Hasan", nominated_by="aa", vote="vote/14/1"
)


def announced(play: Play, result: Announced | None) -> Play:
    play.cases["vote/14/1"] = Vote(stream="vote/14/1", version=4, kind="election", announced=result)
    return play


def test_a_secretary_general_elected_by_an_adopted_vote_serves_a_term(play: Play) -> None:
    answer = done(announced(play, "adopted"), ELECTION, on="2025-06-12")

    assert answer == [
        SecretaryGeneralElected(
            subject="hasan",
            official_name="Hasan",
            nominated_by="aa",
            vote="vote/14/1",
            on=date(2025, 6, 12),
            until=date(2029, 6, 12),
        ),
        OfficeTaken(
            subject="hasan",
            capacity=Capacity.SECRETARIAT,
            parliament="aa",
            presides=True,
            official_name="Hasan",
            on=date(2025, 6, 12),
            until=date(2029, 6, 12),
        ),
    ]


@pytest.mark.parametrize("result", ["rejected", None])
def test_a_vote_that_did_not_carry_elects_nobody(play: Play, result: Announced | None) -> None:
    assert refused(announced(play, result), ELECTION, on="2025-06-12").code == "not-in-order"


def test_a_vote_that_was_never_held_elects_nobody(play: Play) -> None:
    assert refused(play, ELECTION, on="2025-06-12") == Refusal(
        code="not-in-order", sentence="vote/14/1 has no announced result"
    )


def test_a_vote_that_was_no_election_elects_nobody(play: Play) -> None:
    announced(play, "adopted")
    play.cases["vote/14/1"] = Vote(
        stream="vote/14/1", version=4, kind="rules_amendment", announced="adopted"
    )

    assert refused(play, ELECTION, on="2025-06-12").sentence == (
        "vote/14/1 is no election: it was a rules amendment"
    )


def test_a_vote_that_elected_another_elects_nobody_else(play: Play) -> None:
    announced(play, "adopted")
    held = play.cases["vote/14/1"]
    assert isinstance(held, Vote)
    play.cases["vote/14/1"] = replace(held, elected="sanan")

    assert refused(play, ELECTION, on="2025-06-12").sentence == "vote/14/1 elected sanan, not hasan"
    play.cases["vote/14/1"] = replace(held, elected="hasan")
    done(play, ELECTION, on="2025-06-12")


def test_a_term_does_not_end_before_it_begins(play: Play) -> None:
    backwards = ELECTION.model_copy(update={"vote": None, "until": date(2025, 6, 12)})

    assert refused(play, backwards, on="2025-06-12") == Refusal(
        code="not-valid", sentence="the term would end on 2025-06-12, before it begins"
    )


def test_only_a_member_nominates(play: Play) -> None:
    by_observer = ELECTION.model_copy(update={"nominated_by": "oo", "vote": None})

    assert refused(play, by_observer, on="2025-06-12").code == "not-in-order"


def test_the_predecessor_leaves_when_the_next_one_is_elected(play: Play) -> None:
    before = ElectSecretaryGeneral(subject="er", official_name="Er", nominated_by="bb")
    done(play, before, on="2021-09-28")

    answer = done(play, ELECTION.model_copy(update={"vote": None}), on="2025-06-12")

    assert OfficeLeft(subject="er", capacity=Capacity.SECRETARIAT, on=date(2025, 6, 12)) in answer
    assembly = assembly_of(play)
    holders = [assembly.secretary_general_on(date(2025, 6, day)) for day in (11, 12)]
    assert [holder.subject if holder else None for holder in holders] == ["er", "hasan"]
    assert assembly.office_of(SECRETARY, date(2026, 1, 1)) is not None


def test_a_term_that_is_told_late_ends_where_the_next_one_began(play: Play) -> None:
    done(play, ELECTION.model_copy(update={"vote": None}), on="2025-06-12")
    before = ElectSecretaryGeneral(
        subject="er", official_name="Er", nominated_by="bb", until=date(2025, 9, 28)
    )
    done(play, before, on="2021-09-28")
    assembly = assembly_of(play)
    presiding = [each for each in assembly.offices_on(date(2025, 7, 1)) if each.presides]
    assert [each.subject for each in presiding] == ["hasan"]
    assert assembly.secretary_general_on(date(2025, 6, 11)) is not None


def test_a_term_from_a_leap_day_ends_on_one(play: Play) -> None:
    answer = done(play, ELECTION.model_copy(update={"vote": None}), on="2024-02-29")
    elected = next(each for each in answer if isinstance(each, SecretaryGeneralElected))
    assert elected.until == date(2028, 2, 29)


def test_a_longer_term_than_the_rules_give_needs_a_reason(play: Play) -> None:
    longer = ELECTION.model_copy(update={"vote": None, "until": date(2030, 6, 12)})

    assert refused(play, longer, on="2025-06-12").code == "reason-needed"
    answer = done(play, longer, on="2025-06-12", reason="decided so by the plenary")
    assert any(isinstance(event, IrregularityRecorded) for event in answer)


# Keys


def test_a_gateway_key_is_admitted_once_under_its_own_id(play: Play) -> None:
    public = "ab" * 32
    key_id = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]
    admission = AdmitGatewayKey(key_id=key_id, public_key=public)
    wrong = AdmitGatewayKey(key_id="0" * 16, public_key=public)

    assert refused(play, wrong, on="2010-01-01").code == "not-valid"
    assert done(play, admission, on="2010-01-01") == [
        GatewayKeyAdmitted(key_id=key_id, public_key=public)
    ]
    assert assembly_of(play).gateway_keys == {key_id: public}
    assert refused(play, admission, on="2010-01-02").code == "already-done"


def gateway_key(byte: str) -> AdmitGatewayKey:
    public = byte * 64
    key_id = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]
    return AdmitGatewayKey(key_id=key_id, public_key=public)


def test_a_gateway_key_is_revoked_for_good_and_never_the_last_one(play: Play) -> None:
    one, other = gateway_key("a"), gateway_key("b")
    revoking = RevokeGatewayKey(key_id=one.key_id, because="the machine was given away")
    done(play, one, on="2010-01-01")
    assert refused(play, revoking, on="2010-01-02").code == "not-in-order"  # it is the last one
    done(play, other, on="2010-01-02")

    assert done(play, revoking, on="2010-01-03") == [
        GatewayKeyRevoked(key_id=one.key_id, because="the machine was given away")
    ]
    assert assembly_of(play).gateway_keys == {other.key_id: other.public_key}
    assert refused(play, revoking, on="2010-01-04").code == "not-in-order"
    assert refused(play, one, on="2010-01-04").code == "not-in-order"  # it does not come back


def test_a_gateway_signs_nothing_before_it_is_admitted(play: Play) -> None:
    one, other = gateway_key("a"), gateway_key("b")
    empty = assembly_of(play)
    assert not_admitted(one.key_id, one, empty) is None
    assert not_admitted(one.key_id, other, empty) is not None
    done(play, one, on="2010-01-01")
    founded = assembly_of(play)

    third = gateway_key("c")
    assert not_admitted(one.key_id, other, founded) is None
    assert not_admitted(other.key_id, other, founded) is None  # where all keys were lost
    refusal = not_admitted(other.key_id, third, founded)
    assert refusal is not None
    assert refusal.code == "gateway-not-admitted"
    done(play, other, on="2010-01-02")
    done(play, RevokeGatewayKey(key_id=other.key_id, because="lost"), on="2010-01-03")
    assert not_admitted(other.key_id, other, assembly_of(play)) is not None


def test_observer_status_is_granted_by_the_decision_cited(play: Play) -> None:
    granted = GrantObserverStatus(parliament="xx", decision="Council, unanimous")

    assert done(play, granted, on="2023-04-28") == [
        ObserverStatusGranted(parliament="xx", decision="Council, unanimous", on=date(2023, 4, 28))
    ]
