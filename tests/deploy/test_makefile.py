"""`make` on machines whose python3 lacks a part: the other way is taken, or one line says what."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = """#!/bin/sh
echo "$@" >> "$ASKED"
case "$2 $3" in
    "venv "*) echo "ensurepip is not available"; exit 1 ;;
    "pip --version") {has_pip} ;;
    "pip install") mkdir -p {home}/bin && touch {home}/bin/uv ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    return tmp_path


def tool_of(folder: Path) -> str:
    lines = (folder / "Makefile").read_text().splitlines()
    (release,) = [line.split()[-1] for line in lines if line.startswith("UV_VERSION :=")]
    return f".tools/uv-{release}"


async def made(folder: Path, *, has_pip: str) -> tuple[int | None, str, str]:
    home = tool_of(folder)
    python = folder / "python3"
    python.write_text(PYTHON.format(has_pip=has_pip, home=home))
    python.chmod(0o755)
    process = await asyncio.create_subprocess_exec(
        *("make", "--silent", str(folder / home / "bin" / "uv")),
        cwd=folder,
        env={"PATH": f"{folder}:{os.environ['PATH']}", "ASKED": str(folder / "asked")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_without_venv_pip_brings_the_tool_and_nothing_is_said(folder: Path) -> None:
    code, out, err = await made(folder, has_pip="exit 0")

    assert (code, out, err) == (0, "", "")
    assert "--target .tools/uv-" in (folder / "asked").read_text()


async def test_with_neither_one_line_says_what_to_install(folder: Path) -> None:
    code, out, err = await made(folder, has_pip="exit 1")

    assert code != 0
    assert out == ""
    first, *rest = err.splitlines()
    assert first.endswith("install python3-venv and run make again")
    assert all(line.startswith("make: ") for line in rest)


def test_recipes_are_not_echoed() -> None:
    recipes = [line for line in (ROOT / "Makefile").read_text().splitlines() if line[:1] == "\t"]
    before = ["", *recipes]

    begun = [line for line, last in zip(recipes, before, strict=False) if not last.endswith("\\")]
    assert all(line.startswith("\t@") for line in begun)
