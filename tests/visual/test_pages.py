"""The pages of every layout look as they were stored. `make accept-pages` stores them anew, after looking at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from reportgen.render import load_layout, render_pdf
from tests.render.brochures import ALL

from . import comparing

HERE = Path(__file__).parent
PAGES = HERE / "pages"
DIFFERENCES = HERE / "differences"
MOST_BYTES = 900_000
LAYOUTS = {"sidebar": 2, "handout": 1, "profile": 4, "trifold": 2, "card": 1}
CASES = [
    *((layout, name, "letter") for layout in LAYOUTS for name in ("rich", "sparse")),
    *(("sidebar", name, "letter") for name in ("longest_title", "top_coded", "hourly_only", "nation")),
    ("profile", "with_week", "letter"),
    ("sidebar", "rich", "a4"),
]


@cache
def drawn(layout: str, name: str, paper: str) -> tuple[Image.Image, ...]:
    return tuple(comparing.pages_of(render_pdf(ALL[name], load_layout(layout), paper=paper).data))


@pytest.mark.parametrize(("layout", "name", "paper"), CASES)
def test_pages_look_as_they_did(layout: str, name: str, paper: str, accepts: bool) -> None:
    failures = []
    for number, made in enumerate(drawn(layout, name, paper), 1):
        path = PAGES / f"{layout}-{name}-{paper}-{number}.png"
        if accepts:
            PAGES.mkdir(exist_ok=True)
            path.write_bytes(comparing.as_stored(made))
        assert path.is_file(), f"{path.name} is not stored: look at the page, then make accept-pages"
        stored = comparing.read(path)
        if squares := comparing.differing_squares(stored, made):
            DIFFERENCES.mkdir(exist_ok=True)
            comparing.picture_of(stored, made, squares).save(DIFFERENCES / path.name)
            failures.append(f"page {number} differs in {len(squares)} places: see {DIFFERENCES / path.name}")
    assert not failures, "\n".join([*failures, "If that is meant, look at it and run `make accept-pages`."])


def test_the_stored_pages_are_small_and_all_in_use() -> None:
    stored = {path.name for path in PAGES.iterdir()}
    assert stored == {
        f"{layout}-{name}-{paper}-{number}.png"
        for layout, name, paper in CASES
        for number in range(1, LAYOUTS[layout] + 1)
    }
    assert sum(path.stat().st_size for path in PAGES.iterdir()) < MOST_BYTES


def changed(tmp_path: Path, css: str) -> list[tuple[int, int, int, int]]:
    """The squares that differ when a layout changes the style sheet by `css`."""
    folder = tmp_path / "changed"
    folder.mkdir()
    (folder / "layout.toml").write_text(
        'name = "changed"\ntitle = "Changed"\nextends = "handout"\ntemplate = "handout.html"\n', encoding="utf-8"
    )
    (folder / "print.css").write_text(css, encoding="utf-8")
    (page,) = comparing.pages_of(render_pdf(ALL["rich"], load_layout(folder)).data)
    return comparing.differing_squares(comparing.read(PAGES / "handout-rich-letter-1.png"), page)


@pytest.mark.parametrize(
    "css",
    [
        "h1 { position: relative; left: 1pt }",
        ".tagline { position: relative; top: 1pt }",
        ".imprint { position: relative; left: 1pt }",
        "h2 { position: relative; top: 1pt }",
        ".figure-value { margin-left: 1pt }",
        "h2 { color: #2a8da6 }",
        ".tagline { color: #555f6e }",
        ".side { background: #dfe9ec }",
        ".bar-fill, .figures { background: #2a7a90 }",
        ".credits { display: none }",
    ],
)
def test_a_shift_by_a_point_and_another_colour_are_found(tmp_path: Path, css: str) -> None:
    assert changed(tmp_path, css)


def test_nothing_changed_is_nothing_found(tmp_path: Path) -> None:
    assert not changed(tmp_path, "h1 { margin-left: 0 }")


@pytest.mark.parametrize("smoothing", ["lcd", "print"])
def test_another_smoothing_of_edges_is_no_difference(smoothing: str) -> None:
    pdf = render_pdf(ALL["rich"], load_layout("sidebar")).data
    for number, page in enumerate(comparing.pages_of(pdf, smoothing=smoothing), 1):
        stored = comparing.read(PAGES / f"sidebar-rich-letter-{number}.png")
        assert comparing.differing_squares(stored, page) == []


def test_a_failure_keeps_a_picture_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "DIFFERENCES", tmp_path / "differences")
    upside_down = tuple(page.rotate(180) for page in drawn("handout", "rich", "letter"))
    monkeypatch.setitem(globals(), "drawn", lambda *_: upside_down)
    with pytest.raises(AssertionError, match=r"differences/handout-rich-letter-1\.png"):
        test_pages_look_as_they_did("handout", "rich", "letter", False)
    assert (tmp_path / "differences" / "handout-rich-letter-1.png").stat().st_size > 1000
