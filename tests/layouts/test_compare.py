"""Careers side by side: what is printed and tagged, over the shipped store."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from reportgen.batch.compared import comparison_of
from reportgen.comparison.value import CareerComparison
from reportgen.errors import UsageError
from reportgen.render import RenderedPdf, check_rendered, inspect_pdf, load_layout, render_pdf
from reportgen.store import resolve
from reportgen.store.location import shipped_store
from reportgen.store.reader import open_store
from tests import pdf_text
from tests.render.brochures import RICH

LAYOUT = load_layout("compare", subject="comparison")
Compared = Callable[..., CareerComparison]


@pytest.fixture(scope="module")
def compared() -> Iterator[Compared]:
    with open_store(shipped_store()) as store:

        def of(place: str, *codes: str) -> CareerComparison:
            socs = [resolve.occupation(store, code) for code in codes]
            return comparison_of(store, socs, resolve.area(store, place), printed_on=date(2026, 11, 24))

        yield of


@pytest.fixture(scope="module")
def nurses(compared: Compared) -> CareerComparison:
    return compared("TX", "29-1141", "29-1171")


@pytest.fixture(scope="module")
def made(nurses: CareerComparison) -> RenderedPdf:
    return render_pdf(nurses, LAYOUT)


def test_it_fits_and_is_accessible(made: RenderedPdf, nurses: CareerComparison) -> None:
    check_rendered(made, nurses, LAYOUT)
    report = inspect_pdf(made.data)
    assert report.problems == ()
    assert "PDF/UA-1: passes" in report.conformance
    assert report.page_sizes_pt == ((792.0, 612.0), (792.0, 612.0))
    assert report.title == "Registered Nurses / Nurse Practitioners: Texas"
    assert report.heading_levels[0] == 1
    assert "oews-state-2024: May 2024, published 2025-04-02" in report.release_dates
    assert dict(report.tags)["Figure"] == 2


def test_a_screen_reader_goes_along_a_row(made: RenderedPdf) -> None:
    rows = list(table_rows(made.data))
    heads = next(row for row in rows if row[0][1] == "Compare by")
    assert {scope for scope, _ in heads} == {"Column"}
    assert [words for _, words in heads[1:]] == ["A Registered Nurses 29-1141", "B Nurse Practitioners 29-1171"]
    pay = next(row for row in rows if row[0][1].startswith("Median pay a year, Texas"))
    assert pay[0][0] == "Row"
    assert [words for _, words in pay[1:]] == ["$90,010 $64,660 to $122,060", "$129,880 highest $96,140 to $165,530"]


def test_charts_say_all_they_draw(made: RenderedPdf) -> None:
    pay, growth = alternatives(made.data)
    assert "A, Registered Nurses: Texas median $90,010, lowest tenth below $64,660" in pay
    assert "United States median $93,600" in pay
    assert pay.endswith("all jobs in Texas $47,500.")
    assert growth == (
        "Change 2024-34: A, Registered Nurses +4.9%; B, Nurse Practitioners +40.1%; all occupations +3.1%."
    )


def test_what_is_missing_is_said(compared: Compared) -> None:
    """Guam publishes no jobs of 13-1199; 19-1099 has no interests; each row still has a cell of every career."""
    gaps = compared("GU", "11-9199", "13-1199")
    jobs = next(row for row in gaps.figures if row.key == "jobs")
    assert [(cell.value, cell.published) for cell in jobs.cells] == [("180", True), ("not published", False)]
    assert not any(cell.mark for cell in jobs.cells), "nothing is the most where one is not known"
    others = compared("TX", "29-1299", "15-1299", "19-1099")
    assert others.interests is not None
    assert {row.cells[2].label for row in others.interests.rows} == {"not published"}
    assert all(len(row.cells) == 3 for row in (*others.figures, *others.interests.rows))
    text = " ".join(pdf_text.pages(render_pdf(others, LAYOUT).data))
    assert text.count("not published") >= 8


def test_pay_of_both_periods_is_never_turned_into_the_other(compared: Compared) -> None:
    mixed = compared("US", "27-2011", "25-2031")  # actors by the hour, teachers by the year
    actors, teachers = mixed.figures[0].cells
    assert mixed.figures[0].label == "Median pay an\u00a0hour, U.S."
    assert actors.value == "$23.33"
    assert (teachers.value, teachers.note) == ("$64,580\u00a0a\u00a0year", "only pay by the year is published")
    assert not actors.mark
    assert not teachers.mark
    assert mixed.pay is not None
    assert mixed.pay.bars[1][0].missing == "Only pay by the year is published"


def test_the_longest_titles_four_times_on_both_papers(compared: Compared) -> None:
    longest = compared("TX", "53-1047", "51-4033", "51-2028", "41-3091")
    for paper in ("letter", "a4"):
        check_rendered(render_pdf(longest, LAYOUT, paper=paper), longest, LAYOUT)


def test_occupations_of_one_group_text_are_told_apart(compared: Compared) -> None:
    """Nobody wrote about either alone: what is printed comes from their figures, not twice from their group."""
    twins = compared("US", "29-1151", "29-1161")
    for lists in (twins.duties, twins.strengths):
        assert lists is not None
        assert lists.cells[0] != lists.cells[1]


@pytest.mark.parametrize("codes", [("29-1141",), ("29-1141", "29-1141"), ("29-1141", "29-1171", "29-1151") * 2])
def test_two_to_four_each_once(compared: Compared, codes: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        compared("TX", *codes)


def test_a_layout_prints_only_what_it_is_for(nurses: CareerComparison) -> None:
    with pytest.raises(UsageError, match="for a comparison, not for a brochure"):
        load_layout("compare")
    with pytest.raises(UsageError, match="for a comparison, not for a brochure"):
        render_pdf(RICH, LAYOUT)
    with pytest.raises(UsageError, match="for a brochure, not for a comparison"):
        render_pdf(nurses, load_layout("handout"))


def table_rows(data: bytes) -> Iterator[list[tuple[str, str]]]:
    """Each row of the file's tables: the cells' scopes ("" for data) and words."""
    words = marked_words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for row in elements(pdf.Root.StructTreeRoot, "/TR"):
            told = []
            for cell in kids(row):
                scope = str(cell.get("/A", {}).get("/Scope", "")).lstrip("/") if str(cell.S) == "/TH" else ""
                pieces = [words.get((numbers[page], mark), "") for page, mark in contents(cell)]
                told.append((scope, pdf_text.plain(" ".join(pieces))))
            yield told


def marked_words(data: bytes) -> dict[tuple[int, int], str]:
    """The words of each piece of marked content, by page and number."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        texts = page.get_textpage()
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            mark = raw.FPDFPageObj_GetMarkedContentID(thing)
            length = raw.FPDFTextObj_GetText(thing, texts, None, 0)
            buffer = (ctypes.c_ushort * length)()
            raw.FPDFTextObj_GetText(thing, texts, buffer, length)
            text = bytes(buffer).decode("utf-16-le").rstrip("\0")
            found[number, mark] = found.get((number, mark), "") + text
    document.close()
    return found


def elements(element: Any, kind: str) -> Iterator[Any]:
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) == kind:
                yield kid
            yield from elements(kid, kind)


def contents(element: Any, page: Any = None) -> Iterator[tuple[Any, int]]:
    """The page and number of each piece of content below an element."""
    page = element.get("/Pg", page)
    for kid in kids(element):
        if isinstance(kid, int):
            yield page.objgen, kid
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from contents(kid, page)


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def alternatives(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [pdf_text.plain(str(figure.Alt)) for figure in elements(pdf.Root.StructTreeRoot, "/Figure")]
