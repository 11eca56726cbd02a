from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.store.reader import Store, open_store

from . import tiny


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")


@pytest.fixture(scope="module")
def store(store_path: Path) -> Iterator[Store]:
    with open_store(store_path) as opened:
        yield opened
