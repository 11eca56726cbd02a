"""What is taken from a brochure into a book: the same picture, the same words, the same tags, in fewer bytes."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reportgen.book.merge.content import Names, shorten
from reportgen.book.merge.operators import UnreadableError
from reportgen.book.merge.sfnt import read_font, write_font
from reportgen.book.packs import Key
from reportgen.model.soc import SocCode

from .making import NURSES, RECORDS, bound, looks_like, opened, pixels, roster, student, texts

PAIR = re.compile(rb"<([0-9a-f]{4})> ?<([0-9a-f]{4})>")
ONE = roster(student(2, "Ann Lee", "9", RECORDS))
FIRST = 4  # index of the brochure's first page in a book of one student: after the first page and the separator


def test_pages_look_the_same_and_say_the_same(brochures: Mapping[Key, Path]) -> None:
    for code in (RECORDS, NURSES):
        path = next(path for (soc, _), path in brochures.items() if soc.value == code)
        source = path.read_bytes()
        book = bound(brochures, roster(student(2, "Ann Lee", "9", code)), by=None)
        assert texts(book.data)[FIRST : FIRST + 2] == texts(source)
        for page in (0, 1):
            assert looks_like(pixels(source, page), pixels(book.data, FIRST + page))


def test_content_is_shorter(brochures: Mapping[Key, Path]) -> None:
    path = next(path for (soc, _), path in brochures.items() if soc.value == RECORDS)
    with pikepdf.open(path) as source, opened(bound(brochures, ONE, by=None).data) as book:
        before = sum(len(page.obj.Contents.read_bytes()) for page in source.pages)
        after = sum(len(page.obj.Contents.read_bytes()) for page in book.pages[FIRST : FIRST + 2])
    assert after < 0.9 * before


DRAWINGS = [
    # A colour set inside q ... Q is not there after it; a clip and a moved origin are.
    b"1 0 0 rg q 0 0 1 rg 10 10 50 50 re f Q 70 10 50 50 re f",
    b"1 0 0 rg 0 0 9 9 re f q 1 0 0 1 50 50 cm 0 0 1 rg 0 0 50 50 re f Q 0 0 1 rg 120 20 50 50 re f",
    b"q 20 20 60 60 re W n 0 1 0 rg 0 0 50 50 re f Q 0 0 10 10 re f",
    b"q 2 0 0 2 5 5 cm 0.5 0 0.5 rg 0 0 30 30 re f q 1 0 0 1 40 0 cm 0 0 20 20 re f Q 0 40 10 10 re f Q 5 5 9 9 re f",
    # Lines: width, dash, cap and join go back to what they are at the start.
    b"q 4 w [6 3] 0 d 1 J 10 10 m 100 10 l S Q 10 30 m 100 30 l S",
    b"q 1 j 9 w 0 0 1 RG 20 20 m 60 90 l 100 20 l S Q 9 w 20 100 m 60 170 l 100 100 l S",
    # Transparency on, off, and on in a nested state.
    b"/half gs 0 0 0 rg 10 10 60 60 re f /full gs 40 40 60 60 re f q /half gs 80 80 60 60 re f Q 110 110 40 40 re f",
    # Corners from their own origin, curves, both ways of filling.
    b"0.2 0.4 0.6 rg 30 30 m 80 30 l 80 80 l 30 80 l h 40 40 m 70 40 l 70 70 l 40 70 l h f*",
    b"0.2 0.4 0.6 rg 1 0 0 RG 3 w 30 60 m 30 76 44 90 60 90 c 76 90 90 76 90 60 c 90 44 76 30 60 30 c 30 44 30 60 v b",
    # A unit far larger than a point keeps its decimals.
    b"q 100 0 0 100 0 0 cm 0.1234 0.1234 0.5678 0.3456 re f Q",
]  # fmt: skip


def drawn(content: bytes) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    states = Dictionary({"/half": Dictionary(ca=0.5), "/full": Dictionary(ca=1)})
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=states)
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", DRAWINGS)
def test_drawing_stays_what_it_is(content: bytes) -> None:
    names = Names(states={b"/half": ("/ca", 0.5), b"/full": ("/ca", 1.0)})
    short = shorten(content, names).content
    assert (pixels(drawn(content), 0, 4) == pixels(drawn(short), 0, 4)).mean() > 0.9995
    assert looks_like(pixels(drawn(content), 0, 4), pixels(drawn(short), 0, 4), tolerance=16)


def test_states_are_set_once_and_text_moves_on() -> None:
    line = b"q /a gs 0 0 0 rg BT /F 9 Tf 1 0 0 -1 %d %d Tm [<0001>0<0002>5.1<>4<0003>] TJ ET Q "
    short = shorten(line % (10, 20) + line % (10, 32), Names(states={b"/a": ("/ca", 1.0)})).content
    assert (
        short
        == b"BT\n/F 9 Tf\n0 0 0 rg\n1 0 0 -1 10 20 Tm\n[(\0\1\0\2)9.1(\0\3)]TJ\n0 -12 Td\n[(\0\1\0\2)9.1(\0\3)]TJ\nET"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
        b"BT 5 TL (a) ' ET",
        b"/unknown gs 0 0 5 5 re f",
        b"q 0 0 5 5 re f",
        b"% a comment\n0 0 5 5 re f",
        b"/P <</MCID 0>> BDC 0 0 5 5 re f",
    ],
)
def test_what_is_not_understood_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        shorten(content, Names())


def changed(path: Path, target: Path, change: Any) -> Path:
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(target)
    return target


@pytest.fixture
def records(brochures: Mapping[Key, Path]) -> tuple[Key, Path]:
    return next((key, path) for key, path in brochures.items() if key[0].value == RECORDS)


def book_of(key: Key, path: Path) -> bytes:
    return bound({key: path}, ONE, by=None).data


def test_content_that_is_not_understood_is_taken_as_it_is(records: tuple[Key, Path], tmp_path: Path) -> None:
    key, path = records

    def add_image(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(
            b"/Artifact BMC q 40 0 0 40 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q EMC", prepend=False
        )

    other = changed(path, tmp_path / "other.pdf", add_image)
    assert looks_like(pixels(other.read_bytes(), 0), pixels(book_of(key, other), FIRST))


def words_of_tags(path: Path) -> list[str]:
    """All words that a screen reader gets, in its order. What a line's end divided after a hyphen is one."""
    out = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in out.splitlines()]
    text = " ".join(line[1:-1] for line in lines if line.startswith('"') and line.endswith('"'))
    return re.sub(r"(?<=[-–/]) +", "", text).split()


def test_tags_hold_the_same_words_in_the_same_order(records: tuple[Key, Path], tmp_path: Path) -> None:
    key, path = records
    book = tmp_path / "book.pdf"
    book.write_bytes(book_of(key, path))
    wanted, found = words_of_tags(path), words_of_tags(book)
    assert len(wanted) > 400
    assert found[-len(wanted) :] == wanted  # lines of a paragraph are joined, and no two words with them


def test_headings_go_below_that_of_the_book(records: tuple[Key, Path], tmp_path: Path) -> None:
    key, path = records
    book = tmp_path / "book.pdf"
    book.write_bytes(book_of(key, path))

    def levels(of: Path) -> list[int]:
        out = subprocess.run(["pdfinfo", "-struct", of], capture_output=True, text=True, check=True).stdout
        words = (line.split()[0] for line in out.splitlines() if line.strip())
        return [int(word[1:]) for word in words if word[0] == "H" and word[1:].isdigit()]

    own = [1, 2, 2]  # the book's title, "Before you print", the student
    assert levels(book) == own + [level + 1 for level in levels(path)]


def test_links_lead_where_they_led(records: tuple[Key, Path], tmp_path: Path) -> None:
    key, path = records

    def add_links(pdf: pikepdf.Pdf) -> None:
        second = pdf.pages[1].obj
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("there"), Array([second, Name.Fit])])))
        links = [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **target)
            for target in (
                {"Dest": String("there")}, {"A": Dictionary(S=Name.GoTo, D=Array([second, Name.XYZ, 0, 9, 0]))},
            )
        ]  # fmt: skip
        pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", ()), *map(pdf.make_indirect, links)])

    linked = changed(path, tmp_path / "linked.pdf", add_links)
    two = roster(student(2, "Ann Lee", "9", RECORDS), student(3, "Bo Park", "9", RECORDS))
    with pikepdf.open(linked) as source, opened(bound({key: linked}, two, by=None).data) as book:
        addresses = [
            str(each.A.URI) for page in source.pages for each in page.obj.Annots if "/URI" in each.get("/A", {})
        ]
        numbers = {page.obj.objgen: number for number, page in enumerate(book.pages)}
        for first in (FIRST, FIRST + 4):  # each copy's links stay within the copy
            annotations = [each for page in book.pages[first : first + 2] for each in page.obj.get("/Annots", ())]
            assert [str(each.A.URI) for each in annotations if "/A" in each] == addresses
            inside = [each.Dest for each in annotations if "/Dest" in each]
            assert [numbers[each[0].objgen] for each in inside] == [first + 1] * 2
            assert [str(each[1]) for each in inside] == ["/Fit", "/XYZ"]


def test_tags_that_cannot_be_carried_make_a_print_only_book(records: tuple[Key, Path], tmp_path: Path) -> None:
    key, path = records

    def add_roles(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Remark=Name.P)

    other = changed(path, tmp_path / "other.pdf", add_roles)
    made = bound({key: other}, ONE, by=None)
    assert not made.tagged
    with opened(made.data) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert str(pdf.docinfo.Subject).startswith("Print only")
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


def test_a_font_that_only_has_the_same_name_stays_apart(records: tuple[Key, Path], tmp_path: Path) -> None:
    key, path = records

    def exchange_letters(pdf: pikepdf.Pdf) -> None:
        """In the upright font, every a looks like o and every o like a."""
        fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.resources.Font.values()}
        upright = next(font for name, font in fonts.items() if "old" not in name and "It" not in name)
        code = {text: int(glyph, 16) for glyph, text in PAIR.findall(upright.ToUnicode.read_bytes())}
        file = read_font(upright.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
        outlines = {number: file.outline(number) for number in file.glyphs}
        a, o = code[b"0061"], code[b"006f"]
        outlines[a], outlines[o] = outlines[o], outlines[a]
        data, _ = write_font(file.tables, outlines, dict(enumerate(file.metrics)))
        upright.DescendantFonts[0].FontDescriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))

    other = changed(path, tmp_path / "other.pdf", exchange_letters)
    two = roster(student(2, "Ann Lee", "9", RECORDS, NURSES))
    book = bound({key: other, (SocCode(NURSES), key[1]): path}, two, by=None)
    assert looks_like(pixels(other.read_bytes(), 0), pixels(book.data, FIRST))
    assert looks_like(pixels(path.read_bytes(), 0), pixels(book.data, FIRST + 2))
    assert not looks_like(pixels(path.read_bytes(), 0), pixels(book.data, FIRST))
