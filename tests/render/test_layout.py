from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ReportgenError, UsageError
from reportgen.render import available_layouts, load_layout
from reportgen.render.paper import PAPERS


def make(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layout.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_layouts_and_their_pages() -> None:
    pages = {"card": 1, "handout": 1, "profile": 4, "sidebar": 2, "trifold": 2}
    assert {layout.name: layout.pages for layout in available_layouts()} == pages


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        load_layout("sidebarr")
    assert "Did you mean “sidebar”?" in str(caught.value)
    assert "card, handout, profile, sidebar, trifold" in str(caught.value)


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


def test_a_page_lies_on_its_sheet_as_the_layout_says(tmp_path: Path) -> None:
    start = 'name = "x"\ntitle = "X"\npages = 1\n'
    upright = load_layout(make(tmp_path / "upright", start)).page_on(PAPERS["letter"])
    assert (upright.width_pt, upright.height_pt, upright.margin_pt) == (612, 792, 36)
    make(tmp_path / "turned", f"{start}[paper]\nlandscape = true\nmargin_pt = 20\n")
    halves = load_layout(make(tmp_path / "halves", f"{start}extends = 'turned'\n[paper]\ncopies = 2\n"))
    half = halves.page_on(PAPERS["letter"])
    assert (half.width_pt, half.height_pt, half.margin_pt) == (396, 612, 20)


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
        ("name = 'x'\ntitle = 'x'\npages = 1\n[paper]\nlandscap = true", "Did you mean “landscape”?"),
        ("name = 'x'\ntitle = 'x'\npages = 1\n[paper]\nlandscape = 1", "paper.landscape is 1"),
        ("name = 'x'\ntitle = 'x'\npages = 1\n[paper]\ncopies = 9", "whole number from 1 to 4"),
        ("name = 'x'\ntitle = 'x'\npages = 1\n[paper]\nmargin_pt = true", "points from 0 to 144"),
        ("name = 'x'\ntitle = 'x'\npages = 1\npaper = 'a4'", "paper is 'a4'"),
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
