"""The console: exit codes, one sentence for each error, JSON for programs, no stack trace."""

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest
from pydantic import Field

from cli.exits import Exit, exit_of_refusal
from cli.interrupts import run
from cli.main import console, unexpected
from cli.output import Output, cell, show_all_characters
from config.settings import Settings

PROGRAM = Path(sys.executable).with_name("plenary")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_words_that_make_no_sense_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert console(["nonsense"]) == Exit.USAGE

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("plenary: No such command 'nonsense'.")


def test_an_error_is_one_object_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert console(["list", "cases", "--json", "--data", "/nowhere"]) == Exit.NOT_FOUND

    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert told["error"]["code"] == "not-found"
    assert set(told["error"]) == {"code", "message", "citation", "missing", "reference"}


def test_acts_need_something_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "TEMPORAL_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    words = ["submit", "RecordClaim", "assembly", "--as", "secretariat/secretary"]

    assert console([*words, "--data", str(tmp_path)]) == Exit.UNREACHABLE
    assert f"start `plenary up --data {tmp_path}`" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["submit"],
        ["submit", "RecordClaim"],
        ["submit", "RecordClaim", "assembly"],
        ["submit", "RecordClaim", "assembly", "--from", "acts.jsonl"],
        ["list", "weather", "--data", "/nowhere"],
        ["show"],
        ["replay", "all", "--explain", "stage", "--data", "/nowhere"],
        ["diff", "model-law/2026-900", "200", "abc", "--data", "/nowhere"],
    ],
)
def test_incomplete_words_are_misuse(words: list[str]) -> None:
    assert console(words) == Exit.USAGE


def test_a_missing_file_of_acts_is_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert console(["submit", "--from", "/nowhere/acts.jsonl"]) == Exit.NOT_FOUND
    assert "there is no file /nowhere/acts.jsonl" in capsys.readouterr().err


def test_the_release_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert console(["version"]) == Exit.DONE
    assert capsys.readouterr().out.startswith("plenary ")
    assert console(["version", "--json"]) == Exit.DONE
    parts = json.loads(capsys.readouterr().out)["data"]
    assert re.fullmatch(r"\d+\.\d+", parts["postgresql"]), "the server, not the wheel"


@pytest.mark.parametrize("words", [[], ["config"], ["export"], ["procedure"], ["rules"]], ids=str)
def test_a_command_of_commands_says_what_is_missing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert console(words) == Exit.USAGE

    assert capsys.readouterr().err.endswith("plenary: give one of its commands (see --help)\n")


def test_settings_are_shown_without_secrets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://plenary_app:secret@127.0.0.1:5432/plenary")

    assert console(["config", "show", "--json"]) == Exit.DONE
    out = capsys.readouterr().out
    shown = json.loads(out)["data"]["database_url"]
    assert shown["value"] == "postgresql://plenary_app:***@127.0.0.1:5432/plenary"
    assert shown["source"] == "DATABASE_URL"
    assert "secret" not in out


def test_every_setting_is_shown_with_the_variable_that_sets_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class More(Settings):
        """The settings of a later release."""

        colour: str = "red"
        ink: str = Field(default="black", validation_alias="INK")

    for module in ("config.settings", "cli.showing_config"):
        monkeypatch.setattr(f"{module}.Settings", More)
    monkeypatch.setenv("PLENARY_COLOUR", "blue")
    monkeypatch.setenv("INK", "green")

    assert console(["config", "show", "--json"]) == Exit.DONE
    shown = json.loads(capsys.readouterr().out)["data"]
    assert list(shown) == list(More.model_fields)
    for name, value, variable in (
        ("colour", "blue", "PLENARY_COLOUR"),
        ("ink", "green", "INK"),
    ):
        told = {"name": name, "value": value, "source": variable, "variable": variable}
        assert shown[name] == told


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("no-right", Exit.REFUSED),
        ("needs-ruling", Exit.REFUSED),
        ("stale-version", Exit.CONFLICT),
        ("command-id-reused", Exit.CONFLICT),
        ("command-abandoned", Exit.CONFLICT),
    ],
)
def test_a_refusal_ends_with_the_code_of_its_kind(code: str, ends: Exit) -> None:
    assert exit_of_refusal(code) is ends


def test_a_command_that_is_told_to_end_stops_in_order_and_ends_with_130() -> None:
    stopped: list[str] = []

    async def command() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        try:
            await asyncio.sleep(10)
        finally:
            stopped.append("in order")
        return Exit.DONE

    assert run(command()) == Exit.INTERRUPTED
    assert stopped == ["in order"]


def test_what_nobody_expected_leaves_a_reference_and_no_stack_trace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = ZeroDivisionError("secret details")

    unexpected(type(error), error, error.__traceback__)

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    file = Path(said.rpartition("details in ")[2].strip())
    assert "secret details" in file.read_text()
    file.unlink()


def test_rows_are_tab_separated_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"ref": "vote/1/1", "open": True, "words": "two\nlines\there", "left_out": 1}]

    Output().rows(rows, columns=("ref", "open", "words"))

    assert capsys.readouterr().out == "vote/1/1\tyes\ttwo lines here\n"


def test_rows_are_json_lines_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Output(as_json=True).rows([{"ref": "ə"}, {"ref": "b"}], columns=("ref",))

    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"ref": "ə"},
        {"ref": "b"},
    ]


def test_a_table_keeps_to_the_width_of_the_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    rows = [{"ref": "committee-review/2026-900/environment", "title": "a long title " * 12}]

    Output().rows(rows, columns=("ref", "title"))

    lines = ANSI.sub("", capsys.readouterr().out).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("committee-review/2026-900/environment" in line for line in lines)


def test_half_a_surrogate_pair_does_not_break_the_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_all_characters()

    Output().rows([{"words": "a\ud83db"}], columns=("words",))

    assert capsys.readouterr().out == "a\\ud83db\n"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "\\u00e7\\u0259\\ud83d\\ude00"),
        ("latin-1", "ç\\u0259\\ud83d\\ude00"),
        ("cp1251", "\\u00e7\\u0259\\ud83d\\ude00"),
        ("utf-8", "çə😀"),
    ],
)
async def test_a_stream_of_any_encoding_takes_every_character_and_json_stays_json(
    encoding: str, shown: str
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(PROGRAM, "list", "çə😀", "--json", "--data", "/nowhere"),
        env={**os.environ, "PYTHONIOENCODING": encoding},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()

    assert process.returncode == Exit.USAGE
    assert f"'{shown}' is none of what can be listed" in err.decode(encoding)
    message = json.loads(out.decode(encoding))["error"]["message"]
    assert message.startswith("'çə😀' is none of what can be listed")


def test_a_cell_is_one_line() -> None:
    assert cell(("a", "b")) == "a, b"
    assert cell(None) == ""
