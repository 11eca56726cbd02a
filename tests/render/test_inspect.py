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
    return render_pdf(RICH, load_layout("handout")).data


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
