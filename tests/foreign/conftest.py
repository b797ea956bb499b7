"""The foreign verifiers, built once."""

import pytest

from tests.foreign.foreign import Foreign, build


@pytest.fixture(scope="session")
async def foreign(tmp_path_factory: pytest.TempPathFactory) -> Foreign:
    """The program of the foreign verifiers."""
    return await build(tmp_path_factory.mktemp("foreign"))
