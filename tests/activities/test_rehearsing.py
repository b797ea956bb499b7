"""What may happen next, what an act would do, what another map would change: nothing is kept."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from activities.decisions import Decisions
from cli.comparing import compare, simulate
from cli.dry_run import rehearse_file, rehearse_one
from cli.exits import ConsoleError, Exit
from cli.output import Output
from cli.stepping import steps
from cli.typed_acts import field
from config.gateway import open_gateway
from domain.assemblies.procedure_maps import read
from domain.submission import Accepted, Refused
from tests.activities.desk import FILES, Desk, acts_of

LAW = "model-law/2026-001"
OUT = Output(as_json=True, quiet=True)
TITLE = {"title": "On mountain springs"}
Rows = Callable[[Awaitable[int]], Awaitable[list[dict[str, object]]]]


@pytest.fixture
def rows(
    desk: Desk,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Rows:
    """How a command is run on the register of the desk: what it tells, and that it kept nothing."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    async def told(command: Awaitable[int]) -> list[dict[str, object]]:
        before = await desk.events()
        await command
        assert await desk.events() == before
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return told


def typed(act: str, **more: object) -> dict[str, object]:
    said = {"act": act, "case": LAW, "as": "secretariat/secretary", "on": "2026-06-12"}
    return {**dict.fromkeys(("reason", "source", "id", "at_version")), **said, **more}


def line(act: str, **fields: object) -> dict[str, object]:
    by = {"subject": "secretary", "capacity": "secretariat"}
    return {"act": act, "case": LAW, "by": by, "occurred_at": "2026-06-12", **fields}


async def titled(desk: Desk) -> None:
    answer = await desk.play_line(line("TitleModelLaw", **TITLE))
    assert isinstance(answer, Accepted), answer


async def test_the_steps_of_a_case_are_told_with_their_reasons(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await titled(desk)

    told = await rows(steps(OUT, tmp_path, LAW, "2026-06-12"))

    states = {row["step"]: row["state"] for row in told}
    assert states["ModelLawProposed"] == "may"
    assert states["ModelLawWithdrawn"] == "may"
    assert states["ModelLawAdopted"] == "not-yet"
    assert told[0] == {
        "state": "unknown",
        "step": "ModelLawTitled",
        "name": "titled",
        "times": 1,
        "last": "2026-06-12",
        "reason": "this is not known: no route leads to titled (ModelLawTitled)",
    }
    earlier = await rows(steps(OUT, tmp_path, LAW, "2026-06-11"))
    assert {row["state"] for row in earlier} == {"unknown", "not-yet"}


@pytest.mark.parametrize(
    ("ref", "on", "said"),
    [
        (LAW, None, "there is no 'model-law/2026-001' on record"),
        ("Nonsense!", None, "there is no 'Nonsense!' on record"),
        ("assembly", None, "no map of the procedure of 'assembly' is in force"),
        ("assembly", "june", "--on takes a day, as 2026-06-12, not 'june'"),
    ],
)
async def test_steps_that_cannot_be_told_say_why(
    ref: str, on: str | None, said: str, rows: Rows, tmp_path: Path
) -> None:
    with pytest.raises(ConsoleError, match=said):
        await rows(steps(OUT, tmp_path, ref, on))


async def test_an_act_is_judged_as_it_would_be_and_leaves_nothing(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    (before,) = await rows(
        rehearse_one(OUT, tmp_path, typed("TitleModelLaw"), ["title=On mountain springs"])
    )
    await titled(desk)
    (after,) = await rows(rehearse_one(OUT, tmp_path, typed("ProposeModelLaw"), ["proposer=aa"]))

    assert before["ok"] is True
    data = after["data"]
    assert isinstance(data, dict)
    assert (data["answer"], data["recorded"]) == ("would be accepted", False)
    (event,) = data["events"]
    assert (event["ref"], event["event"], event["state"]) == (LAW, "ModelLawProposed", "may")
    assert "titled (ModelLawTitled) has happened once" in event["reason"]


@pytest.mark.parametrize(
    ("act", "fields", "code"),
    [
        ("ProposeModelLaw", ["proposer=zz"], "no-right"),
        ("SubmitDraft", ["edition:=1"], "not-in-order"),
        ("SubmitDraft", ["edition=one"], "malformed"),
        ("Nonsense", [], "unknown-act"),
    ],
)
async def test_a_refusal_in_rehearsal_is_the_refusal_in_earnest(
    act: str, fields: list[str], code: str, *, desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await titled(desk)

    with pytest.raises(ConsoleError) as caught:
        await rows(rehearse_one(OUT, tmp_path, typed(act), fields))

    assert (caught.value.code, caught.value.exit_code) == (code, Exit.REFUSED)
    if code in {"no-right", "not-in-order"}:
        earnest = await desk.play_line(line(act, **dict(map(field, fields))))
        assert isinstance(earnest, Refused)
        assert (earnest.code, earnest.sentence) == (code, caught.value.sentence)


async def test_without_the_keys_that_were_admitted_it_is_refused_as_in_earnest_and_none_are_made(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await desk.admit_gateway()

    with pytest.raises(ConsoleError) as caught:
        await rows(rehearse_one(OUT, tmp_path, typed("TitleModelLaw"), ["title=On springs"]))

    assert not (tmp_path / "keys").exists()
    other = open_gateway(tmp_path / "keys")
    trusting = Decisions(desk.registrar, {other.key_id: other.public_key})
    stranger = replace(desk, gateway=other, decisions=trusting)
    earnest = await stranger.play_line(line("TitleModelLaw", title="On springs"))
    assert isinstance(earnest, Refused)
    assert earnest.code == caught.value.code == "gateway-not-admitted"
    assert caught.value.exit_code == Exit.REFUSED


async def test_a_rehearsal_signs_with_the_keys_of_its_folder_where_it_has_some(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await desk.admit_gateway()
    (tmp_path / "keys").mkdir()
    for name in ("gateway.key", "salt.key"):
        (tmp_path / "keys" / name).write_bytes((tmp_path / name).read_bytes())

    (told,) = await rows(rehearse_one(OUT, tmp_path, typed("TitleModelLaw"), ["title=On springs"]))

    assert told["ok"] is True
    kept = sorted(each.name for each in (tmp_path / "keys").iterdir())
    assert kept == ["gateway.key", "salt.key"]


async def test_an_act_on_another_version_is_a_conflict(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await titled(desk)

    with pytest.raises(ConsoleError, match="1") as caught:
        await rows(
            rehearse_one(OUT, tmp_path, typed("ProposeModelLaw", at_version=7), ["proposer=aa"])
        )

    assert (caught.value.code, caught.value.exit_code) == ("stale-version", Exit.CONFLICT)


async def test_a_file_is_judged_line_by_line_as_if_the_lines_before_had_been_recorded(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    lines = [
        line("TitleModelLaw", **TITLE),
        line("ProposeModelLaw", proposer="aa"),
        line("SubmitDraft", edition=2),
        line("Nonsense"),
        line("SubmitDraft", edition=1),
    ]
    path = tmp_path / "acts.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))

    whole = await rows(rehearse_file(OUT, tmp_path, str(path), until_refused=False))
    part = await rows(rehearse_file(OUT, tmp_path, str(path), until_refused=True))

    assert [row["answer"] for row in whole] == [
        *("would be accepted", "would be accepted", "refused", "unreadable", "would be accepted")
    ]
    assert [(row["line"], row.get("code")) for row in whole[2:4]] == [
        (3, "other-edition"),
        (4, "unknown-act"),
    ]
    assert part == whole[:3]
    assert await desk.types(LAW) == []


async def test_the_whole_demonstration_is_judged_alike_in_rehearsal_and_in_earnest(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    path = next(each for each in FILES if each.name.startswith("40-"))
    acts = [act for act in acts_of(path) if "now+" not in json.dumps(act)][:40]
    (tmp_path / "acts.jsonl").write_text("\n".join(map(json.dumps, acts)))
    rehearsed = await rows(
        rehearse_file(OUT, tmp_path, str(tmp_path / "acts.jsonl"), until_refused=False)
    )

    earnest = [await desk.play_line(act) for act in acts]

    assert [row["answer"] == "would be accepted" for row in rehearsed] == [
        isinstance(answer, Accepted) for answer in earnest
    ]


async def test_a_map_is_compared_and_every_open_case_is_shown_under_it(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await titled(desk)
    chart = json.loads(json.dumps(read("model-law")["chart"]))
    chart["routes"] = [each for each in chart["routes"] if each["to"] != "ModelLawWithdrawn"]
    path = tmp_path / "next.json"
    path.write_text(json.dumps(chart))

    differing = await rows(compare(OUT, tmp_path, "model-law", str(path)))
    moved = await rows(simulate(OUT, tmp_path, "model-law@1", str(path)))

    assert differing == [
        {
            "what": "route",
            "how": "removed",
            "named": "from may-end to ModelLawWithdrawn",
            "before": "from may-end to ModelLawWithdrawn",
            "after": "",
        }
    ]
    assert moved == [
        {
            "ref": LAW,
            "step": "ModelLawWithdrawn",
            "before": "may",
            "after": "unknown",
            "reason": "this is not known: no route leads to withdrawn (ModelLawWithdrawn)",
        }
    ]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("weather", "there is no map of 'weather' on record"),
        ("model-law@7", "the map of 'model-law' has no edition 7; there are: 1"),
        ("nowhere.toml", "there is no file nowhere.toml"),
    ],
)
async def test_a_map_that_is_not_there_says_so(
    named: str, said: str, rows: Rows, tmp_path: Path
) -> None:
    with pytest.raises(ConsoleError, match=said):
        await rows(compare(OUT, tmp_path, "model-law", named))


async def test_two_files_are_compared_without_a_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text('source = "x"\nsteps = [{ id = "a", kind = "business" }]\nroutes = []\n')
    other.write_text("steps = []\nroutes = []\n")

    assert await compare(OUT, tmp_path, str(one), str(other)) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["how"] == "removed"
    other.write_text("steps = 3")
    with pytest.raises(ConsoleError, match=r"other.toml: "):
        await compare(OUT, tmp_path, str(one), str(other))


async def test_what_was_sent_before_is_answered_as_it_was(
    desk: Desk, rows: Rows, tmp_path: Path
) -> None:
    await titled(desk)
    late = line("TitleModelLaw", title="Again", id="11111111-1111-4111-8111-111111111111")
    refused = await desk.play_line(late)
    acts = tmp_path / "acts.jsonl"
    other = {**late, "source": "another letter"}
    acts.write_text("\n".join(map(json.dumps, (line("TitleModelLaw", **TITLE), late, other))))

    told = await rows(rehearse_file(OUT, tmp_path, str(acts), until_refused=False))

    assert isinstance(refused, Refused)
    assert [row["answer"] for row in told] == ["accepted before", "refused", "refused"]
    assert "sent again it changes nothing" in str(told[0]["why"])
    assert (told[1]["code"], str(told[1]["why"]).endswith(f"at {refused.position}")) == (
        refused.code,
        True,
    )
    assert told[2]["code"] == "command-id-reused"
