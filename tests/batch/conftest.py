from __future__ import annotations

from pathlib import Path

import pytest

from tests.store import tiny


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")
