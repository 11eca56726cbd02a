from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.batch import renderer
from reportgen.cli import main
from reportgen.render import kept
from tests.batch import stand_ins
from tests.store import tiny

Cli = Callable[..., Result]


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")


@pytest.fixture
def clean_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder and home: no settings or store of the person who runs the tests."""
    for name in list(os.environ):
        if name.startswith(("REPORTGEN_", "XDG_")) and name != kept.FOLDER_VARIABLE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def cli(tiny_store: Path, clean_home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command over the tiny store, with a stand-in for rendering."""
    monkeypatch.setenv("REPORTGEN_STORE", str(tiny_store))
    monkeypatch.setattr(renderer, "make_render", stand_ins.quick)

    def run(*words: str) -> Result:
        result = CliRunner().invoke(main, list(words))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
