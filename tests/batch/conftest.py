from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.batch.plan import Job, plan
from reportgen.store.reader import open_store
from tests.store import tiny

from . import stand_ins


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")


@pytest.fixture
def jobs(tiny_store: Path, tmp_path: Path) -> list[Job]:
    with open_store(tiny_store) as store:
        return list(plan(store, [store.areas[tiny.TEXAS]], tmp_path / "out").jobs)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "renderings"
    monkeypatch.setenv(stand_ins.LOG, str(path))
    return path
