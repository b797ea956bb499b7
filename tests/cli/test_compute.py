"""`plenary compute`: a line in, a line out, in order, whatever the lines hold."""

import asyncio
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import compute_workers, computing, line_reader
from cli.compute import compute
from cli.compute_workers import all_answered
from cli.computing import Answerer
from cli.exits import ConsoleError, Exit
from cli.line_reader import LineReader
from domain.procedure import Procedure
from domain.procedure_maps import ProcedureMap

GOOD = {"id": "d1", "start": "2019-09-14", "convention": "day_plus_n", "n": 30}
UNIT = {"unit": "calendar-days"}
MAP = {
    "id": "m",
    "name": "m",
    "steps": [{"id": "a", "kind": "business", "name": ""}, {"id": "b", "kind": "business"}],
    "routes": [{"id": "r", "from": "a", "to": "b", "from_date": None, "to_date": None}],
}


def good(**more: object) -> bytes:
    return json.dumps({**GOOD, **UNIT, **more}).encode()


def answers(told: bytes, name: str = "date", *beside: object) -> list[dict[str, object]]:
    reader = LineReader(io.BytesIO(told))
    answerer = Answerer(name=name, beside=beside)
    text = b"".join(each.text for each in all_answered(reader, answerer))
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (b"{", "not-json", "at character 2"),
        (b"nonsense", "not-json", "at character 1"),
        (b"[" * 100_000, "not-json", "nested too deeply"),
        (b"\xff\xfe", "not-utf-8", "byte 1"),
        (b"[1]", "not-an-object", "one JSON object"),
        (b"null", "not-an-object", "one JSON object"),
        (good(konvention="x"), "unknown-key", "konvention: there is no such key"),
        (json.dumps(GOOD).encode(), "missing-key", "unit: is missing"),
        (good(n="many"), "not-valid", "n: "),
        (good(bodies=[""]), "not-valid", "bodies.0: is empty"),
        (good(n=2.5), "not-exact", "2.5 is no whole number"),
        (good(n=float("nan")), "not-exact", "NaN is no whole number"),
        (good().replace(b'"n"', b'"id"'), "key-twice", "the key id stands twice"),
        (good(start="9999-12-31"), "not-valid", ""),
        (b'{"n": ' + b"9" * 5_000 + b"}", "not-valid", "more digits"),
        (good(id=True), "not-valid", "id: should be text, or should be a whole number"),
        (good(start="2024-02-30"), "not-valid", "start: 2024-02-30 is in no calendar"),
        (good(suspensions=[{"from": 1}]), "not-valid", "suspensions.0.from: a day is written as"),
        (good(unit="w" * 2_000), "not-valid", "unit: should be 'hours'"),
        (good(**{"x y " * 400: 1}), "unknown-key", "there is no such key"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_is_wrong_and_stops_nothing(
    line: bytes, code: str, said: str
) -> None:
    before, fault, after = answers(b"\n".join([good(), b"", line, good(id="d2")]))

    error = fault["error"]
    assert isinstance(error, dict)
    assert (before["id"], after["id"]) == ("d1", "d2")
    assert (fault["line"], error["code"]) == (3, code)
    assert said in error["message"]
    assert error["message"].endswith("correct the line and compute it again")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (good(konvention="x"), "d1"),
        (good(id=7, n="many"), 7),
        (good(id=["d1"]), None),
        (good(id="d1", n=1.5), "d1"),
        (b'{"id": "\\ud800"}', "\ud800"),
        (b"{", None),
    ],
)
def test_the_error_bears_the_id_of_the_line_where_there_is_one(line: bytes, named: object) -> None:
    (fault,) = answers(line)

    assert "error" in fault
    assert fault["id"] == named


def test_lines_may_end_as_any_machine_ends_them() -> None:
    told = b"\xef\xbb\xbf" + good() + b"\r\n\r\n   \n" + b"  " + good(id="d2")

    assert [each["id"] for each in answers(told)] == ["d1", "d2"]


def test_nothing_gives_nothing() -> None:
    assert answers(b"") == []


def test_a_line_beyond_all_measure_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_reader, "LONGEST_LINE", 500)
    monkeypatch.setattr(computing, "LONGEST_LINE", 500)
    monkeypatch.setattr(line_reader, "BLOCK", 64)

    first, long, last = answers(b"\n".join([good(), b"x" * 10_000, good(id="d2")]))

    assert (first["id"], last["id"]) == ("d1", "d2")
    assert long["line"] == 2
    assert isinstance(long["error"], dict)
    assert long["error"]["code"] == "too-long"


@given(
    lines=st.lists(st.binary(max_size=20).map(lambda each: each.replace(b"\n", b"")), max_size=30),
    block=st.integers(1, 50),
    most=st.integers(1, 5),
)
def test_however_lines_come_they_are_the_same_lines(
    lines: list[bytes], block: int, most: int
) -> None:
    told = b"\n".join(lines)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(line_reader, "BLOCK", block)
        patched.setattr(line_reader, "MOST_LINES", most)
        reader = LineReader(io.BytesIO(told))
        groups = list(iter(reader.group, None))

    found = {
        number: line
        for group in groups
        for number, line in enumerate(group.lines, start=group.first)
        if line
    }
    whole = told.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    assert found == {number: line for number, line in enumerate(whole, start=1) if line}
    assert all(len(group.lines) <= most for group in groups)


def test_two_processes_answer_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    told = b"\n".join(good(id=number, n=number % 100) for number in range(2_000)) + b"\n{\n"
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    alone = answers(told)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(compute_workers, "WORTH_SECONDS", 0.0)

    together = answers(told)

    assert together == alone
    assert [each["id"] for each in together] == [*range(2_000), None]
    assert together[-1]["line"] == 2_001


def test_a_map_travels_to_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    procedure = Procedure(ProcedureMap.model_validate(MAP))
    line = b'{"id": 1, "actualised": [{"step": "a", "on": "2024-01-01"}], "as_of": "2024-02-02"}\n'
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(compute_workers, "WORTH_SECONDS", 0.0)

    told = answers(line * 300, "procedure", procedure)

    assert len(told) == 300
    assert all(each == told[0] for each in told)


def test_a_process_that_is_ended_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(compute_workers, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(computing.Answerer, "answered", lambda *_: sys.exit(3))

    with pytest.raises(ConsoleError, match="compute the file again"):
        answers(good())


@pytest.mark.parametrize(("told", "code"), [(good(), 0), (good() + b"\n{", 2), (b"\n", 0)])
def test_the_exit_code_is_2_where_a_line_could_not_be_read(
    told: bytes, code: int, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "lines").write_bytes(told)

    assert compute("date", str(tmp_path / "lines"), calendar=None, chart=None) == code
    said = capfdbinary.readouterr()
    assert (b"1 of 2 lines could not be read" in said.err) == (code == 2)


def test_what_is_missing_is_an_answer_and_no_error(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "lines").write_bytes(good(unit="sitting-days", bodies=["senate"]))
    (tmp_path / "calendar").write_text(
        '{"body": "senate", "date": "2019-09-15", "kind": "sitting"}\n'
    )

    code = compute("date", str(tmp_path / "lines"), calendar=tmp_path / "calendar", chart=None)

    assert code == Exit.DONE
    told = json.loads(capfdbinary.readouterr().out)
    assert (told["date"], told["counted"]) == (None, 1)
    assert told["missing"] == [{"body": "senate", "date": "2019-09-16"}]


@pytest.mark.parametrize(
    ("name", "calendar", "chart", "said"),
    [
        ("wote", None, None, "there is nothing called 'wote' to compute; there are vote, date"),
        ("procedure", None, None, "give the map of the procedure with --map FILE"),
        ("date", None, "map", "--map is for procedure, not for date"),
        ("procedure", "calendar", "map", "--calendar is for date and plan, not for procedure"),
        ("date", "nowhere", None, "there is no file"),
        ("date", "map", None, "map, line 1: body: is missing; date: is missing"),
        ("procedure", None, "calendar", "calendar: "),
    ],
)
def test_what_cannot_begin_says_why(
    name: str, calendar: str | None, chart: str | None, said: str, tmp_path: Path
) -> None:
    (tmp_path / "lines").write_bytes(good())
    (tmp_path / "map").write_text(json.dumps(MAP))
    (tmp_path / "calendar").write_text('{"body": "x", "date": "2019-09-15", "kind": "feast"}\n')

    with pytest.raises(ConsoleError) as caught:
        compute(
            name,
            str(tmp_path / "lines"),
            calendar=tmp_path / calendar if calendar else None,
            chart=tmp_path / chart if chart else None,
        )

    assert said in caught.value.sentence
    assert caught.value.exit_code in {Exit.USAGE, Exit.NOT_FOUND}


async def test_in_a_pipe_each_line_is_answered_as_it_comes() -> None:
    process = await asyncio.create_subprocess_exec(
        *(str(Path(sys.executable).with_name("plenary")), "compute", "date", "--from", "-"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(good(id=number) + b"\n")
        await process.stdin.drain()
        told = json.loads(await asyncio.wait_for(process.stdout.readline(), 30))
        assert told["id"] == number
        assert told["date"] == "2019-10-14"
    process.stdin.close()

    assert await process.wait() == Exit.DONE


async def test_who_has_seen_enough_may_leave(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes((good() + b"\n") * 30_000)
    plenary = Path(sys.executable).with_name("plenary")
    process = await asyncio.create_subprocess_shell(
        f"{plenary} compute date --from {tmp_path / 'lines'} | head -1",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )

    out, err = await process.communicate()

    assert json.loads(out)["id"] == "d1"
    assert err == b""
