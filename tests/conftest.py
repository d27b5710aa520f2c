"""Fixtures that every part of the tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data that lies beside the project on the developers' machines. Tests that need it skip elsewhere."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the development data (../shared/data) is not on this machine")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The archive that ships with the project, as files."""
    return ROOT / "corpus" / "samples"
