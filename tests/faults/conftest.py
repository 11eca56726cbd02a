from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.batch import renderer
from reportgen.batch import run as batch_run
from reportgen.cli import main
from tests.batch import stand_ins
from tests.batch.running import InThisProcess
from tests.cli.conftest import clean_home, cli  # noqa: F401 (fixtures)
from tests.store import tiny

Done = tuple[int, str]


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")


@pytest.fixture
def command(tiny_store: Path, clean_home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Callable[[], Done]]:  # noqa: F811
    """A command as something to do: over the tiny store, with a stand-in for rendering and no worker processes."""
    monkeypatch.setenv("REPORTGEN_STORE", str(tiny_store))
    monkeypatch.setattr(renderer, "make_render", stand_ins.quick)
    monkeypatch.setattr(batch_run, "processes", InThisProcess)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # is counted as a step, and takes no time
    (clean_home / "temporary").mkdir()

    def command(*words: str) -> Callable[[], Done]:
        def do() -> Done:
            result = CliRunner().invoke(main, list(words))
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                raise result.exception
            return result.exit_code, result.stderr

        return do

    return command


def names(folder: Path) -> list[str]:
    """What stands in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())
