from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen.batch.plan import Job, plan
from reportgen.store.reader import open_store
from tests.store import tiny

from . import s3, stand_ins


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")


@pytest.fixture(scope="module")
def s3_client() -> Iterator[Any]:
    with s3.served() as client:
        yield client


@pytest.fixture
def bucket(s3_client: Any) -> s3.Bucket:
    name = f"brochures-{secrets.token_hex(4)}"
    s3_client.create_bucket(Bucket=name)
    return s3.Bucket(name, s3_client)


@pytest.fixture
def jobs(tiny_store: Path, tmp_path: Path) -> list[Job]:
    with open_store(tiny_store) as store:
        return list(plan(store, [store.areas[tiny.TEXAS]], tmp_path / "out").jobs)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "renderings"
    monkeypatch.setenv(stand_ins.LOG, str(path))
    return path
