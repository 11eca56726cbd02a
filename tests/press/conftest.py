"""The tests of the press keep what it learns in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.render.press import memory, press


@pytest.fixture(autouse=True)
def kept_elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One folder for all tests of a process, so that each layout is learned once."""
    folder = tmp_path_factory.getbasetemp() / "press"
    monkeypatch.setenv(memory.FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is known yet: the folder where it will be kept."""
    monkeypatch.setenv(memory.FOLDER_VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(press, "_presses", {})
    return tmp_path / "kept"
