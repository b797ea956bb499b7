"""Reading the register: as of any position, step by step, as lists, and the proof of it all."""

import asyncio
import json
import os
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest
import structlog

from cli.folding import folded
from cli.listing import COLUMNS, SCREENS
from cli.plain import plain
from config.postgres_server import start_postgres
from eventstore.envelope import recorded
from tests.acceptance.plenaries import Up, plenary

LAW = "model-law/2026-900"
UP_TO = "SELECT body FROM event WHERE stream = $1 AND position <= $2 ORDER BY version"


async def positions(standing: Up) -> list[int]:
    rows = await standing.query("SELECT position FROM event WHERE stream = $1 ORDER BY 1", LAW)
    return [row["position"] for row in rows]


@pytest.mark.parametrize("part", [0.0, 0.4, 0.8, 1.0])
async def test_a_case_as_of_a_position_is_the_fold_of_its_events_up_to_it(
    standing: Up, part: float
) -> None:
    found = await positions(standing)
    at = found[round(part * (len(found) - 1))]
    rows = await standing.query(UP_TO, LAW, at)
    expected = folded(LAW, [recorded(row["body"]) for row in rows])

    ran = await plenary("show", LAW, "--at", str(at), "--json", "--data", standing.data)

    assert ran.code == 0
    assert set(ran.told) == {"ok", "data", "position", "head", "warnings"}
    assert ran.told["data"]["case"] == plain(expected)
    asked = {"position": at, "recorded": None, "effective": None}
    assert ran.told["data"]["as_of"] == asked
    assert ran.told["data"]["stage"] == expected.stage.value
    assert ran.told["data"]["version"] == len(rows)
    assert ran.told["data"]["last_event"]["position"] == at


async def test_before_its_first_event_there_is_no_case(standing: Up) -> None:
    first = (await positions(standing))[0]

    ran = await plenary("show", LAW, "--at", str(first - 1), "--json", "--data", standing.data)

    assert ran.code == 3
    assert ran.told["error"]["code"] == "not-found"
    assert f"at position {first - 1}" in ran.told["error"]["message"]


async def test_the_head_can_be_shown_and_nothing_beyond_it(standing: Up) -> None:
    (row,) = await standing.query("SELECT count(*) AS n FROM event")
    at_head = await plenary("show", LAW, "--at", str(row["n"]), "--data", standing.data)
    beyond = await plenary("show", LAW, "--at", "999999", "--data", standing.data)

    assert (at_head.code, beyond.code) == (0, 3)
    assert "nothing is recorded at position 999999; the last one is" in beyond.err


async def test_a_case_as_of_a_time_before_it_began_says_when_it_begins(standing: Up) -> None:
    (row,) = await standing.query("SELECT min(position) AS first FROM event WHERE stream = $1", LAW)
    early = await plenary("show", LAW, "--at", "1", "--data", standing.data)

    assert early.code == 3
    assert f"{LAW} is not on record at position 1: it begins at {row['first']}" in early.err


async def test_replay_of_all_steps_through_every_position(standing: Up) -> None:
    ran = await plenary("replay", "all", "--json", "--data", standing.data)

    assert ran.code == 0
    assert [row["position"] for row in ran.rows] == list(range(1, len(ran.rows) + 1))
    assert all(row["sentence"].startswith(row["type"]) for row in ran.rows)


async def test_the_timeline_of_a_case_is_its_events_in_order(standing: Up) -> None:
    ran, plain_text = await asyncio.gather(
        plenary("timeline", LAW, "--json", "--data", standing.data),
        plenary("timeline", LAW, "--data", standing.data),
    )

    assert [row["position"] for row in ran.rows] == await positions(standing)
    assert all(one["version"] + 1 == two["version"] for one, two in pairwise(ran.rows))
    assert len(plain_text.out.splitlines()) == len(ran.rows)
    assert {line.count("\t") for line in plain_text.out.splitlines()} == {3}


@pytest.mark.parametrize(
    ("kind", "columns"),
    [("cases", 6), ("model-law", 6), ("deadlines", 4), ("irregularities", 6), ("refusals", 9)],
)
async def test_lists_are_objects_for_programs_and_columns_in_a_pipe(
    standing: Up, kind: str, columns: int
) -> None:
    ran, in_a_pipe = await asyncio.gather(
        plenary("list", kind, "--json", "--data", standing.data),
        plenary("list", kind, "--data", standing.data),
    )

    assert (ran.code, in_a_pipe.code) == (0, 0)
    assert len(ran.rows) == len(in_a_pipe.out.splitlines())
    assert {line.count("\t") for line in in_a_pipe.out.splitlines()} <= {columns - 1}
    assert ran.err == in_a_pipe.err == ""


async def test_lists_and_timelines_are_narrowed_by_what_they_show(standing: Up) -> None:
    narrow = ("--where", "capacity=secretariat", "--limit", "1", "--data", standing.data)
    refused, kinds, wrong = await asyncio.gather(
        plenary("list", "refusals", "--json", *narrow),
        plenary("timeline", LAW, "--json", "--kind", "ModelLawTitled", "--data", standing.data),
        plenary("timeline", LAW, "--kind", "ModelLawTitle", "--data", standing.data),
    )

    *rows, more = refused.rows
    assert [row["capacity"] for row in rows] == ["secretariat"]
    assert set(more) == {"next_cursor"}
    assert [row["type"] for row in kinds.rows] == ["ModelLawTitled"]
    assert (wrong.code, "did you mean ModelLawTitled?" in wrong.err) == (2, True)


@pytest.mark.parametrize("kind", sorted(COLUMNS))
async def test_a_list_is_the_same_page_by_page(standing: Up, kind: str) -> None:
    where = ("--data", standing.data)
    whole = (await plenary("list", kind, "--json", *where)).rows
    half = str(max(1, len(whole) // 2))

    first = await plenary("list", kind, "--json", "--limit", half, *where)
    *rows, more = first.rows if len(whole) > 1 else (*first.rows, {"next_cursor": None})
    if more["next_cursor"] is not None:
        rest = await plenary("list", kind, "--json", "--cursor", more["next_cursor"], *where)
        rows += rest.rows
    assert rows == whole


async def test_people_are_told_how_to_go_on_and_what_no_cursor_is(standing: Up) -> None:
    told, wrong = await asyncio.gather(
        plenary("list", "cases", "--limit", "2", "--data", standing.data),
        plenary("list", "cases", "--cursor", "none", "--json", "--data", standing.data),
    )

    assert len(told.out.splitlines()) == 2
    assert told.err.startswith("1 to 2 of ")
    assert "go on with --cursor " in told.err
    assert (wrong.code, wrong.told["error"]["code"]) == (2, "usage")


async def test_a_refusal_says_who_when_and_what_was_missing(standing: Up) -> None:
    ran = await plenary("list", "refusals", "--json", "--data", standing.data)
    first, shown = ran.rows[0], SCREENS["refusals"]["what"](ran.rows[0])

    assert all(isinstance(row["missing"], list) for row in ran.rows)
    assert f"\n{first['subject']}, {first['capacity']}, {first['recorded_at'][:10]} " in shown


async def test_a_whole_register_is_green(standing: Up) -> None:
    ran = await plenary("verify", "--json", "--data", standing.data)
    (row,) = await standing.query("SELECT count(*) AS n FROM event")

    assert ran.code == 0
    assert ran.told["position"] == ran.told["data"]["events"] == row["n"]
    where = ran.told["data"]["database"]
    in_words = await plenary("verify", "--data", standing.data)
    assert f"checked: the register turkpa in {where} (of what runs on " in in_words.out
    quick = await plenary("verify", "--quick", "--json", "--data", standing.data)
    assert quick.code == 0
    assert quick.told["head"] == ran.told["head"]
    both = await plenary("verify", "--quick", "--deep", "--data", standing.data)
    assert both.code == 2
    assert "exclude each other" in both.err


async def tampered(data: Path, statement: str, *arguments: object) -> None:
    """Change the register as only a superuser can, who has switched the guards off."""
    server = await start_postgres(data, log=structlog.wrap_logger(structlog.PrintLogger()))
    password = quote((data / "postgres" / "password").read_text(), safe="")
    connection = await asyncpg.connect(
        f"postgresql://postgres:{password}@127.0.0.1:{server.port}/plenary"
    )
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(statement, *arguments)
    finally:
        await connection.close()
        await server.stop()


async def test_one_altered_event_is_found_and_named(copy: Path) -> None:
    await tampered(
        copy,
        "UPDATE event SET body = replace(body::text, 'Water', 'Wine')::json, "
        "leaf = leaf WHERE position = $1",
        150,
    )
    unchanged = await plenary("verify", "--json", "--data", copy)
    assert unchanged.code == 0, "nothing was replaced, and nothing may be found"

    await tampered(
        copy,
        "UPDATE event SET body = replace(body::text, '\"v\":1', '\"v\":2')::json "
        "WHERE position = $1",
        150,
    )
    ran = await plenary("verify", "--json", "--data", copy)
    in_words = await plenary("verify", "--data", copy)
    quick = await plenary("verify", "--quick", "--json", "--data", copy)

    assert ran.code == in_words.code == quick.code == 4
    assert quick.told["error"]["missing"] == ["position 150"]
    assert ran.told["error"]["code"] == "verification-failed"
    assert ran.told["error"]["missing"] == ["position 150"]
    assert "position 150" in in_words.err
    assert in_words.out == ""


async def test_a_difference_is_what_happened_between(standing: Up) -> None:
    found = await positions(standing)
    ran = await plenary("diff", LAW, str(found[0] - 1), str(found[1]), "--data", standing.data)

    assert ran.code == 0, ran.err
    assert "stage\t\tdrafting" in ran.out
    same = await plenary("diff", LAW, str(found[-1]), str(found[-1]), "--data", standing.data)
    assert (same.code, same.out) == (0, "")
    assert f"{LAW} is the same at positions" in same.err


async def test_a_difference_needs_a_case_on_record_and_the_earlier_point_first(
    standing: Up,
) -> None:
    first, second = (await positions(standing))[:2]
    early = await plenary("diff", LAW, "1", "2", "--data", standing.data)
    backwards = await plenary("diff", LAW, str(second), str(first), "--data", standing.data)

    assert (early.code, early.out) == (3, "")
    assert f"it begins at {first}" in early.err
    assert (backwards.code, backwards.out) == (2, "")
    assert "name the earlier one first" in backwards.err


async def test_a_field_is_explained_by_the_events_that_changed_it(standing: Up) -> None:
    ran = await plenary("replay", LAW, "--explain", "stage", "--json", "--data", standing.data)
    rows = [json.loads(line) for line in ran.out.splitlines()]

    assert ran.code == 0
    assert [row["after"] for row in rows[:2]] == ["titled", "drafting"]
    assert all(one["after"] == other["before"] for one, other in pairwise(rows))
    at = ("--at", str(rows[1]["position"]))
    until = await plenary("replay", LAW, "--explain", "stage", *at, "--data", standing.data)
    assert len(until.out.splitlines()) == 2
    unknown = await plenary("replay", LAW, "--explain", "colour", "--data", standing.data)
    assert unknown.code == 3
    assert "its fields are: " in unknown.err


async def test_what_had_happened_by_a_day_is_not_what_was_recorded_by_then(standing: Up) -> None:
    asked = ("show", LAW, "--effective", "2026-02-10", "--json", "--data", standing.data)
    assert (await plenary(*asked)).told["data"]["stage"] == "drafting"
    too_early = await plenary("show", LAW, "--effective", "1999-01-01", "--data", standing.data)
    assert (too_early.code, too_early.out) == (3, "")
    assert "nothing of it had happened by 1999-01-01" in too_early.err
    no_day = await plenary("show", LAW, "--effective", "soon", "--data", standing.data)
    assert no_day.code == 2


async def test_where_nobody_reads_along_that_is_said(standing: Up) -> None:
    ran = await plenary("readers", "--data", standing.data)
    (row,) = await standing.query("SELECT count(*) AS n FROM event")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"no reader follows this register, which ends at position {row['n']}\n"


async def test_a_result_announced_otherwise_than_computed_is_listed(standing: Up) -> None:
    ran = await plenary("list", "anomalies", "--json", "--data", standing.data)
    rows = [json.loads(line) for line in ran.out.splitlines()]

    assert [(row["announced"], row["computed"]) for row in rows] == [("adopted", "rejected")]


async def test_other_rules_are_asked_for_a_case_and_its_votes(standing: Up) -> None:
    told = await plenary("what-if", LAW, "--rules", "1", "--json", "--data", standing.data)
    assert told.rows[0]["ref"] == LAW
    nobody = await plenary("what-if", "vote/9/9", "--rules", "1", "--data", standing.data)
    assert (nobody.code, "there is no case 'vote/9/9'" in nobody.err) == (3, True)
    unknown = await plenary("what-if", LAW, "--rules", "99", "--data", standing.data)
    assert (unknown.code, unknown.out) == (3, "")


async def test_editions_of_the_rules_are_compared_by_their_numbers(standing: Up) -> None:
    same, unknown, wrong = await asyncio.gather(
        plenary("rules", "diff", "1", "1", "--data", standing.data),
        plenary("rules", "diff", "1", "9", "--json", "--data", standing.data),
        plenary("rules", "diff", "1", "first", "--json", "--data", standing.data),
    )

    assert (same.code, same.out) == (0, "")
    assert "set the same" in same.err
    assert (unknown.code, unknown.told["error"]["code"]) == (3, "not-found")
    assert (wrong.code, wrong.told["error"]["code"]) == (2, "usage")


async def test_a_text_of_which_only_the_hash_is_on_record_is_not_there(
    standing: Up, tmp_path: Path
) -> None:
    where = ("--to", tmp_path / "text", "--json", "--data", standing.data)
    law, nowhere = await asyncio.gather(
        plenary("export", "document", LAW, *where),
        plenary("export", "document", LAW, "--documents", tmp_path / "none", *where),
    )

    assert (law.code, law.told["error"]["code"]) == (3, "not-found")
    assert f"named by {LAW} at position" in law.told["error"]["message"]
    assert (nowhere.code, nowhere.told["error"]["code"]) == (2, "usage")
    assert list(await asyncio.to_thread(os.listdir, tmp_path)) == []


async def test_three_replays_agree(standing: Up) -> None:
    ran = await plenary("verify", "--deep", "--json", "--data", standing.data)

    assert ran.code == 0, ran.err
    deep = ran.told["data"]["deep"]
    assert deep["wrong"] == []
    assert deep["cases"] > deep["workflows"] > 0
    assert deep["views"] >= deep["cases"]
