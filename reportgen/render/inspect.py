"""Checks a finished PDF, ours or not: `reportgen check FILE.pdf`.

The conformance check is `page-validation`'s where it is installed (the extra "check"); the structural checks here
stand alone: language, title, tags, headings, tables, figures, fonts, links, and the dates of the figures.
"""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.render.links import is_safe
from reportgen.render.repair import DATA_DATE_KEY, DATES_KEY, PRINTED_KEY, RELEASES_KEY, SOURCES_KEY

NOT_CHECKED = "not checked (page-validation is not installed)"


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font of the file."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class PdfReport:
    """What a file is, and what is wrong with it. Page sizes in points; `tags` counts structure elements.

    `conformance` says in words how the checks went: PDF/UA-1 always, PDF/A where the file claims it. `releases` are
    the keys of the figures' releases, `release_dates` the same with periods and days of publication.
    """

    title: str
    author: str
    language: str
    page_sizes_pt: tuple[tuple[float, float], ...]
    conformance: str
    fonts: tuple[FontUse, ...]
    tags: tuple[tuple[str, int], ...]
    heading_levels: tuple[int, ...]
    links: tuple[str, ...]
    releases: tuple[str, ...]
    release_dates: tuple[str, ...]
    sources: tuple[str, ...]
    data_date: str
    printed_on: str
    problems: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether no problem was found."""
        return not self.problems


def inspect_pdf(source: Path | bytes) -> PdfReport:
    """Read a PDF file, or its bytes. Raises ReportgenError for what cannot be read as a PDF."""
    import pikepdf

    name = "The file" if isinstance(source, bytes) else str(source)
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _report(pdf, data)
    except OSError as error:
        raise ReportgenError(f"{name} cannot be read: {error.strerror}.", cure="Check the path.") from error
    except pikepdf.PdfError as error:
        raise ReportgenError(f"{name} is not a whole PDF: {error}.", cure="Make it again.") from error


def _report(pdf: Any, data: bytes) -> PdfReport:
    root = pdf.Root
    elements = list(_elements(root.get("/StructTreeRoot")))
    kinds = [str(element.S)[1:] for element in elements]
    levels = tuple(int(kind[1:]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit())
    fonts = _fonts(pdf)
    links = tuple(_links(pdf))
    conformance, failures = _conformance(data, root)
    title, language = str(pdf.docinfo.get("/Title", "")), str(root.get("/Lang", ""))
    problems = [
        *failures,
        *_document_problems(root, title, language),
        *_heading_problems(levels),
        *_element_problems(elements),
        *(f"font {font.name} is not embedded" for font in fonts if not font.embedded),
        *(f"a link leads to {link:.60}" for link in links if not is_safe(link)),
        *_data_problems(pdf.docinfo),
    ]
    releases = str(pdf.docinfo.get(RELEASES_KEY, ""))
    return PdfReport(
        title=title,
        author=str(pdf.docinfo.get("/Author", "")),
        language=language,
        page_sizes_pt=tuple(_size(page) for page in pdf.pages),
        conformance=conformance,
        fonts=fonts,
        tags=tuple(sorted(Counter(kinds).items())),
        heading_levels=levels,
        links=links,
        releases=tuple(filter(None, releases.split(", "))),
        release_dates=_lines(pdf.docinfo, DATES_KEY),
        sources=_lines(pdf.docinfo, SOURCES_KEY),
        data_date=str(pdf.docinfo.get(DATA_DATE_KEY, "")),
        printed_on=str(pdf.docinfo.get(PRINTED_KEY, "")),
        problems=tuple(problems),
    )


def _conformance(data: bytes, root: Any) -> tuple[str, list[str]]:
    """PDF/UA-1 for every file, and PDF/A-2a for one that says that it is an archival file."""
    try:
        import page
    except ImportError:
        return NOT_CHECKED, []
    standards = [("PDF/UA-1", page.ValidationProfile.PDF_UA_1)]
    if b"pdfaid:part" in (root.Metadata.read_bytes() if "/Metadata" in root else b""):
        standards.append(("PDF/A-2a", page.ValidationProfile.PDF_A_2A))
    words, failures = [], []
    for standard, profile in standards:
        try:
            report = page.validate_pdf_bytes(data, profile=profile)
        except page.PageError as error:
            words.append(f"{standard}: cannot be checked")
            failures.append(f"{standard}: {error}")
            continue
        found = Counter(f"{standard} {failure.rule_id}: {failure.message}" for failure in report.failures)
        failures += [text if times == 1 else f"{text} ({times} times)" for text, times in found.items()]
        rules = report.rules
        words.append(
            f"{standard}: passes ({rules.passed} rules)"
            if report.is_compliant
            else f"{standard}: fails {rules.failed} of {rules.total} rules"
        )
    return "; ".join(words), failures


def _lines(information: Any, key: str) -> tuple[str, ...]:
    return tuple(str(information.get(key, "")).splitlines())


def _data_problems(information: Any) -> Iterator[str]:
    """A brochure of ours says of when its figures are; other files have none."""
    if str(information.get("/Creator", "")) == "reportgen" and not str(information.get(RELEASES_KEY, "")):
        yield "the releases of the figures are not named"


def _document_problems(root: Any, title: str, language: str) -> Iterator[str]:
    if not language:
        yield "no language is set"
    if not title:
        yield "there is no title"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "the title is not shown in the window"
    if "/StructTreeRoot" not in root or not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "the file is not tagged"


def _heading_problems(levels: tuple[int, ...]) -> Iterator[str]:
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1 instead of one"
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
            return


def _element_problems(elements: list[Any]) -> Iterator[str]:
    for element in elements:
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        elif kind == "/TH" and "/Scope" not in _attributes(element):
            yield "a header cell has no scope"


def _attributes(element: Any) -> Any:
    from pikepdf import Array

    attributes = element.get("/A", {})
    if isinstance(attributes, Array):
        return next((each for each in attributes if "/Scope" in each), {})
    return attributes


def _elements(node: Any) -> Iterator[Any]:
    """Structure elements in reading order."""
    from pikepdf import Array, Dictionary

    if isinstance(node, Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node.K)


def _fonts(pdf: Any) -> tuple[FontUse, ...]:
    found: dict[str, bool] = {}
    for page in pdf.pages:
        for font in page.resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            name = str(font.get("/BaseFont", "/?"))[1:]
            found[name] = found.get(name, True) and embedded
    return tuple(FontUse(name, embedded) for name, embedded in sorted(found.items()))


def _links(pdf: Any) -> Iterator[str]:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            action = annotation.get("/A", {})
            if str(annotation.get("/Subtype")) == "/Link" and "/URI" in action:
                yield str(action.URI)
            elif action and str(action.get("/S")) != "/GoTo":
                yield f"{action.get('/S')}"


def _size(page: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return (round(right - left, 2), round(top - bottom, 2))
