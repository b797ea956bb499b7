"""`plenary export document` on a real register: the text of the hash, whole, or nothing."""

import hashlib
import json
from pathlib import Path

import pytest

from cli import documents
from cli.documents import export_document
from cli.exits import ConsoleError, Exit
from cli.output import Output
from domain.model_law.amendments.changes import bytes_of, digest
from domain.submission import Accepted
from tests.activities.desk import Desk
from tests.domain.ferries import BASE

LAW = "model-law/2026-001"
PAPER = b"%PDF: a declaration (invented)"
SHA256 = hashlib.sha256(PAPER).hexdigest()


def left_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if "ferries" in each.name]


@pytest.fixture
async def bound(desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A law with one edition, whose text is on record, and with a hash of a translation."""
    provisions = [each.model_dump() for each in BASE]
    text = {"edition": 1, "sha256": digest(BASE), "language": "en"}
    for act, fields in (
        ("TitleModelLaw", {"title": "On Ferries", "proposer": "aa"}),
        ("ProposeModelLaw", {}),
        ("SubmitDraft", text),
        ("RecordProvisions", {"edition": 1, "provisions": provisions}),
        ("RegisterLanguageVersion", {"edition": 1, "language": "az", "sha256": SHA256}),
    ):
        answer = await desk.act(act, LAW, **fields)
        assert isinstance(answer, Accepted), answer
    monkeypatch.setenv("DATABASE_URL", database_url)
    return desk


@pytest.mark.parametrize("named", [LAW, f"{LAW}@1", digest(BASE), digest(BASE).upper()])
async def test_a_text_on_record_is_written_by_its_case_or_its_hash(
    bound: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    to = tmp_path / "ferries.txt"
    assert await bound.types(LAW)
    assert await export_document(Output(as_json=True), tmp_path, named, to, None) == Exit.DONE

    told = json.loads(capsys.readouterr().out)["data"]
    assert to.read_bytes() == bytes_of(BASE)
    assert hashlib.sha256(to.read_bytes()).hexdigest() == told["sha256"] == digest(BASE)
    assert (told["from"], told["ref"], told["proved"]) == ("record", LAW, "recorded")
    assert told["bytes"] == to.stat().st_size


async def test_a_text_beside_the_record_is_found_by_its_hash(
    bound: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, to = tmp_path / "texts", tmp_path / "declaration.pdf"
    (texts / "below").mkdir(parents=True)
    (texts / "a.txt").write_bytes(b"another one")
    assert await bound.types(LAW)
    with pytest.raises(ConsoleError, match="name the folder in which it is kept") as not_held:
        await export_document(Output(), tmp_path, SHA256, to, None)
    with pytest.raises(ConsoleError, match="no file below") as not_there:
        await export_document(Output(), tmp_path, SHA256, to, texts)
    (texts / "below" / "b.pdf").write_bytes(PAPER)
    await export_document(Output(), tmp_path, SHA256, to, texts)

    assert not_held.value.exit_code == not_there.value.exit_code == Exit.NOT_FOUND
    assert to.read_bytes() == PAPER
    assert f"named by {LAW} at position" in capsys.readouterr().out
    with pytest.raises(ConsoleError, match="exists and is not overwritten"):
        await export_document(Output(), tmp_path, SHA256, to, texts)


async def test_what_is_damaged_on_its_way_is_not_kept(
    bound: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "ferries.txt"
    assert await bound.types(LAW)
    monkeypatch.setattr(documents, "bytes_of", lambda _: b"another text")
    with pytest.raises(ConsoleError) as caught:
        await export_document(Output(), tmp_path, LAW, to, None)

    assert (caught.value.code, caught.value.exit_code) == ("verification-failed", 4)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("named", "code", "said"),
    [
        (f"{LAW}@2", "not-found", "has no edition 2; there are: 1"),
        ("f" * 64, "not-found", "no event names a text of the sha256 ffff"),
        ("model-law/2026-099", "not-found", "there is no 'model-law/2026-099' on record"),
        ("assembly", "usage", "name a model law, an outcome document"),
        ("assembly@1", "usage", "@EDITION is for a model law"),
        (LAW[:-3], "not-found", "there is no "),
    ],
)
async def test_what_is_not_there_is_said(
    bound: Desk, tmp_path: Path, named: str, code: str, said: str
) -> None:
    assert await bound.types(LAW)
    with pytest.raises(ConsoleError) as caught:
        await export_document(Output(), tmp_path, named, tmp_path / "new.txt", None)

    assert caught.value.code == code
    assert said in caught.value.sentence
