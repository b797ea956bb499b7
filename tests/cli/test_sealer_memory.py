"""What was signed on this machine, held against the register that is found here now."""

from pathlib import Path

import pytest

from cli.sealer_memory import Signed, signed_here
from eventstore.proofs.checkpoints import Checkpoint

MEMORY = {"turkpa": Checkpoint(origin="turkpa", size=414, root=bytes(32))}


@pytest.mark.parametrize(
    ("log", "own", "said"),
    [
        ("turkpa", True, None),
        ("", True, "a checkpoint over 414 events of 'turkpa' was signed here, and the register is"),
        ("turkp\u00e4", True, "and the register calls itself 'turkp\u00e4'"),
        ("", False, None),
        ("quick", False, None),
    ],
    ids=["same", "empty", "renamed", "another empty", "another"],
)
def test_a_register_that_was_emptied_or_renamed_contradicts_what_was_signed(
    log: str, *, own: bool, said: str | None
) -> None:
    found = Signed(last=MEMORY, own=own).contradicted(log)

    assert (found is None) is (said is None)
    assert (said or "") in (found or "")


def test_a_memory_that_is_no_checkpoint_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "sealer"
    folder.mkdir()
    (folder / "x.last").write_text("turkpa\n39x\n")

    found = signed_here(tmp_path)

    assert found.damaged is not None
    assert "x.last, the memory of what was signed here, was damaged" in found.damaged
