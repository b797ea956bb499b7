"""veraPDF, the reference validator of PDF/A and PDF/UA, which nobody here wrote."""

import asyncio
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

VALIDATOR = "org.verapdf.apps:greenfield-apps:1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
ASKED = "org.verapdf.apps.GreenfieldCliWrapper"
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A machine that compiles little for one file of some pages: half the time."""
PASSED, FAILED = 0, 1


@dataclass(frozen=True, kw_only=True)
class VeraPdf:
    """The program, downloaded."""

    program: Path

    async def conforms(self, file: Path, flavour: str) -> bool:
        """Tell whether a file is what it says; fail where it is no PDF at all."""
        validator = ("java", *SHORT_LIVED, "-cp", str(self.program), ASKED)
        code, said = await run(*validator, "--format", "text", "-f", flavour, str(file))
        assert code in (PASSED, FAILED), said
        return code == PASSED


async def fetch(folder: Path) -> VeraPdf:
    """Fetch the program by Maven; skip where there is no Java, no Maven or no way to its files."""
    for needed in ("java", "mvn"):
        if shutil.which(needed) is None:
            pytest.skip(f"veraPDF needs {needed}, and it is not here")
    artifact, folder_asked = f"-Dartifact={VALIDATOR}", f"-DoutputDirectory={folder}"
    code, said = await run("mvn", "-q", "-B", COPY, artifact, folder_asked)
    if code != 0:
        pytest.skip(f"veraPDF cannot be downloaded: {said.strip()[-300:]}")
    return VeraPdf(program=_the_one(folder))


def _the_one(folder: Path) -> Path:
    """Return the program of a folder; it must be the one that was pinned."""
    (program,) = folder.glob("*.jar")
    assert hashlib.sha256(program.read_bytes()).hexdigest() == SHA256
    return program


async def run(*command: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode(errors="replace")
