"""Bad input through `plenary submit --from`: a sentence for each line, and nothing half-written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from tests.acceptance.plenaries import Ran, Up, file_of, plenary

LAW = "model-law/2025-001"
SECRETARY = {"subject": "secretary", "capacity": "secretariat"}
COUNTS = """
SELECT (SELECT count(*) FROM event) AS events,
       (SELECT count(*) FROM command) AS commands,
       (SELECT count(*) FROM event WHERE type = 'CommandRefused') AS refusals
"""
RECORDED = """
SELECT position, body::jsonb ->> 'command' AS command FROM event
WHERE position > $1 AND type = 'CommandRefused' ORDER BY position
"""


def act(**said: object) -> dict[str, object]:
    """Return an act in order, changed as told."""
    whole: dict[str, object] = {
        "act": "RecordClaim",
        "case": LAW,
        "by": SECRETARY,
        "occurred_at": "2026-06-12",
        "claim": "It rains",
        "according_to": "a test",
    }
    return {**whole, **said}


def other(name: str, **said: object) -> dict[str, object]:
    """Return another act of that day."""
    whole: dict[str, object] = {
        "act": name,
        "case": LAW,
        "by": SECRETARY,
        "occurred_at": "2026-09-20",
    }
    return {**whole, **said}


def text(**said: object) -> bytes:
    """Return the same as the bytes of a line."""
    return json.dumps(act(**said)).encode()


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A bad line: the code it is answered with, words of its sentence, and how it ends."""

    line: bytes | Mapping[str, object]
    code: str
    says: str
    exit_code: int = 6


MALFORMED = {
    "broken JSON": Bad(line=b'{"act": "RecordClaim", ', code="malformed", says="no JSON object"),
    "no object": Bad(line=b"[1, 2]", code="malformed", says="no JSON object"),
    "unknown act": Bad(line=act(act="DoAsIPlease"), code="unknown-act", says="DoAsIPlease"),
    "unknown field": Bad(line=act(colour="red"), code="malformed", says="field colour"),
    "missing field": Bad(
        line={k: v for k, v in act().items() if k != "claim"}, code="malformed", says="field claim"
    ),
    "wrong type": Bad(line=act(claim=7), code="malformed", says="field claim"),
    "wrong type of envelope": Bad(line=act(case=7), code="malformed", says="field case"),
    "no kind of case": Bad(line=act(case="weather/1"), code="unknown-case", says="weather/1"),
    "no address": Bad(line=act(case="model-law/../1"), code="unknown-case", says="no case"),
    "date that does not exist": Bad(
        line=act(occurred_at="2022-02-30"), code="malformed", says="2022-02-30"
    ),
    "a 100 kB field": Bad(line=act(claim="x" * 100_000), code="too-large", says="bytes"),
    "a line of 60 kB": Bad(
        line=act(**{f"note_{n}": "x" * 6_000 for n in range(10)}), code="too-large", says="bytes"
    ),
    "NUL": Bad(line=text(claim="a\0b"), code="malformed", says="U+0000"),
    "lone surrogate": Bad(
        line=text().replace(b"It rains", b"a\\ud800b"), code="malformed", says="surrogate"
    ),
    "lone surrogate in a key": Bad(
        line=text().replace(b'"claim"', b'"cl\\ud800aim"'), code="malformed", says="field"
    ),
    "lone surrogate in the case": Bad(line=text(case="\ud800"), code="malformed", says="surrogate"),
    "lone surrogate in the person": Bad(
        line=text(by={**SECRETARY, "subject": "\ud800"}), code="malformed", says="surrogate"
    ),
    "bidirectional override": Bad(line=act(claim="a\u202eb"), code="malformed", says="U+202E"),
    "not UTF-8": Bad(
        line=text().replace(b"It rains", b"\xff\xfe"), code="malformed", says="not UTF-8"
    ),
    "duplicate key": Bad(
        line=text().replace(b'"claim"', b'"claim": "one", "claim"'), code="malformed", says="twice"
    ),
    "NaN": Bad(
        line=text(claim=float("nan")).replace(b'"NaN"', b"NaN"), code="malformed", says="NaN"
    ),
    "deep nesting": Bad(line=b"[" * 100_000, code="malformed", says="nested too deeply"),
    "deep nesting in a field": Bad(
        line=text().replace(b'"It rains"', b"[" * 30_000 + b"]" * 30_000),
        code="malformed",
        says="nested too deeply",
    ),
    "a number of 5000 digits": Bad(
        line=text().replace(b'"It rains"', b"7" * 5_000), code="malformed", says="2^53-1"
    ),
    "the clock": Bad(
        line=act(by={"subject": "clock", "capacity": "clock"}), code="malformed", says="clock"
    ),
}

REFUSED = {
    "unknown case": Bad(line=act(case="model-law/2099-001"), code="unknown-case", says="2099-001"),
    "not in order": Bad(
        line=other("PublishModelLaw", reference="none"), code="not-in-order", says="titled"
    ),
    "no right": Bad(
        line=act(by={"subject": "tr-head", "capacity": "delegation", "body": "tr"}),
        code="no-right",
        says="not of delegation",
    ),
    "no office": Bad(
        line=act(by={"subject": "nobody-knows", "capacity": "secretariat"}),
        code="no-right",
        says="did not act as secretariat",
    ),
    "a hash that differs": Bad(
        line=other(
            "ApproveEdition",
            case="committee-review/2026-901/environment",
            by={"subject": "az-environment", "capacity": "committee", "body": "environment"},
            edition=1,
            sha256="ab" * 32,
        ),
        code="other-edition",
        says="before the committee is edition 1",
    ),
    "someone was faster": Bad(
        line=act(at_version=99), code="stale-version", says="not at 99", exit_code=5
    ),
}


async def counted(standing: Up) -> dict[str, int]:
    (row,) = await standing.query(COUNTS)
    return dict(row)


async def sent(standing: Up, folder: Path, *lines: bytes | Mapping[str, object]) -> Ran:
    file = await file_of(folder, *lines)
    return await plenary("submit", "--from", file, "--continue", "--json", "--data", standing.data)


async def test_what_is_no_act_is_said_by_line_and_leaves_nothing(
    standing: Up, tmp_path: Path
) -> None:
    before = await counted(standing)

    ran = await sent(standing, tmp_path, *(bad.line for bad in MALFORMED.values()))

    _check(ran, MALFORMED)
    assert all(row["error"]["position"] is None for row in ran.rows)
    assert all(len(row["error"]["message"]) < 300 for row in ran.rows)
    assert await counted(standing) == before


async def test_what_is_refused_is_on_record_and_stays_so(standing: Up, tmp_path: Path) -> None:
    opened = other("ReferToCommittee", case="model-law/2026-901", committees=["environment"])
    assert (await sent(standing, tmp_path, {**opened, "report_by": "now+PT9H"})).code == 0
    before = await counted(standing)

    ran = await sent(standing, tmp_path, *(bad.line for bad in REFUSED.values()))
    after = await counted(standing)
    again = await sent(standing, tmp_path, *(bad.line for bad in REFUSED.values()))

    _check(ran, REFUSED)
    told = [(row["error"]["position"], row["command_id"]) for row in ran.rows]
    rows = await standing.query(RECORDED, before["events"])
    assert [(row["position"], row["command"]) for row in rows] == told
    added = {name: after[name] - before[name] for name in after}
    assert set(added.values()) == {len(REFUSED)}
    assert again.rows == ran.rows
    assert await counted(standing) == after


@pytest.mark.parametrize("name", ["someone was faster", "no right"])
async def test_the_exit_code_is_that_of_the_first_refusal(
    standing: Up, tmp_path: Path, name: str
) -> None:
    bad = REFUSED[name]
    file = await file_of(tmp_path, bad.line, act(claim="never sent"))

    ran = await plenary("submit", "--from", file, "--json", "--data", standing.data)

    assert ran.code == bad.exit_code
    assert len(ran.rows) == 1, "without --continue the first refusal is the end"


async def test_a_reused_id_is_a_conflict_on_record(standing: Up, tmp_path: Path) -> None:
    command_id = str(uuid4())
    first = await sent(standing, tmp_path, act(id=command_id))
    before = await counted(standing)

    other_content = act(id=command_id, claim="It snows")
    ran = await sent(standing, tmp_path, other_content, other_content, act(id=command_id))
    after = await counted(standing)

    assert (first.code, ran.code) == (0, 5)
    assert [row["answer"] for row in ran.rows] == ["refused", "refused", "accepted"]
    assert ran.rows[0]["error"]["code"] == "command-id-reused"
    assert ran.rows[2]["data"] == first.rows[0]["data"]
    assert ran.rows[2]["data"]["proved"] == "recorded"
    assert after["refusals"] - before["refusals"] == 1


async def test_an_empty_file_is_no_act_and_no_fault(standing: Up, tmp_path: Path) -> None:
    ran = await sent(standing, tmp_path, b"\xef\xbb\xbf", b"", b"   ")

    assert (ran.code, ran.rows) == (0, [])
    assert "holds no act: nothing was sent" in ran.err


async def test_the_logs_hold_no_stack_trace(standing: Up) -> None:
    for log in (standing.data / "logs").glob("*.log"):
        assert "Traceback" not in log.read_text(), log.name


def _check(ran: Ran, expected: Mapping[str, Bad]) -> None:
    assert ran.code == 6
    for row, (number, (name, bad)) in zip(ran.rows, enumerate(expected.items(), 1), strict=True):
        assert (row["line"], row["ok"]) == (number, False), name
        assert row["error"]["code"] == bad.code, (name, row["error"])
        assert bad.says in row["error"]["message"], (name, row["error"])
