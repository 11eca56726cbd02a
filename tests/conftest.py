"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of official files: `../shared/data` beside the checkout, or REPORTGEN_SHARED_DATA."""
    folder = Path(os.environ.get("REPORTGEN_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the official data files are not here ({folder}); set REPORTGEN_SHARED_DATA to their folder")
    return folder
