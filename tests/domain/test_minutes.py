"""The minutes: drafted from the record line by line, complete, reproducible, with references."""

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages import Event
from domain.minutes.business import of_business
from domain.minutes.debate import of_debate
from domain.minutes.lines import Entry, Line, Source, draft, text_of, told_elsewhere
from domain.minutes.sentences import plainly
from domain.minutes.session import of_session
from domain.minutes.voting import of_vote
from domain.occurred import day_of
from domain.plenary_session.archive import PlenarySessionArchived
from domain.plenary_session.changes import PlenarySessionPostponed
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.decider import PLENARY_SESSION
from domain.plenary_session.items import CloseItem, OpenItem
from domain.plenary_session.minutes import (
    ApproveMinutes,
    DraftMinutes,
    MinutesApproved,
    MinutesDrafted,
    VerbatimPublished,
)
from domain.plenary_session.past import PastPlenarySessionRecorded
from domain.plenary_session.points_of_order import RaisePointOfOrder
from domain.plenary_session.sitting import CloseSitting, OpenSitting
from domain.plenary_session.speaking import AskForTheFloor, EndSpeech, GiveFloor
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from tests.domain.astana import XIV, held, sitting
from tests.domain.test_attendance import ALL
from tests.domain.turkpa import COUNCIL, DELEGATIONS, KOSHANOV, MEMBERS, SECRETARY
from tests.scenario import Play

VOTE = "vote/14/1"
NAMES = {"az": "Azerbaijan", "kz": "Kazakhstan", "kg": "Kyrgyzstan", "tr": "Türkiye"}
TOLD = (of_session, of_business, of_debate, of_vote)
AFTER = (
    MinutesDrafted,
    MinutesApproved,
    VerbatimPublished,
    PlenarySessionArchived,
    PastPlenarySessionRecorded,
)
"""What comes after the minutes, or was never written by a plenary session that sat here."""


def entries(begun: Play) -> list[Entry]:
    """Return the record of the plenary session and of its vote, as the register would give it."""
    found, versions = [], dict[str, int]()
    for position, (stream, event) in enumerate(begun.events, start=1):
        versions[stream] = versions.get(stream, 0) + 1
        if stream in {XIV, VOTE}:
            source = Source(position=position, stream=stream, version=versions[stream])
            day = getattr(event, "on", None)
            found.append(Entry(source=source, occurred_at=f"{day or '2025-06-12'}", event=event))
    return found


def debated() -> Play:
    """Let an item be debated, with a speech and a point of order, and put to the vote."""
    az = DELEGATIONS["az"]
    begun = held(sitting(), (OpenItem(item="1"), SECRETARY))
    held(begun, (AskForTheFloor(item="1", parliament="az", speaker="gafarova"), az))
    held(begun, (GiveFloor(item="1", number=1), KOSHANOV), (EndSpeech(seconds=240), SECRETARY))
    held(begun, (RaisePointOfOrder(grounds="no interpretation"), az))
    held(
        begun,
        (OpenVote(question="Shall the theme be noted?", kind="decision"), KOSHANOV),
        case=VOTE,
    )
    for key in MEMBERS:
        held(begun, (CastBallot(choice="for"), DELEGATIONS[key]), case=VOTE)
    held(begun, (CloseVote(), KOSHANOV), (AnnounceResult(outcome="adopted"), KOSHANOV), case=VOTE)
    return held(begun, (CloseItem(item="1"), SECRETARY))


def closed() -> Play:
    """Let it go on for a second sitting and close."""
    begun = held(debated(), (CloseSitting(), KOSHANOV))
    held(begun, (ALL, SECRETARY), (OpenSitting(), KOSHANOV), on="2025-06-13")
    return held(begun, (ClosePlenarySession(), KOSHANOV), on="2025-06-13")


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def minutes(begun: Play) -> list[Line]:
    return list(draft(entries(begun), NAMES))


def test_every_event_up_to_the_closing_stands_under_exactly_one_line() -> None:
    recorded = entries(closed())

    sources = [source for line in draft(recorded, NAMES) for source in line.sources]

    assert sorted(sources, key=lambda each: each.position) == [each.source for each in recorded]
    assert len(set(sources)) == len(sources)


def test_no_line_is_without_an_event_and_lines_are_numbered() -> None:
    lines = minutes(closed())

    assert all(line.sources for line in lines)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_the_minutes_read_like_minutes() -> None:
    told = texts(minutes(closed()))

    for sentence in (
        "The chair was handed over to Yerlan Koshanov of Kazakhstan.",
        "Present: Azerbaijan, Kyrgyzstan, Kazakhstan, Türkiye; observers: trnc; guests: uz.",
        "The chair opened the plenary session, 4 of 4 member parliaments present.",
        "Item 1 was opened.",
        "gafarova (Azerbaijan) had the floor on item 1.",
        "Azerbaijan spoke for 240 seconds.",
        "Azerbaijan raised point of order 1: no interpretation.",
        "Answers given: for: Azerbaijan, Kyrgyzstan, Kazakhstan, Türkiye.",
        "vote/14/1 ended: adopted.",
        "Item 1 was concluded (vote/14/1).",
        "The chair opened sitting 2, 4 of 4 member parliaments present.",
        "The chair closed the plenary session.",
    ):
        assert sentence in told


def test_the_order_of_business_is_told_as_a_tree() -> None:
    (line,) = [each for each in texts(minutes(sitting())) if "cleared" in each]

    assert line.endswith(
        "2. Reports of the commissions; 2.1. Legal affairs; 2.2. Economic cooperation; 3. Budget."
    )


def test_headings_follow_the_sittings() -> None:
    headings = list(dict.fromkeys(line.heading for line in minutes(closed())))

    assert headings == [
        "Before the opening",
        "Sitting 1, 2025-06-12",
        "Between the sittings",
        "Sitting 2, 2025-06-13",
    ]


def test_the_ballots_of_a_vote_are_one_line_with_all_their_events() -> None:
    (line,) = [each for each in minutes(debated()) if each.text.startswith("Answers given")]

    assert [source.stream for source in line.sources] == [VOTE] * 4
    assert [source.version for source in line.sources] == [2, 3, 4, 5]


def test_what_is_recorded_after_the_closing_changes_no_line() -> None:
    begun = closed()
    before = minutes(begun)

    held(begun, (DraftMinutes(), SECRETARY), (ApproveMinutes(), COUNCIL), on="2025-06-20")

    assert minutes(begun) == before


@given(st.randoms(use_true_random=False))
def test_the_same_record_gives_the_same_minutes_in_whatever_order_it_is_read(
    chance: Random,
) -> None:
    recorded = entries(RECORDED)
    shuffled = list(recorded)
    chance.shuffle(shuffled)

    assert text_of("Minutes", draft(shuffled, NAMES)) == text_of("Minutes", draft(recorded, NAMES))


@given(st.integers(0, 60))
def test_the_minutes_of_the_first_part_of_a_record_begin_the_minutes_of_all(length: int) -> None:
    part = draft(entries(RECORDED)[:length], NAMES)
    whole = draft(entries(RECORDED), NAMES)

    assert list(part) == list(whole[: len(part)])


RECORDED = held(sitting(), (OpenItem(item="1"), SECRETARY), (CloseItem(item="1"), SECRETARY))


def test_each_line_of_the_text_ends_with_its_references() -> None:
    text = text_of("Minutes of XIV", minutes(closed()))
    numbered = [line for line in text.splitlines() if re.match(r"\d+\. ", line)]

    assert text.startswith("Minutes of XIV\n\nBefore the opening\n")
    assert all(re.search(r"\[\d+: [a-z/0-9-]+#\d+(, .*)?\]$", line) for line in numbered)
    assert len(numbered) == len(minutes(closed()))


@pytest.mark.parametrize("kind", PLENARY_SESSION.events, ids=lambda kind: kind.__name__)
def test_every_event_of_a_plenary_session_has_a_sentence_of_its_own(kind: type[Event]) -> None:
    if kind in AFTER:
        return
    construct: Callable[..., Event] = kind.model_construct
    blank = construct(**{name: _example(name) for name in kind.model_fields})

    assert any(tell(blank, NAMES) for tell in TOLD), f"{kind.__name__} would only tell its facts"


def _example(name: str) -> object:
    lists = {"items", "sub_items", "delegates", "members", "observers", "guests", "persons"}
    lists |= {"votes", "jointly"}
    return () if name in lists else {"change": "move"}.get(name, "x")


def test_an_event_without_a_sentence_tells_what_it_means_and_its_facts() -> None:
    postponed = PlenarySessionPostponed(grounds="floods", on=day_of("2025-06-12"))

    assert plainly(postponed) == "The plenary session was put off (grounds floods)."


def test_votes_and_documents_of_the_plenary_session_are_told_with_it() -> None:
    events = [event for stream, event in debated().events if stream == XIV]

    assert told_elsewhere(events) == (VOTE,)
