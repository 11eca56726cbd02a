"""The tri-fold: where it is folded, what keeps clear of the folds, and in which order it is read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest

from reportgen.render import load_layout, render_pdf
from tests.render.brochures import ALL

WIDTHS = {"letter": 792.0, "a4": 841.89}
NARROWER_PT = 72 / 16  # the panel that is folded in
SAFE_PT = 18.0  # office printers leave a quarter of an inch, and so do we beside a fold
CASES = [(paper, page) for paper in WIDTHS for page in (0, 1)]


@cache
def made(paper: str, brochure: str = "rich") -> bytes:
    return render_pdf(ALL[brochure], load_layout("trifold"), paper=paper).data


@cache
def trifold(paper: str, brochure: str = "rich") -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(made(paper, brochure))


def folds(paper: str, page: int) -> tuple[float, float]:
    """From the left edge: outside, the panel folded in comes first; inside, it is behind it, the last."""
    panel = (WIDTHS[paper] + NARROWER_PT) / 3
    return (panel, 2 * panel) if page else (panel - NARROWER_PT, 2 * panel - NARROWER_PT)


def boxes(paper: str, page: int) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right, top of whatever is drawn."""
    for thing in trifold(paper)[page].get_objects(max_depth=1):
        yield thing.get_bounds()


def is_mark(box: tuple[float, float, float, float], height: float) -> bool:
    left, bottom, right, top = box
    return right - left < 2 and (bottom > height - SAFE_PT - 1 or top < SAFE_PT + 1)


def text_of(page: int) -> str:
    text = trifold("letter")[page].get_textpage().get_text_range().replace("\ufffe", "-")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("paper", "page"), CASES)
def test_short_marks_in_the_margin_show_the_folds(paper: str, page: int) -> None:
    height = trifold(paper)[page].get_height()
    marks = [box for box in boxes(paper, page) if is_mark(box, height)]
    places = sorted((left + right) / 2 for left, _, right, _ in marks)
    assert places == pytest.approx(sorted(folds(paper, page) * 2), abs=0.05)
    assert sorted(top > height / 2 for _, _, _, top in marks) == [False, False, True, True]


@pytest.mark.parametrize("paper", WIDTHS)
def test_folds_of_both_sides_lie_on_each_other(paper: str) -> None:
    outside, inside = folds(paper, 0), folds(paper, 1)
    assert outside == pytest.approx(tuple(WIDTHS[paper] - fold for fold in reversed(inside)))
    flap, back, cover = outside[0], outside[1] - outside[0], WIDTHS[paper] - outside[1]
    assert back == pytest.approx(cover)
    assert cover - flap == pytest.approx(NARROWER_PT)


@pytest.mark.parametrize(("paper", "page"), CASES)
def test_nothing_comes_near_a_fold_or_an_edge(paper: str, page: int) -> None:
    width, height = trifold(paper)[page].get_size()
    drawn = [box for box in boxes(paper, page) if not is_mark(box, height)]
    assert len(drawn) > 50
    for left, bottom, right, top in drawn:
        assert left >= SAFE_PT and right <= width - SAFE_PT, (left, right)
        assert bottom >= SAFE_PT and top <= height - SAFE_PT, (bottom, top)
        for fold in folds(paper, page):
            assert right <= fold - SAFE_PT or left >= fold + SAFE_PT, (left, right, fold)


@pytest.mark.parametrize(
    ("page", "order"),
    [
        (0, ["Medical Records Specialists", "Median pay", "What is good about it?", "Does it suit me?",
             "Will machines change it?", "What to ask someone", "Sources 1 U.S. Bureau", "Printed"]),
        (1, ["What would I do?", "How do I get there?", "What does it pay?", "Where are the jobs?",
             "Will there be jobs?", "What can I do now?", "My next step"]),
    ],
)  # fmt: skip
def test_panels_are_read_as_they_are_unfolded(page: int, order: list[str]) -> None:
    """Cover, the panel folded in, back; inside from the left."""
    text = text_of(page)
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_panels_lie_in_the_order_of_the_fold() -> None:
    """Outside from the left: folded in, back, cover."""
    flap, back, cover = (found(words) for words in ("What is good about it?", "Will machines", "Median pay"))
    assert flap < folds("letter", 0)[0] < back < folds("letter", 0)[1] < cover
    assert found("What can I do now?", 1) > folds("letter", 1)[1]


def test_a_school_stands_on_the_cover_and_is_reached_from_the_back() -> None:
    back, cover = folds("letter", 0)
    assert found("District and", 0, "stuffed") > cover
    assert back < found("010", 0, "stuffed") < cover


def found(words: str, page: int = 0, brochure: str = "rich") -> float:
    """How far from the left edge the words first stand."""
    text = trifold("letter", brochure)[page].get_textpage()
    place = text.search(words).get_next()
    assert place is not None, words
    return float(text.get_charbox(place[0])[0])


def test_the_file_tells_the_printer_over_which_edge_to_turn() -> None:
    with pikepdf.open(io.BytesIO(made("letter"))) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"


def test_rows_of_places_give_way_where_most_take_two_lines() -> None:
    rich = ALL["rich"]
    assert rich.places is not None
    rows = tuple(
        replace(row, median="not published", median_published=False, delta="not comparable", delta_percent=None)
        for row in rich.places.rows
    )
    crowded = replace(rich, places=replace(rich.places, rows=(*rows, *rows[1:6])))
    made = render_pdf(crowded, load_layout("trifold"))
    assert made.findings == ()
    text = pypdfium2.PdfDocument(made.data)[1].get_textpage().get_text_range()
    assert "Texas" in text and "United States" in text  # the one of the brochure, and the one to compare with
