"""The card: two copies on a sheet with a cut line between, of which a screen reader reads one."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from reportgen.render import inspect_pdf, load_layout, render_pdf
from tests.render.brochures import RICH

SHEETS = {"letter": (792.0, 612.0), "a4": (841.89, 595.28)}
SCALE = 2  # pixels a point


@cache
def card(paper: str) -> bytes:
    return render_pdf(RICH, load_layout("card"), paper=paper).data


def picture(paper: str) -> Image.Image:
    return pypdfium2.PdfDocument(card(paper))[0].render(scale=SCALE).to_pil().convert("RGB")


def content(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (page,) = pdf.pages
        return page.Contents.read_bytes()


@pytest.mark.parametrize("paper", SHEETS)
def test_both_halves_of_the_sheet_look_the_same(paper: str) -> None:
    width, height = SHEETS[paper]
    sheet, half, line = picture(paper), round(width / 2 * SCALE), 2 * SCALE
    assert sheet.size == pytest.approx((width * SCALE, height * SCALE), abs=1)
    left = sheet.crop((line, 0, half - line, sheet.height))
    right = sheet.crop((half + line, 0, 2 * half - line, sheet.height)).crop((0, 0, *left.size))
    # On A4 the copy starts at half a pixel: edges come out in another grey.
    apart = ImageChops.difference(left.reduce(4), right.reduce(4)).convert("L").histogram()
    assert sum(apart[64:]) < sum(apart) / 500


@pytest.mark.parametrize("paper", SHEETS)
def test_a_dashed_line_from_edge_to_edge_parts_them(paper: str) -> None:
    width, height = SHEETS[paper]
    document = pypdfium2.PdfDocument(card(paper))
    lines = [
        bounds
        for thing in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
        if (bounds := thing.get_bounds())[2] - bounds[0] < 3 and bounds[3] - bounds[1] > height - 2
    ]
    assert len(lines) == 1
    (left, bottom, right, top) = lines[0]
    assert (left + right) / 2 == pytest.approx(width / 2, abs=0.01)
    assert (bottom, top) == pytest.approx((0, height), abs=1)
    middle = picture(paper).convert("L").crop((round(width * SCALE / 2) - 2, 0, round(width * SCALE / 2) + 2, 10**4))
    rows = middle.resize((1, middle.height), Image.Resampling.BOX)
    dark = [shade < 243 for shade in rows.crop((0, 0, 1, round(height * SCALE) - 2)).tobytes()]
    assert 0.3 < sum(dark) / len(dark) < 0.8, "dashes"


@pytest.mark.parametrize("paper", SHEETS)
def test_nothing_is_printed_where_office_printers_cannot_or_across_the_cut(paper: str) -> None:
    sheet, safe = picture(paper).convert("L"), 18 * SCALE
    half = sheet.width // 2
    for left, right in ((0, safe), (sheet.width - safe, sheet.width), (half - safe, half - 3), (half + 3, half + safe)):
        assert sheet.crop((left, 0, right, sheet.height)).getextrema() == (255, 255)
    for left, right in ((0, half - 3), (half + 3, sheet.width)):
        assert sheet.crop((left, 0, right, safe)).getextrema() == (255, 255)
        assert sheet.crop((left, sheet.height - safe, right, sheet.height)).getextrema() == (255, 255)


def test_the_second_copy_is_an_artifact() -> None:
    drawn = content(card("letter"))
    (start,) = (found.start() for found in re.finditer(rb"\b1 0 0 1 396(\.0)? 0 cm\b", drawn))
    copy = drawn[drawn.rindex(b"/Artifact", 0, start) :]
    assert copy.count(b"BMC") + copy.count(b"BDC") == copy.count(b"EMC") == 1
    assert b"MCID" not in copy
    numbers = [int(number) for number in re.findall(rb"/MCID (\d+)", drawn)]
    assert len(numbers) == len(set(numbers)) > 20
    report = inspect_pdf(card("letter"))
    assert report.heading_levels.count(1) == 1
    assert dict(report.tags)["H1"] == 1


def test_a_text_search_finds_both() -> None:
    text = pypdfium2.PdfDocument(card("letter"))[0].get_textpage().get_text_range()
    assert text.count("Medical Records Specialists") == 2
    assert text.count("$47,230") == 4  # the large figure and the chart


def test_an_archived_file_keeps_both_standards() -> None:
    report = inspect_pdf(render_pdf(RICH, load_layout("card"), variant="pdf/a-2a").data)
    assert report.problems == ()
    assert "PDF/A-2a: passes" in report.conformance
