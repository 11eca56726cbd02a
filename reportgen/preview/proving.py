"""One brochure in a layout as PDF and pictures, with what a designer should know of it. Done in a worker process.

A template may never end, and a picture may take all memory: there, that costs a message and not the preview.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportgen.batch import files
from reportgen.batch.plan import Job
from reportgen.brochure.brand import Brand
from reportgen.values import dataclass

WIDTH_PX = 900  # of a page that stands; one that lies is as high
_COLOURS = 128
_PAGE = re.compile(r"page (\d+): ")


@dataclass(frozen=True, slots=True)
class Sample:
    """A brochure to show; `version` counts the states of the layout, of which a worker keeps only one in mind."""

    job: Job
    brand: Brand
    version: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What all samples share. `layout` is a name or a folder, `folder` where pictures and PDF files go."""

    store: Path
    layout: str
    paper: str
    printed_on: datetime.date
    folder: Path


@dataclass(frozen=True, slots=True)
class Note:
    """What to know of a page (from 1; 0: of all of them). `is_fault`: such a brochure is not handed out."""

    page: int
    text: str
    is_fault: bool


@dataclass(frozen=True, slots=True)
class Proved:
    """`pictures` are file names in the folder, one a page."""

    pdf: str
    pictures: tuple[str, ...]
    notes: tuple[Note, ...]


def make_prover(recipe: Recipe) -> Callable[[Sample], Proved]:
    """Open what it needs, once in a process."""
    from reportgen.batch.documents import open_documents
    from reportgen.render import forget
    from reportgen.render.layout import load_layout
    from reportgen.render.review import proof
    from reportgen.render.subjects import paper_like

    document_of = open_documents(recipe.store, recipe.printed_on)
    version = -1

    def of(sample: Sample) -> Proved:
        nonlocal version
        if sample.version != version:
            forget.layouts()
            version = sample.version
        job, layout = sample.job, load_layout(recipe.layout, subject=None)
        document, paper = document_of(job, layout.subject, sample.brand), paper_like(recipe.paper, layout.subject)
        data, review = proof(document, layout, paper=paper)
        notes = [
            *(_note(f"{violation.kind}: ", violation.text, is_fault=True) for violation in review.violations),
            *(_note("left out for want of room: ", text, is_fault=False) for text in review.items),
            *(Note(0, f"section left out: {name}", False) for name in review.left_out),
        ]
        stem = job.path.stem
        pdf = recipe.folder / f"{stem}.pdf"
        files.write_whole(pdf, data)
        return Proved(pdf.name, draw(data, recipe.folder, stem), tuple(sorted(notes, key=lambda note: note.page)))

    return of


def draw(data: bytes, folder: Path, stem: str) -> tuple[str, ...]:
    """Draw every page of a PDF into the folder; the names of the pictures."""
    from reportgen.batch.thumbnails import pdfium

    document, names = pdfium().PdfDocument(data), []
    try:
        for number in range(len(document)):
            page: Any = document[number]
            image = page.render(scale=WIDTH_PX / min(page.get_size())).to_pil().convert("RGB").quantize(_COLOURS)
            picture = io.BytesIO()
            image.save(picture, "PNG")
            names.append(f"{stem}-{number + 1}.png")
            temporary = files.temporary_in(folder)
            files.write_temporary(temporary, picture.getvalue())
            files.take_name(temporary, folder / names[-1])
    finally:
        document.close()
    return tuple(names)


def _note(kind: str, text: str, *, is_fault: bool) -> Note:
    page = _PAGE.match(text)
    return Note(int(page[1]) if page else 0, kind + _PAGE.sub("", text, count=1), is_fault)
