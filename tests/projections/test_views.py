"""What the views show of plenary session XI in Cholpon-Ata (H3), and of an invented assembly."""

from datetime import datetime

from projections.queries import query
from tests.activities.desk import Desk
from tests.projections.test_rebuild import rows_of


async def asked(desk: Desk, name: str, *arguments: object) -> list[dict[str, object]]:
    async with desk.pool.acquire() as connection:
        return [dict(row) for row in await connection.fetch(query(name), *arguments)]


async def test_h3_each_case_stands_where_history_left_it(cholpon_ata: Desk) -> None:
    rows = await asked(cholpon_ata, "list_cases", None)
    stages = {row["ref"]: (row["stage"], row["concluded"]) for row in rows}

    assert stages["model-law/2022-001"] == ("adopted", False)
    assert stages["plenary-session/11"][0] in {"closed", "minutes", "archived"}
    assert stages["vote/11/1"] == ("announced", True)


async def test_h3_a_list_of_one_category_holds_no_other(cholpon_ata: Desk) -> None:
    rows = await asked(cholpon_ata, "list_cases", "vote")

    assert [row["ref"] for row in rows] == ["vote/11/1"]


async def test_h3_the_versions_of_a_view_are_those_of_the_streams(cholpon_ata: Desk) -> None:
    rows = await asked(cholpon_ata, "list_cases", None)
    events = await cholpon_ata.events()

    assert {row["ref"]: (row["version"], row["position"]) for row in rows} == {
        event.stream: (event.version, event.position) for event in events
    }


async def test_h3_the_council_on_the_day_itself_is_the_one_irregularity(cholpon_ata: Desk) -> None:
    (row,) = await asked(cholpon_ata, "list_irregularities")
    cases = await asked(cholpon_ata, "list_cases", "plenary-session")

    assert (row["ref"], row["rule"]) == ("plenary-session/11", "council.offset")
    assert row["citation"] == "Rules of Procedure, art. 2(3)"
    assert row["reason"]
    assert {each["ref"]: each["irregularities"] for each in cases}["plenary-session/11"] == 1


async def test_h3_nothing_was_refused_and_no_live_limit_ran(cholpon_ata: Desk) -> None:
    assert await asked(cholpon_ata, "list_refusals") == []
    assert {row["standing"] for row in await asked(cholpon_ata, "list_deadlines")} <= {"historical"}


async def test_each_deadline_says_how_it_stands(quick: Desk) -> None:
    rows = await asked(quick, "list_deadlines")
    standing = {row["ref"]: row["standing"] for row in rows}
    due = [row["due"] for row in rows]

    assert standing["committee-review/2020-001/legal"] == "met"
    assert standing["committee-review/2020-005/legal"] == "met"
    assert standing["committee-review/2020-006/social"] == "passed"
    assert standing["national-track/2020-003/aa"] == "met"
    assert standing["national-track/2020-003/cc"] == "passed"
    assert due == sorted(due, key=lambda each: each if isinstance(each, datetime) else 0)


async def test_a_refusal_is_shown_with_who_and_which_article(told: Desk) -> None:
    rows = await asked(told, "list_refusals")
    no_vote = next(row for row in rows if row["code"] == "no-vote")

    assert (no_vote["ref"], no_vote["command"]) == ("vote/900/1", "CastBallot")
    assert no_vote["capacity"] == "observer"
    assert no_vote["citation"] == "Istanbul Agreement, art. 4"
    assert len(rows) == len(await told.types("refusals"))


async def test_a_concluded_case_awaits_no_deadline_and_is_not_open(told: Desk) -> None:
    rows = await asked(told, "list_cases", None)
    still_open = {row["ref"] for row in await asked(told, "open_cases")}

    assert still_open == {row["ref"] for row in rows if not row["concluded"]}
    assert not [row for row in rows if row["concluded"] and row["next_deadline"]]
    assert await rows_of(told, "case_file")
