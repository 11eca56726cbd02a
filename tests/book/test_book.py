"""A book from real brochures: order, fronts and backs, what leads to a page, and what a printer reads."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from reportgen.book.bind import Bound
from reportgen.book.packs import Key
from reportgen.book.separators import Style
from reportgen.render import inspect_pdf

from .making import CLASS, ELECTRICIANS, RECORDS, bound, opened, pixels, roster, seen, student, texts

NAMES = [each.name for each in CLASS.students]
WANTED = [
    "summary",
    "group",
    "student Ann Lee", "Registered Nurses 1", "Registered Nurses 2",
    "group",
    "student Zoë Ríos", "Medical Records Specialists 1", "Medical Records Specialists 2",
    "Electricians 1", "Electricians 2",
    "student Bo Park", "Electricians 1", "Electricians 2",
    "group",
    "student Cy Young",
    *["Medical Records Specialists 1", "Medical Records Specialists 2"] * 2,
]  # fmt: skip


@pytest.fixture(scope="module")
def book(brochures: Mapping[Key, Path]) -> Bound:
    return bound(brochures)


def test_rooms_by_number_students_as_listed_brochures_as_wished(book: Bound) -> None:
    assert [each for each in seen(book.data, NAMES) if each != "white"] == WANTED


def test_every_sheet_and_every_brochure_begins_on_a_front(book: Bound) -> None:
    for number, what in enumerate(seen(book.data, NAMES), 1):
        is_second = what.endswith(" 2")
        assert number % 2 == (0 if what == "white" or is_second else 1), (number, what)


def test_a_brochure_of_one_page_gets_a_white_back(handouts: Mapping[Key, Path]) -> None:
    made = bound(handouts, roster(student(2, "Ann Lee", "9", RECORDS, copies=2)))
    pages = seen(made.data, ["Ann Lee"])
    assert [each for each in pages[::2] if each != "white"] == pages[::2]
    assert pages[1::2] == ["white"] * (len(pages) // 2)


def test_printing_on_one_side_needs_no_white_backs(brochures: Mapping[Key, Path]) -> None:
    made = bound(brochures, duplex=False)
    assert seen(made.data, NAMES) == WANTED
    with opened(made.data) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/Simplex"
    assert made.tally.sheets == made.tally.sides == len(WANTED)
    assert "Print on one side only." in texts(made.data)[0]


def test_one_book_for_everybody_has_no_group_sheets(brochures: Mapping[Key, Path]) -> None:
    pages = seen(bound(brochures, by=None).data, NAMES)
    assert "group" not in pages
    assert [each for each in pages if each.startswith("student")] == [f"student {name}" for name in NAMES]


def test_hints_for_the_printer(book: Bound) -> None:
    with opened(book.data) as pdf:
        hints = pdf.Root.ViewerPreferences
        assert str(hints.Duplex) == "/DuplexFlipLongEdge"
        assert str(hints.PrintScaling) == "/None"
        assert bool(hints.PickTrayByPDFSize)


def test_the_first_page_says_what_is_in_the_book_and_how_to_print_it(book: Bound) -> None:
    first = texts(book.data)[0]
    for said in (
        "All students", "Students 4", "Brochures 6, on 3 careers", "Paper 14 sheets", "20 printed, 8 left white",
        "Print on both sides, turned over at the long edge.", "no scaling", "Homeroom 9 1 student 1 brochure",
        "No homeroom 1 student 2 brochures", "January 5, 2026",
    ):  # fmt: skip
        assert said in first.replace("\xa0", " "), said
    assert (book.tally.sheets, book.tally.printed_sides, book.tally.white_sides) == (14, 20, 8)
    assert len(texts(book.data)) == 28


def test_separators_tell_for_whom_and_how_many(book: Bound, brochures: Mapping[Key, Path]) -> None:
    pages = texts(book.data)
    zoe = next(page for page in pages if "Zoë Ríos" in page)
    assert zoe.startswith("Homeroom 10 · Student 1 of 2 Zoë Ríos Grade 10 2 brochures behind this sheet")
    assert "Medical Records Specialists" in zoe and "Texas, 2 pages" in zoe
    assert "2 copies of each" in next(page for page in pages if "Cy Young" in page)
    group = next(page for page in pages if page.startswith("Group 2 of 3"))
    assert "2 students 3 brochures" in group
    noted = bound(brochures, style=Style(tray="yellow, tray 2"))
    pages = texts(noted.data)
    assert "Separators: yellow, tray 2." in pages[0]
    assert all("Paper or tray: yellow, tray 2" in page for page in pages if "Separator sheet" in page)


@pytest.mark.parametrize(("barcode", "form"), [("code128", "Code128"), ("qr", "QRCode")])
def test_codes_are_read_back_and_name_nobody(brochures: Mapping[Key, Path], barcode: str, form: str) -> None:
    made = bound(brochures, style=Style(barcode=barcode))
    read = []
    for number, what in enumerate(seen(made.data, NAMES)):
        if what == "group" or what.startswith("student"):
            picture = Image.fromarray(pixels(made.data, number).astype("uint8"))
            (code,) = zxingcpp.read_barcodes(picture)
            assert code.format.name == form
            assert code.text in texts(made.data)[number]  # for who has no reader
            read.append(code.text)
    prefix = read[0].partition("-")[0]
    assert read == [f"{prefix}-{end}" for end in ("G01", "0003", "G02", "0002", "0004", "G03", "0005")]


def test_bookmarks_and_page_labels_lead_there_without_names(book: Bound) -> None:
    with opened(book.data) as pdf, pdf.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found = [(item.title, pages[item.destination[0].objgen]) for item in outline.root]
        assert found == [("About this book", 1), ("Homeroom 9", 3), ("Homeroom 10", 9), ("No homeroom", 21)]
        ten = outline.root[2]
        assert [(each.title, pages[each.destination[0].objgen]) for each in ten.children] == [
            ("Student 1 (row 2)", 11), ("Student 2 (row 4)", 17),
        ]  # fmt: skip
        assert [each.title for each in ten.children[0].children] == ["Medical Records Specialists", "Electricians"]
        labels = [pdf.pages[number - 1].label for number in (1, 3, 11, 12, 13, 17, 28)]
    assert labels == ["i", "1-1", "2.2-1", "2.2-2", "2.2-3", "2.4-1", "3.5-6"]


def test_names_stand_on_the_separators_and_nowhere_else(book: Bound) -> None:
    with opened(book.data) as pdf:
        said = " ".join([str(pdf.docinfo), pdf.Root.Metadata.read_bytes().decode()])
        with pdf.open_outline() as outline:
            said += str([[item.title, [each.title for each in item.children]] for item in outline.root])
    assert not [name for name in NAMES if name.split()[0] in said]
    assert all("Separator sheet" in page for page in texts(book.data) for name in NAMES if name in page)


def test_there_is_one_copy_of_each_font(book: Bound) -> None:
    with opened(book.data) as pdf:
        files = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each]
        names = [str(each.FontName).partition("+")[2] for each in files]
    assert len(names) == len(set(names)) <= 4


def test_a_repeated_brochure_is_stored_once(brochures: Mapping[Key, Path]) -> None:
    once = bound(brochures, roster(student(2, "Ann Lee", "9", RECORDS)))
    many = bound(brochures, roster(student(2, "Ann Lee", "9", RECORDS, copies=20)))
    assert len(many.data) - len(once.data) < 19 * 10_000


def test_the_book_is_as_accessible_as_its_brochures(book: Bound) -> None:
    assert book.tagged
    report = inspect_pdf(book.data)
    assert report.is_good, report.problems
    assert report.title == "Print book: All students"
    assert "oews-state-2024" in report.releases


def test_a_name_in_letters_that_the_font_lacks_is_not_printed_in_part(brochures: Mapping[Key, Path]) -> None:
    made = bound(brochures, roster(student(7, "李 Ann", "9", ELECTRICIANS)))
    page = next(page for page in texts(made.data) if "behind this sheet" in page)
    assert "Row 7" in page and "Ann" not in page


def test_other_readers_open_it(book: Bound, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(book.data)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    text = subprocess.run(["pdftotext", "-f", "11", "-l", "11", path, "-"], capture_output=True, text=True, check=True)
    assert "Zoë Ríos" in text.stdout
    assert not text.stderr


def test_the_same_again_gives_the_same_bytes(book: Bound, brochures: Mapping[Key, Path]) -> None:
    assert bound(brochures).data == book.data


def test_sixty_brochures_stay_small(brochures: Mapping[Key, Path]) -> None:
    codes = (RECORDS, "29-1141", ELECTRICIANS)
    wanted = roster(*(student(row, f"Student {row}", "9", codes[row % 3]) for row in range(2, 62)))
    made = bound(brochures, wanted)
    assert made.tally.brochures == 60
    assert len(made.data) < 1_500_000


def test_a_school_in_order(brochures: Mapping[Key, Path]) -> None:
    codes = [key[0].value for key in brochures]
    students = [
        student(row, f"Student N{row}", f"{row % 18 + 1}", *(codes[(row + n) % 3] for n in range(3)))
        for row in range(2, 50)
    ]
    made = bound(brochures, roster(*students))
    wanted = ["summary"] * 2  # eighteen groups do not fit on one page
    for room in range(1, 19):
        wanted.append("group")
        for each in (each for each in students if each.homeroom == str(room)):
            wanted.append(f"student {each.name}")
            wanted += [f"{career.title} {page}" for career in each.careers for page in (1, 2)]
    names = {f"{each.name} Grade": each.name for each in students}
    found = [what.removesuffix(" Grade") for what in seen(made.data, list(names))]
    assert [what for what in found if what != "white"] == wanted
    fronts = found[::2]
    assert not [what for what in fronts if what == "white" or what.endswith(" 2")]
