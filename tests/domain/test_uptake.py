"""Uptake: article by article, bound to both texts, with its coverage; the register of a law."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.model_law.state import Edition, ModelLaw
from domain.national_track.agreement import disagree
from domain.national_track.assessment import AssessUptake, RecordNoData
from domain.national_track.conclusion import ConcludeNationalTrack
from domain.national_track.correlation import (
    ArticlesCorrelated,
    CorrelateArticles,
    CorrelationBecameStale,
    NationalTextRecorded,
    RecordNationalText,
    staleness,
)
from domain.national_track.coverage import coverage, taken_over
from domain.national_track.introduction import ReferReceivedText
from domain.national_track.receipt import AcknowledgeReceipt
from domain.national_track.state import ArticleMatch, Correlation, NationalTrack
from domain.national_track.uptake_register import UptakeRegister, progress, uptake_register
from domain.refusal import Refusal
from domain.rules import Parameter, Severity
from domain.stages import Stage
from tests.domain.lowlands import FOCAL, HASH, LAW, SECRETARY, done, law_of, refused
from tests.domain.test_national_track import (
    BILL,
    ENACTED,
    FIRST,
    SECOND,
    THIRD,
    report,
    track,
    track_of,
    transmitted,
)
from tests.scenario import Play

ON = "2026-11-02"
TEXT = RecordNationalText(reference="Act 7, as passed", sha256=HASH[2])
AMENDED = RecordNationalText(reference="Act 7, as amended by Act 9", sha256=HASH[3])
ROWS = (
    ArticleMatch(article="1", match="verbatim", national=("1",)),
    ArticleMatch(article="2", match="adapted", national=("2", "3"), note="ferries and boats"),
    ArticleMatch(article="3", match="different", national=("4",)),
    ArticleMatch(article="4", match="absent"),
)
TABLE = CorrelateArticles(articles=4, rows=ROWS, evidence="table of 2 November")
FORMULA = "coverage = (verbatim + adapted) / articles of the model law = (1 + 1) / 4 = 1/2"


def correlated(**parameters: Parameter) -> Play:
    """Let East have correlated its act with the model law."""
    play = transmitted(**parameters)
    report(play, "east", AcknowledgeReceipt(), ENACTED)
    for act in (TEXT, TABLE):
        done(play, act, track("east"), FOCAL["east"], ON)
    return play


def test_the_table_is_bound_to_both_texts_and_shows_its_formula() -> None:
    play = transmitted()
    early = refused(play, TABLE, track("east"), FOCAL["east"], ON)
    assert early.missing == ("national_text",)
    done(play, TEXT, track("east"), FOCAL["east"], ON)

    assert done(play, TABLE, track("east"), FOCAL["east"], ON) == [
        ArticlesCorrelated(
            on=date(2026, 11, 2),
            edition=1,
            sha256=HASH[1],
            national_sha256=HASH[2],
            articles=4,
            rows=ROWS,
            evidence="table of 2 November",
            coverage=FORMULA,
        )
    ]
    assert staleness(track_of(play, "east"), law_of(play)) == ()


def test_only_its_own_focal_point_and_the_secretariat_correlate() -> None:
    play = transmitted()

    assert refused(play, TEXT, track("east"), FOCAL["west"], ON).code == "no-right"
    assert refused(play, TABLE, track("east"), FOCAL["west"], ON).code == "no-right"
    done(play, TEXT, track("east"), SECRETARY, ON)


@pytest.mark.parametrize(
    ("rows", "articles", "sentence"),
    [
        ((ROWS[0], ROWS[0]), 4, "article 1 has two rows; give each article one"),
        (ROWS, 3, "the model law has 3 articles; 4 rows are too many"),
        (
            (ArticleMatch(article="9", match="absent", national=("1",)),),
            4,
            "article 9 is absent: a row that is so names no national article",
        ),
        (
            (ArticleMatch(article="9", match="adapted"),),
            4,
            "article 9 is adapted: a row that is so names its national articles",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    rows: tuple[ArticleMatch, ...], articles: int, sentence: str
) -> None:
    play = transmitted()
    table = CorrelateArticles(articles=articles, rows=rows, evidence="x")

    refusal = refused(play, table, track("east"), FOCAL["east"], ON)
    assert (refusal.code, refusal.sentence) == ("not-valid", sentence)


def test_it_is_stale_once_the_national_text_changes_until_it_is_made_anew() -> None:
    play = correlated()
    assert refused(play, TEXT, track("east"), FOCAL["east"], ON).code == "already-done"
    events = done(play, AMENDED, track("east"), FOCAL["east"], ON)

    assert [type(each) for each in events] == [NationalTextRecorded, CorrelationBecameStale]
    assert staleness(track_of(play, "east"), law_of(play)) == (
        "the national act was changed: Act 7, as amended by Act 9",
    )
    table = track_of(play, "east").correlation
    assert table is not None
    assert table.rows == ROWS
    done(play, TABLE, track("east"), FOCAL["east"], ON)
    assert staleness(track_of(play, "east"), law_of(play)) == ()


def test_it_is_stale_once_the_model_law_changes() -> None:
    play = correlated()
    east, law = track_of(play, "east"), law_of(play)
    superseded = replace(law, superseded_by="model-law/2030-001")
    other = replace(law, carried=Edition(number=2, sha256=HASH[2]))

    assert staleness(east, superseded) == (
        "model-law/2026-001 was superseded by model-law/2030-001",
    )
    assert len(staleness(east, other)) == 1
    assert staleness(NationalTrack(), superseded) == ()


def test_what_was_not_compared_leaves_the_coverage_open_between_two_bounds() -> None:
    assert coverage(ROWS[:2], 4).endswith(
        "(1 + 1) / 4 = 1/2 at least; 2 not compared, so 1 at most"
    )


@given(
    st.lists(st.sampled_from(["verbatim", "adapted", "different", "absent"]), min_size=1),
    st.integers(0, 5),
)
def test_coverage_is_a_share_that_grows_with_what_is_taken_over(
    matches: list[str], more: int
) -> None:
    rows = [
        ArticleMatch.model_validate({"article": str(n), "match": each})
        for n, each in enumerate(matches)
    ]
    share = taken_over(rows, len(rows) + more)
    taken = [ArticleMatch(article="x", match="verbatim"), *rows]

    assert 0 <= share <= 1
    assert taken_over(taken, len(taken) + more) >= share
    assert str(share) in coverage(rows, len(rows) + more)


def register(play: Play) -> UptakeRegister:
    """Return the register of the law as it stands."""
    law = law_of(play)
    tracks = [track_of(play, key) for key in law.parliaments]
    return uptake_register(law, tracks, as_of=date(2027, 1, 1))


def test_the_register_keeps_no_data_declined_and_earlier_laws_apart() -> None:
    play = correlated()
    earlier = AssessUptake(
        grade="equivalent_already_exists", evidence="Gazette", earlier_law_of=date(2011, 5, 1)
    )
    report(play, "north", AcknowledgeReceipt(), earlier)
    report(play, "south", AssessUptake(grade="declined", evidence="a letter"))
    nothing = RecordNoData(asked=date(2026, 12, 1), grounds="no answer")
    done(play, nothing, track("west"), SECRETARY, "2027-01-01")
    found = register(play)

    assert {each.parliament: each.grade for each in found.lines} == {
        "east": "full",
        "north": "equivalent_already_exists",
        "south": "declined",
        "west": "no_data",
    }
    assert found.taken_up == Fraction(1, 4)
    assert found.formula == (
        "taken up = (full 1 + partial 0 + different 0) / 4 parliaments = 1/4; "
        "declined 1, earlier law 1, no data 1, not assessed 0"
    )
    east, north = found.lines[0], found.lines[1]
    assert (east.year, east.coverage, east.stale) == (2026, FORMULA, ())
    assert (north.year, north.coverage) == (None, "")


def test_a_territory_is_graded_beside_its_country_and_counted_with_none() -> None:
    play = correlated()
    before = register(play)
    island = AssessUptake(grade="declined", evidence="a decree", jurisdiction="Island")
    later = AssessUptake(
        grade="full",
        evidence="Gazette of the Isle",
        national_act="Ordinance 2",
        acted_on=date(2026, 12, 1),
        jurisdiction="Island",
    )
    done(play, island, track("east"), FOCAL["east"], ON)
    assert [(each.territory, each.grade) for each in register(play).territories] == [
        ("Island", "declined")
    ]
    done(play, later, track("east"), FOCAL["east"], "2026-12-02")
    after = register(play)

    assert (after.lines, after.formula) == (before.lines, before.formula)
    (line,) = after.territories
    assert (line.parliament, line.territory, line.grade, line.year) == (
        "east",
        "Island",
        "full",
        2026,
    )


def test_a_law_that_was_sent_to_nobody_has_no_share() -> None:
    nobody = uptake_register(ModelLaw(stream=LAW), [], as_of=date(2027, 1, 1))

    assert (nobody.taken_up, nobody.lines) == (None, ())


def test_progress_is_told_beside_the_grade() -> None:
    play = transmitted()
    told = [progress(track_of(play, "east"))]
    for acts in (
        (AcknowledgeReceipt(),),
        (ReferReceivedText(),),
        (BILL, FIRST, SECOND, THIRD),
        (ENACTED, ConcludeNationalTrack()),
    ):
        report(play, "east", *acts)
        told.append(progress(track_of(play, "east")))

    assert told == ["not received", "received", "under study", "bill tabled", "enacted"]
    report(play, "south", AssessUptake(grade="declined", evidence="a letter"))
    assert progress(track_of(play, "south")) == "declined"
    assert progress(NationalTrack(stage=Stage.CONCLUDED, grade="no_data")) == "received"


def test_an_assessment_tells_its_manner_and_its_notes() -> None:
    play = transmitted()
    told = ENACTED.model_copy(
        update={"manner": "adapted", "kind": "adaption", "notes": ("amends Act 3 of 2011",)}
    )
    done(play, told, track("east"), FOCAL["east"], ON)
    uptake = track_of(play, "east").uptake

    assert uptake is not None
    assert (uptake.manner, uptake.kind, uptake.notes) == (
        "adapted",
        "adaption",
        ("amends Act 3 of 2011",),
    )
    assert (uptake.national_act, uptake.independent) == ("Act 7", False)


AGREES = Parameter(value=True, severity=Severity.ALERT)
CONTRADICTED = f"graded full, and {FORMULA}"


def graded(play: Play, act: AssessUptake, reason: str | None = None) -> list[str] | Refusal:
    """Grade the uptake of East; return the types of the events."""
    found = play.when(act, case=track("east"), by=FOCAL["east"], on=ON, reason=reason)
    return found if isinstance(found, Refusal) else [each.type for each in found]


def test_a_grade_that_its_own_table_contradicts_wants_a_reason() -> None:
    play = transmitted(uptake__correlation=AGREES)
    report(play, "east", AcknowledgeReceipt(), TEXT, TABLE)

    refusal = graded(play, ENACTED)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.missing) == ("reason-needed", ("reason",))
    assert refusal.sentence.startswith(CONTRADICTED)
    assert graded(play, ENACTED, "the rest stands in a decree") == [
        "UptakeAssessed",
        "IrregularityRecorded",
    ]
    assert graded(play, ENACTED.model_copy(update={"grade": "partial"})) == ["UptakeAssessed"]


def test_a_table_that_contradicts_the_grade_on_record_wants_a_reason_too() -> None:
    play = transmitted(uptake__correlation=AGREES)
    report(play, "east", AcknowledgeReceipt(), ENACTED, TEXT)

    assert refused(play, TABLE, track("east"), FOCAL["east"], ON).code == "reason-needed"
    found = play.when(TABLE, case=track("east"), by=FOCAL["east"], on=ON, reason="graded anew soon")
    assert not isinstance(found, Refusal)
    assert [each.type for each in found] == ["ArticlesCorrelated", "IrregularityRecorded"]


def test_a_stale_table_a_territory_and_rules_that_do_not_ask_contradict_nothing() -> None:
    stale = transmitted(uptake__correlation=AGREES)
    report(stale, "east", AcknowledgeReceipt(), TEXT, TABLE, AMENDED)
    assert graded(stale, ENACTED) == ["UptakeAssessed"]

    island = transmitted(uptake__correlation=AGREES)
    report(island, "east", AcknowledgeReceipt(), TEXT, TABLE)
    of_island = ENACTED.model_copy(update={"jurisdiction": "Island"})
    assert graded(island, of_island) == ["UptakeAssessed"]

    assert graded(correlated(), ENACTED) == ["UptakeAssessed"]
    assert graded(correlated(uptake__correlation=Parameter(value=False)), ENACTED) == [
        "UptakeAssessed"
    ]


@pytest.mark.parametrize(
    ("grade", "taken", "rest", "articles", "contradicts"),
    [
        ("full", 4, 0, 4, False),
        ("full", 3, 1, 4, True),
        ("full", 3, 0, 4, False),
        ("partial", 3, 1, 4, False),
        ("partial", 4, 0, 4, True),
        ("partial", 0, 4, 4, True),
        ("partial", 0, 3, 4, False),
        ("different", 4, 0, 4, True),
        ("different", 3, 1, 4, False),
        ("declined", 0, 4, 4, False),
        ("declined", 1, 0, 4, True),
        ("equivalent_already_exists", 0, 4, 4, False),
        (None, 0, 4, 4, False),
    ],
)
def test_only_what_no_comparison_of_the_rest_could_mend_contradicts(
    grade: str | None, taken: int, rest: int, articles: int, *, contradicts: bool
) -> None:
    assert disagree(grade, table(taken, rest, articles)) is contradicts


@given(taken=st.integers(0, 6), rest=st.integers(0, 6), open_=st.integers(0, 6))
def test_a_complete_table_bears_out_one_of_full_partial_and_nothing_taken_over(
    taken: int, rest: int, open_: int
) -> None:
    articles = taken + rest + open_
    if not articles:
        return
    held = table(taken, rest, articles)
    borne_out = [each for each in ("full", "partial") if not disagree(each, held)]

    assert open_ or len(borne_out) == (1 if taken else 0)


def table(taken: int, rest: int, articles: int) -> Correlation:
    """Return a table: so many articles taken over, so many absent, the others not compared."""
    over = [ArticleMatch(article=f"{n}", match="adapted", national=("1",)) for n in range(taken)]
    gone = [ArticleMatch(article=f"x{n}", match="absent") for n in range(rest)]
    rows = (*over, *gone)
    return Correlation(
        edition=1,
        sha256=None,
        national_sha256=HASH[1],
        articles=articles,
        rows=rows,
        coverage=coverage(rows, articles),
    )
