"""`--bleed` and `--marks`: what a print shop gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageChops, ImageStat

from reportgen.errors import UsageError
from reportgen.render import inspect_pdf, load_layout, render_pdf
from reportgen.render.printing import PrintOptions, require_printable
from tests.pdf_text import pages
from tests.render.brochures import RICH
from tests.render.printed import areas, boxes, pixels, printed, printed_one, structure

_BAND = (14, 112, 136)
_SLUG = 30  # of letter paper with marks


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layout whose head is a band that touches three edges."""
    folder = tmp_path_factory.mktemp("layouts") / "edge"
    folder.mkdir()
    (folder / "layout.toml").write_text('name = "edge"\ntitle = "A band"\nextends = "handout"\n')
    (folder / "print.css").write_text(
        f".top {{ margin: -36pt -36pt 8pt; padding: 36pt 36pt 8pt; background-color: rgb{_BAND} }}"
    )
    return folder


@pytest.mark.parametrize(
    ("words", "layout", "paper", "bleed", "slug"),
    [
        ("bleed", "handout", "letter", 9.0, 9.0),
        ("marks", "handout", "letter", 0.0, 30.0),
        ("bleed marks", "card", "letter", 9.0, 30.0),
        ("bleed", "handout", "a4", 8.5, 8.5),
        ("bleed marks large-print", "handout", "letter", 9.0, 30.0),
    ],
)
def test_the_boxes_say_where_the_page_lies_on_the_sheet(
    words: str, layout: str, paper: str, bleed: float, slug: float
) -> None:
    made = printed(words, layout, paper=paper)
    plain = boxes(printed("", layout, paper=paper).data, "MediaBox")[0]
    for name, beyond in (("TrimBox", 0.0), ("BleedBox", bleed), ("MediaBox", slug)):
        wanted = (-beyond, -beyond, plain[2] + beyond, plain[3] + beyond)
        for found in boxes(made.data, name):
            assert found == pytest.approx(wanted, abs=0.02), name


@pytest.mark.parametrize("layout", ["handout", "trifold", "card"])
def test_marks_are_not_read_and_nothing_else_changes(layout: str) -> None:
    with_marks, plain = printed("bleed marks", layout), render_pdf(RICH, load_layout(layout), press=False)
    assert inspect_pdf(with_marks.data).problems == ()
    assert pages(with_marks.data) == pages(plain.data)
    assert structure(with_marks.data) == structure(plain.data)
    assert areas(with_marks.data) == areas(plain.data)


def test_marks_stand_at_the_corners_and_leave_the_page_alone() -> None:
    image = pixels(printed("marks").data, scale=4)
    right, bottom = image.width, image.height
    for x, y in ((_SLUG * 4, 40), (40, _SLUG * 4), (right - _SLUG * 4, bottom - 40), (right - 40, bottom - _SLUG * 4)):
        near = [image.getpixel((x + dx, y + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert min(map(sum, near)) < 600, (x, y)
    page = image.crop((_SLUG * 4, _SLUG * 4, right - _SLUG * 4, bottom - _SLUG * 4))
    difference = ImageChops.difference(page, pixels(printed("").data, scale=4))
    assert max(ImageStat.Stat(difference).mean) < 1.0


def test_what_touches_the_edge_goes_on_to_the_end_of_the_bleed(edge: Path) -> None:
    image = pixels(printed_one(RICH, "bleed marks", edge).data, scale=2)
    begin = (_SLUG - 9) * 2  # where the bleed ends, in pixels
    for place in ((begin + 2, 120), (image.width - begin - 3, 120), (400, begin + 2), (begin + 2, begin + 2)):
        assert image.getpixel(place) == pytest.approx(_BAND, abs=2), place
    for place in ((begin - 3, 120), (400, begin - 3)):
        assert image.getpixel(place) == (255, 255, 255), place


def test_copies_bleed_at_the_edges_of_the_sheet_only(tmp_path: Path) -> None:
    folder = tmp_path / "edge-card"
    folder.mkdir()
    (folder / "layout.toml").write_text('name = "edge-card"\ntitle = "A band"\nextends = "card"\n')
    (folder / "print.css").write_text(
        f".block {{ background-color: rgb{_BAND}; border-radius: 0; margin: -21.6pt -3pt 0 -21.6pt }}"
    )
    image = pixels(printed_one(RICH, "bleed", folder).data, scale=2)
    middle, y = 9 * 2 + 396 * 2, 30
    assert image.getpixel((2, y)) == pytest.approx(_BAND, abs=2)  # the first copy bleeds to the left
    assert image.getpixel((middle - 4, y)) == (255, 255, 255)  # the second does not, into the first
    assert image.getpixel((middle + 4, y)) == pytest.approx(_BAND, abs=2)


def test_fold_marks_stand_outside_of_a_page_that_is_cut() -> None:
    cut, plain = pixels(printed("marks", "trifold").data), pixels(printed("", "trifold").data)
    fold = (792 + 4.5) / 3 - 4.5
    inside = [plain.getpixel((round(fold * 2) + dx, 20)) for dx in (-1, 0, 1)]
    assert min(map(sum, inside)) < 700, "without marks they are in the margin"
    x = round((fold + _SLUG) * 2)
    assert {cut.getpixel((x + dx, _SLUG * 2 + 20)) for dx in (-1, 0, 1)} == {(255, 255, 255)}
    outside = [cut.getpixel((x + dx, y)) for dx in (-1, 0, 1) for y in range(10, 36)]
    assert min(map(sum, outside)) < 400


@pytest.mark.parametrize("layout", ["card", "trifold"])
def test_a_layout_without_large_print_names_those_that_have_it(layout: str) -> None:
    with pytest.raises(UsageError) as caught:
        require_printable(load_layout(layout), PrintOptions(large_print=True))
    assert caught.value.exit_code == 2
    for other in ("handout", "profile", "sidebar"):
        assert other in (caught.value.cure or "")
