"""Several pages on a side: which, where, and how large, read from the finished file. And sheets of labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from reportgen.book.imposition import ImposedSide, imposed
from reportgen.book.labels import SHEETS, draw_labels
from reportgen.book.merge.part import Page, Part
from reportgen.book.packs import Key
from reportgen.book.units import Piece, Unit
from reportgen.errors import UsageError

from .making import CLASS, ELECTRICIANS, RECORDS, TITLES, bound, opened, roster, student

LETTER = (612.0, 792.0)
ANN = roster(student(2, "Ann Lee", "9", RECORDS, ELECTRICIANS))


def part(pages: int) -> Part:
    return Part((Page((0.0, 0.0, *LETTER), b"", (), b""),) * pages, [])


def unit(*pages: int) -> Unit:
    return Unit(tuple(Piece(f"{number}", part(count)) for number, count in enumerate(pages)))


def order(sides: list[ImposedSide]) -> list[list[str]]:
    """Of each side the pages at their places: "0.1" is the second page of the first piece, "" nothing."""
    found = []
    for side in sides:
        places = {}
        for cell in side.cells:
            assert cell.side.piece is not None
            column = round(cell.x_pt / (side.width_pt / 2)) if side.width_pt > 0 else 0
            row = 0 if side.width_pt > side.height_pt else 1 - round(cell.y_pt / (side.height_pt / 2))
            places[row, column] = f"{cell.side.piece.kind}.{cell.side.page}"
        rows = 1 if side.width_pt > side.height_pt else 2
        found.append([places.get((row, column), "") for row in range(rows) for column in range(2)])
    return found


def test_a_booklet_is_folded_from_sheets_that_lie_in_each_other() -> None:
    # A cover and two brochures: five pages, two sheets. Outside first: back and front cover, then inwards.
    sides = imposed(unit(1, 2, 2), "booklet", duplex=True)
    assert order(sides) == [["", "0.0"], ["1.0", ""], ["", "1.1"], ["2.0", "2.1"]]
    sides = imposed(unit(1, 2), "booklet", duplex=True)
    assert order(sides) == [["", "0.0"], ["1.0", "1.1"]]  # both pages of the brochure face each other
    assert all((side.width_pt, side.height_pt) == (792, 612) for side in sides)


def test_two_up_lays_front_and_back_side_by_side() -> None:
    sides = imposed(unit(1, 2, 1), "2up", duplex=True)
    assert order(sides) == [["0.0", ""], ["1.0", "1.1"], ["2.0", ""], ["", ""]]
    assert order(imposed(unit(1, 2), "2up", duplex=False)) == [["0.0", "1.0"], ["1.1", ""]]


def test_four_up_fills_rows() -> None:
    sides = imposed(unit(1, 2, 2), "4up", duplex=True)
    assert order(sides) == [["0.0", "", "1.0", "1.1"], ["2.0", "2.1", "", ""]]
    assert {cell.scale for side in sides for cell in side.cells} == {0.5}


def test_pages_keep_their_shape_and_stay_within_their_cell() -> None:
    for how, count in (("booklet", 2), ("2up", 2), ("4up", 4)):
        for side in imposed(unit(2, 2), how, duplex=True):
            assert len(side.cells) <= count
            for cell in side.cells:
                assert cell.x_pt >= 0 and cell.x_pt + 612 * cell.scale <= side.width_pt + 0.01
                assert cell.y_pt >= 0 and cell.y_pt + 792 * cell.scale <= side.height_pt + 0.01


def titles(data: bytes) -> list[list[str]]:
    """Of each side the brochures' running feet ("Electricians 2") and names, from left to right and top to bottom."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        places = []
        for words, name in [*((f"{title} · Texas", title) for title in TITLES.values()), ("Ann Lee", "Ann Lee")]:
            search = text.search(words)
            while place := search.get_next():
                left, _, _, top = text.get_charbox(place[0])
                page_of = re.match(r"[^/]{,40}?(\d)/2", text.get_text_range(place[0], 60)[len(words) :])
                column, row = int(left > page.get_width() / 2), int(top < page.get_height() / 2)
                if page.get_width() > page.get_height():
                    row = 0
                places.append((row, column, f"{name} {page_of[1]}" if page_of else name))
        found.append([name for _, _, name in sorted(places)])
    document.close()
    return [side for side in found if side]


A, B = "Medical Records Specialists", "Electricians"


@pytest.mark.parametrize(
    ("how", "wanted", "edge"),
    [
        ("booklet", [["Ann Lee"], [f"{A} 1"], [f"{A} 2"], [f"{B} 1", f"{B} 2"]], "Short"),
        ("2up", [["Ann Lee"], [f"{A} 1", f"{A} 2"], [f"{B} 1", f"{B} 2"]], "Short"),
        ("4up", [["Ann Lee", f"{A} 1", f"{A} 2"], [f"{B} 1", f"{B} 2"]], "Long"),
    ],
)
def test_imposed_books_as_they_are_read_back(
    brochures: Mapping[Key, Path], how: str, wanted: list[list[str]], edge: str
) -> None:
    made = bound(brochures, ANN, by=None, impose=how)
    assert titles(made.data) == wanted
    assert not made.tagged
    with opened(made.data) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == f"/DuplexFlip{edge}Edge"
        assert str(pdf.docinfo.Subject).startswith("Print only")
        assert str(pdf.docinfo.Keywords) == "print only"
        assert "/StructTreeRoot" not in pdf.Root
        assert len(pdf.pages) == made.tally.sides == 2 * made.tally.sheets


def test_no_sheet_holds_pages_of_two_people(brochures: Mapping[Key, Path]) -> None:
    made = bound(brochures, CLASS, impose="4up")
    document = pypdfium2.PdfDocument(made.data)
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    for front, back in zip(texts[::2], texts[1::2], strict=True):
        assert sum("Separator sheet" in side for side in (front, back)) <= 1
        assert "Separator sheet" not in back


def test_a_booklet_needs_upright_pages() -> None:
    from reportgen.book.bind import require_foldable

    with pytest.raises(UsageError, match="upright"):
        require_foldable(True, "booklet")


def test_labels_lie_where_the_sheet_has_them() -> None:
    form = SHEETS["avery-5160"]
    students = [student(row, f"Name {row}", "9", RECORDS) for row in range(2, 36)]
    data = draw_labels(students, "avery-5160", "B2C3")
    document = pypdfium2.PdfDocument(data)
    assert [(page.get_width(), page.get_height()) for page in document] == [(612, 792)] * 2
    for number, each in enumerate(students):
        page = document[number // 30]
        text = page.get_textpage()
        place = text.search(f"Name {each.row}", match_whole_word=True).get_next()
        assert place is not None
        left, bottom, _, top = text.get_charbox(place[0])
        row, column = divmod(number % 30, 3)
        # Avery's measures in inches: 3/16 left, 1/2 above, labels of 2 5/8 × 1, 1/8 between columns.
        label_left, label_top = 72 * (0.1875 + column * 2.75), 792 - 72 * (0.5 + row)
        assert label_left + 5 < left < label_left + 20
        assert label_top - 72 + 5 < bottom < top < label_top - 5
    document.close()
    last = form.place(29)
    assert (last[0] + form.label_width, last[1] + form.label_height) == (612 - 13.5, 792 - 36)


def test_labels_say_what_the_roster_has_and_long_names_fit() -> None:
    long = "Maximiliana Alexandra Constantinopoulos-Fitzgerald de la Cruz"
    data = draw_labels(
        [
            student(2, "Zoë Ríos", "10", RECORDS),
            student(3, long, "", RECORDS, grade=""),
            student(4, "李", "9", RECORDS),
        ],
        "avery-5160",
        "B2C3",
    )
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text = page.get_textpage().get_text_range().replace("\r\n", "\n")
    assert "Zoë Ríos\nHomeroom 10 · Grade 10\nB2C3-0002" in text
    assert "Maximiliana Alexandra" in text and "Homeroom  " not in text
    assert "Row 4" in text
    # Nothing in the gap between the columns.
    right = max(page.get_textpage().get_charbox(place)[2] for place in range(text.index("\nB2C3-0002")))
    assert right < 13.5 + 189
    document.close()
    with opened(data) as pdf:
        assert str(pdf.docinfo.Title) == "Mailing labels"
        assert str(pdf.docinfo.Subject).startswith("Print only")


def test_pages_that_lie_on_their_side_stand_above_each_other() -> None:
    page = Page((0.0, 0.0, 792.0, 612.0), b"", (), b"")
    (front, back) = imposed(Unit((Piece("0", Part((page, page), [])),)), "2up", duplex=True)
    assert (front.width_pt, front.height_pt) == (612, 792)
    upper, lower = front.cells
    assert upper.x_pt == lower.x_pt and upper.y_pt - lower.y_pt == 396
    assert not back.cells
