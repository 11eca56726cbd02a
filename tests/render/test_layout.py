from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ReportgenError, UsageError
from reportgen.render import available_layouts, load_layout


def make(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layout.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_layouts_and_their_pages() -> None:
    assert {layout.name: layout.pages for layout in available_layouts()} == {"handout": 1, "profile": 4, "sidebar": 2}


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        load_layout("sidebarr")
    assert "Did you mean “sidebar”?" in str(caught.value)
    assert "handout, profile, sidebar" in str(caught.value)


def test_a_folder_without_layout_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no layout\.toml"):
        load_layout(tmp_path)


def test_a_layout_of_ones_own_extends_a_shipped_one(tmp_path: Path) -> None:
    folder = make(tmp_path / "ours", 'name = "ours"\ntitle = "Ours"\nextends = "sidebar"\n[fit]\nduties = [1, 2]\n')
    layout = load_layout(folder)
    assert [path.name for path in layout.chain] == ["ours", "sidebar", "_base"]
    assert layout.pages == 2
    assert (layout.fit["duties"].least, layout.fit["duties"].most) == (1, 2)
    assert layout.fit["insights"].most == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nmae = 'x'", "Did you mean “name”?"),
        ("name = 'x'\ntitle = 'x'", "the key “pages” is missing"),
        ("name = 'x'\ntitle = 'x'\npages = 0", "whole number from 1"),
        ("name = 'x'\ntitle = 'x'\npages = 1\nsections = ['intrests']", "Did you mean “interests”?"),
        ("name = 'x'\ntitle = 'x'\npages = 1\nextends = 'nowhere'", "which is not a layout"),
        ("name = 'x'\ntitle = 'x'\npages = 1\n[fit]\nduties = [4, 2]", "least, most"),
        ("name = 'x'\ntitle = 'x'\npages = 1\ndensities = []", "class names"),
        ("name = ", "layout.toml"),
    ],
)
def test_a_mistake_in_layout_toml_is_named(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ReportgenError) as caught:
        load_layout(make(tmp_path / "x", text))
    assert expected in str(caught.value)


def test_layouts_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    make(tmp_path / "one", "name = 'one'\ntitle = 'x'\npages = 1\nextends = 'two'")
    make(tmp_path / "two", "name = 'two'\ntitle = 'x'\npages = 1\nextends = 'one'")
    with pytest.raises(ReportgenError, match="leads back"):
        load_layout(tmp_path / "one")
