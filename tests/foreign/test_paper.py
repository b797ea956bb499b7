"""Minutes on paper are PDF/A-2a and PDF/UA-1, says a validator that nobody here wrote."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from cli.drafted_minutes import Minutes
from cli.minutes_on_paper import NotOnPaperError, on_paper
from domain.minutes.lines import Line, Source
from tests.foreign.verapdf import VeraPdf, fetch

LETTERS = "Əə Ğğ Şş ı İ Öö Üü Çç Ýý Žž Ňň; Ққ Ғғ Ңң Өө Ұұ Үү Һһ Іі; ʻ ʼ № ₼ ₸ ₺ ⃀ €"  # noqa: RUF001  (they are what is meant)
MINUTES = Minutes(
    ref="plenary-session/14",
    log="plenary.example/turkpa",
    title=f"Minutes: XIV plenary session, {LETTERS}",
    lines=[
        Line(
            number=number,
            heading="Before the opening" if number < 3 else "Sitting 1, 2025-06-11",
            occurred_at="2025-06-11T10:00:00Z" if number % 2 else "2025-06",
            text="A #strong[text] is no $markup$,\nnot *even* here; [also this]. " * number,
            sources=(Source(position=number, stream="plenary-session/14", version=number),),
        )
        for number in range(1, 60)
    ],
    drawn_from=datetime(2025, 6, 11, 10, 30, 0, 123456, tzinfo=UTC),
)


@pytest.fixture(scope="session")
async def verapdf(tmp_path_factory: pytest.TempPathFactory) -> VeraPdf:
    return await fetch(tmp_path_factory.mktemp("verapdf"))


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
async def test_minutes_on_paper_conform(verapdf: VeraPdf, tmp_path: Path, flavour: str) -> None:
    paper = tmp_path / "minutes.pdf"
    paper.write_bytes(on_paper(MINUTES))

    assert await verapdf.conforms(paper, flavour)


async def test_the_validator_refuses_what_is_not_for_the_archive(
    verapdf: VeraPdf, tmp_path: Path
) -> None:
    paper = tmp_path / "plain.pdf"
    paper.write_bytes(typst.compile(b"= Minutes", format="pdf"))

    assert not await verapdf.conforms(paper, "2a")


def test_the_same_record_gives_the_same_file() -> None:
    assert on_paper(MINUTES) == on_paper(MINUTES)
    assert on_paper(MINUTES) != on_paper(replace(MINUTES, title="Minutes: another"))


def test_a_letter_that_no_font_shows_is_named() -> None:
    with pytest.raises(NotOnPaperError, match=r"plenary-session/14 cannot be set on paper.*國"):
        on_paper(replace(MINUTES, title="國"))
