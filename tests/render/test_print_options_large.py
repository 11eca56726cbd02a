"""`--large-print`: nothing under 18 points, nothing dropped, pages that break well, tags in one piece."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from reportgen.render import inspect_pdf
from tests.pdf_text import pages
from tests.render.brochures import RICH
from tests.render.printed import elements, printed, printed_one

# A word that a line break in an address or a narrower head may cut is no word that was lost.
_WORD = re.compile(r"[A-Za-z][a-z]{3,}|\$[\d,]{5,}")
CASES = [("sidebar", "rich"), ("handout", "longest_title"), ("profile", "sparse"), ("profile", "with_week")]


def sizes(data: bytes) -> Iterator[tuple[float, str]]:
    """Every piece of text with its size on paper, in points."""
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        found: list[tuple[float, str]] = []

        def note(
            text: str, cm: list[float], tm: list[float], _: object, size: float, found: list[tuple[float, str]] = found
        ) -> None:
            if text.strip():
                found.append((size * abs(tm[3]) * abs(cm[3]), text.strip()))

        page.extract_text(visitor_text=note)
        yield from found


def words(data: bytes) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(pages(data))))


@pytest.mark.parametrize(("layout", "brochure"), CASES)
def test_nothing_is_smaller_than_18_points(layout: str, brochure: str) -> None:
    small = [(size, text) for size, text in sizes(printed("large-print", layout, brochure).data) if size < 17.99]
    assert small == []


@pytest.mark.parametrize(("layout", "brochure"), CASES)
def test_it_says_what_the_usual_pages_say(layout: str, brochure: str) -> None:
    usual, large = words(printed("", layout, brochure).data), words(printed("large-print", layout, brochure).data)
    prompts = words_of_notes(printed("", layout, brochure).data)
    assert [word for word in usual if word not in large and word not in prompts] == []


def words_of_notes(data: bytes) -> set[str]:
    """The headings over lines to write on, which fill what would stay empty."""
    from reportgen.render import load_layout
    from reportgen.render.words import words_for

    notes = words_for(load_layout("sidebar").chain, "en")
    return {word for key, text in notes.items() if key.startswith("note_") for word in _WORD.findall(str(text))}


@pytest.mark.parametrize(("layout", "brochure"), CASES)
def test_it_is_accessible(layout: str, brochure: str) -> None:
    report = inspect_pdf(printed("large-print", layout, brochure).data)
    assert report.problems == ()
    assert set(report.page_sizes_pt) == {(612.0, 792.0)}


def test_every_page_has_its_number_and_title() -> None:
    made = printed("large-print", "sidebar", "rich")
    found = pages(made.data)
    assert made.pages == len(found) > 4
    for number, text in enumerate(found, 1):
        assert f"{number}/{len(found)}" in text
        assert "Texas · Medical Records Specialists" in text


def test_no_heading_stands_alone_at_a_foot() -> None:
    made = printed("large-print", "profile", "with_week")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        order = [(str(each.S), each.get("/Pg")) for _, each in elements(pdf.Root.StructTreeRoot.K, 0)]
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        pages_of = [(kind, places[page.objgen]) for kind, page in order if page is not None]
    for (kind, page), *following in ((pages_of[i], *pages_of[i + 1 :]) for i in range(len(pages_of) - 1)):
        if kind in ("/H1", "/H2", "/H3"):
            # Past the heading's own text, and the numbers of the sources.
            after = [p for k, p in following if k in ("/LBody", "/TD", "/TH", "/Figure", "/P")][1:2]
            assert not after or after[0] == page, f"a heading at the foot of page {page + 1}"


class TestOnePieceOverPages:
    def tables(self, layout: str, brochure: str) -> tuple[int, int]:
        with pikepdf.open(io.BytesIO(printed("large-print", layout, brochure).data)) as pdf:
            kinds = Counter(str(each.S) for _, each in elements(pdf.Root.StructTreeRoot.K, 0))
        return kinds["/Table"], kinds["/THead"]

    def test_a_table_has_one_element_and_one_head(self) -> None:
        assert self.tables("profile", "rich") == (5, 2)

    def test_cells_name_headings_that_are_there(self) -> None:
        places = RICH.places
        assert places is not None
        rows = tuple(replace(places.rows[0], name=f"State {number}", is_chosen=False) for number in range(20))
        made = printed_one(replace(RICH, places=replace(places, rows=(*places.rows, *rows))), "large-print", "sidebar")
        heads = [number for number, text in enumerate(pages(made.data)) if "states with most jobs" in text]
        assert len(heads) == 2, "the table goes on on a second page, with its heading row"
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            found = [each for _, each in elements(pdf.Root.StructTreeRoot.K, 0)]
            assert sum(str(each.S) == "/THead" for each in found) == 1
            known = {str(each.ID) for each in found if "/ID" in each}
            named = {str(name) for each in found if str(each.S) == "/TD" for name in each.A.get("/Headers", ())}
        assert named and named <= known

    def test_sections_are_as_many_as_their_headings(self) -> None:
        with pikepdf.open(io.BytesIO(printed("large-print", "sidebar", "rich").data)) as pdf:
            kinds = Counter(str(each.S) for _, each in elements(pdf.Root.StructTreeRoot.K, 0))
        assert kinds["/Sect"] == kinds["/H2"] - 1, "strengths and challenges are one section with two headings"


def test_too_much_of_everything_still_fits() -> None:
    assert printed("large-print", "profile", "stuffed").pages > 10
