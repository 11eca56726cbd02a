"""What the tests of the press share."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.render import kept
from reportgen.render.press import press, standing


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is known yet: the folder where it will be kept."""
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(press, "_presses", {})
    return tmp_path / "kept"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of the pieces that are read, and were not standing."""
    texts: list[str] = []
    add = standing.Taken.add

    def noted(self: standing.Taken, html: str, element: object) -> standing.Piece:
        texts.append(html)
        return add(self, html, element)

    monkeypatch.setattr(standing.Taken, "add", noted)
    return texts
