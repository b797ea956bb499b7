"""Other assemblies as data: consensus of those present, two thirds, component members."""

from dataclasses import replace
from datetime import date

import pytest

from domain.assemblies.loader import load, seed_acts
from domain.assembly.state import Assembly, Membership, Office, Parliament, Spell
from domain.catalogue import ACTS
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.ballots import CastBallot, ObjectToConsensus
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from domain.vote.quorum import ChallengeQuorum
from domain.vote.result_sheet import ResultSheet, result_sheet
from domain.vote.roll import RecordTotals
from domain.vote.totals import Totals
from tests.domain.chamber import CHAIR, SECRETARY, done, refused, vote
from tests.scenario import Play

PLENARY, VOTE, TODAY = "plenary-session/3", "vote/3/1", date(2026, 6, 12)
ENVELOPE = {"act", "case", "by", "occurred_at", "source"}
MEMBERS = ("east", "north", "south", "west")


def sitting(assembly: str, present: tuple[str, ...] = MEMBERS) -> Play:
    """Play a seed, admit invented members where it names none, and let the plenary sit."""
    play = Play()
    for act in seed_acts(load(assembly)):
        fields = {key: value for key, value in act.items() if key not in ENVELOPE}
        answer = play.when(
            ACTS[str(act["act"])].model_validate(fields),
            case=str(act["case"]),
            by=Actor.model_validate(act["by"]),
            on=str(act["occurred_at"]),
        )
        assert not isinstance(answer, Refusal), (act, answer)
    seeded = play.case("assembly")
    assert isinstance(seeded, Assembly)
    play.cases["assembly"] = _peopled(seeded)
    play.cases[PLENARY] = PlenarySession(
        stream=PLENARY, version=7, stage=Stage.OPEN, number=3, present=present
    )
    return play


def _peopled(seeded: Assembly) -> Assembly:
    members = seeded.members_on(TODAY) or MEMBERS
    since = date(2000, 1, 1)
    delegates = [
        Office(
            subject=f"{key}-{number}",
            capacity=Capacity.DELEGATION,
            body=key,
            parliament=key,
            since=since,
        )
        for key in members
        for number in range(1, 4)
    ]
    offices = [
        Office(subject=a.subject, capacity=a.capacity, body=None, parliament=p, since=since)
        for a, p in ((CHAIR, members[0]), (SECRETARY, None))
    ]
    return replace(
        seeded,
        parliaments={k: Parliament(key=k, country=k, name=k) for k in members},
        spells=tuple(Spell(parliament=k, kind=Membership.MEMBER, since=since) for k in members),
        offices=(*delegates, *offices),
    )


def delegate(key: str, number: int = 1) -> Actor:
    return Actor(subject=f"{key}-{number}", capacity=Capacity.DELEGATION, body=key)


def put(play: Play, kind: str, document: str | None = None, item: str | None = None) -> None:
    about = "outcome-document/1/1" if kind == "final_vote" else None
    question = OpenVote(
        question="Is it adopted?", kind=kind, document=document, item=item, about=about
    )
    done(play, question, CHAIR, VOTE)


def counted(play: Play, *totals: int) -> ResultSheet:
    named = dict(zip(("in_favour", "against", "abstentions"), totals, strict=False))
    done(play, RecordTotals(totals=Totals.model_validate(named)), SECRETARY, VOTE)
    done(play, CloseVote(), SECRETARY, VOTE)
    return result_sheet(vote(play, VOTE))


def test_ipa_cis_decides_by_consensus_of_the_delegations_present() -> None:
    play = sitting("ipa-cis", present=("east", "north", "south"))
    ruling = GiveRuling(parameter="quorum.decide", value=3, grounds="three are enough")
    done(play, ruling, CHAIR, PLENARY)
    put(play, "decision")
    done(play, CastBallot(choice="for"), delegate("east"), VOTE)
    done(play, CastBallot(choice="abstain"), delegate("north"), VOTE)
    done(play, CloseVote(), SECRETARY, VOTE)

    sheet = result_sheet(vote(play, VOTE))
    assert (sheet.computed, sheet.article) == ("adopted", "Rules of Procedure of IPA CIS, art. 14")


def test_ipa_cis_has_no_consensus_where_a_delegation_objects() -> None:
    play = sitting("ipa-cis")
    put(play, "decision")
    done(play, ObjectToConsensus(grounds="not so"), delegate("south"), VOTE)
    done(play, CloseVote(), SECRETARY, VOTE)

    assert vote(play, VOTE).computed == "rejected"


def test_ipa_cis_without_all_its_members_needs_a_ruling_on_the_quorum() -> None:
    play = sitting("ipa-cis", present=("east", "north", "south"))
    put(play, "decision")
    done(play, CastBallot(choice="for"), delegate("east"), VOTE)
    done(play, CloseVote(), SECRETARY, VOTE)

    assert vote(play, VOTE).missing == ("quorum.decide",)


@pytest.mark.parametrize(
    ("document", "kind", "computed"),
    [
        ("resolution", "final_vote", "adopted"),
        ("recommendation", "final_vote", "rejected"),
        ("opinion", "final_vote", "rejected"),
        (None, "urgency", "rejected"),
        ("recommendation", "amendment", "cannot-compute"),
    ],
)
def test_pace_asks_two_thirds_of_the_weightier_texts(
    document: str | None, kind: str, computed: str
) -> None:
    play = sitting("pace")
    put(play, kind, document)

    assert counted(play, 7, 4, 1).computed == computed


def test_what_pace_does_not_say_of_amendments_to_such_a_text_is_named() -> None:
    play = sitting("pace")
    put(play, "amendment", "recommendation")

    assert counted(play, 7, 4, 1).missing == ("plenary.decision[recommendation/amendment]",)


@pytest.mark.parametrize(("objecting", "computed"), [(9, "adopted"), (10, "rejected")])
def test_pace_adopts_en_bloc_unless_ten_object(objecting: int, computed: str) -> None:
    play = sitting("pace")
    put(play, "en_bloc", item="1-12")
    persons = [delegate(key, number) for key in MEMBERS for number in (1, 2, 3)]
    assert refused(play, ObjectToConsensus(), persons[0], VOTE).code == "against-the-rules"
    sits = play.case(PLENARY)
    assert isinstance(sits, PlenarySession)
    play.cases[PLENARY] = replace(sits, persons=tuple(each.subject for each in persons))
    for person in persons[:objecting]:
        done(play, ObjectToConsensus(), person, VOTE)
    done(play, CloseVote(), SECRETARY, VOTE)

    assert vote(play, VOTE).computed == computed


def test_before_2024_one_objection_was_enough_at_pace() -> None:
    seeded = sitting("pace").case("assembly")
    assert isinstance(seeded, Assembly)
    name = "plenary.decision[*/en_bloc]"

    held = {day: seeded.rules_on(day) for day in (date(2023, 6, 1), date(2025, 6, 1))}

    assert [str(rules.value(name)) for rules in held.values()] != [
        str(held[date(2025, 6, 1)].value(name))
    ] * 2
    assert [rules.edition for rules in held.values()] == [1, 2]


def test_at_pace_a_tie_rejects_a_text_and_an_appointment_is_balloted_again() -> None:
    text, appointment = sitting("pace"), sitting("pace")
    put(text, "final_vote", "resolution")
    put(appointment, "appointment")

    assert counted(text, 5, 5).computed == "rejected"
    assert counted(appointment, 5, 5).computed == "re-ballot"


def test_pace_counts_its_quorum_on_request_of_a_part_of_its_members_that_nobody_told_us() -> None:
    play = sitting("pace")
    put(play, "final_vote", "resolution")

    asked = refused(play, ChallengeQuorum(), delegate("east"), VOTE)
    assert (asked.code, asked.missing) == ("needs-ruling", ("component_members",))


H8 = [
    ("1", "rules_amendment", (468, 107, 35), "adopted"),
    ("2", "rules_amendment", (273, 277, 63), "rejected"),
    ("7", "rules_amendment", (243, 295, 86), "rejected"),
    ("3", "rules_amendment", (341, 274, 10), "rejected"),
    ("9", "rules_amendment", (274, 271, 81), "rejected"),
    ("4= 10=", "rules_amendment", (546, 65, 16), "adopted"),
    ("6/1", "rules_amendment", (478, 111, 35), "adopted"),
    ("6/2", "rules_amendment", (340, 265, 15), "rejected"),
    ("12", "amendment", (274, 316, 35), "rejected"),
    (None, "decision", (473, 89, 53), "adopted"),
]


@pytest.mark.parametrize(("item", "kind", "totals", "computed"), H8)
def test_h8_the_european_parliament_on_its_own_rules(
    item: str | None, kind: str, totals: tuple[int, ...], computed: str
) -> None:
    play = sitting("ep", present=("ep",))
    assembly = play.cases["assembly"]
    assert isinstance(assembly, Assembly)
    nobody = tuple(o for o in assembly.offices if o.capacity is not Capacity.DELEGATION)
    then = assembly.editions[:1]  # of April 2024
    play.cases["assembly"] = replace(assembly, offices=nobody, editions=then)
    put(play, kind, item=item)

    sheet = counted(play, *totals)

    assert sheet.computed == computed
    assert sheet.needed == ("353 in favour" if kind == "rules_amendment" else sheet.needed)


def test_a_kind_that_misses_a_rule_by_little_is_no_question_under_the_general_one() -> None:
    play = sitting("ep", present=("ep",))
    asked = OpenVote(question="Is it adopted?", kind="rules_amendmnt")

    refusal = refused(play, asked, CHAIR, VOTE)

    assert (refusal.code, "did you mean 'rules_amendment'" in refusal.sentence) == (
        "unknown-kind",
        True,
    )


def test_h5_the_tbmm_needs_its_quorum_a_floor_and_more_than_half_of_the_participants() -> None:
    play = sitting("tbmm", present=("tr",))
    assembly = play.cases["assembly"]
    assert isinstance(assembly, Assembly)
    nobody = tuple(o for o in assembly.offices if o.capacity is not Capacity.DELEGATION)
    play.cases["assembly"] = replace(assembly, offices=nobody)
    put(play, "decision")

    sheet = counted(play, 287, 55, 4)

    assert (sheet.computed, sheet.needed) == ("adopted", "174 in favour")
    assert sheet.totals[:3] == (("for", "287"), ("against", "55"), ("abstaining", "4"))
