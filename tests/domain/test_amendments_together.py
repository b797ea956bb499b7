"""Amendments in parts, as one, en bloc; a paragraph by itself; and the text that comes of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.model_law.amendments.admission import ReportOnAmendment
from domain.model_law.amendments.calling import CallAmendment
from domain.model_law.amendments.changes import Change, Provision, digest
from domain.model_law.amendments.consolidation import (
    ConsolidateText,
    RecordProvisions,
    TextConsolidated,
)
from domain.model_law.amendments.relations import life_of
from domain.model_law.amendments.results import EnBlocRefused
from domain.model_law.amendments.splitting import (
    MergeAmendments,
    Part,
    RequestSeparateVote,
    SplitAmendment,
)
from domain.model_law.amendments.state import TERMINAL, Life
from domain.model_law.amendments.tabling import TableAmendment, WithdrawAmendment
from domain.refusal import Refusal
from tests.domain.ferries import (
    BASE,
    admitted,
    announced,
    asked,
    before_plenary,
    opened,
    question,
    refusal,
    voted,
    with_text,
)
from tests.domain.lowlands import CHAIR, DELEGATION, LAW, SECRETARY, law_of, refused
from tests.scenario import Play

BELL = Change(place="Article 1", action="replace", words="a bell", text="two bells")
NIGHT = Change(place="Article 2", action="replace", text="A ferry crosses the river at any hour.")
LIFE_JACKETS = Change(
    place="Article 2", action="insert-after", name="Article 2a", text="Each boat has jackets."
)


def life(play: Play, number: str) -> Life:
    return life_of(law_of(play).amendments, number)


def final_vote(play: Play) -> Refusal | None:
    law = law_of(play)
    _, command = question(99, None, "final_vote")
    text = law.current
    assert text is not None
    named = command.model_copy(update={"edition": text.number, "sha256": text.sha256})
    answer = play.when(named, case="vote/15/99", by=CHAIR)
    return answer if isinstance(answer, Refusal) else None


def test_the_parts_of_an_amendment_have_results_and_the_whole_follows_from_them() -> None:
    play = admitted(with_text(before_plenary()), "6")
    asked(play, SplitAmendment(number="6", parts=(Part(), Part())), DELEGATION["east"])

    voted(play, "6/1", "adopted")
    assert life(play, "6") not in TERMINAL
    voted(play, "6/2", "rejected")

    assert (life(play, "6/1"), life(play, "6/2")) == (Life.ADOPTED, Life.REJECTED)
    assert life(play, "6") in TERMINAL


def test_two_amendments_are_merged_not_one_with_itself() -> None:
    play = admitted(before_plenary(), "4", BELL)

    assert refused(play, MergeAmendments(numbers=("4", "4")), LAW, CHAIR) == Refusal(
        code="not-valid", sentence="name two amendments or more that are identical"
    )


def test_amendments_that_differ_are_not_merged_by_way_of_one_whose_paper_is_not_on_record() -> None:
    play = before_plenary()
    for number, paper in (("1", "a" * 64), ("2", None), ("3", "b" * 64)):
        asked(play, TableAmendment(number=number, edition=1, sha256=paper), DELEGATION["south"])

    assert refusal(play, MergeAmendments(numbers=("1", "2", "3"))).sentence == (
        "1 and 3 are not identical"
    )
    asked(play, MergeAmendments(numbers=("1", "2")))


def test_an_amendment_to_the_text_is_not_identical_with_one_to_an_amendment() -> None:
    play = admitted(before_plenary(), "4", BELL)
    asked(play, TableAmendment(number="5", edition=1, to="4"), DELEGATION["south"])

    answer = refusal(play, MergeAmendments(numbers=("4", "5")))
    assert answer.sentence == "4 and 5 are not identical"


def test_each_provision_has_a_name_of_its_own() -> None:
    twice = (Provision(place="Article 1", text="One."), Provision(place="Article 1", text="Two."))
    command = RecordProvisions(edition=1, provisions=twice)

    assert refused(before_plenary(), command, LAW, SECRETARY) == Refusal(
        code="not-valid",
        sentence="Article 1 names two provisions; each has a name of its own",
    )


def test_identical_amendments_are_put_to_the_vote_once() -> None:
    play = admitted(admitted(before_plenary(), "4", BELL), "10", BELL)
    asked(play, MergeAmendments(numbers=("4", "10")))

    voted(play, "4= 10=", "adopted", call="4")

    assert (life(play, "4"), life(play, "10")) == (Life.ADOPTED, Life.ADOPTED)


def test_a_paragraph_that_is_rejected_by_itself_is_out_of_the_text() -> None:
    play = with_text(before_plenary())
    asked(play, RequestSeparateVote(number="2", place="Article 2"), DELEGATION["east"])

    voted(play, "§2", "rejected", "separate_vote")
    events = asked(play, ConsolidateText(edition=2, language="en"), SECRETARY)

    kept = tuple(each for each in BASE if each.place != "Article 2")
    assert isinstance(events[0], TextConsolidated)
    assert events[0].sha256 == digest(kept)


def reported(play: Play, *numbers: str) -> Play:
    for number in numbers:
        command = ReportOnAmendment(
            number=number, committee="legal", position="approved-unanimously"
        )
        asked(play, command, SECRETARY)
    return play


def test_what_the_committee_approved_is_adopted_en_bloc_unless_too_many_object() -> None:
    play = reported(admitted(admitted(before_plenary(), "1", BELL), "2", NIGHT), "1", "2")

    announced(play, opened(play, "1 2", "en_bloc"), "adopted")

    assert (life(play, "1"), life(play, "2")) == (Life.ADOPTED, Life.ADOPTED)


def test_what_is_not_decided_en_bloc_awaits_a_vote_of_its_own() -> None:
    play = reported(admitted(admitted(before_plenary(), "1", BELL), "2", NIGHT), "1", "2")

    announced(play, opened(play, "1 2", "en_bloc"), "rejected")

    assert any(isinstance(event, EnBlocRefused) for _, event in play.events)
    assert (life(play, "1"), life(play, "2")) == (Life.ADMITTED, Life.ADMITTED)


def test_the_final_vote_waits_for_every_amendment_and_for_the_text_with_them() -> None:
    play = admitted(admitted(with_text(before_plenary()), "1", BELL), "2", NIGHT)
    first = final_vote(play)
    assert first is not None
    assert first.missing == ("decision on amendment 1", "decision on amendment 2")

    voted(play, "1", "adopted")
    asked(play, WithdrawAmendment(number="2"), DELEGATION["south"])
    second = final_vote(play)
    assert second is not None
    assert second.missing == ("consolidated text",)

    asked(play, ConsolidateText(edition=2, language="en"), SECRETARY)
    assert final_vote(play) is None


def test_a_hash_that_is_not_that_of_the_text_with_its_amendments_is_refused() -> None:
    play = admitted(with_text(before_plenary()), "1", LIFE_JACKETS)
    voted(play, "1", "adopted")

    answer = refusal(play, ConsolidateText(edition=2, sha256="0" * 64), SECRETARY)

    assert answer.code == "other-text"


@given(
    wanted=st.lists(st.sampled_from(("adopted", "rejected", "withdrawn")), min_size=2, max_size=2),
    backwards=st.booleans(),
)
@settings(max_examples=12)
def test_the_text_is_a_function_of_its_base_and_of_what_was_adopted(
    wanted: list[str], *, backwards: bool
) -> None:
    changes = {"1": BELL, "2": LIFE_JACKETS}
    play = with_text(before_plenary())
    for number, change in changes.items():
        admitted(play, number, change)
    ends = dict(zip(changes, wanted, strict=True))
    for number, end in sorted(ends.items(), reverse=backwards):
        if end == "withdrawn":
            asked(play, WithdrawAmendment(number=number), DELEGATION["south"])
        else:
            voted(play, number, "adopted" if end == "adopted" else "rejected")
    for number, end in ends.items():
        answer = refusal(play, CallAmendment(number=number))
        assert answer.code == "not-in-order"
        assert life(play, number) == Life(end)

    expected = text_of([n for n, end in ends.items() if end == "adopted"])
    if expected == BASE:
        assert final_vote(play) is None
        return
    events = asked(play, ConsolidateText(edition=2, language="en"), SECRETARY)

    assert isinstance(events[0], TextConsolidated)
    assert events[0].sha256 == digest(expected)


def text_of(adopted: list[str]) -> tuple[Provision, ...]:
    """Write the text by hand, as a clerk would."""
    lines = {each.place: each for each in BASE}
    if "1" in adopted:
        lines["Article 1"] = Provision(
            place="Article 1", text="Each ferry has two bells and a boat."
        )
    told = [lines["title"], lines["Article 1"], lines["Article 2"]]
    if "2" in adopted:
        told.append(Provision(place="Article 2a", text="Each boat has jackets."))
    return (*told, lines["Article 3"])
