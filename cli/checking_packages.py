"""`verify-package`: what a package's own program says, in the shape of every other command."""

import json
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

from cli.exits import ConsoleError, Exit, misused, not_found
from cli.output import Output


def check_package(output: Output, package: Path, policy: Path | None, trust: Path | None) -> int:
    """Check a package with neither server nor network; end with 4 where it is not whole."""
    if not package.is_dir():
        raise not_found(f"there is no package at {package}: a package is a folder")
    asked = {"--policy": policy, "--trust": trust}
    words = [str(each) for name, file in asked.items() if file for each in (name, file)]
    program = import_module("verifier.verify")
    said, complained = StringIO(), StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(complained):
            program.main([str(package), *words, "--json"])
    except SystemExit:
        raise misused(complained.getvalue().partition("error: ")[2].strip()) from None
    found = json.loads(said.getvalue())
    if not found.pop("ok"):
        raise _not_whole(found["sentence"], found["position"])
    if output.as_json:
        output.object(found)
    else:
        output.good_news(program.sentence(found).rstrip())
    return Exit.DONE


def _not_whole(sentence: str, position: int) -> ConsoleError:
    return ConsoleError(
        "verification-failed",
        f"NOT WHOLE: {sentence}. Keep this package as it is and ask for another one",
        exit_code=Exit.VERIFICATION_FAILED,
        missing=(f"position {position}",) if position else (),
    )
