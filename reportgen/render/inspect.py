"""Checks a finished PDF, ours or not: `reportgen check FILE.pdf`.

The conformance check is `page-validation`'s where it is installed (the extra "check"); the structural checks here
stand alone: language, title, tags, headings, tables, figures, fonts, links, and the dates of the figures.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.render import pdf_objects
from reportgen.render.links import is_safe
from reportgen.render.repair import DATA_DATE_KEY, DATES_KEY, PRINTED_KEY, RELEASES_KEY, SOURCES_KEY
from reportgen.values import dataclass

LARGEST_BYTES = 1_000_000_000
_ODD = (RuntimeError, ValueError, TypeError, AttributeError, LookupError)
_OUR_STREAM = re.compile(r"^stream <[^>]*>: ")  # pikepdf's name for the bytes that we hand it
_HEADING = re.compile(r"H[0-9]{1,3}\Z")
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
    """Read a PDF file, or its bytes. Raises ReportgenError for what cannot be read as a PDF.

    In this process: a file of somebody else's may take all its time and memory (`inspect_apart`).
    """
    import pikepdf

    name = "The file" if isinstance(source, bytes) else str(source)
    try:
        data = source if isinstance(source, bytes) else _read(source)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _report(pdf, data)
    except ReportgenError as error:
        raise ReportgenError(f"{name} cannot be checked. {error.what}", cure=error.cure) from error
    except OSError as error:
        raise ReportgenError(f"{name} cannot be read: {error.strerror}.", cure="Check the path.") from error
    except pikepdf.PasswordError as error:
        raise ReportgenError(
            f"{name} is protected with a password.",
            cure="Save it without one: nobody could read it with a screen reader.",
        ) from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, *_ODD) as error:
        # What is written as no PDF may be: pikepdf has a class for most of it, and Python's for some.
        reason = _OUR_STREAM.sub("", str(error)).rstrip(".")
        raise ReportgenError(f"{name} is not a whole PDF: {reason}.", cure="Make it again.") from error


def _read(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe, which would keep us waiting
        raise ReportgenError("It is no file.", cure="Check the path.")
    if path.is_file() and path.stat().st_size > LARGEST_BYTES:
        raise ReportgenError(f"It is larger than {LARGEST_BYTES // 1_000_000:,} MB.", cure="Check it in parts.")
    return path.read_bytes()


def _report(pdf: Any, data: bytes) -> PdfReport:
    root, information = pdf.Root, pdf_objects.entry(pdf.trailer, "/Info")
    elements = list(pdf_objects.elements(pdf_objects.entry(root, "/StructTreeRoot")))
    kinds = [pdf_objects.name(element, "/S") for element in elements]
    levels = tuple(int(kind[1:]) for kind in kinds if _HEADING.match(kind))
    fonts = tuple(FontUse(name, embedded) for name, embedded in sorted(pdf_objects.fonts(pdf).items()))
    links = tuple(pdf_objects.links(pdf))
    conformance, failures = _conformance(data, root)
    title, language = pdf_objects.words(information, "/Title"), pdf_objects.words(root, "/Lang")
    problems = [
        *failures,
        *_document_problems(root, title, language),
        *_heading_problems(levels),
        *_element_problems(elements),
        *_name_problems(elements),
        *(f"font {font.name} is not embedded" for font in fonts if not font.embedded),
        *(f"a link leads to {link:.60}" for link in links if not is_safe(link)),
        *_data_problems(information),
    ]
    releases = pdf_objects.words(information, RELEASES_KEY)
    return PdfReport(
        title=title,
        author=pdf_objects.words(information, "/Author"),
        language=language,
        page_sizes_pt=tuple(pdf_objects.size_pt(page) for page in pdf.pages),
        conformance=conformance,
        fonts=fonts,
        tags=tuple(sorted(Counter(kinds).items())),
        heading_levels=levels,
        links=links,
        releases=tuple(filter(None, releases.split(", "))),
        release_dates=_lines(information, DATES_KEY),
        sources=_lines(information, SOURCES_KEY),
        data_date=pdf_objects.words(information, DATA_DATE_KEY),
        printed_on=pdf_objects.words(information, PRINTED_KEY),
        problems=tuple(problems),
    )


def _conformance(data: bytes, root: Any) -> tuple[str, list[str]]:
    """PDF/UA-1 for every file, and PDF/A-2a for one that says that it is an archival file."""
    try:
        import page
    except ImportError:
        return NOT_CHECKED, []
    standards = [("PDF/UA-1", page.ValidationProfile.PDF_UA_1)]
    if b"pdfaid:part" in _metadata(root):
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


def _metadata(root: Any) -> bytes:
    from pikepdf import PdfError, Stream

    metadata = pdf_objects.entry(root, "/Metadata")
    try:
        return bytes(metadata.read_bytes()) if isinstance(metadata, Stream) else b""
    except PdfError:  # packed in a way that nobody can unpack: the check of its form tells it
        return b""


def _lines(information: Any, key: str) -> tuple[str, ...]:
    return tuple(pdf_objects.words(information, key).splitlines())


def _data_problems(information: Any) -> Iterator[str]:
    """A brochure of ours says of when its figures are; other files have none."""
    of_ours = pdf_objects.words(information, "/Creator") == "reportgen"
    if of_ours and not pdf_objects.words(information, RELEASES_KEY):
        yield "the releases of the figures are not named"


def _document_problems(root: Any, title: str, language: str) -> Iterator[str]:
    if not language:
        yield "no language is set"
    if not title:
        yield "there is no title"
    if not pdf_objects.is_true(pdf_objects.entry(root, "/ViewerPreferences"), "/DisplayDocTitle"):
        yield "the title is not shown in the window"
    marked = pdf_objects.is_true(pdf_objects.entry(root, "/MarkInfo"), "/Marked")
    if pdf_objects.entry(root, "/StructTreeRoot") is None or not marked:
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
        kind = pdf_objects.name(element, "/S")
        if kind == "Figure" and not pdf_objects.words(element, "/Alt").strip():
            yield "a figure has no alternative text"
        elif kind == "TH" and all(pdf_objects.entry(each, "/Scope") is None for each in _attributes(element)):
            yield "a header cell has no scope"


def _name_problems(elements: list[Any]) -> Iterator[str]:
    """Of the names by which cells say what their headings are."""
    names = Counter(filter(None, (pdf_objects.words(element, "/ID") for element in elements)))
    if any(count > 1 for count in names.values()):
        yield "two structure elements have the same name"
    named = {
        name
        for element in elements
        for attributes in _attributes(element)
        for name in pdf_objects.texts(attributes, "/Headers")
    }
    if not named <= names.keys():
        yield "a cell names a heading that is not there"


def _attributes(element: Any) -> Iterator[Any]:
    return pdf_objects.items(pdf_objects.entry(element, "/A"))
