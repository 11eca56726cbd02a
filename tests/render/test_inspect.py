"""The checker finds planted faults."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reportgen.errors import ReportgenError
from reportgen.render import inspect_pdf, load_layout, render_pdf
from tests.render.brochures import RICH


@cache
def good() -> bytes:
    return render_pdf(RICH, load_layout("profile")).data


def elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def first(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(element for element in elements(pdf.Root.StructTreeRoot) if str(element.S) == kind)


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def no_alt(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "/Figure")["/Alt"]


def two_h1(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/H2").S = pikepdf.Name.H1


def skipped_level(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/H2").S = pikepdf.Name.H4


def untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def title_hidden(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def bad_link(pdf: pikepdf.Pdf) -> None:
    annotation = next(a for page in pdf.pages for a in page.obj.get("/Annots", ()))
    annotation.A.URI = pikepdf.String("javascript:alert(1)")


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].resources.Font.values()))
    descriptor = (font.DescendantFonts[0] if "/DescendantFonts" in font else font).FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def no_mark_info(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def no_scope(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "/TH").A["/Scope"]


def same_names(pdf: pikepdf.Pdf) -> None:
    one, other, *_ = (each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/TH")
    other.ID = one.ID


def other_names(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/TH").ID = pikepdf.String("elsewhere")


def no_releases(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/ReportgenReleases"]


def empty_alt(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/Figure").Alt = pikepdf.String(" ")


def launches(pdf: pikepdf.Pdf) -> None:
    annotation = next(a for page in pdf.pages for a in page.obj.get("/Annots", ()))
    annotation.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def no_ua_mark(pdf: pikepdf.Pdf) -> None:
    written = pdf.Root.Metadata.read_bytes()
    assert b"pdfuaid" in written
    pdf.Root.Metadata.write(written.replace(b"pdfuaid", b"pdfnone"))


def no_tab_order(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/Tabs"]


def loose_content(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 10 10 re f")


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (no_language, "no language"),
        (no_title, "no title"),
        (no_alt, "no alternative text"),
        (two_h1, "2 headings of level 1"),
        (skipped_level, "level 4 follows one of level 1"),
        (untagged, "not tagged"),
        (title_hidden, "not shown"),
        (bad_link, "javascript"),
        (font_not_embedded, "not embedded"),
        (no_mark_info, "not tagged"),
        (no_scope, "a header cell has no scope"),
        (same_names, "the same name"),
        (other_names, "a heading that is not there"),
        (no_releases, "releases of the figures"),
        (empty_alt, "no alternative text"),
        (launches, "a link leads to /Launch"),
        (no_ua_mark, "PDF/UA-1"),
        (no_tab_order, "PDF/UA-1"),
        (loose_content, "PDF/UA-1"),
    ],
)
def test_a_planted_fault_is_found(plant: Callable[[pikepdf.Pdf], None], words: str) -> None:
    assert inspect_pdf(good()).is_good
    with pikepdf.open(io.BytesIO(good())) as pdf:
        plant(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert any(words in problem for problem in inspect_pdf(out.getvalue()).problems)


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="not a whole PDF"):
        inspect_pdf(b"%PDF-1.7 cut")
    with pytest.raises(ReportgenError, match="cannot be read"):
        inspect_pdf(tmp_path / "none.pdf")


def test_the_report_tells_what_the_file_is() -> None:
    report = inspect_pdf(good())
    assert report.conformance.startswith("PDF/UA-1: passes")
    assert "PDF/A" not in report.conformance
    assert report.page_sizes_pt == ((612.0, 792.0),) * 4
    assert {font.name.partition("+")[2][:6] for font in report.fonts} == {"Source"}
    assert dict(report.tags)["H1"] == 1 and dict(report.tags)["Figure"] >= 6
    assert "https://www.bls.gov/oes/" in report.links
    assert report.data_date == "May 2024"
    assert report.printed_on == "November 24, 2026"
    assert report.sources[0].endswith("Occupational Employment and Wage Statistics, May 2024")
    assert report.release_dates == ("oews-2024: May 2024, published 2025-04-02",)


@cache
def archived() -> bytes:
    return render_pdf(RICH, load_layout("sidebar"), variant="pdf/a-2a").data


def test_an_archival_file_keeps_both_standards() -> None:
    report = inspect_pdf(archived())
    assert report.problems == ()
    ua, archive = report.conformance.split("; ")
    assert ua.startswith("PDF/UA-1: passes")
    assert archive.startswith("PDF/A-2a: passes")


def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


@pytest.mark.parametrize(
    ("plant", "words"), [(no_output_intent, "PDF/A-2a"), (font_not_embedded, "PDF/A-2a"), (no_alt, "PDF/UA-1")]
)
def test_a_fault_of_an_archival_file_names_the_standard(plant: Callable[[pikepdf.Pdf], None], words: str) -> None:
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        plant(pdf)
        out = io.BytesIO()
        pdf.save(out)
    report = inspect_pdf(out.getvalue())
    assert any(problem.startswith(words) for problem in report.problems), report.problems
    assert f"{words}: fails" in report.conformance
